"""The schema by graphql-eslint's rules; the exceptions stand in the front end's configuration."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

_PROJECT = Path(__file__).parents[2]
_ESLINT = _PROJECT / "dashboard" / "node_modules" / "eslint" / "bin" / "eslint.js"


def test_the_schema_keeps_the_rules_of_graphql_eslint() -> None:
    node = shutil.which("node")
    if node is None or not _ESLINT.is_file():
        pytest.skip("the front end's tools are not installed: `make dashboard`")
    ended = subprocess.run(
        [node, str(_ESLINT), "-c", "dashboard/eslint.config.mjs", "schema.graphql"],
        cwd=_PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
