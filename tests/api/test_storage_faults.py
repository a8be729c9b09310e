"""A disk that is full, a folder that is gone: writes are refused as such, and nothing is acknowledged."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.gateway import PASSWORD, Account, Gateway, running_gateway
from tests.waiting import until


@contextmanager
def without_room(gateway: Gateway) -> Iterator[None]:
    """Let no file of the server grow, as if the disk were full."""
    before = resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def without_its_folder(gateway: Gateway) -> Iterator[None]:
    """Take the server's data away, and bring it back."""
    away = gateway.data_dir.with_name("away")
    gateway.data_dir.rename(away)
    try:
        yield
    finally:
        away.rename(gateway.data_dir)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Gateway]:
    with running_gateway(tmp_path / "data", GATEWAY_ADMIN_BOOTSTRAP="false") as running:
        yield running


def uploaded(gateway: Gateway, account: Account) -> httpx.Response:
    file = ("resume.txt", "求职意向：会计\n".encode() * 1000)
    return gateway.client.post("/api/resumes/upload", files={"file": file}, headers=account.headers)


def registered(gateway: Gateway, name: str) -> httpx.Response:
    return gateway.client.post("/api/register", json={"username": name, "password": PASSWORD})


def told(answer: httpx.Response, *, status: int, error: str) -> None:
    assert (answer.status_code, answer.json()) == (status, {"error": error})
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another process")
def test_a_full_disk_refuses_what_must_be_kept_and_nothing_else(own: Gateway) -> None:
    seeker = own.user("wanglei")
    with without_room(own):
        told(uploaded(own, seeker), status=507, error="存储空间不足，请稍后再试")
        told(registered(own, "lisi"), status=507, error="存储空间不足，请稍后再试")
        assert own.client.get("/readyz").status_code == 503
        assert own.client.get("/healthz").status_code == 200
        assert own.login("wanglei").token
        assert own.get(seeker, "/api/resumes").json() == []
        asked = {"query": 'mutation { register(input: {username: "x", password: "secret1"}) { __typename } }'}
        answer = own.client.post("/graphql", json=asked).json()
        assert answer["errors"][0]["extensions"] == {"code": "STORAGE_FULL", "retryAfterSeconds": 60}
    assert registered(own, "lisi").status_code == 201
    resume_id = uploaded(own, seeker).json()["resume_id"]
    assert [resume["id"] for resume in own.get(seeker, "/api/resumes").json()] == [resume_id]
    assert "Traceback" not in "".join(own.log)


def test_a_deleted_database_is_neither_written_to_nor_read(own: Gateway) -> None:
    seeker = own.user("wanglei")
    with without_its_folder(own):
        told(uploaded(own, seeker), status=503, error="服务暂不可用，请稍后再试")
        told(registered(own, "lisi"), status=503, error="服务暂不可用，请稍后再试")
        answer = own.client.get("/readyz")
        assert (answer.status_code, list(answer.json())) == (503, ["error"])
        assert "database" in answer.json()["error"]
        assert "storage" in answer.json()["error"]
        # Reads look whether it is there once a second.
        refused = until(lambda: own.get(seeker, "/api/resumes"), lambda answer: answer.status_code != 200)
        told(refused, status=503, error="服务暂不可用，请稍后再试")
        asked = own.client.post("/graphql", json={"query": "{ me { username } }"}, headers=seeker.headers)
        [error] = asked.json()["errors"]
        assert error["extensions"]["code"] == "UNAVAILABLE"
        # What was made meanwhile in its place.
        for path in sorted(own.data_dir.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        if own.data_dir.exists():
            own.data_dir.rmdir()
    assert uploaded(own, seeker).status_code == 201
    assert "Traceback" not in "".join(own.log)
