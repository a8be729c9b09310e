from __future__ import annotations

from typing import Any

import pytest

from domain.resumes.models import ResumeState
from tests.graphql_schema.house import House, resume_gid, upload

pytestmark = pytest.mark.anyio

UPLOAD = """mutation ($file: Upload!) { uploadResume(file: $file) { __typename
  ... on UploadResumeSuccess { resume { databaseId status sizeBytes mediaType owner { username } } }
  ... on FileRejectedError { code message } } }"""
REANALYZE = "mutation ($id: ID!) { reanalyzeResume(id: $id) { resume { state analysis { skills } } } }"
DELETE = "mutation ($id: ID!) { deleteResume(id: $id) { deletedResumeId } }"


async def test_an_upload_is_kept_and_taken_up(house: House) -> None:
    anna = house.user("anna")
    answer = await house.change(UPLOAD, anna, file=upload("姓名：周敏".encode()))
    outcome = answer.data["uploadResume"]
    assert outcome["resume"] | {"databaseId": 0} == {
        "databaseId": 0,
        "status": "上传成功",
        "sizeBytes": 15,
        "mediaType": "text/plain",
        "owner": {"username": "anna"},
    }
    assert house.queue.submitted == [outcome["resume"]["databaseId"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"x" * 1001, "FILE_TOO_LARGE"),
        (b"\x7fELF\x02\x01\x01" + bytes(40), "UNSUPPORTED_FILE_TYPE"),
    ],
)
async def test_a_file_that_is_not_accepted_is_an_outcome_of_its_own(
    house: House, content: bytes, code: str
) -> None:
    answer = await house.change(UPLOAD, house.user("anna"), file=upload(content))
    assert answer.data["uploadResume"]["__typename"] == "FileRejectedError"
    assert answer.data["uploadResume"]["code"] == code
    assert house.queue.submitted == []


async def test_a_resume_is_analysed_anew(house: House) -> None:
    anna = house.user("anna")
    resume_id = house.resume(anna)
    answer = await house.change(REANALYZE, anna, id=resume_gid(resume_id))
    assert answer.data["reanalyzeResume"]["resume"] == {"state": "UPLOADED", "analysis": None}
    assert house.queue.submitted == [resume_id]


async def test_a_resume_in_work_is_not_taken_up_twice(house: House) -> None:
    anna = house.user("anna")
    resume_id = house.resume(anna, state=ResumeState.ANALYSING)
    answer = await house.change(REANALYZE, anna, id=str(resume_id))
    assert answer.data["reanalyzeResume"]["resume"]["state"] == "ANALYSING"
    assert house.queue.submitted == []


async def test_a_deleted_resume_is_gone_with_its_file_and_results(house: House) -> None:
    anna = house.user("anna")
    uploaded = await house.change(UPLOAD, anna, file=upload(b"some text of a resume"))
    resume_id = uploaded.data["uploadResume"]["resume"]["databaseId"]
    with house.unit_of_work() as work:
        stored = work.resumes.get(resume_id)
    assert stored is not None
    answer = await house.change(DELETE, anna, id=resume_gid(resume_id))
    assert answer.data["deleteResume"] == {"deletedResumeId": resume_gid(resume_id)}
    assert (await house.ask(f'{{ resume(id: "{resume_id}") {{ id }} }}', anna)).codes == ["NOT_FOUND"]
    with pytest.raises(FileNotFoundError):
        async with house.files.local_copy(stored.storage_key):
            pass
    again = await house.change(DELETE, anna, id=resume_gid(resume_id))
    assert (again.data, again.codes) == (None, ["NOT_FOUND"])


@pytest.mark.parametrize("text", [REANALYZE, DELETE])
async def test_a_foreign_resume_is_neither_deleted_nor_analysed(house: House, text: str) -> None:
    anna, ben = house.user("anna"), house.user("ben")
    resume_id = house.resume(anna)
    answer = await house.change(text, ben, id=str(resume_id))
    assert (answer.data, answer.codes) == (None, ["FORBIDDEN"])
    assert (await house.ask(f'{{ resume(id: "{resume_id}") {{ state }} }}', anna)).data == {
        "resume": {"state": "ANALYSED"}
    }


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        (REANALYZE, {"id": "1"}),
        (DELETE, {"id": "1"}),
        (UPLOAD, {"file": upload(b"text")}),
    ],
)
async def test_no_resume_is_changed_without_a_token(house: House, text: str, variables: Any) -> None:
    answer = await house.change(text, **variables)
    assert (answer.data, answer.codes) == (None, ["UNAUTHENTICATED"])


async def test_a_mutation_runs_only_where_it_is_allowed(house: House) -> None:
    anna = house.user("anna")
    resume_id = house.resume(anna)
    outcome = await house.run(house.compiling, DELETE, anna, {"id": str(resume_id)}, allow_mutations=False)
    assert outcome.data is None
    assert (await house.ask(f'{{ resume(id: "{resume_id}") {{ state }} }}', anna)).errors == []


async def test_text_in_the_place_of_a_file_is_refused_by_name(house: House) -> None:
    answer = await house.change(UPLOAD, house.user("anna"), file="resume.pdf")
    [error] = answer.errors
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "multipart" in error["message"]
    assert house.queue.submitted == []
