"""The program on PostgreSQL, as its users see it: while the database is away, restarts, or is new."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.gateway import Account, Gateway, running_gateway
from tests.postgres_server import OwnServer, fresh_database, own_server

RESUME = "张晓一\n求职意向：会计\n电话：13900001111\n专业技能\nExcel、成本核算\n".encode()
AWAY = {"error": "服务暂不可用，请稍后再试"}


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    with own_server() as server:
        yield server


@pytest.fixture(scope="module")
def gateway(server: OwnServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    with running_gateway(tmp_path_factory.mktemp("gateway"), GATEWAY_DATABASE_URL=server.url) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def seeker(gateway: Gateway) -> Account:
    return gateway.user("wanglei")


def ready(gateway: Gateway) -> bool:
    return gateway.client.get("/readyz").status_code == 200


def test_a_resume_is_read_as_on_sqlite(gateway: Gateway, seeker: Account) -> None:
    resume_id = gateway.upload(seeker, "resume.txt", RESUME)
    assert gateway.finished(seeker, resume_id) == "分析完成"
    analysis = gateway.get(seeker, f"/api/resumes/{resume_id}/analysis").json()
    assert analysis["basic_info"] == {
        "name": "张晓一",
        "age": None,
        "contact": {"email": None, "phone": "13900001111"},
    }
    assert len(gateway.get(seeker, f"/api/resumes/{resume_id}/matches").json()) == 10


def test_what_needs_a_database_that_is_away_is_refused_until_it_is_back(
    gateway: Gateway, seeker: Account, server: OwnServer
) -> None:
    resume_id = gateway.upload(seeker, "resume.txt", RESUME)
    server.stop()
    files = {"file": ("resume.txt", RESUME)}
    client, headers = gateway.client, seeker.headers
    refused = [
        client.get("/api/resumes", headers=headers),
        client.get(f"/api/resumes/{resume_id}/matches", headers=headers),
        client.post("/api/resumes/upload", files=files, headers=headers),
        client.post("/api/register", json={"username": "other", "password": "correct-horse"}),
        client.post("/api/login", json={"username": "wanglei", "password": "correct-horse"}),
    ]
    assert [(answer.status_code, answer.json()) for answer in refused] == [(503, AWAY)] * 5
    assert all("Retry-After" in answer.headers for answer in refused)
    told = client.post("/graphql", json={"query": "{ me { username } }"}, headers=headers).json()
    assert [error["extensions"]["code"] for error in told["errors"]] == ["UNAVAILABLE"]
    checks = client.get("/readyz")
    assert checks.status_code == 503
    assert "database" in checks.json()["error"], checks.text
    assert client.get("/healthz").status_code == 200
    server.start()
    assert gateway.becomes_ready()
    assert gateway.finished(seeker, resume_id) == "分析完成"
    assert gateway.finished(seeker, gateway.upload(seeker, "resume.txt", RESUME)) == "分析完成"


def test_nobody_notices_a_restart_between_two_requests(
    gateway: Gateway, seeker: Account, server: OwnServer
) -> None:
    for _ in range(2):
        for listed in gateway.get(seeker, "/api/resumes").json():
            gateway.finished(seeker, listed["id"])
        before = gateway.get(seeker, "/api/resumes").json()
        server.stop()
        server.start()
        assert gateway.get(seeker, "/api/resumes").json() == before
        gateway.upload(seeker, "resume.txt", RESUME)


def test_what_was_acknowledged_is_there_after_a_kill_and_is_read(gateway: Gateway, seeker: Account) -> None:
    acknowledged = {gateway.upload(seeker, "resume.txt", RESUME) for _ in range(3)}
    gateway.kill()
    gateway.start()
    assert {gateway.finished(seeker, resume_id) for resume_id in acknowledged} == {"分析完成"}
    assert acknowledged <= {row["id"] for row in gateway.get(seeker, "/api/resumes").json()}


def test_several_that_start_at_once_on_an_empty_database_all_serve(server: OwnServer, tmp_path: Path) -> None:
    with fresh_database(server.url, "empty") as url, ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        gateways = [Gateway(tmp_path, GATEWAY_DATABASE_URL=url) for _ in range(2)]
        list(pool.map(Gateway.start, gateways))
        for gateway in gateways:
            stack.callback(gateway.stop)
        seeker = gateways[0].user("wanglei")
        resume_id = gateways[0].upload(seeker, "resume.txt", RESUME)
        assert gateways[1].finished(seeker, resume_id) == "分析完成"
