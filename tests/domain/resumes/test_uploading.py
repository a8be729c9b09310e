from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.documents.formats import MediaType
from domain.errors import ArchiveRefused, DomainError, FileTooLarge, UnsupportedFileType
from domain.resumes.quotas import Quota
from domain.resumes.uploading import MOST_FILES_OF_ARCHIVE, FileVerdict, ManyUploads
from domain.viewers import Role, Viewer
from tests import structured_files, word_files
from tests.domain.documents.test_archives import zipped
from tests.domain.resumes.test_service import VIEWER, FakeUpload, House

pytestmark = pytest.mark.anyio

ELF = b"\x7fELF\x02\x01\x01" + bytes(40)


def text(number: int) -> bytes:
    return f"姓名：周敏\n第{number}份简历".encode()


async def upload(
    house: House, *files: tuple[str, bytes], skip_same: bool = False, viewer: Viewer = VIEWER
) -> Sequence[FileVerdict]:
    many = ManyUploads(house.service)
    uploads = [FakeUpload(content, name) for name, content in files]
    return await many.upload_resumes(viewer, uploads, skip_same=skip_same)


def kinds(verdicts: Sequence[FileVerdict]) -> list[object]:
    return ["stored" if verdict.resume else verdict.same_as or type(verdict.refusal) for verdict in verdicts]


async def test_each_file_has_its_own_verdict() -> None:
    house = House()
    verdicts = await upload(house, ("a.txt", text(1)), ("b.bin", ELF), ("c.txt", text(2)))
    assert [verdict.file_name for verdict in verdicts] == ["a.txt", "b.bin", "c.txt"]
    assert kinds(verdicts) == ["stored", UnsupportedFileType, "stored"]
    assert await house.stored() == [text(1), text(2)]
    assert [resume_id for resume_id, _ in house.queue.submitted] == list(house.tables.resumes)


async def test_the_files_in_a_zip_count_like_others() -> None:
    house = House()
    archive = zipped(
        ("简历/张三.txt", text(1)),
        ("b.zip", zipped(("c.txt", text(2))).getvalue()),
        ("d.txt", text(3)),
        ("large.txt", bytes(1_000_001)),
    )
    verdicts = await upload(house, ("all.zip", archive.getvalue()), ("e.txt", text(4)))
    assert [(verdict.archive, verdict.file_name) for verdict in verdicts] == [
        ("all.zip", "简历/张三.txt"),
        ("all.zip", "b.zip"),
        ("all.zip", "d.txt"),
        ("all.zip", "large.txt"),
        (None, "e.txt"),
    ]
    assert kinds(verdicts) == ["stored", UnsupportedFileType, "stored", FileTooLarge, "stored"]
    assert [resume.file_name for resume in house.tables.resumes.values()] == ["张三.txt", "d.txt", "e.txt"]


async def test_no_name_turns_the_direction_of_what_is_shown_or_holds_what_no_screen_shows() -> None:
    house = House()
    archive = zipped(("\u202e甲/\x1b[2J乙\u2066.txt", text(1)), ("\x07", text(2)))
    verdicts = await upload(house, ("a\n\u200f.zip", archive.getvalue()), ("\u202eb.txt", text(3)))
    assert [(verdict.archive, verdict.file_name) for verdict in verdicts] == [
        ("a.zip", "甲/[2J乙.txt"),
        ("a.zip", ""),
        (None, "b.txt"),
    ]
    assert [resume.file_name for resume in house.tables.resumes.values()] == ["[2J乙.txt", "resume", "b.txt"]


async def test_the_data_of_a_member_of_linkedin_is_one_resume_also_within_a_zip() -> None:
    house = House()
    member = structured_files.linkedin(structured_files.GRACE)
    verdicts = await upload(house, ("a.zip", member), ("b.zip", zipped(("c.zip", member)).getvalue()))
    assert kinds(verdicts) == ["stored", "stored"]
    assert {resume.media_type for resume in house.tables.resumes.values()} == {MediaType.LINKEDIN}


async def test_a_word_file_is_a_resume_and_a_zip_with_a_folder_of_that_name_is_not() -> None:
    house = House()
    word = word_files.docx_with_paragraphs(["周敏"])
    verdicts = await upload(house, ("a.docx", word), ("b.zip", zipped(("word/c.docx", word)).getvalue()))
    assert [(verdict.archive, verdict.file_name) for verdict in verdicts] == [
        (None, "a.docx"),
        ("b.zip", "word/c.docx"),
    ]
    assert kinds(verdicts) == ["stored", "stored"]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and nothing more",
        zipped(("__MACOSX/a", b"")).getvalue(),
        zipped(*((str(number), b"") for number in range(MOST_FILES_OF_ARCHIVE + 1))).getvalue(),
    ],
)
async def test_a_zip_that_cannot_be_unpacked_is_one_verdict(content: bytes) -> None:
    house = House()
    verdicts = await upload(house, ("a.zip", content), ("b.txt", text(1)))
    assert kinds(verdicts) == [ArchiveRefused, "stored"]


async def test_a_file_that_is_known_is_skipped_where_that_is_asked_for() -> None:
    house = House()
    (first,) = await upload(house, ("a.txt", text(1)))
    assert first.resume is not None
    again = await upload(
        house, ("b.zip", zipped(("a.txt", text(1)), ("b.txt", text(2))).getvalue()), skip_same=True
    )
    assert kinds(again) == [first.resume.id, "stored"]
    assert kinds(await upload(house, ("a.txt", text(1)))) == ["stored"]
    other = Viewer(8, "ben", Role.JOB_SEEKER)
    assert kinds(await upload(house, ("a.txt", text(1)), skip_same=True, viewer=other)) == ["stored"]


async def test_what_refuses_every_file_is_not_asked_again() -> None:
    house = House(quota=Quota(resumes=1))
    verdicts = await upload(house, *((f"{number}.txt", text(number)) for number in range(4)))
    assert kinds(verdicts)[0] == "stored"
    refusals: set[DomainError | None] = {verdict.refusal for verdict in verdicts[1:]}
    assert len(refusals) == 1
