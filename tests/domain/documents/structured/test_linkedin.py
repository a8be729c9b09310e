from __future__ import annotations

import io
import zipfile

import pytest

from domain.analyses.extraction import analyse
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType, detect_media_type
from domain.documents.reader import read_document
from domain.exports.profile import profile_of
from tests.structured_files import GRACE, linkedin


def detected(content: bytes) -> MediaType | None:
    return detect_media_type(head=content, tail=content, size_bytes=len(content))


@pytest.mark.parametrize("folder", ["", "Basic_LinkedInDataExport_11-22-2026/"])
def test_a_members_data_is_read_as_a_resume(folder: str) -> None:
    content = linkedin(GRACE, folder=folder)
    assert detected(content) is MediaType.LINKEDIN
    person = profile_of(analyse(read_document(content, MediaType.LINKEDIN)))
    assert (person.name, person.email) == ("Grace Okafor", "grace@example.com")
    assert person.phone == "+44 7700 900123"
    assert person.city == "Leeds"
    assert [(job.company, job.title, job.span.is_current) for job in person.experience] == [
        ("Northwind Hospital", "Registered Nurse", True),
        ("Southgate Clinic", "Staff Nurse", False),
    ]
    assert [str(job.span.start) for job in person.experience] == ["2021-03", "2020-07"]
    assert person.experience[0].tasks == ("Cared for twenty patients a shift.", "Trained three juniors.")
    assert [(study.school, study.major) for study in person.education] == [("Harbour University", "Nursing")]
    assert person.skills == ("Wound care", "Triage")


def test_those_whom_a_member_knows_are_not_looked_at() -> None:
    text = read_document(linkedin(GRACE), MediaType.LINKEDIN).text
    assert "else@example.com" not in text
    assert "French Professional working proficiency" in text


def test_what_a_member_did_beside_work_is_read_too() -> None:
    more = {
        "Honors": [{"Title": "Nurse of the year", "Description": "Of all Leeds.", "Issued On": "May 2022"}],
        "Volunteering": [{"Company Name": "Red Cross", "Role": "Driver", "Started On": "2019"}],
        "Publications": [{"Name": "On triage", "Publisher": "Care Weekly"}],
    }
    text = read_document(linkedin({**GRACE, **more}), MediaType.LINKEDIN).text
    for told in (
        "Nurse of the year May 2022",
        "Of all Leeds.",
        "Red Cross Driver 2019",
        "On triage Care Weekly",
    ):
        assert told in text


def test_another_archive_is_none_of_it() -> None:
    assert detected(linkedin({"Profile": [{"a": "b"}]})) is None
    assert detected(linkedin({"Skills": [{"Name": "x"}]})) is None


def test_a_table_that_inflates_beyond_measure_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Profile.csv", b"First Name\n" + b"x" * (17 * 2**20))
    with pytest.raises(ReadFailure) as failure:
        read_document(written.getvalue(), MediaType.LINKEDIN)
    assert failure.value.code is FailureCode.TOO_COMPLEX


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (b"First Name\n" + b"x" * (5 * 2**20), FailureCode.TOO_COMPLEX),
        (b"First Name\n" + b"x" * 200_000, FailureCode.DAMAGED),
        (b"", FailureCode.NO_TEXT),
        (b"First Name,Last Name\n,\n", FailureCode.NO_TEXT),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(table: bytes, code: FailureCode) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("Profile.csv", table)
    with pytest.raises(ReadFailure) as failure:
        read_document(written.getvalue(), MediaType.LINKEDIN)
    assert failure.value.code is code


def test_a_table_of_too_many_rows_is_refused() -> None:
    with pytest.raises(ReadFailure) as failure:
        read_document(
            linkedin({"Skills": [{"Name": str(number)} for number in range(3000)]}), MediaType.LINKEDIN
        )
    assert failure.value.code is FailureCode.TOO_COMPLEX
