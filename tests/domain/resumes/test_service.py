from __future__ import annotations

import io
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.documents.errors import FailureCode
from domain.documents.formats import MediaType, detect_media_type
from domain.errors import (
    AdminsOnly,
    EmptyFile,
    FileTooLarge,
    NoFileUploaded,
    NotFound,
    NotTheOwner,
    QuotaExceeded,
    Unavailable,
    UnsupportedFileType,
)
from domain.resumes.models import ResumeState
from domain.resumes.quotas import Quota
from domain.resumes.service import NO_QUOTA, ResumeService
from domain.viewers import Role, Viewer
from persistence.files import ObjectFileStore
from tests import hostile_files, pdf_files
from tests.factories import NOW
from tests.fakes import FakeReads, FakeUnitOfWork, Tables

pytestmark = pytest.mark.anyio
VIEWER = Viewer(7, "wanglei", "job_seeker")


class FakeUpload:
    """A file on its way in."""

    def __init__(self, content: bytes, filename: str | None = "resume.pdf") -> None:
        self._file = io.BytesIO(content)
        self.size = len(content)
        self.filename = filename

    async def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    async def seek(self, offset: int) -> None:
        self._file.seek(offset)


class FakeQueue:
    """Remembers what was submitted, and what was committed then."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.submitted: list[tuple[int, int]] = []

    def submit(self, resume_id: int, *, user_id: int, later: bool = False) -> None:
        assert resume_id in self._tables.resumes
        self.submitted.append((resume_id, user_id))


class BrokenUnitOfWork(FakeUnitOfWork):
    """A database that cannot commit."""

    def commit(self) -> None:
        raise OSError("the disk is full")


class House:
    """A resume service over nothing but memory."""

    def __init__(
        self, unit_of_work: type[FakeUnitOfWork] = FakeUnitOfWork, *, quota: Quota = NO_QUOTA
    ) -> None:
        self.tables = Tables()
        self.queue = FakeQueue(self.tables)
        self.now = NOW
        self.files = ObjectFileStore("memory:///", clock=lambda: self.now)

        def factory() -> FakeUnitOfWork:
            return unit_of_work(self.tables)

        self.service = ResumeService(
            unit_of_work=factory,
            reads=FakeReads(self.tables),
            files=self.files,
            queue=self.queue,
            clock=lambda: NOW,
            upload_max_bytes=1_000_000,
            quota=quota,
        )

    async def stored(self) -> list[bytes]:
        found = []
        for key in (resume.storage_key for resume in self.tables.resumes.values()):
            async with self.files.local_copy(key) as content:
                found.append(b"".join(content.pieces()))
        return found


async def test_an_upload_is_stored_committed_and_queued_in_this_order() -> None:
    house = House()
    content = pdf_files.pdf_with_lines(["周敏"]) + bytes(300_000)
    resume = await house.service.upload_resume(VIEWER, FakeUpload(content, "C:\\tmp\\简历.pdf"))
    assert (resume.user_id, resume.state, resume.file_name) == (7, ResumeState.UPLOADED, "简历.pdf")
    assert resume.size_bytes == len(content)
    assert await house.stored() == [content]
    assert house.queue.submitted == [(resume.id, 7)]


async def test_a_file_whose_row_fails_is_removed() -> None:
    house = House(BrokenUnitOfWork)
    deleted: list[str] = []
    real = house.files.delete

    async def delete(*keys: str) -> None:
        deleted.extend(keys)
        await real(*keys)

    house.files.delete = delete  # type: ignore[method-assign]
    with pytest.raises(OSError, match="disk"):
        await house.service.upload_resume(VIEWER, FakeUpload(pdf_files.pdf_with_lines(["周敏"])))
    assert len(deleted) == 1
    assert house.queue.submitted == []


@pytest.mark.parametrize(
    ("upload", "error"),
    [
        (None, NoFileUploaded),
        (FakeUpload(b"", ""), NoFileUploaded),
        (FakeUpload(b"", "resume.pdf"), EmptyFile),
        (FakeUpload(b"%PDF-1.7" + bytes(1_000_000)), FileTooLarge),
        (FakeUpload(hostile_files.windows_executable()), UnsupportedFileType),
    ],
    ids=["nothing", "no name", "empty", "large", "executable"],
)
async def test_a_refused_upload_leaves_nothing(upload: FakeUpload | None, error: type[Exception]) -> None:
    house = House()
    with pytest.raises(error):
        await house.service.upload_resume(VIEWER, upload)
    assert house.tables.resumes == {}


async def test_the_type_of_an_upload_is_told_off_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []

    def detecting(**sample: Any) -> MediaType | None:
        threads.append(threading.get_ident())
        return detect_media_type(**sample)

    monkeypatch.setattr("domain.resumes.service.detect_media_type", detecting)
    await House().service.upload_resume(VIEWER, FakeUpload(pdf_files.pdf_with_lines(["周敏"])))
    assert len(threads) == 1
    assert threading.get_ident() not in threads


@pytest.mark.parametrize(
    ("quota", "setting"),
    [
        (Quota(resumes=2), "GATEWAY_MAX_RESUMES_PER_USER"),
        (Quota(size_bytes=2_500), "GATEWAY_MAX_BYTES_PER_USER"),
    ],
)
async def test_nobody_keeps_more_than_one_may(
    caplog: pytest.LogCaptureFixture, quota: Quota, setting: str
) -> None:
    house = House(quota=quota)
    resume = b"%PDF-1.7" + bytes(1_000)
    for _ in range(2):
        last = await house.service.upload_resume(VIEWER, FakeUpload(resume))
    with pytest.raises(QuotaExceeded, match="上限"):
        await house.service.upload_resume(VIEWER, FakeUpload(resume))
    assert await house.stored() == [resume] * 2
    assert setting in caplog.text
    await house.service.upload_resume(Viewer(8, "other", "job_seeker"), FakeUpload(resume))
    await house.service.delete_resume(VIEWER, last.id)
    await house.service.upload_resume(VIEWER, FakeUpload(resume))


async def test_unfinished_resumes_are_taken_up_again() -> None:
    house = House()
    resume = await house.service.upload_resume(VIEWER, FakeUpload(pdf_files.pdf_with_lines(["周敏"])))
    house.queue.submitted.clear()
    assert await house.service.resume_unfinished() == 1
    assert house.queue.submitted == [(resume.id, 7)]


async def test_old_files_without_a_resume_are_swept_away() -> None:
    house = House()
    await house.service.upload_resume(VIEWER, FakeUpload(pdf_files.pdf_with_lines(["周敏"])))

    async def chunks() -> AsyncIterator[bytes]:
        yield b"cut off before its row"

    await house.files.put(chunks(), suffix=".pdf")
    assert await house.service.sweep_files() == 0
    house.now = NOW.replace(year=NOW.year + 50)
    assert await house.service.sweep_files() == 1
    assert len(await house.stored()) == 1


async def test_nothing_is_swept_for_a_database_without_any_resume() -> None:
    """A new database, started over the files of another, would else remove them all."""
    house = House()
    await house.service.upload_resume(VIEWER, FakeUpload(pdf_files.pdf_with_lines(["周敏"])))
    kept = dict(house.tables.resumes)
    house.tables.resumes.clear()
    house.now = NOW.replace(year=NOW.year + 50)
    assert await house.service.sweep_files() == 0
    house.tables.resumes.update(kept)
    assert len(await house.stored()) == 1


async def test_what_the_storage_cannot_delete_is_deleted_all_the_same_and_swept_later(
    caplog: pytest.LogCaptureFixture,
) -> None:
    house = House()
    first, second = [
        await house.service.upload_resume(VIEWER, FakeUpload(pdf_files.pdf_with_lines(["周敏"])))
        for _ in range(2)
    ]
    real = house.files.delete

    async def away(*_: str) -> None:
        raise Unavailable

    house.files.delete = away  # type: ignore[method-assign]
    await house.service.delete_resume(VIEWER, first.id)
    house.files.delete = real  # type: ignore[method-assign]
    assert list(house.tables.resumes) == [second.id]
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    house.now = NOW.replace(year=NOW.year + 50)
    assert await house.service.sweep_files() == 1


OTHER, ADMIN = Viewer(8, "other", Role.JOB_SEEKER), Viewer(9, "root", Role.ADMIN)


async def test_a_resume_is_for_its_owner_and_administrators() -> None:
    house = House()
    made = await house.service.upload_resume(VIEWER, FakeUpload(pdf_files.pdf_with_lines(["周敏"])))
    for viewer in (VIEWER, ADMIN):
        assert (await house.service.resume(viewer, made.id)).id == made.id
    for use_case in (house.service.resume, house.service.reanalyze_resume, house.service.delete_resume):
        with pytest.raises(NotTheOwner):
            await use_case(OTHER, made.id)
        with pytest.raises(NotFound):
            await use_case(VIEWER, made.id + 1)
    assert list(house.tables.resumes) == [made.id]


async def test_a_finished_resume_is_analysed_anew_for_its_owner() -> None:
    house = House()
    made = await house.service.upload_resume(VIEWER, FakeUpload(pdf_files.pdf_with_lines(["周敏"])))
    house.queue.submitted.clear()
    await house.service.reanalyze_resume(ADMIN, made.id)
    assert house.queue.submitted == []
    with FakeUnitOfWork(house.tables) as work:
        work.resumes.fail_analysis(made.id, code=FailureCode.DAMAGED)
        work.commit()
    await house.service.reanalyze_resume(ADMIN, made.id)
    assert house.queue.submitted == [(made.id, VIEWER.id)]
    assert house.tables.resumes[made.id].state is ResumeState.UPLOADED


async def test_a_deleted_resume_leaves_neither_row_nor_file() -> None:
    house = House()
    made = await house.service.upload_resume(VIEWER, FakeUpload(pdf_files.pdf_with_lines(["周敏"])))
    await house.service.delete_resume(VIEWER, made.id)
    assert house.tables.resumes == {}
    with pytest.raises(FileNotFoundError):
        async with house.files.local_copy(made.storage_key):
            pass


async def test_everybody_lists_his_own_resumes_page_by_page() -> None:
    house = House()
    for viewer in (VIEWER, OTHER, VIEWER):
        await house.service.upload_resume(viewer, FakeUpload(pdf_files.pdf_with_lines(["周敏"])))
    first = await house.service.resumes_of(VIEWER, after=0, limit=10)
    assert [row.user_id for row in first] == [VIEWER.id, VIEWER.id]
    assert await house.service.resumes_of(VIEWER, after=first[0].id, limit=10) == first[1:]
    assert len(await house.service.all_resumes(ADMIN, after=0, limit=10)) == 3


async def test_only_admins_see_all_resumes() -> None:
    with pytest.raises(AdminsOnly):
        await House().service.all_resumes(VIEWER, after=0, limit=10)
