"""Clients of GraphQL that people use, each against a running server, with what it must get."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.gateway import Account, Gateway
from tools.audit.node import CLIENTS, NodeTools
from tools.audit.outcomes import PROJECT, run

_RESUME = "姓名：林晓\n学历：本科\n求职意向：护士\n"


def person_with_resumes(gateway: Gateway) -> tuple[Account, list[str]]:
    """Return a user with resumes in work, and their ids."""
    account = gateway.user("clients")
    uploaded = [
        gateway.upload(account, f"{number}.txt", f"{_RESUME}{number}".encode()) for number in range(3)
    ]
    return account, [str(resume_id) for resume_id in uploaded]


def apollo(node: NodeTools, url: str, token: str) -> list[str]:
    """Return whether Apollo Client fails, with persisted queries by GET and by POST."""
    return node.run("apollo.mjs", url, token)


def urql(node: NodeTools, url: str, token: str, resume_id: str) -> list[str]:
    """Return whether urql fails, with its persisted exchange and subscriptions by fetch."""
    return node.run("urql.mjs", url, token, resume_id)


def sse(node: NodeTools, url: str, token: str, resume_id: str) -> list[str]:
    """Return whether graphql-sse's client fails."""
    return node.run("sse.mjs", url, token, resume_id)


def relay(node: NodeTools, url: str, token: str) -> list[str]:
    """Return whether Relay's compiler refuses the schema, or the server what it compiles."""
    with tempfile.TemporaryDirectory() as folder:
        return node.run("relay.mjs", url, token, str(PROJECT / "schema.graphql"), folder)


def websocket(tools: Path, url: str, token: str, resume_id: str) -> list[str]:
    """Return whether the Python client `gql` fails over a WebSocket."""
    script = str(CLIENTS / "websocket_client.py")
    return run([str(tools / "python"), script, url, token, resume_id])
