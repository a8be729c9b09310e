"""What a server answers to trials. Those that need a socket of their own kind are not run."""

from __future__ import annotations

import json
import re
import socket
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

from benchmarks.contestants import CONTESTANTS, ROOT
from benchmarks.processes import free_port, running
from benchmarks.trials.log import Trial

_PASSWORD = "correct-horse"
_USERS = ("wl", "zo\u00eb")
_RESUMES = 3
_PATIENCE_SECONDS = 30
_PREFLIGHT = {"GraphQL-Require-Preflight": "1"}
_JSON = "application/json"
_PLAIN_REQUEST = re.compile(r"(?P<method>GET|HEAD|OPTIONS) (?P<path>/[^\s,]+)")
_REGISTERED = re.compile(r"register (?P<body>\{.*\})")
_AUTHORIZED = re.compile(r"authorization: (?P<header>\w+ <token>)")
_CONTENT_TYPE = re.compile(r"POST (?P<type>[a-z]+/.+)")
_ACCEPT = re.compile(r"Accept: (?P<type>.+)")
_APOLLO_HEADER = re.compile(r"multipart with (?P<name>x-apollo-[\w-]+)")


def answers(trials: Sequence[Trial]) -> dict[str, Any]:
    """Return status and body of each answer, of a server of its own with a user and a few resumes."""
    ours = next(contestant for contestant in CONTESTANTS if contestant.name == "ours")
    port = free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        running(
            ours.command(port),
            environment={"GATEWAY_DATA_DIR": str(Path(folder) / "data")},
            folder=ROOT,
            port=port,
            log=Path(folder) / "log",
        ),
        httpx.Client(
            base_url=f"http://127.0.0.1:{port}", timeout=_PATIENCE_SECONDS, trust_env=False
        ) as client,
    ):
        token = _populate(client)
        answered = {trial.number: _answer(client, trial, token) for trial in trials}
    return {number: answer for number, answer in answered.items() if answer is not None}


def _populate(client: httpx.Client) -> str:
    for name in _USERS:
        client.post("/api/register", json={"username": name, "password": _PASSWORD}).raise_for_status()
    login = client.post("/api/login", json={"username": _USERS[0], "password": _PASSWORD})
    token: str = login.json()["access_token"]
    for number in range(_RESUMES):
        client.post(
            "/api/resumes/upload",
            files={"file": (f"{number}.txt", f"Ann Reed {number}\nann@example.com")},
            headers={"Authorization": f"Bearer {token}"},
        ).raise_for_status()
    return token


def _answer(client: httpx.Client, trial: Trial, token: str) -> dict[str, Any] | None:
    if trial.path is not None and trial.path.suffix == ".http":
        return _raw(client, trial.path.read_bytes().replace(b"<token>", token.encode()))
    arguments = graphql_request(trial) if trial.area == "graphql" else rest_request(trial)
    if arguments is None:
        return None
    headers = {"Authorization": "Bearer <token>", **arguments.pop("headers", {})}
    headers = {name: value.replace("<token>", token) for name, value in headers.items()}
    answer = client.request(**arguments, headers=headers)
    return {"status": answer.status_code, "body": _body(answer.content)}


def _raw(client: httpx.Client, wire: bytes) -> dict[str, Any]:
    """Send bytes as they are, and return the answer to them."""
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), _PATIENCE_SECONDS) as connection:
        connection.sendall(wire)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return {"status": int(head.split()[1]), "body": _body(body)}


def _body(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode("utf-8", "replace")


def rest_request(trial: Trial) -> dict[str, Any] | None:
    """Return the arguments of the request that a trial's words tell; None where they tell none."""
    if found := _PLAIN_REQUEST.match(trial.what):
        return {"method": found["method"], "url": found["path"]}
    if found := _AUTHORIZED.match(trial.what):
        return {"method": "GET", "url": "/api/resumes", "headers": {"Authorization": found["header"]}}
    if found := _REGISTERED.fullmatch(trial.what):
        # Registering is for strangers: an administrator's token would change what it means.
        headers = {"Authorization": "", "Content-Type": _JSON}
        return {"method": "POST", "url": "/api/register", "content": found["body"], "headers": headers}
    return None


def graphql_request(trial: Trial) -> dict[str, Any] | None:
    """Return the arguments of the request that a trial's file holds; None where it holds another kind."""
    try:
        given = json.loads(trial.path.read_bytes()) if trial.path else None
    except ValueError:
        return None
    request: dict[str, Any] = {"method": "POST", "url": "/graphql", "headers": {}}
    if found := _ACCEPT.fullmatch(trial.what):
        request["headers"]["Accept"] = found["type"]
    if "bad token" in trial.what:
        request["headers"]["Authorization"] = "Bearer bad"
    if trial.what == "/graphql/":
        request["url"] = trial.what
    if isinstance(given, list) and given and "operations" in given[0]:
        return _multipart(trial, request, given[0], given[1])
    if isinstance(given, str):
        return _text_body(trial, request, given)
    operations = given if isinstance(given, list) else [given]
    if not all(isinstance(item, dict) and ("query" in item or "extensions" in item) for item in operations):
        return None
    if "by GET" in trial.what or trial.what.startswith("GET "):
        return request | {"method": "GET", "params": given}
    return request | {"json": given}


def _multipart(
    trial: Trial, request: dict[str, Any], fields: dict[str, str], names: Sequence[str]
) -> dict[str, Any]:
    header = _APOLLO_HEADER.fullmatch(trial.what)
    if header:
        request["headers"][header["name"]] = "Upload"
    elif "without the preflight header" not in trial.what:
        request["headers"] |= _PREFLIGHT
    file_name = "\u7b80\u5386.txt" if trial.what == "Chinese file name" else "a.txt"
    files = [] if "missing" in trial.what else [(name, (file_name, b"Ann Reed")) for name in names]
    # Fields before files, all in one form even where no file is sent.
    parts = [(name, (None, value)) for name, value in fields.items()]
    return request | {"files": [*parts, *files]}


def _text_body(trial: Trial, request: dict[str, Any], body: str) -> dict[str, Any] | None:
    if not body.startswith("{"):
        return None
    told = _CONTENT_TYPE.fullmatch(trial.what)
    request["headers"]["Content-Type"] = told["type"] if told else _JSON
    return request | {"content": body}
