"""Servers and workers as processes of their own, over PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.gateway import environment

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("options", "settings", "told"),
    [
        ([], {}, "a worker needs PostgreSQL"),
        (
            ["--queues", "analyses,lunch"],
            {"GATEWAY_DATABASE_URL": "postgresql+psycopg://x/y"},
            "lunch is none of",
        ),
    ],
)
def test_a_worker_that_has_nothing_to_work_on_says_so(
    tmp_path: Path, options: list[str], settings: dict[str, str], told: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "api.cli", "worker", *options],
        cwd=PROJECT,
        env=environment(tmp_path, **settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, told in ended.stderr) == (2, True), ended.stderr
