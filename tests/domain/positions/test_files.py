from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.datastructures import UploadFile

from domain.auditing import AuditAction, AuditEntry, NoAudit
from domain.errors import AdminsOnly, EmptyFile, FileTooLarge, NoFileUploaded, TooManyRequests
from domain.limiting import Counted, Unlimited
from domain.positions.files import KEPT_FOR, Imported, ImportOptions, PositionFiles
from domain.positions.service import PositionService
from domain.signing import Seal
from domain.viewers import Role, Viewer
from persistence.encryption import NO_KEYS, FileKeys
from persistence.files import ObjectFileStore
from persistence.storage import FILES
from tests.factories import NOW
from tests.fakes import FakeUnitOfWork, Tables

pytestmark = pytest.mark.anyio

ANN, BOB = Viewer(3, "ann", Role.ADMIN), Viewer(4, "bob", Role.ADMIN)
LOOK = ImportOptions(source="own", dry_run=True)
IMPORT = ImportOptions(source="own")


class Noting(NoAudit):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.entries: list[AuditEntry] = []

    def note(self, entry: AuditEntry) -> None:
        self.entries.append(entry)


class Once(Unlimited):
    """Lets everybody do everything once."""

    def __init__(self) -> None:
        self._counted: set[Counted] = set()

    async def take(self, counted: Counted) -> None:
        if counted in self._counted:
            raise TooManyRequests("files", most=1, window_seconds=60, retry_after_seconds=60)
        self._counted.add(counted)


class House:
    """The files over a folder, and tables in memory."""

    def __init__(self, folder: Path, *, keys: FileKeys = NO_KEYS) -> None:
        self.now = NOW
        self.folder = folder
        self.tables, self.audit = Tables(), Noting()
        self.store = ObjectFileStore(folder.as_uri(), clock=lambda: self.now, keys=keys)
        self.files = self.files_of("a secret")

    def files_of(self, secret: str, limiter: Unlimited | None = None) -> PositionFiles:
        return PositionFiles(
            positions=PositionService(
                unit_of_work=lambda: FakeUnitOfWork(self.tables), clock=lambda: self.now, audit=self.audit
            ),
            files=self.store,
            seal=Seal(secrets=[secret], purpose=b"files"),
            clock=lambda: self.now,
            upload_max_bytes=100,
            limiter=limiter,
        )

    def stored(self) -> list[Path]:
        return [path for path in (self.folder / FILES).rglob("*") if path.is_file()]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def upload(content: bytes = b"title\nNurse\nChef\n", name: str = "jobs.csv") -> UploadFile:
    return UploadFile(io.BytesIO(content), size=len(content), filename=name)


async def test_a_file_that_is_kept_is_looked_at_as_often_as_one_likes_and_imported_once(house: House) -> None:
    token = (await house.files.keep(ANN, upload())).token
    for _ in range(2):
        assert (await house.files.import_kept(ANN, token, LOOK)).report.counts.added == 2
    assert house.tables.positions == {}
    assert (await house.files.import_kept(ANN, token, IMPORT)).report.counts.added == 2
    assert len(house.tables.positions) == 2
    assert house.stored() == []
    with pytest.raises(NoFileUploaded):
        await house.files.import_kept(ANN, token, IMPORT)
    assert [(entry.action, entry.actor_id) for entry in house.audit.entries] == [
        (AuditAction.POSITIONS_IMPORTED, 3)
    ]


async def test_a_file_that_is_kept_is_its_senders_alone(house: House) -> None:
    token = (await house.files.keep(ANN, upload())).token
    with pytest.raises(NoFileUploaded):
        await house.files.import_kept(BOB, token, LOOK)
    with pytest.raises(AdminsOnly):
        await house.files.import_kept(Viewer(3, "ann", Role.JOB_SEEKER), token, LOOK)


async def test_a_file_is_not_kept_for_ever(house: House) -> None:
    kept = await house.files.keep(ANN, upload())
    assert kept.expires_at == NOW + KEPT_FOR
    house.now = NOW + KEPT_FOR + timedelta(seconds=1)
    with pytest.raises(NoFileUploaded):
        await house.files.import_kept(ANN, kept.token, LOOK)


@pytest.mark.parametrize("spoilt", ["", "x", "x.y", "€.y"])
async def test_nobody_names_a_file_that_we_did_not_keep(house: House, spoilt: str) -> None:
    with pytest.raises(NoFileUploaded):
        await house.files.import_kept(ANN, spoilt, LOOK)
    token = (await house.files_of("another secret").keep(ANN, upload())).token
    with pytest.raises(NoFileUploaded):
        await house.files.import_kept(ANN, token, LOOK)


async def test_a_file_keeps_the_format_that_its_name_tells(house: House) -> None:
    token = (await house.files.keep(ANN, upload(b"title\tcity\nNurse, Cook\tOslo\n", "Jobs.TSV"))).token
    imported = await house.files.import_kept(ANN, token, LOOK)
    assert imported.report.first[0].title_en == "Nurse, Cook"
    await house.files.keep(ANN, upload(name="a.b/../../c.exe"))
    assert sorted(path.suffix for path in house.stored()) == ["", ".tsv"]


async def test_an_encrypted_file_is_imported(tmp_path: Path) -> None:
    house = House(tmp_path, keys=FileKeys(first="1", secrets={"1": b"k" * 32}))
    token = (await house.files.keep(ANN, upload())).token
    assert b"Nurse" not in house.stored()[0].read_bytes()
    assert (await house.files.import_kept(ANN, token, LOOK)).report.counts.added == 2


async def test_what_cannot_be_a_file_of_postings_is_not_kept(house: House) -> None:
    for content, name, refusal in (
        (b"", "jobs.csv", EmptyFile),
        (b"", "", NoFileUploaded),
        (b"x" * 101, "jobs.csv", FileTooLarge),
    ):
        with pytest.raises(refusal):
            await house.files.keep(ANN, upload(content, name))
    with pytest.raises(AdminsOnly):
        await house.files.keep(Viewer(3, "ann", Role.JOB_SEEKER), upload())
    assert house.stored() == []


async def test_nobody_keeps_more_than_so_many(house: House) -> None:
    files = house.files_of("a secret", Once())
    await files.keep(ANN, upload())
    with pytest.raises(TooManyRequests):
        await files.keep(ANN, upload())
    await files.keep(BOB, upload())


async def test_what_was_never_imported_is_old_enough_to_be_swept_once_its_time_is_over(
    house: House,
) -> None:
    await house.files.keep(ANN, upload())

    async def old() -> list[str]:
        found: AsyncIterator[list[str]] = house.store.old_keys()
        return [key async for keys in found for key in keys]

    assert await old() == []
    house.now = datetime.now(UTC) + timedelta(hours=1, minutes=1)
    assert len(await old()) == 1


async def test_rejected_rows_come_with_the_report(house: House) -> None:
    imported: Imported = await house.files.import_upload(ANN, upload(b"title\n...\nChef\n"), LOOK)
    assert [row.line for row in imported.rejected] == [2]
