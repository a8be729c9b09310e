"""What the log of a server says, and what it never says."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable, Iterator

import pytest

from api.logs import CURRENT_REQUEST, Form, configure_logging
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


@pytest.fixture(scope="module", params=["console", "json"])
def talkative(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    settings = {"GATEWAY_LOG_LEVEL": "debug", "GATEWAY_LOG_FORMAT": request.param}
    with running_gateway(tmp_path_factory.mktemp("logs") / "data", **settings) as running:
        yield running


@pytest.fixture
def log_of() -> Iterator[Callable[[Form], logging.Logger]]:
    """Sets the log up in a form, and puts it back."""
    root, access, loop = (logging.getLogger(name) for name in ("", "uvicorn.access", "asyncio"))
    before = root.level, root.handlers[:]

    def configured(form: Form) -> logging.Logger:
        configure_logging("info", form)
        return logging.getLogger("api.somewhere")

    yield configured
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    access.filters.clear()
    loop.filters.clear()


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
    assert "color_message" not in log
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
    assert talkative.becomes_ready()
    log = "".join(talkative.log)
    assert "Traceback" not in log
    assert not any(mark in log for mark in (" ERROR ", '"level":"error"'))


def test_a_logged_request_has_no_query(
    log_of: Callable[[Form], logging.Logger], capsys: pytest.CaptureFixture[str]
) -> None:
    log_of("console")
    # In uvicorn's own form.
    logging.getLogger("uvicorn.access").info(
        '%s - "%s %s HTTP/%s" %d', "127.0.0.1:1", "GET", "/graphql?query=secret", "1.1", 200
    )
    assert capsys.readouterr().err.endswith('127.0.0.1:1 - "GET /graphql HTTP/1.1" 200\n')


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_mistake_is_told_by_type_and_place_and_never_by_the_value_that_made_it(
    form: Form, log_of: Callable[[Form], logging.Logger], capsys: pytest.CaptureFixture[str]
) -> None:
    log = log_of(form)
    sent = {TEXT: NAME}
    try:
        int(sent[TEXT])
    except ValueError as error:
        log.exception("request %s failed", "abc-1")
        log.warning("it waits: %s", error)
        log.warning("it waits", extra={"reason": error})
        log.warning("it waits for %(reason)s", {"reason": error})
    try:
        sent[EMAIL]
    except KeyError:
        log.exception("request %s failed", "abc-2")
    log.info("%d", NAME)
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: <Task %s>", NAME)
    told = capsys.readouterr().err
    assert [mark for mark in MARKS if mark in told] == []
    for line in (
        "request abc-1 failed",
        "it waits: ValueError",
        "it waits for ValueError",
        "KeyError",
        "int(sent[TEXT])",
        "retrieved",
    ):
        assert line in told
    assert "a line of api.somewhere" in told


@pytest.mark.parametrize("code", ["\n", "\r", "\x0b", "\x85", "\u2028", "\x1b"])
def test_no_value_makes_a_line_of_its_own(
    code: str, log_of: Callable[[Form], logging.Logger], capsys: pytest.CaptureFixture[str]
) -> None:
    sent = f"a{code}2026-01-01 ERROR root: forged"
    log_of("console").warning("from %s", sent, extra={"source": sent})
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines[1:] if not line.startswith("    ")] == []
    assert "\x1b" not in "".join(lines)
    log_of("json").warning("from %s", sent, extra={"source": sent})
    (line,) = capsys.readouterr().err.removesuffix("\n").split("\n")
    assert json.loads(line)["source"] == sent


def test_a_line_of_json_tells_its_parts(
    log_of: Callable[[Form], logging.Logger], capsys: pytest.CaptureFixture[str]
) -> None:
    log = log_of("json")
    held = CURRENT_REQUEST.set("abc-3")
    try:
        log.warning("took up %d resumes", 3, extra={"resume_id": 7})
        log.warning("half a character: %s", "\ud800")
    finally:
        CURRENT_REQUEST.reset(held)
    line, broken = map(json.loads, capsys.readouterr().err.splitlines())
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "level": "warning",
        "logger": "api.somewhere",
        "event": "took up 3 resumes",
        "template": "took up %d resumes",
        "resume_id": 7,
        "request_id": "abc-3",
    }
    assert broken["event"].startswith("half a character")


def test_every_answer_has_the_name_of_its_request_and_so_has_the_log(talkative: Gateway) -> None:
    client = talkative.client
    for path in ("/healthz", "/api/resumes", "/nothing", "/graphql", "/openapi.json"):
        assert client.get(path, headers={"X-Request-ID": f"mine-{len(path)}"}).headers["x-request-id"] == (
            f"mine-{len(path)}"
        )
        forged = client.get(path, headers={"X-Request-ID": "a b"}).headers["x-request-id"]
        assert forged != "a b"
        assert forged != client.get(path).headers["x-request-id"]
    assert client.get("/healthz", headers={"Origin": "https://elsewhere.example"}).headers["x-request-id"]
    assert any("/healthz" in line for line in talkative.tells("mine-8"))
