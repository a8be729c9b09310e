"""Counts the SQL statements of a request by the driver's own trace, with the product in this process."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from contextvars import ContextVar
from typing import Any

from pydantic import SecretStr
from sqlalchemy import event
from sqlalchemy.pool import Pool

from api.app import create_app
from api.settings import Settings
from benchmarks.cases import CASES, graphql
from benchmarks.data import SECRET, Dataset

_PAGE_SIZES = (5, 50)
# What the product does in the background was begun without it.
_seen: ContextVar[list[str]] = ContextVar("statements of the request")


async def dashboard_statements(dataset: Dataset) -> dict[int, list[str]]:
    """Return the statements that one dashboard request runs, by how many resumes it asks for."""
    event.listen(Pool, "connect", _trace)
    settings = Settings(data_dir=dataset.folder, jwt_secret=SecretStr(SECRET), admin_bootstrap="off")
    app = create_app(settings)
    case = next(case for case in CASES if case.name == "dashboard")
    found = {}
    async with app.router.lifespan_context(app) as state:
        for size in _PAGE_SIZES:
            sized = case._replace(document=case.document.replace("first: 50", f"first: {size}"))
            wire = graphql().requests(sized, dataset.callers[0])[0]
            # The first one may open connections and compile; what counts is every one after it.
            await _ask(app, wire, state)
            _commit(dataset)
            seen: list[str] = []
            _seen.set(seen)
            await _ask(app, wire, state)
            found[size] = [" ".join(statement.split()) for statement in seen]
    return found


def sentence(found: Mapping[int, Sequence[str]]) -> str:
    """Return how many statements there were, for a part of the list and for all of it."""
    part, whole = sorted(found)
    return (
        f"SQL statements of the dashboard, the viewer's lookup included: {len(found[whole])} for all {whole} "
        f"resumes, {len(found[part])} for a page of {part}, whose list has to be counted."
    )


def _commit(dataset: Dataset) -> None:
    """Commit something, so that what was read is read anew."""
    with closing(sqlite3.connect(dataset.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 0")


def _trace(connection: Any, _record: object) -> None:
    connection.set_trace_callback(_note)


def _note(statement: str) -> None:
    if (seen := _seen.get(None)) is not None:
        seen.append(statement)


async def _ask(app: Any, wire: bytes, state: Any) -> None:
    head, _, body = wire.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    method, path, _version = first.decode().split(" ")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [tuple(line.split(b": ", 1)) for line in lines],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "state": dict(state),
    }
    messages: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    await app(scope, receive, send)
    answer = b"".join(message.get("body", b"") for message in messages)
    if messages[0]["status"] != 200 or b'"errors"' in answer:
        raise RuntimeError(f"status {messages[0]['status']}: {answer[:500]!r}")
