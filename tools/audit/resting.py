"""Audits of what is written: the schema, the code, the locked libraries."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from graphql import build_schema, find_breaking_changes

from tools.audit.outcomes import PROJECT, Skipped, run

PACKAGES = ("api", "graphql_schema", "domain", "persistence")
PROMISED = PROJECT / "tests" / "graphql_schema" / "schema-0.1.graphql"
LOCKS = ("requirements-dev.lock", "requirements-audit.lock", "requirements-node.lock")
_UNREACHABLE = ("ConnectionError", "ProxyError", "SSLError", "Timeout", "timed out")


def breaking_changes() -> list[str]:
    """Return what `schema.graphql` breaks of what clients were promised."""
    promised, present = (
        build_schema(path.read_text(encoding="utf-8")) for path in (PROMISED, PROJECT / "schema.graphql")
    )
    return [change.description for change in find_breaking_changes(promised, present)]


def bandit(tools: Path) -> list[str]:
    """Return whether there is anything of medium or high severity that the code does not except."""
    return run([str(tools / "bandit"), "--quiet", "--recursive", "--severity-level", "medium", *PACKAGES])


def pip_audit(tools: Path) -> list[str]:
    """Return the locked libraries that have a known weakness. Raises `Skipped`."""
    libraries: dict[str, Any] = {}
    for lock in LOCKS:
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            command = [str(tools / "pip-audit"), "--disable-pip", "--require-hashes", "--requirement", lock]
            command += ["--timeout", "10", "--progress-spinner", "off", "--format", "json"]
            command += ["--output", str(report)]
            ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
            if not report.is_file():
                reason = ended.stderr.strip().rpartition("\n")[2][:200]
                if any(word in ended.stderr for word in _UNREACHABLE):
                    raise Skipped(f"what is known of weaknesses cannot be reached: {reason}")
                return [f"pip-audit failed: {reason}"]
            found = json.loads(report.read_text(encoding="utf-8"))["dependencies"]
            libraries |= {library["name"]: library for library in found}
    return weaknesses(libraries.values())


def weaknesses(libraries: Collection[Mapping[str, Any]]) -> list[str]:
    """Return what pip-audit's report tells. Raises `Skipped` where it knows none of the libraries."""
    unknown = [library["name"] for library in libraries if "skip_reason" in library]
    if len(unknown) == len(libraries):
        raise Skipped("what is known of weaknesses cannot be reached: none of the libraries is known there")
    if unknown:
        print(f"Not known there, so not audited: {', '.join(unknown)}")
    return [
        f"{library['name']} {library['version']}: {weakness['id']}"
        for library in libraries
        for weakness in library.get("vulns", ())
    ]
