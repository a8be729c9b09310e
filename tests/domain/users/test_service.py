from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import anyio
import pytest
from sqlalchemy import Engine

from domain.errors import (
    AdminsOnly,
    InvalidCredentials,
    InvalidInput,
    NotFound,
    RegistrationClosed,
    TooManyRequests,
    Unauthenticated,
    UsernameTaken,
    WrongPassword,
)
from domain.limiting import Limit
from domain.policies import Bootstrap
from domain.users.models import User
from domain.users.passwords import Passwords
from domain.users.service import UserService
from domain.users.tokens import Tokens
from domain.users.validation import clean_username, username_key
from domain.viewers import OPERATOR, Approach, Role, Viewer
from persistence.counts import open_counts
from persistence.rates import Rate, SqlLimiter
from persistence.reads.services import SqlReads
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, new_user
from tests.postgres_server import has_to_wait

pytestmark = pytest.mark.anyio

SECRET = "s" * 64
WEAK = {"memory_kib": 64, "passes": 1}


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class House:
    """A user service over an empty database."""

    def __init__(self, engine: Engine, *, bootstrap: Bootstrap = Bootstrap.OFF) -> None:
        self.clock = Clock()
        self.unit_of_work = unit_of_work_factory(engine)
        self.tokens = Tokens(
            secret=SECRET, lifetime_seconds=3600, session_seconds=24 * 3600, clock=self.clock
        )
        self.reads = SqlReads(engine)
        self.users = self.service(Passwords(**WEAK), bootstrap=bootstrap)

    def service(
        self, passwords: Passwords, *, bootstrap: Bootstrap = Bootstrap.OFF, **more: Any
    ) -> UserService:
        return UserService(
            unit_of_work=self.unit_of_work,
            reads=self.reads,
            passwords=passwords,
            tokens=self.tokens,
            clock=self.clock,
            password_min_length=6,
            bootstrap=bootstrap,
            **more,
        )

    def change(self, user: User, **changes: object) -> None:
        with self.unit_of_work() as work:
            work.users.update(replace(user, **changes))  # type: ignore[arg-type]
            work.commit()

    def get(self, user_id: int) -> User:
        with self.unit_of_work() as work:
            found = work.users.get(user_id)
        assert found is not None
        return found


@pytest.fixture
def house(sqlite_engine: Engine) -> House:
    return House(sqlite_engine)


@pytest.fixture
def counts(sqlite_engine: Engine) -> Iterator[Engine]:
    with open_counts(sqlite_engine) as opened:
        yield opened


async def test_who_registers_can_log_in_and_is_known_by_the_token(house: House) -> None:
    user = await house.users.register(username="周敏", password="secret1", email="Zhou@Example.COM")
    assert user.email == "Zhou@example.com"
    token = await house.users.login(username="周敏", password="secret1")
    assert await house.users.authenticate(token) == Viewer(user.id, "周敏", "job_seeker")


async def test_a_token_ends(house: House) -> None:
    await house.users.register(username="zhou", password="secret1")
    token = await house.users.login(username="zhou", password="secret1")
    assert await house.users.authenticate(token)
    house.clock.now += timedelta(hours=1)
    with pytest.raises(Unauthenticated):
        await house.users.authenticate(token)


async def test_a_token_of_an_older_version_is_refused(house: House) -> None:
    user = await house.users.register(username="zhou", password="secret1")
    token = await house.users.login(username="zhou", password="secret1")
    house.change(user, token_version=1)
    with pytest.raises(Unauthenticated):
        await house.users.authenticate(token)


@pytest.mark.parametrize("password", ["wrong", "", "secret1 ", "secret1" * 40, "\ud800"])
async def test_a_wrong_password_is_refused(house: House, password: str) -> None:
    await house.users.register(username="zhou", password="secret1")
    with pytest.raises(InvalidCredentials):
        await house.users.login(username="zhou", password=password)


async def test_an_unknown_user_costs_a_hash_as_well(house: House) -> None:
    class Counting(Passwords):
        checks = 0

        async def verify(self, password: str, *, password_hash: str | None) -> bool:
            self.checks += 1
            return await super().verify(password, password_hash=password_hash)

    passwords = Counting(**WEAK)
    for name in ("nobody", "", "x" * 1000):
        with pytest.raises(InvalidCredentials):
            await house.service(passwords).login(username=name, password="secret1")
    assert passwords.checks == 3


async def test_a_login_renews_an_outdated_hash(house: House) -> None:
    user = await house.users.register(username="zhou", password="secret1")
    stronger = house.service(Passwords(memory_kib=128, passes=2))
    await stronger.login(username="zhou", password="secret1")
    renewed = house.get(user.id)
    assert "m=128,t=2,p=1" in renewed.password_hash
    assert await stronger.login(username="zhou", password="secret1")
    assert house.get(user.id) == renewed


@pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
@pytest.mark.parametrize(
    ("bootstrap", "approach"),
    [(Bootstrap.LOCAL, Approach(is_local=True)), (Bootstrap.CODE, Approach(knows_code=True))],
)
async def test_the_first_admin_may_register_as_the_operator_says_and_no_second(
    engine: Engine, bootstrap: Bootstrap, approach: Approach
) -> None:
    users = House(engine, bootstrap=bootstrap).users
    assert await users.awaits_admin()
    for other in (Approach(), Approach(is_local=not approach.is_local, knows_code=not approach.knows_code)):
        with pytest.raises(AdminsOnly):
            await users.register(username="first", password="secret1", role="admin", approach=other)
    first = await users.register(username="first", password="secret1", role="admin", approach=approach)
    assert first.role is Role.ADMIN
    assert not await users.awaits_admin()
    with pytest.raises(AdminsOnly):
        await users.register(username="second", password="secret1", role="admin", approach=approach)
    made = await users.register(
        username="third", password="secret1", role="admin", viewer=Viewer(first.id, "first", "admin")
    )
    assert made.role is Role.ADMIN


async def test_nobody_becomes_admin_by_himself_where_the_bootstrap_is_off(house: House) -> None:
    user = await house.users.register(username="first", password="secret1")
    approach = Approach(is_local=True, knows_code=True)
    assert not await house.users.awaits_admin()
    for viewer in (None, Viewer(user.id, "first", "job_seeker")):
        with pytest.raises(AdminsOnly):
            await house.users.register(
                username="second", password="secret1", role="admin", viewer=viewer, approach=approach
            )


@pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
async def test_of_two_who_want_to_be_the_first_admin_one_is(engine: Engine) -> None:
    import anyio

    users = House(engine, bootstrap=Bootstrap.LOCAL).users
    here = Approach(is_local=True)
    outcomes: list[str] = []

    async def register(name: str) -> None:
        try:
            await users.register(username=name, password="secret1", role="admin", approach=here)
            outcomes.append("made")
        except AdminsOnly:
            outcomes.append("refused")

    async with anyio.create_task_group() as tasks:
        for number in range(6):
            tasks.start_soon(register, f"admin{number}")
    assert sorted(outcomes) == ["made"] + ["refused"] * 5


@pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
async def test_of_two_who_want_a_name_one_gets_it(engine: Engine) -> None:
    import anyio

    users = House(engine).users
    outcomes: list[str] = []

    async def register() -> None:
        try:
            await users.register(username="same", password="secret1")
            outcomes.append("made")
        except UsernameTaken:
            outcomes.append("taken")

    async with anyio.create_task_group() as tasks:
        for _ in range(6):
            tasks.start_soon(register)
    assert sorted(outcomes) == ["made"] + ["taken"] * 5


@pytest.mark.parametrize(
    ("username", "key"),
    [("Zhou", "zhou"), ("ＺＨＯＵ", "zhou"), ("STRASSE", "strasse"), ("straße", "strasse"), ("周敏", "周敏")],
)
async def test_names_are_unique_under_case_folding(house: House, username: str, key: str) -> None:
    user = await house.users.register(username=username, password="secret1")
    assert user.username_key == key


@pytest.mark.parametrize(
    "username", ["", " ", "x" * 65, "a\x00b", "a\u200bb", "a\nb", "\ud800", "\u202eadmin"]
)
async def test_a_bad_name_is_refused(house: House, username: str) -> None:
    with pytest.raises(InvalidInput):
        await house.users.register(username=username, password="secret1")


async def test_an_empty_email_is_none(house: House) -> None:
    assert (await house.users.register(username="zhou", password="secret1", email="")).email is None


async def test_a_changed_password_ends_every_token_and_gives_a_new_one(house: House) -> None:
    user = await house.users.register(username="zhou", password="secret1")
    old = await house.users.login(username="zhou", password="secret1")
    viewer = await house.users.authenticate(old)
    new = await house.users.change_password(viewer, current="secret1", new="secret2")
    assert (await house.users.authenticate(new)).id == user.id
    with pytest.raises(Unauthenticated):
        await house.users.authenticate(old)
    with pytest.raises(InvalidCredentials):
        await house.users.login(username="zhou", password="secret1")
    assert await house.users.login(username="zhou", password="secret2")


@pytest.mark.parametrize("current", ["wrong", "", "x" * 1000, "\ud800"])
async def test_a_password_is_changed_only_by_who_knows_it(house: House, current: str) -> None:
    user = await house.users.register(username="zhou", password="secret1")
    with pytest.raises(WrongPassword):
        await house.users.change_password(user.viewer, current=current, new="secret2")
    assert await house.users.login(username="zhou", password="secret1")


async def test_an_administrator_makes_others_administrators_and_no_longer_ones(house: House) -> None:
    root = await house.users.create_admin(username="root", password="secret1")
    user = await house.users.register(username="zhou", password="secret1")
    for role in (Role.ADMIN, Role.JOB_SEEKER):
        await house.users.set_user_role(root.viewer, user.id, role=role)
        assert house.get(user.id).role is role


async def test_an_administrator_is_made_blind_and_stays_so_until_it_is_said_otherwise(house: House) -> None:
    root = await house.users.create_admin(username="root", password="secret1")
    user = await house.users.register(username="zhou", password="secret1")
    for role, is_blind, became in (
        (Role.ADMIN, True, True),
        (Role.ADMIN, None, True),
        (Role.ADMIN, False, False),
        (Role.ADMIN, True, True),
        (Role.JOB_SEEKER, None, False),
        (Role.ADMIN, None, False),
    ):
        await house.users.set_user_role(root.viewer, user.id, role=role, is_blind=is_blind)
        assert (house.get(user.id).role, house.get(user.id).is_blind) == (role, became)
    with pytest.raises(InvalidInput, match="盲审"):
        await house.users.set_user_role(root.viewer, user.id, role=Role.JOB_SEEKER, is_blind=True)


async def test_a_blind_administrator_makes_nobody_see(house: House) -> None:
    root = await house.users.create_admin(username="root", password="secret1")
    blind = await house.users.register(username="zhou", password="secret1")
    other = await house.users.register(username="wu", password="secret1")
    await house.users.set_user_role(root.viewer, blind.id, role=Role.ADMIN, is_blind=True)
    # What the token said when the request began, and what it says now.
    for viewer in (blind.viewer._replace(role=Role.ADMIN), house.get(blind.id).viewer):
        with pytest.raises(AdminsOnly):
            await house.users.set_user_role(viewer, other.id, role=Role.ADMIN)
    with pytest.raises(AdminsOnly):
        await house.users.register(
            username="li", password="secret1", role="admin", viewer=house.get(blind.id).viewer
        )


async def test_who_may_not_set_a_role_is_told_why(house: House) -> None:
    root = await house.users.create_admin(username="root", password="secret1")
    user = await house.users.register(username="zhou", password="secret1")
    for actor, user_id, refusal in (
        (user, root.id, AdminsOnly),
        (root, root.id, InvalidInput),
        (root, 999, NotFound),
    ):
        with pytest.raises(refusal):
            await house.users.set_user_role(actor.viewer, user_id, role=Role.JOB_SEEKER)
    assert (house.get(root.id).role, house.get(user.id).role) == (Role.ADMIN, Role.JOB_SEEKER)


async def test_an_administrator_who_was_demoted_meanwhile_changes_nothing(house: House) -> None:
    root = await house.users.create_admin(username="root", password="secret1")
    other = await house.users.create_admin(username="other", password="secret1")
    house.change(root, role=Role.JOB_SEEKER)
    with pytest.raises(AdminsOnly):
        await house.users.set_user_role(root.viewer, other.id, role=Role.JOB_SEEKER)
    assert house.get(other.id).role is Role.ADMIN


async def test_users_are_listed_to_administrators_page_by_page(house: House) -> None:
    root = await house.users.create_admin(username="root", password="secret1")
    user = await house.users.register(username="zhou", password="secret1")
    first = await house.users.all_users(root.viewer, after=0, limit=1)
    second = await house.users.all_users(root.viewer, after=root.id, limit=5)
    assert [row[1:] for row in (*first, *second)] == [
        ("root", "admin"),
        ("zhou", "job_seeker"),
    ]
    with pytest.raises(AdminsOnly):
        await house.users.all_users(user.viewer, after=0, limit=1)


LOOKALIKES = ["zh\u043eu", "zhou\u3164", "zhou\ufe0f"]


@pytest.mark.parametrize("name", LOOKALIKES)
async def test_a_name_that_looks_like_anothers_is_refused(house: House, name: str) -> None:
    with pytest.raises(InvalidInput):
        await house.users.register(username=name, password="secret1")


@pytest.mark.parametrize("name", LOOKALIKES)
async def test_one_who_has_such_a_name_still_logs_in(house: House, name: str) -> None:
    made = await house.users.register(username="before", password="secret1")
    kept = clean_username(name)
    with house.unit_of_work() as work:
        work.users.add(
            replace(
                new_user(kept),
                username_key=username_key(kept),
                password_hash=house.get(made.id).password_hash,
            )
        )
        work.commit()
    token = await house.users.login(username=name, password="secret1")
    assert (await house.users.authenticate(token)).username == kept


async def test_guessable_passwords_are_refused_where_the_operator_wants_it(house: House) -> None:
    strict = house.service(Passwords(**WEAK), guessable_refused=True)
    for password in ("password1", "zhou-1", "zhou"):
        with pytest.raises(InvalidInput):
            await strict.register(username="zhou", password=password)
    user = await strict.register(username="zhou", password="battery-staple")
    viewer = user.viewer
    with pytest.raises(InvalidInput):
        await strict.change_password(viewer, current="battery-staple", new="Zhou2026"[:6])
    await house.users.register(username="ben", password="password1")


async def test_registrations_are_counted_for_an_address_and_closed_where_the_operator_says(
    house: House, counts: Engine
) -> None:
    limiter = SqlLimiter(counts, {Limit.REGISTRATION: Rate(1, 60, "A")})
    counting = house.service(Passwords(**WEAK), limiter=limiter)
    await counting.register(username="ann", password="secret1", address="192.0.2.1")
    with pytest.raises(TooManyRequests):
        await counting.register(username="ben", password="secret1", address="192.0.2.1")
    await counting.register(username="ben", password="secret1", address="192.0.2.2")
    closed = house.service(Passwords(**WEAK), registration_open=False)
    with pytest.raises(RegistrationClosed):
        await closed.register(username="carl", password="secret1")
    await closed.register(username="carl", password="secret1", viewer=OPERATOR)


async def test_a_session_goes_on_as_long_as_its_user_has_not_ended_it(house: House) -> None:
    user = await house.users.register(username="zhou", password="secret1")
    session = house.users.begin_session(await house.users.login(username="zhou", password="secret1"))
    assert await house.users.go_on(session.token) is None
    house.clock.now += timedelta(seconds=1800)
    following = await house.users.go_on(session.token)
    assert following is not None
    assert await house.users.authenticate(following.token) == user.viewer
    await house.users.sign_out_everywhere(user.viewer)
    assert await house.users.go_on(session.token) is None
    with pytest.raises(Unauthenticated):
        await house.users.authenticate(following.token)


async def test_what_is_no_token_any_more_begins_no_session_and_goes_on_with_none(house: House) -> None:
    await house.users.register(username="zhou", password="secret1")
    token = await house.users.login(username="zhou", password="secret1")
    house.clock.now += timedelta(seconds=3600)
    for given in (token, "nonsense"):
        with pytest.raises(Unauthenticated):
            house.users.begin_session(given)
        assert await house.users.go_on(given) is None


@pytest.mark.parametrize("change", ["role", "sign_out"])
async def test_who_signs_out_while_he_is_changed_is_out_and_changed(
    postgres_engine: Engine, change: str
) -> None:
    house = House(postgres_engine)
    root = await house.users.create_admin(username="root", password="secret1")
    user = await house.users.register(username="zhou", password="secret1")
    changes: dict[str, Callable[[], Awaitable[None]]] = {
        "role": lambda: house.users.set_user_role(root.viewer, user.id, role=Role.ADMIN),
        "sign_out": lambda: house.users.sign_out_everywhere(user.viewer),
    }
    with house.unit_of_work() as first, ThreadPoolExecutor(1) as pool:
        read = first.users.get(user.id)
        assert read is not None
        second = pool.submit(anyio.run, changes[change])
        has_to_wait(second, postgres_engine)
        first.users.update(
            replace(read, token_version=1) if change == "role" else replace(read, role=Role.ADMIN)
        )
        first.commit()
        second.result()
    after = house.get(user.id)
    assert (after.token_version, after.role) == (1, Role.ADMIN)
