"""What the log of a server says, and what it never says."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator

import pytest

from api.logs import configure_logging
from tests import pdf_files, word_files
from tests.gateway import Gateway, running_gateway

# Each stands in one place of what people send.
NAME, EMAIL, PASSWORD_MARK, FILE, TEXT, SEARCH, ROLE = (
    "markername",
    "marker@example.com",
    "marker-password",
    "markerfile",
    "陈标记",
    "markersearch",
    "markerrole",
)
MARKS = (NAME, EMAIL, PASSWORD_MARK, FILE, TEXT, SEARCH, ROLE)


@pytest.fixture(scope="module")
def talkative(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    with running_gateway(tmp_path_factory.mktemp("logs") / "data", GATEWAY_LOG_LEVEL="debug") as running:
        yield running


def test_nothing_that_people_send_is_logged(talkative: Gateway) -> None:
    client = talkative.client
    body = {"username": NAME, "password": PASSWORD_MARK, "email": EMAIL}
    for sent in (body, body, {**body, "role": ROLE}, {"username": NAME}):
        client.post("/api/register", json=sent)
    client.post("/api/login", json={"username": NAME, "password": PASSWORD_MARK + "!"})
    seeker = talkative.login(NAME, PASSWORD_MARK)
    for content in (
        pdf_files.pdf_with_lines([TEXT, "求职意向：会计", EMAIL]),
        pdf_files.pdf_with_lines([TEXT])[:150],
        word_files.docx_with_paragraphs([TEXT])[:400],
        f"{TEXT}\n求职意向：会计".encode(),
        b"MZ" + TEXT.encode() * 50,
    ):
        file = (f"{FILE}.pdf", content)
        answer = client.post("/api/resumes/upload", files={"file": file}, headers=seeker.headers)
        if answer.status_code == 201:
            talkative.finished(seeker, answer.json()["resume_id"])
    for query in (
        f'{{ positions(search: "{SEARCH}") {{ totalCount }} }}',
        f'{{ users(filter: {{text: "{SEARCH}"}}) {{ totalCount }} }}',
        f'{{ resume(id: "{SEARCH}") {{ id }} }}',
        f'{{ broken "{SEARCH}" }}',
        f'mutation {{ login(input: {{username: "{NAME}", password: "{PASSWORD_MARK}"}}) {{ __typename }} }}',
    ):
        client.post("/graphql", json={"query": query}, headers=seeker.headers)
        client.get("/graphql", params={"query": query}, headers=seeker.headers)
    client.get("/api/resumes", params={"text": SEARCH}, headers={"Authorization": f"Bearer {SEARCH}"})
    log = "".join(talkative.log)
    assert "POST /api/login" in log
    assert [mark for mark in (*MARKS, seeker.token) if mark in log] == []


def test_a_client_that_goes_away_leaves_no_trace_in_the_log(talkative: Gateway) -> None:
    seeker = talkative.user("leaving")
    host, port = talkative.url.removeprefix("http://").split(":")
    head = (
        f"Host: test\r\nAuthorization: {seeker.headers['Authorization']}\r\nContent-Length: 5000\r\n"
        "GraphQL-Require-Preflight: 1\r\n"
    )
    multipart = (
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="file"'
    )
    for path, rest in (
        ("/api/resumes/upload", multipart),
        ("/api/login", "Content-Type: application/json\r\n\r\n{"),
        ("/graphql", multipart),
        ("/graphql", "Content-Type: application/json\r\n\r\n{"),
    ):
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(f"POST {path} HTTP/1.1\r\n{head}{rest}".encode())
            # Any answer proves that the server has read what was sent so far.
            assert talkative.client.get("/healthz").status_code == 200
    assert talkative.client.get("/readyz").status_code == 200
    log = "".join(talkative.log)
    assert "Traceback" not in log
    assert " ERROR " not in log


def test_a_logged_request_has_no_query(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.level, root.handlers[:]
    try:
        configure_logging("info")
        # In uvicorn's own form.
        logging.getLogger("uvicorn.access").info(
            '%s - "%s %s HTTP/%s" %d', "127.0.0.1:1", "GET", "/graphql?query=secret", "1.1", 200
        )
    finally:
        root.setLevel(before[0])
        root.handlers[:] = before[1]
        logging.getLogger("uvicorn.access").filters.clear()
    assert capsys.readouterr().err.endswith('127.0.0.1:1 - "GET /graphql HTTP/1.1" 200\n')
