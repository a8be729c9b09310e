"""GraphQL over HTTP to the letter: the audits of npm's `graphql-http`, run against a running server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.gateway import Gateway

_SCRIPT = Path(__file__).with_name("audits.mjs")
_PLACES = (
    os.environ.get("GRAPHQL_HTTP_PACKAGE", ""),
    Path(__file__).parents[2] / "dashboard" / "node_modules" / "graphql-http",
)


@pytest.fixture(scope="module")
def package() -> Path:
    for place in _PLACES:
        if place and (Path(place) / "lib" / "index.mjs").is_file():
            return Path(place)
    pytest.skip(
        "npm's graphql-http is not installed: `npm install graphql-http graphql` anywhere, and name its "
        "folder in GRAPHQL_HTTP_PACKAGE"
    )


@pytest.mark.parametrize("caller", ["anonymous", "logged in"])
def test_every_audit_of_graphql_over_http_passes(package: Path, caller: str, gateway: Gateway) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node to run the audits with")
    token = [gateway.login("root").token] if caller == "logged in" else []
    command = [node, str(_SCRIPT), str(package), f"{gateway.url}/graphql", *token]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    outcome = json.loads(ended.stdout)
    assert outcome["failures"] == []
    assert outcome["passed"] >= 61
