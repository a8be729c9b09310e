"""Who is measured, and how each is started: one process, production mode, the same database and secret."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.cases import Dialect, graphql, hand_written, rest
from benchmarks.installation import FOLDER, NODE_PEERS, peers_bun, peers_node, peers_python

Command = Callable[[int], list[str]]
"""A port → the command that serves on it. Raises `Missing`."""

EVERY_CASE = ("dashboard", "detail", "me")


class Contestant(NamedTuple):
    """A server, or one face of it: contestants with the same `server` share a process."""

    name: str
    title: str
    server: str
    command: Command
    dialect: Dialect
    cases: tuple[str, ...] = EVERY_CASE


def _ours(port: int) -> list[str]:
    return [sys.executable, "-m", "api.cli", "serve", "--port", str(port)]


# The limit stands on all that the product stands on, its way of writing answers included.
_OUR_HTTP = "benchmarks.limit:JoiningHttpProtocol"


def _uvicorn(
    application: str,
    *,
    python: Callable[[], Path] = lambda: Path(sys.executable),
    http: str = "httptools",
) -> Command:
    # As this product runs itself, so that the peers have the same HTTP parser and event loop.
    options = f"--http {http} --lifespan on --no-access-log --log-level warning --no-server-header"
    return lambda port: [
        *(str(python()), "-m", "uvicorn", application),
        *("--host", "127.0.0.1", "--port", str(port), *options.split()),
    ]


def _node(script: str) -> Command:
    return lambda port: [peers_node().program, str(NODE_PEERS / script), str(port)]


def _bun(script: str, *options: str) -> Command:
    return lambda port: [str(peers_bun()), str(NODE_PEERS / script), str(port), *options]


CONTESTANTS = [
    Contestant(
        "limit",
        "the limit: hand-written handler",
        "limit",
        _uvicorn("benchmarks.limit:app", http=_OUR_HTTP),
        hand_written(),
    ),
    Contestant(
        "limit-json",
        "the limit, JSON of matches by SQLite",
        "limit-json",
        _uvicorn("benchmarks.limit:app_with_json_by_sqlite", http=_OUR_HTTP),
        hand_written(),
        ("dashboard", "detail"),
    ),
    Contestant("rest", "our REST: detail + analysis + matches", "ours", _ours, rest(), ("detail",)),
    Contestant("ours", "our GraphQL", "ours", _ours, graphql()),
    Contestant(
        "strawberry",
        "Strawberry's default, our schema",
        "strawberry",
        _uvicorn("benchmarks.peers.strawberry_default:app"),
        graphql(),
    ),
    Contestant(
        "strawberry-plain",
        "Strawberry's default, plain types",
        "strawberry-plain",
        _uvicorn("benchmarks.peers.strawberry_plain:app"),
        graphql(),
    ),
    Contestant(
        "fastapi",
        "FastAPI + Strawberry with DataLoaders",
        "fastapi",
        _uvicorn("benchmarks.peers.python.fastapi_strawberry:app", python=peers_python),
        graphql(),
    ),
    Contestant(
        "ariadne",
        "Ariadne",
        "ariadne",
        _uvicorn("benchmarks.peers.python.ariadne_server:app", python=peers_python),
        graphql(),
    ),
    Contestant("apollo", "Apollo Server 5", "apollo", _node("apollo.mjs"), graphql()),
    Contestant("yoga", "GraphQL Yoga 5", "yoga", _node("yoga.mjs"), graphql()),
    Contestant("mercurius", "Mercurius with jit (Fastify)", "mercurius", _node("mercurius.mjs"), graphql()),
    Contestant("bun-jit", "Bun + graphql-jit", "bun-jit", _bun("bun-jit.mjs"), graphql()),
    Contestant(
        "bun-jit-checking",
        "Bun + graphql-jit, every token checked",
        "bun-jit-checking",
        _bun("bun-jit.mjs", "--check-tokens"),
        graphql(),
    ),
    Contestant("bun", "Bun, hand-written", "bun", _bun("bun.mjs"), hand_written()),
]

ROOT = FOLDER.parent
