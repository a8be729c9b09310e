"""Two servers and two workers over PostgreSQL and an object storage, of which each fails in turn."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from itertools import cycle
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from websockets import Subprotocol, WebSocketException
from websockets.sync.client import ClientConnection, connect

from persistence.database import open_engine
from tests.gateway import Account, Gateway, Program
from tests.object_storage import Kept, S3Server
from tests.pdf_files import pdf_with_lines
from tests.postgres_server import OwnServer, own_server
from tests.waiting import PATIENCE_SECONDS, until
from tests.workers import Worker

FILES = 60
TAKEN_UP_WITHIN_SECONDS = 30
_PROTOCOL = Subprotocol("graphql-transport-ws")
_FOLLOWED = "subscription Followed($id: ID!) { resumeUpdated(id: $id) { databaseId state } }"


class Deployment:
    """The processes, and what their clients do."""

    def __init__(self, database: OwnServer, settings: dict[str, str], folder: Path) -> None:
        self.database = database
        self.engine = open_engine(database.url)
        hosts = [folder / "host1", folder / "host2"]
        self.servers = [Gateway(host, **settings) for host in hosts]
        self.workers = [Worker(host, settings) for host in hosts]
        self.acknowledged: dict[int, int] = {}
        self._allowed = 0
        self._changed = threading.Condition()

    def allow(self, count: int) -> None:
        """Let clients upload so many files, and return when a half of the new ones is acknowledged."""
        with self._changed:
            before, self._allowed = self._allowed, count
            self._changed.notify_all()
            assert self._changed.wait_for(lambda: len(self.acknowledged) >= (before + count) // 2, 90)

    def upload(self, account: Account, numbers: range, client: Following) -> None:
        """Upload files as a client does who has two addresses and tries again until he is answered."""
        for number in numbers:
            with self._changed:
                while number >= self._allowed:
                    assert self._changed.wait(2 * PATIENCE_SECONDS)
            resume_id = self._acknowledged(account, number)
            client.follow(resume_id)
            with self._changed:
                self.acknowledged[number] = resume_id
                self._changed.notify_all()

    def _acknowledged(self, account: Account, number: int) -> int:
        content = pdf_with_lines(
            ["张晓一", "求职意向：会计", f"电话：1390000{number:04d}", "专业技能", "Excel"]
        )
        servers = cycle(self.servers[:: 1 if number % 2 == 0 else -1])

        def tried() -> int:
            try:
                answer = next(servers).client.post(
                    "/api/resumes/upload", files={"file": ("resume.pdf", content)}, headers=account.headers
                )
            except (httpx.TransportError, RuntimeError):
                # The server is gone, or its client is closed with it.
                return 0
            if answer.status_code == 201:
                return int(answer.json()["resume_id"])
            assert answer.status_code == 503, answer.text
            return 0

        return until(tried, seconds=2 * PATIENCE_SECONDS)

    def value(self, query: str, **values: object) -> Any:
        with self.engine.connect() as connection:
            return connection.scalar(text(query), values)


class Following:
    """A client at a server who follows resumes, and comes back where the server sends him away."""

    def __init__(self, server: Gateway, account: Account) -> None:
        self.states: dict[int, list[str]] = {}
        self._address = server.url.replace("http", "ws") + "/graphql"
        self._token = account.token
        self._ended: set[int] = set()
        self._socket: ClientConnection | None = None
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._keep_following, daemon=True)
        self._thread.start()

    def follow(self, resume_id: int) -> None:
        with self._changed:
            self.states[resume_id] = []
            if self._socket is not None:
                self._subscribe(self._socket, resume_id)

    def until_ended(self, seconds: float) -> set[int]:
        """Wait until every stream has ended, and return those that have not."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._ended) == len(self.states), seconds)
            return self.states.keys() - self._ended

    def _keep_following(self) -> None:
        # Until the server is stopped, in the end.
        with suppress(OSError):
            while True:
                with (
                    suppress(WebSocketException),
                    connect(self._address, subprotocols=[_PROTOCOL], proxy=None) as socket,
                ):
                    self._listen(socket)

    def _listen(self, socket: ClientConnection) -> None:
        hello = {"type": "connection_init", "payload": {"Authorization": f"Bearer {self._token}"}}
        socket.send(json.dumps(hello))
        assert json.loads(socket.recv())["type"] == "connection_ack"
        with self._changed:
            self._socket = socket
            for resume_id in self.states.keys() - self._ended:
                self._subscribe(socket, resume_id)
        try:
            for message in map(json.loads, socket):
                if message["type"] == "next" and "errors" not in message["payload"]:
                    resume = message["payload"]["data"]["resumeUpdated"]
                    self.states[resume["databaseId"]].append(resume["state"])
                elif message["type"] == "complete":
                    with self._changed:
                        self._ended.add(int(message["id"]))
                        self._changed.notify_all()
                else:
                    # What could not be begun, or went wrong, is begun anew.
                    break
        finally:
            with self._changed:
                self._socket = None

    def _subscribe(self, socket: ClientConnection, resume_id: int) -> None:
        payload = {"query": _FOLLOWED, "variables": {"id": str(resume_id)}}
        with suppress(WebSocketException):
            socket.send(json.dumps({"type": "subscribe", "id": str(resume_id), "payload": payload}))


@contextmanager
def together(programs: list[Program]) -> Iterator[None]:
    """Start programs at once, and stop those that still run at the end."""
    with ThreadPoolExecutor(len(programs)) as pool:
        list(pool.map(Program.start, programs))
        try:
            yield
        finally:
            list(pool.map(Program.stop, [each for each in programs if each.runs]))


@pytest.fixture
def deployment(s3_server: S3Server, tmp_path: Path) -> Iterator[Deployment]:
    kept = Kept(f"s3://{s3_server.make_bucket()}")
    settings = s3_server.environment | {
        "GATEWAY_STORAGE_URL": kept.url,
        "GATEWAY_JWT_SECRET": "s" * 48,
        "GATEWAY_SERVE_JOBS": "false",
        "GATEWAY_WORKER_STALLED_SECONDS": "3",
        "GATEWAY_METRICS_TOKEN": "m" * 32,
    }
    with ExitStack() as stack:
        database = stack.enter_context(own_server())
        made = Deployment(database, settings | {"GATEWAY_DATABASE_URL": database.url}, tmp_path)
        stack.callback(made.engine.dispose)
        stack.enter_context(together([*made.servers, *made.workers]))
        yield made


def test_every_acknowledged_upload_is_analysed_once_whatever_fails_meanwhile(deployment: Deployment) -> None:
    servers, workers = deployment.servers, deployment.workers
    owners = [servers[1].user(f"owner{number}") for number in range(3)]
    clients = [Following(servers[1], owner) for owner in owners]
    with ThreadPoolExecutor(8) as pool:
        uploads = [
            pool.submit(deployment.upload, owner, range(first, FILES, 3), client)
            for first, (owner, client) in enumerate(zip(owners, clients, strict=True))
        ]
        for count in (20, 40):
            deployment.allow(count)
            victims: list[Program] = [workers[0], servers[0]]
            for victim in victims:
                victim.kill()
            list(pool.map(Program.start, victims))
        deployment.allow(FILES)
        deployment.database.stop()
        away = servers[1].client.get("/readyz")
        assert (away.status_code, "database" in away.json()["error"]) == (503, True)
        deployment.database.start()
        last_fault = monotonic()
        for upload in uploads:
            upload.result(90)
        for client in clients:
            # By then each has ended or is in work; and it ends.
            late = client.until_ended(last_fault + TAKEN_UP_WITHIN_SECONDS - monotonic())
            assert all(client.states[resume_id][-1:] == ["ANALYSING"] for resume_id in late)
            assert client.until_ended(90) == set()
            assert {states[-1] for states in client.states.values()} == {"ANALYSED"}
    _is_as_if_nothing_had_been(deployment, owners)


def _is_as_if_nothing_had_been(deployment: Deployment, owners: list[Account]) -> None:
    assert sorted(deployment.acknowledged) == list(range(FILES))
    for number, resume_id in deployment.acknowledged.items():
        server = deployment.servers[number // 2 % 2]
        body = server.get(owners[number % 3], f"/api/resumes/{resume_id}/analysis").json()
        assert body["basic_info"]["contact"]["phone"] == f"1390000{number:04d}"
        assert len(server.get(owners[number % 3], f"/api/resumes/{resume_id}/matches").json()) == 10
    # A client who was not answered may have left one more than he knows of.
    resumes = deployment.value("SELECT count(*) FROM resumes WHERE state = 'analysed'")
    assert resumes == deployment.value("SELECT count(*) FROM resumes") >= FILES
    assert deployment.value("SELECT count(*) FROM analyses") == resumes
    assert deployment.value("SELECT count(*) FROM matches") == 10 * resumes
    # A job ends a moment after its resume, or when it is found in the hands of the dead.
    left = "SELECT count(*) FROM procrastinate_jobs WHERE lock LIKE 'resume-%'"
    until(lambda: deployment.value(left), lambda count: count == 0, seconds=TAKEN_UP_WITHIN_SECONDS)
    for server in deployment.servers:
        assert server.becomes_ready()
        told = server.client.get("/metrics", headers={"Authorization": f"Bearer {'m' * 32}"}).text
        assert 'gateway_resumes_unfinished{state="analysing"} 0.0' in told
    for survivor in (deployment.servers[1], deployment.workers[1]):
        assert "Traceback" not in "".join(survivor.log)
