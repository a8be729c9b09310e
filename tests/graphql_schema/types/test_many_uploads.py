from __future__ import annotations

import pytest

from domain.errors import TooManyRequests
from domain.limiting import Counted, Unlimited
from tests.domain.documents.test_archives import zipped
from tests.graphql_schema.house import House, upload

pytestmark = pytest.mark.anyio

UPLOAD = """mutation ($files: [Upload!]!, $skip: Boolean = false) {
  uploadResumes(files: $files, skipSameFiles: $skip) {
    storedCount skippedCount rejectedCount
    verdicts { fileName archive outcome { __typename
      ... on UploadResumeSuccess { resume { databaseId state } }
      ... on SameFileSkipped { resume { databaseId } }
      ... on FileRejectedError { code message } } } } }"""


async def test_files_and_those_in_a_zip_have_verdicts_of_their_own(house: House) -> None:
    anna = house.user("anna")
    archive = zipped(("简历/张三.txt", "姓名：张三".encode()), ("b.bin", b"\x7fELF\x02\x01\x01" + bytes(40)))
    answer = await house.change(
        UPLOAD, anna, files=[upload(archive.getvalue(), "all.zip"), upload("姓名：李四".encode(), "c.txt")]
    )
    assert answer.errors == []
    payload = answer.data["uploadResumes"]
    assert [payload[f"{kind}Count"] for kind in ("stored", "skipped", "rejected")] == [2, 0, 1]
    told = [
        (verdict["fileName"], verdict["archive"], verdict["outcome"]["__typename"])
        for verdict in payload["verdicts"]
    ]
    assert told == [
        ("简历/张三.txt", "all.zip", "UploadResumeSuccess"),
        ("b.bin", "all.zip", "FileRejectedError"),
        ("c.txt", None, "UploadResumeSuccess"),
    ]
    assert len(house.queue.submitted) == 2
    again = await house.change(
        UPLOAD, anna, files=[upload("姓名：李四".encode()), upload(b"PK\x05\x06")], skip=True
    )
    skipped, refused = (verdict["outcome"] for verdict in again.data["uploadResumes"]["verdicts"])
    assert skipped["resume"]["databaseId"] == house.queue.submitted[1]
    assert refused["code"] == "ARCHIVE_REFUSED"


async def test_what_a_limit_leaves_out_can_be_sent_again_later(house: House) -> None:
    class OneFile(Unlimited):
        left = 1

        async def take(self, counted: Counted) -> None:
            if not self.left:
                raise TooManyRequests("upload", most=1, window_seconds=60, retry_after_seconds=9)
            self.left -= 1

    house.resumes._limiter = OneFile()
    files = [upload(f"姓名：周敏{number}".encode()) for number in range(3)]
    answer = await house.change(UPLOAD, house.user("anna"), files=files)
    codes = [verdict["outcome"].get("code") for verdict in answer.data["uploadResumes"]["verdicts"]]
    assert codes == [None, "TRY_LATER", "TRY_LATER"]


async def test_nobody_unknown_uploads_many(house: House) -> None:
    answer = await house.change(UPLOAD, files=[upload(b"text")])
    assert (answer.data, answer.codes) == (None, ["UNAUTHENTICATED"])
