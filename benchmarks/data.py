"""The database that every server reads: 200 users × 50 resumes × 5 or more matches, filled by `demo`.

It is kept between runs, as filling it takes a while; another revision of the tables makes it anew.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from domain.users.tokens import Tokens
from persistence.migrations import newest_revision

USERS = 200
RESUMES_EACH = 50
# Enough callers that no server answers from one row, few enough that all are compared before timing.
CALLERS = 20
SECRET = "benchmark-secret-that-protects-nothing"
_FOLDER = Path(__file__).resolve().parent / ".data"
_WEEK_SECONDS = 7 * 24 * 3600


class Caller(NamedTuple):
    """A user with a token and one resume."""

    user_id: int
    username: str
    token: str
    resume_id: int


class Dataset(NamedTuple):
    """A filled database in a data folder, and those who will ask."""

    folder: Path
    callers: list[Caller]

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "gateway.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """What each server is told."""
        return {
            "GATEWAY_DATA_DIR": str(self.folder),
            "GATEWAY_JWT_SECRET": SECRET,
            "GATEWAY_LOG_LEVEL": "warning",
            "GATEWAY_RATE_LIMITS": "off",
            "BENCHMARK_DATABASE": str(self.database),
            "NODE_ENV": "production",
        }


def prepared(*, fresh: bool) -> Dataset:
    """Return the dataset, filling it where it is missing, outdated or asked for anew."""
    folder = _FOLDER / f"{newest_revision()}-{USERS}x{RESUMES_EACH}"
    if fresh or not folder.exists():
        shutil.rmtree(_FOLDER, ignore_errors=True)
        _fill(folder)
    return Dataset(folder, _callers(folder / "gateway.sqlite3"))


def filled(folder: Path) -> Dataset:
    """Return the dataset of a data folder that `demo` has filled with this module's secret."""
    return Dataset(folder, _callers(folder / "gateway.sqlite3"))


def count_resumes(dataset: Dataset) -> int:
    """Return how many resumes it holds."""
    with closing(sqlite3.connect(dataset.database)) as connection:
        count: int = connection.execute("SELECT count(*) FROM resumes").fetchone()[0]
    return count


def copied(dataset: Dataset, folder: Path) -> Dataset:
    """Return a copy of the database for measurements that write."""
    with sqlite3.connect(dataset.database) as source, sqlite3.connect(folder / "gateway.sqlite3") as target:
        source.backup(target)
    source.close()
    target.close()
    return dataset._replace(folder=folder)


def _fill(folder: Path) -> None:
    # Under another name until it is whole: an interrupted run must not leave half a database.
    unfinished = folder.with_name("unfinished")
    unfinished.mkdir(parents=True)
    print(f"Filling a database with {USERS} users × {RESUMES_EACH} resumes …", flush=True)
    subprocess.run(
        [sys.executable, "-m", "api.cli", "demo", "--users", str(USERS), "--resumes", str(RESUMES_EACH)],
        env={**os.environ, "GATEWAY_DATA_DIR": str(unfinished), "GATEWAY_JWT_SECRET": SECRET},
        cwd=Path(__file__).resolve().parents[1],
        check=True,
    )
    shutil.rmtree(unfinished / "files")
    unfinished.rename(folder)


def _callers(database: Path) -> list[Caller]:
    tokens = Tokens(secret=SECRET, lifetime_seconds=_WEEK_SECONDS, clock=lambda: datetime.now(UTC))
    with sqlite3.connect(database) as connection:
        users = connection.execute("SELECT id, username, token_version FROM users ORDER BY id").fetchall()
        callers = []
        for number, (user_id, username, version) in enumerate(users[:: max(1, len(users) // CALLERS)]):
            resumes = connection.execute(
                "SELECT id FROM resumes WHERE user_id = ? ORDER BY id", (user_id,)
            ).fetchall()
            token = tokens.issue(user_id=user_id, token_version=version)
            callers.append(Caller(user_id, username, token, resumes[number * 7 % len(resumes)][0]))
    connection.close()
    return callers
