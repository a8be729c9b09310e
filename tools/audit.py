"""Audits by other people's tools, against a server of its own on loopback: `make audit`.

schemathesis sends what the OpenAPI document calls valid, and what it does not; bandit
reads the code; the exported schema is compared with what 0.1 promised. What is excepted, and why, stands in
docs/security.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from graphql import build_schema, find_breaking_changes

from tests.gateway import running_gateway

PROJECT = Path(__file__).parents[1]
PACKAGES = ("api", "graphql_schema", "domain", "persistence")
PROMISED = PROJECT / "tests" / "graphql_schema" / "schema-0.1.graphql"
SECONDS = 90


def breaking_changes() -> list[str]:
    """Return what `schema.graphql` breaks of what clients were promised."""
    promised, present = (
        build_schema(path.read_text(encoding="utf-8")) for path in (PROMISED, PROJECT / "schema.graphql")
    )
    return [change.description for change in find_breaking_changes(promised, present)]


def bandit(tools: Path) -> bool:
    """Whether bandit finds nothing of medium or high severity that is not excepted in the code."""
    command = [str(tools / "bandit"), "--quiet", "--recursive", "--severity-level", "medium", *PACKAGES]
    return subprocess.run(command, cwd=PROJECT, check=False).returncode == 0


def schemathesis(tools: Path, url: str, token: str, folder: str, *options: str) -> bool:
    """Whether schemathesis finds nothing at a running server."""
    command = [str(tools / "schemathesis"), "--config-file", str(PROJECT / "tools" / "schemathesis.toml")]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    command += ["run", url, "--header", f"Authorization: Bearer {token}", "--max-time", str(SECONDS)]
    return subprocess.run([*command, *options], cwd=folder, env=environment, check=False).returncode == 0


def main() -> int:
    """Run every audit and return 0 where none finds anything."""
    tools = Path(sys.argv[1]).absolute()
    held = {"breaking changes of schema.graphql": not (broken := breaking_changes())}
    for change in broken:
        print(change)
    held["bandit"] = bandit(tools)
    with tempfile.TemporaryDirectory() as folder:
        settings = {"GATEWAY_RATE_LIMITS": "off", "GATEWAY_ANALYSIS_WAIT_SECONDS": "0"}
        with running_gateway(Path(folder) / "data", **settings) as gateway:
            token = gateway.user("root", role="admin").token
            url = gateway.url
            held["schemathesis, REST"] = schemathesis(
                tools, f"{url}/openapi.json", token, folder, "--checks", "all"
            )
            held["the log"] = "Traceback" not in "".join(gateway.log)
    for name, good in held.items():
        print(f"{'held' if good else 'FAILED':8}{name}")
    return 0 if all(held.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
