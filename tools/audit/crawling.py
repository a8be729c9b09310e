"""Audits that are made from what the server says of itself: OpenAPI and GraphQL's introspection."""

from __future__ import annotations

import tempfile
from pathlib import Path

import httpx

from tools.audit.node import NodeTools
from tools.audit.outcomes import PROJECT, run

FOLDER = Path(__file__).parent
# Both take every error of GraphQL for a failure, also that an id made up is not found; our own check
# `graphql_says_why` looks at its code instead.
_NOT_OVER_GRAPHQL = "not_a_server_error,positive_data_acceptance"


def schemathesis_rest(tools: Path, url: str, token: str) -> list[str]:
    """Return whether schemathesis finds anything over REST, with all its checks."""
    return _schemathesis(tools, "rest.toml", f"{url}/openapi.json", token, "--max-time", "90")


def schemathesis_graphql(tools: Path, url: str, token: str) -> list[str]:
    """Return whether schemathesis finds anything over GraphQL."""
    options = ("--exclude-checks", _NOT_OVER_GRAPHQL, "--max-time", "60")
    return _schemathesis(tools, "graphql.toml", f"{url}/graphql", token, *options)


def spectral(node: NodeTools, url: str) -> list[str]:
    """Return whether Spectral and OWASP's rules find anything in the OpenAPI document."""
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "openapi.json"
        document.write_bytes(httpx.get(f"{url}/openapi.json", trust_env=False).content)
        program = "node_modules/@stoplight/spectral-cli/dist/index.js"
        options = ("lint", "--fail-severity", "hint", "--ruleset", "spectral.yaml", str(document))
        return node.run(program, *options)


def _schemathesis(tools: Path, config: str, location: str, token: str, *options: str) -> list[str]:
    command = [str(tools / "schemathesis"), "--config-file", str(FOLDER / config), "run", location]
    command += ["--header", f"Authorization: Bearer {token}", "--checks", "all", *options]
    with tempfile.TemporaryDirectory() as folder:
        return run(command, folder=Path(folder), settings={"PYTHONPATH": str(PROJECT)})
