"""`resume-gateway upload` as its user runs it, and where a server does not take a file at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api.cli.uploading import CannotUpload, Told, Uploader
from tests import programs
from tests.domain.documents.test_archives import zipped
from tests.gateway import PASSWORD, Gateway, environment

TEXT = "姓名：周敏\n求职意向：会计\n"


def upload(gateway: Gateway, folder: Path, *arguments: str, **variables: str) -> Any:
    return programs.run(["upload", "--server", gateway.url, *arguments], environment(folder) | variables)


def test_files_folders_and_archives_are_told_one_by_one(gateway: Gateway, tmp_path: Path) -> None:
    account = gateway.user("uploader")
    folder = tmp_path / "简历"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT + "一")
    (folder / "b.bin").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(40))
    archive = zipped(("张三.txt", (TEXT + "二").encode()), ("a.txt", (TEXT + "三").encode()))
    (tmp_path / "all.zip").write_bytes(archive.getvalue())
    asked = [str(folder), str(tmp_path / "all.zip"), "--jsonl"]
    done = upload(gateway, tmp_path, *asked, GATEWAY_TOKEN=account.token)
    assert done.returncode == 1, done.stderr
    told = {each["file"]: each for each in map(json.loads, done.stdout.splitlines())}
    assert {file: each["code"] for file, each in told.items()} == {
        f"{folder}/a.txt": None,
        f"{folder}/b.bin": "UNSUPPORTED_FILE_TYPE",
        f"{tmp_path}/all.zip/张三.txt": None,
        f"{tmp_path}/all.zip/a.txt": None,
    }
    again = upload(gateway, tmp_path, str(folder / "a.txt"), "--user", "uploader", GATEWAY_PASSWORD=PASSWORD)
    assert again.returncode == 0, again.stderr
    number = told[f"{folder}/a.txt"]["resume"]
    assert again.stdout == f"{folder}/a.txt: known as resume {number}\n"
    stored = upload(
        gateway, tmp_path, str(folder / "a.txt"), "--again", "--jsonl", GATEWAY_TOKEN=account.token
    )
    assert json.loads(stored.stdout)["same_as"] == number


def test_a_wrong_login_uploads_nothing(gateway: Gateway, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    for login in (["--token", "wrong"], ["--user", "nobody", "--password", "wrong-password"]):
        done = upload(gateway, tmp_path, str(tmp_path / "a.txt"), *login)
        assert done.returncode == 1
        assert "Nothing more can be uploaded" in done.stderr
    assert upload(gateway, tmp_path, str(tmp_path / "a.txt")).returncode == 2


class Server:
    """Answers as it is told to, one answer after the other, and notes what is sent and how long is waited."""

    def __init__(self, *answers: Any) -> None:
        self._answers = list(answers)
        self.skips: list[bool] = []
        self.waits: list[float] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.skips.append('"skip": true' in request.read().decode())
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return httpx2.Response(answer) if isinstance(answer, int) else httpx2.Response(200, json=answer)

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    async def upload(self, path: Path) -> list[Told]:
        transport = httpx2.MockTransport(self)
        async with httpx2.AsyncClient(transport=transport, base_url="http://server") as client:
            return await Uploader(client, skip_known=False, sleep=self.sleep).upload(path)


def verdict(**outcome: Any) -> Any:
    return {"data": {"uploadResumes": {"verdicts": [{"fileName": "a", "archive": None, "outcome": outcome}]}}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    return path


LATER = verdict(code="TRY_LATER", message="请求过于频繁")


@pytest.mark.anyio
@pytest.mark.parametrize("first", [httpx2.ConnectError("gone"), 503, LATER])
async def test_what_is_not_taken_is_sent_again_and_not_stored_twice(path: Path, first: Any) -> None:
    server = Server(first, verdict(stored={"databaseId": 7, "duplicates": []}))
    assert await server.upload(path) == [Told(file=str(path), resume=7)]
    assert server.skips == [False, True]
    assert len(server.waits) == 1


@pytest.mark.anyio
async def test_what_is_never_taken_is_told_in_the_end(path: Path) -> None:
    server = Server(*[LATER] * 8)
    assert [told.code for told in await server.upload(path)] == ["TRY_LATER"]
    assert server.waits == sorted(server.waits)
    assert max(server.waits) <= 64


@pytest.mark.anyio
async def test_a_refused_file_is_sent_once_and_a_refused_token_ends_it(path: Path, tmp_path: Path) -> None:
    server = Server(verdict(code="EMPTY_FILE", message="文件为空"))
    assert [told.code for told in await server.upload(path)] == ["EMPTY_FILE"]
    with pytest.raises(CannotUpload):
        await Server(401).upload(path)
    assert [told.code for told in await Server().upload(tmp_path / "missing.txt")] == ["UNREADABLE"]
