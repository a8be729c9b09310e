"""Files in an object storage: the way through the product, and a storage that has faults."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

import httpx
import pytest

from persistence.encryption import new_key
from tests.factories import NOW
from tests.faulty_storage import (
    AWAY,
    BROKEN,
    FORBIDDEN,
    FULL,
    READ_ONLY,
    SILENT,
    UNREADABLE,
    Fault,
    FaultyStorage,
    faulty_storage,
)
from tests.gateway import PASSWORD, Account, Gateway, running_gateway
from tests.object_storage import Kept, S3Server

RESUME = "姓名：周敏\n电话：13912345678\n求职意向：会计\n".encode()
NOT_NOW = (503, "服务暂不可用，请稍后再试")
NO_ROOM = (507, "存储空间不足，请稍后再试")


class Deployed(NamedTuple):
    """A server whose files are in an object storage behind what may have faults."""

    gateway: Gateway
    kept: Kept
    storage: FaultyStorage


@pytest.fixture(scope="module")
def deployed(s3_server: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    kept = Kept(f"s3://{s3_server.make_bucket()}/resume gateway")
    with faulty_storage(s3_server.endpoint) as storage:
        settings = s3_server.environment | {
            "AWS_ENDPOINT_URL": storage.endpoint,
            "GATEWAY_STORAGE_URL": kept.url,
            "GATEWAY_STORAGE_TIMEOUT_SECONDS": "3",
            "GATEWAY_FILE_KEYS": new_key(NOW),
            "GATEWAY_UPLOAD_MAX_BYTES": "20000000",
        }
        with running_gateway(tmp_path_factory.mktemp("gateway"), **settings) as gateway:
            yield Deployed(gateway, kept, storage)
            assert "Traceback" not in "".join(gateway.log)


def sent(deployed: Deployed, account: Account, content: bytes = RESUME) -> httpx.Response:
    file = ("resume.txt", content)
    return deployed.gateway.client.post("/api/resumes/upload", files={"file": file}, headers=account.headers)


def test_a_resume_goes_in_is_read_given_out_and_deleted(deployed: Deployed) -> None:
    gateway, kept, _ = deployed
    before = kept.keys("resumes")
    seeker = gateway.user("zhoumin")
    large = RESUME + b"\n" * 9_000_000
    ids = [gateway.upload(seeker, "resume.txt", content) for content in (RESUME, large)]
    assert gateway.finished(seeker, ids[0]) == "分析完成"
    assert gateway.get(seeker, f"/api/resumes/{ids[0]}/analysis").json()["basic_info"]["name"] == "周敏"
    stored = kept.keys("resumes") - before
    assert len(stored) == 2
    assert not any("周敏".encode() in kept.content(key) for key in stored)
    assert not list(gateway.data_dir.rglob("*.txt"))
    archive = zipfile.ZipFile(io.BytesIO(gateway.get(seeker, "/account/export").content))
    assert [archive.read(f"resumes/{number}/file-resume.txt") for number in ids] == [RESUME, large]
    asked = {"query": f'mutation {{ deleteAccount(input: {{password: "{PASSWORD}"}}) {{ __typename }} }}'}
    answer = gateway.client.post("/graphql", json=asked, headers=seeker.headers).json()
    assert answer["data"]["deleteAccount"]["__typename"] == "DeleteAccountSuccess"
    assert kept.keys("resumes") == before


@pytest.mark.parametrize(
    ("fault", "size", "told"),
    [
        (AWAY, 0, NOT_NOW),
        (SILENT, 0, NOT_NOW),
        (FORBIDDEN, 0, NOT_NOW),
        (READ_ONLY, 9_000_000, NOT_NOW),
        (BROKEN, 9_000_000, NOT_NOW),
        (FULL, 0, NO_ROOM),
    ],
    ids=["away", "silent", "forbidden", "read-only", "broken", "full"],
)
def test_a_storage_that_takes_no_files_refuses_uploads_and_nothing_else(
    deployed: Deployed, fault: Fault, size: int, told: tuple[int, str]
) -> None:
    gateway, kept, storage = deployed
    seeker = gateway.user(f"seeker{len(fault.methods)}{fault.code}{fault.status + 1}")
    before = kept.keys("resumes")
    content = RESUME + b"\n" * size
    with storage.has(fault):
        refused = sent(deployed, seeker, content)
        assert (refused.status_code, refused.json()) == (told[0], {"error": told[1]})
        assert int(refused.headers["retry-after"]) > 0
        ready = gateway.client.get("/readyz")
        assert (ready.status_code, "storage" in ready.json()["error"]) == (503, True)
        assert gateway.client.get("/healthz").status_code == 200
        assert gateway.get(seeker, "/api/resumes").json() == []
    assert kept.keys("resumes") == before
    gateway.upload(seeker, "resume.txt", content)
    assert len(kept.keys("resumes") - before) == 1


def test_an_analysis_waits_for_a_storage_that_gives_nothing_out(deployed: Deployed) -> None:
    gateway, _, storage = deployed
    seeker = gateway.user("patient")
    with storage.has(UNREADABLE):
        resume_id = gateway.upload(seeker, "resume.txt", RESUME)
        assert storage.refused.wait(30)
        gateway.get(seeker, f"/api/resumes/{resume_id}/analysis")
        status = gateway.get(seeker, f"/api/resumes/{resume_id}").json()["status"]
        assert status not in ("分析完成", "分析失败")
    assert gateway.finished(seeker, resume_id) == "分析完成"
