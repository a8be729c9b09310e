"""Several processes that serve one database: under a supervisor, and started by hand on one folder."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests import hostile_files, pdf_files
from tests.gateway import PASSWORD, Account, Gateway, running_gateway
from tests.postgres_server import fresh_database
from tests.processes import descendants, ended
from tests.programs import Nursery

LIMITS = {
    "GATEWAY_LOGIN_FAILURES_PER_ACCOUNT": "5",
    "GATEWAY_WORKERS": "2",
    "GATEWAY_ADMIN_BOOTSTRAP": "code",
    "GATEWAY_REGISTRATIONS_PER_ADDRESS": "40",
}


class Pair(NamedTuple):
    """Two processes that serve, each behind a connection of its own."""

    database: str
    gateway: Gateway
    one: httpx.Client
    other: httpx.Client


def process_of(client: httpx.Client) -> str:
    """Return what tells a process from others: the beginning of the names of its requests."""
    return client.get("/healthz").headers["x-request-id"].partition("-")[0]


@contextmanager
def on_two_processes(gateway: Gateway) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Give a client of each of two processes; each keeps its only connection."""
    clients: dict[str, httpx.Client] = {}
    limits = httpx.Limits(max_connections=1, keepalive_expiry=None)
    opened = []
    try:
        while len(clients) < 2:
            client = httpx.Client(base_url=gateway.url, timeout=60, trust_env=False, limits=limits)
            opened.append(client)
            clients.setdefault(process_of(client), client)
        one, other = clients.values()
        yield one, other
    finally:
        for client in opened:
            client.close()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    settings = dict(LIMITS)
    folder = tmp_path_factory.mktemp(f"pair-{request.param}")
    with ExitStack() as stack:
        if request.param == "postgres":
            beside = request.getfixturevalue("postgres_url")
            settings["GATEWAY_DATABASE_URL"] = stack.enter_context(fresh_database(beside, "pair"))
        gateway = stack.enter_context(running_gateway(folder, **settings))
        one, other = stack.enter_context(on_two_processes(gateway))
        yield Pair(request.param, gateway, one, other)


def resume(number: int) -> bytes:
    return pdf_files.pdf_with_lines(
        ["张晓一", "求职意向：会计", f"电话：1390000{number:04d}", "Excel、成本核算"]
    )


def at_once(*calls: Callable[[], httpx.Response]) -> list[int]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return [answer.status_code for answer in pool.map(lambda call: call(), calls)]


def register(client: httpx.Client, name: str, **more: str) -> httpx.Response:
    return client.post(
        "/api/register",
        json={"username": name, "password": PASSWORD, **({"role": more["role"]} if "role" in more else {})},
        headers={"X-Admin-Code": more["code"]} if "code" in more else None,
    )


def login(client: httpx.Client, name: str, password: str = PASSWORD) -> httpx.Response:
    return client.post("/api/login", json={"username": name, "password": password})


def account(client: httpx.Client, name: str) -> Account:
    register(client, name)
    return Account(name, login(client, name).json()["access_token"])


def admin_codes(pair: Pair) -> set[str]:
    """Return those that the processes have told."""
    return {
        line.split("X-Admin-Code: ")[1].split()[0] for line in pair.gateway.log if "X-Admin-Code: " in line
    }


def test_the_first_administrator_is_one_and_the_code_is_everywhere_the_same(pair: Pair) -> None:
    (code,) = admin_codes(pair)
    assert at_once(
        *(
            lambda client=client, number=number: register(client, f"chief{number}", role="admin", code=code)
            for number, client in enumerate([pair.one, pair.other])
        )
    ) in ([201, 403], [403, 201])


def test_a_limit_of_five_logins_is_five_for_both_together(pair: Pair) -> None:
    register(pair.one, "ann")
    with on_two_processes(pair.gateway) as more, ThreadPoolExecutor(4) as pool:

        def guess(client: httpx.Client) -> list[int]:
            return [login(client, "ann", "wrong").status_code for _ in range(4)]

        statuses = [status for found in pool.map(guess, [pair.one, pair.other, *more]) for status in found]
    assert statuses.count(401) == 5
    assert statuses.count(429) == 11
    for client in (pair.one, pair.other):
        assert login(client, "ann").status_code == 429


def test_who_signs_out_at_one_is_out_at_the_other(pair: Pair) -> None:
    ben = account(pair.one, "ben")
    for client in (pair.one, pair.other):
        assert client.get("/api/resumes", headers=ben.headers).status_code == 200
    out = pair.one.post(
        "/graphql", json={"query": "mutation { signOutEverywhere { __typename } }"}, headers=ben.headers
    )
    assert "errors" not in out.json(), out.text
    for client in (pair.other, pair.one):
        assert client.get("/api/resumes", headers=ben.headers).status_code == 401


def test_what_becomes_of_a_user_at_one_counts_at_once_at_the_other(pair: Pair) -> None:
    chief, cid = administrator(pair), account(pair.one, "cid")
    found = asked(pair.other, cid, "{ me { databaseId role } }")["me"]
    role = "mutation Set($id: ID!, $to: Role!) { setUserRole(input: {user: $id, role: $to}) { __typename } }"
    for wanted in ("ADMIN", "JOB_SEEKER") * 5:
        asked(pair.one, chief, role, id=str(found["databaseId"]), to=wanted)
        for _ in range(2):
            assert asked(pair.other, cid, "{ me { role } }")["me"]["role"] == wanted.lower()
    gone = "mutation Gone($password: String!) { deleteAccount(input: {password: $password}) { __typename } }"
    asked(pair.one, cid, gone, password=PASSWORD)
    for client in (pair.other, pair.one):
        assert client.get("/api/resumes", headers=cid.headers).status_code == 401


def test_a_session_of_the_dashboard_is_known_and_ended_at_both(pair: Pair) -> None:
    register(pair.one, "dora")
    page = {"origin": pair.gateway.url}

    def begun(client: httpx.Client) -> dict[str, str]:
        answer = client.post("/app/session", json={"username": "dora", "password": PASSWORD}, headers=page)
        client.cookies.clear()
        assert answer.status_code == 204, answer.text
        return page | {"cookie": answer.headers["set-cookie"].partition(";")[0]}

    def known(client: httpx.Client, session: dict[str, str]) -> bool:
        answer = client.post("/graphql", json={"query": "{ me { username } }"}, headers=session)
        return bool(answer.json()["data"] == {"me": {"username": "dora"}})

    both, out = (pair.one, pair.other), {"query": "mutation { signOutEverywhere { __typename } }"}
    for here, there in (both, both[::-1]):
        ended, lasting, left = begun(here), begun(there), begun(there)
        assert all(known(client, session) for client in both for session in (ended, lasting, left))
        here.post("/graphql", json={"query": "mutation { signOut { __typename } }"}, headers=left)
        assert not any(known(client, left) for client in both)
        assert all(known(client, session) for client in both for session in (ended, lasting))
        # Each process has taken one of them.
        with socket(pair.gateway, lasting) as first, socket(pair.gateway, lasting) as second:
            here.post("/graphql", json=out, headers=ended)
            for opened in (first, second):
                opened.send('{"type":"subscribe","id":"1","payload":{"query":"{ __typename }"}}')
                with pytest.raises(ConnectionClosedError, match="4403"):
                    opened.recv(timeout=30)
        assert not any(known(client, session) for client in both for session in (ended, lasting))


@contextmanager
def socket(gateway: Gateway, headers: dict[str, str]) -> Iterator[ClientConnection]:
    """Open a socket as a page does, whose token is in a cookie."""
    with connect(
        gateway.url.replace("http", "ws") + "/graphql",
        subprotocols=[Subprotocol("graphql-transport-ws")],
        proxy=None,
        origin=Origin(headers["origin"]),
        additional_headers={"cookie": headers["cookie"]},
    ) as opened:
        opened.send('{"type":"connection_init"}')
        assert opened.recv(timeout=30) == '{"type":"connection_ack"}'
        yield opened


def administrator(pair: Pair) -> Account:
    """Return one of those who may have been the first."""
    code = next(
        line.split("X-Admin-Code: ")[1].split()[0] for line in pair.gateway.log if "X-Admin-Code" in line
    )
    for name in ("chief0", "chief1"):
        register(pair.one, name, role="admin", code=code)
        found = login(pair.one, name)
        if found.status_code == 200:
            return Account(name, found.json()["access_token"])
    raise AssertionError("nobody became one")


def asked(client: httpx.Client, user: Account, query: str, **variables: str) -> dict[str, Any]:
    body = {"query": query, "variables": variables}
    answer = client.post("/graphql", json=body, headers=user.headers).json()
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]
    return found


def follow(client: httpx.Client, user: Account, resume_id: int) -> list[str]:
    """Follow a resume to its end, and return the states that were told."""
    body = {
        "query": "subscription ($id: ID!) { resumeUpdated(id: $id) { state } }",
        "variables": {"id": str(resume_id)},
    }
    headers = user.headers | {"Accept": "text/event-stream"}
    with client.stream("POST", "/graphql", json=body, headers=headers) as events:
        told = [json.loads(line[6:]) for line in events.iter_lines() if line.startswith("data: {")]
    return [event["data"]["resumeUpdated"]["state"] for event in told]


@pytest.mark.parametrize("turned", [False, True])
def test_who_follows_at_one_sees_what_was_uploaded_at_the_other(pair: Pair, turned: bool) -> None:
    here, there = (pair.other, pair.one) if turned else (pair.one, pair.other)
    carl = account(here, f"carl{turned}")
    for number in range(2):
        files = {"file": ("resume.pdf", resume(number))}
        made = there.post("/api/resumes/upload", files=files, headers=carl.headers)
        told = follow(here, carl, made.json()["resume_id"])
        assert told[-1] == "ANALYSED"
        assert told == sorted(told, key=["UPLOADED", "ANALYSING", "ANALYSED"].index)


def test_what_is_done_again_at_one_is_told_at_the_other(pair: Pair) -> None:
    dora = account(pair.one, "dora")
    files = {"file": ("resume.pdf", resume(1))}
    resume_id = pair.one.post("/api/resumes/upload", files=files, headers=dora.headers).json()["resume_id"]
    for client in (pair.other, pair.one):
        assert follow(client, dora, resume_id)[-1] == "ANALYSED"
        again = "mutation ($id: ID!) { reanalyzeResume(id: $id) { __typename } }"
        done = client.post(
            "/graphql", json={"query": again, "variables": {"id": str(resume_id)}}, headers=dora.headers
        )
        assert "errors" not in done.json(), done.text
    assert follow(pair.other, dora, resume_id)[-1] == "ANALYSED"


def test_a_process_that_is_killed_is_replaced_and_its_work_is_done(pair: Pair) -> None:
    emma = account(pair.one, "emma")
    supervisor = pair.gateway.pid
    # On SQLite only one of them works: each is to be killed once.
    for round_number in range(2 if pair.database == "sqlite" else 1):
        serving = children(supervisor)
        assert len(serving) == 2
        uploaded = []
        with on_two_processes(pair.gateway) as clients:
            for number in range(6):
                files = {"file": ("resume.pdf", resume(10 * round_number + number))}
                answer = clients[number % 2].post("/api/resumes/upload", files=files, headers=emma.headers)
                uploaded.append(answer.json()["resume_id"])
            os.kill(serving[round_number], signal.SIGKILL)
            assert ended(serving[round_number])
        with httpx.Client(base_url=pair.gateway.url, timeout=60, trust_env=False) as client:
            for resume_id in uploaded:
                assert follow(client, emma, resume_id)[-1] == "ANALYSED"
                matches = client.get(f"/api/resumes/{resume_id}/matches", headers=emma.headers).json()
                assert len(matches) == 10
        # Whoever takes its place serves as well.
        with on_two_processes(pair.gateway) as clients:
            for client in clients:
                assert client.get("/api/resumes", headers=emma.headers).status_code == 200


def children(supervisor: int) -> list[int]:
    """Return the processes that serve, without those that read files for them."""
    of_all = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
    return [int(child) for child in of_all]


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Gateway]]:
    """Two servers that somebody has started on the same data folder."""
    folder = tmp_path_factory.mktemp("by-hand")
    with running_gateway(folder, Nursery.ITS_OWN) as one, running_gateway(folder, Nursery.ITS_OWN) as other:
        yield [one, other]


def test_of_two_servers_on_one_folder_one_works_and_its_death_strands_nothing(
    by_hand: list[Gateway],
) -> None:
    one, other = by_hand
    fred = one.user("fred")
    uploaded = [by_hand[number % 2].upload(fred, "resume.pdf", resume(number)) for number in range(6)]
    hanging = other.upload(fred, "hostile.pdf", hostile_files.self_calling_pdf())
    # Only the first one has processes that read.
    assert descendants(one.pid)
    assert not descendants(other.pid)
    one.kill()
    for resume_id in uploaded:
        assert other.finished(fred, resume_id) == "分析完成"
    assert other.finished(fred, hanging) == "分析失败"
    assert other.client.get("/readyz").status_code == 200
    one.start()
    # Now it is the one that stands by, and it serves what the other does.
    late = one.upload(fred, "resume.pdf", resume(9))
    assert one.finished(fred, late) == "分析完成"
    assert not descendants(one.pid)
    with closing(sqlite3.connect(one.data_dir / "gateway.sqlite3")) as database:
        attempts = database.execute("SELECT max(attempts) FROM resumes WHERE state = 'analysed'").fetchone()
        doubled = "SELECT count(*) FROM matches GROUP BY resume_id HAVING count(*) != 10"
        assert attempts[0] <= 2
        assert database.execute(doubled).fetchall() == []
