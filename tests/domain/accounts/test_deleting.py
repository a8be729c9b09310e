from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from domain.accounts.deleting import AccountDeletion
from domain.errors import InvalidInput, NotFound, NotTheOwner, Unauthenticated, WrongPassword
from domain.policies import Bootstrap
from domain.resumes.service import ResumeService
from domain.users.passwords import Passwords
from domain.users.service import UserService
from domain.users.tokens import Tokens
from domain.viewers import Role, Viewer
from persistence.files import ObjectFileStore
from tests.factories import NOW, new_analysis, new_matches
from tests.fakes import FakeReads, FakeUnitOfWork, Tables
from tests.graphql_schema.house import upload
from tests.graphql_schema.stand_ins import SilentQueue

pytestmark = pytest.mark.anyio

PASSWORD = "secret-1"


class Accounts:
    """Services over tables in memory and files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables = Tables()
        reads = FakeReads(self.tables)
        files = ObjectFileStore(folder.as_uri(), clock=lambda: NOW)
        self.users = UserService(
            unit_of_work=self.unit_of_work,
            reads=reads,
            passwords=Passwords(memory_kib=64, passes=1),
            tokens=Tokens(secret="s" * 64, lifetime_seconds=3600, clock=lambda: NOW),
            clock=lambda: NOW,
            password_min_length=6,
            bootstrap=Bootstrap.LOCAL,
        )
        self.resumes = ResumeService(
            unit_of_work=self.unit_of_work,
            reads=reads,
            files=files,
            queue=SilentQueue(),
            clock=lambda: NOW,
            upload_max_bytes=1000,
        )
        self.deletion = AccountDeletion(unit_of_work=self.unit_of_work, users=self.users, files=files)

    def unit_of_work(self) -> FakeUnitOfWork:
        return FakeUnitOfWork(self.tables)

    async def user(self, name: str, role: Role = Role.JOB_SEEKER) -> Viewer:
        made = await self.users.register(
            username=name, password=PASSWORD, role=role, viewer=Viewer(0, "", Role.ADMIN)
        )
        return made.viewer

    async def resume(self, owner: Viewer) -> int:
        resume = await self.resumes.upload_resume(owner, upload(f"resume of {owner.username}".encode()))
        with self.unit_of_work() as work:
            work.resumes.finish_analysis(
                resume.id, page_count=1, analysis=new_analysis(), matches=new_matches(), at=NOW
            )
            work.commit()
        return resume.id

    def files(self) -> list[bytes]:
        return sorted(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(tmp_path)


async def test_who_deletes_his_account_leaves_nothing_behind(accounts: Accounts) -> None:
    ann, ben = await accounts.user("ann"), await accounts.user("ben")
    for owner in (ann, ann, ben):
        await accounts.resume(owner)
    token = await accounts.users.login(username="ann", password=PASSWORD)
    await accounts.deletion.delete_account(ann, ann.id, password=PASSWORD)
    assert list(accounts.tables.users) == [ben.id]
    assert [resume.user_id for resume in accounts.tables.resumes.values()] == [ben.id]
    assert len(accounts.tables.results) == 1
    assert accounts.files() == [b"resume of ben"]
    with pytest.raises(Unauthenticated):
        await accounts.users.authenticate(token)


@pytest.mark.parametrize("password", [None, "", "wrong", "x" * 1000])
async def test_without_the_password_nothing_is_deleted(accounts: Accounts, password: str | None) -> None:
    ann = await accounts.user("ann")
    await accounts.resume(ann)
    with pytest.raises(WrongPassword):
        await accounts.deletion.delete_account(ann, ann.id, password=password)
    assert (list(accounts.tables.users), len(accounts.files())) == ([ann.id], 1)


async def test_an_administrator_deletes_others_and_nobody_else_does(accounts: Accounts) -> None:
    root, ann, ben = (
        await accounts.user("root", Role.ADMIN),
        await accounts.user("ann"),
        await accounts.user("ben"),
    )
    with pytest.raises(NotTheOwner):
        await accounts.deletion.delete_account(ben, ann.id, password=PASSWORD)
    await accounts.deletion.delete_account(root, ann.id)
    assert ann.id not in accounts.tables.users
    with pytest.raises(NotFound):
        await accounts.deletion.delete_account(root, ann.id)


async def test_the_only_administrator_stays(accounts: Accounts) -> None:
    root = await accounts.user("root", Role.ADMIN)
    with pytest.raises(InvalidInput, match="唯一的管理员"):
        await accounts.deletion.delete_account(root, root.id, password=PASSWORD)
    other = await accounts.user("other", Role.ADMIN)
    await accounts.deletion.delete_account(root, root.id, password=PASSWORD)
    assert list(accounts.tables.users) == [other.id]


async def test_the_only_administrator_who_is_not_blind_stays(accounts: Accounts) -> None:
    root, blind = await accounts.user("root", Role.ADMIN), await accounts.user("blind", Role.ADMIN)
    users = accounts.tables.users
    users[blind.id] = replace(users[blind.id], is_blind=True)
    with pytest.raises(InvalidInput, match="唯一的管理员"):
        await accounts.deletion.delete_account(root, root.id, password=PASSWORD)
    with pytest.raises(NotTheOwner):
        await accounts.deletion.delete_account(users[blind.id].viewer, root.id)
    await accounts.deletion.delete_account(users[blind.id].viewer, blind.id, password=PASSWORD)
    assert list(accounts.tables.users) == [root.id]


async def test_one_who_is_no_administrator_any_more_deletes_nobody(accounts: Accounts) -> None:
    root, other = await accounts.user("root", Role.ADMIN), await accounts.user("other", Role.ADMIN)
    ann = await accounts.user("ann")
    await accounts.users.set_user_role(other, root.id, role=Role.JOB_SEEKER)
    with pytest.raises(NotTheOwner):
        await accounts.deletion.delete_account(root, ann.id)
    assert ann.id in accounts.tables.users
