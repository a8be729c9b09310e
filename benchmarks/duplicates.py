"""What it costs to find the duplicates of a resume among many: `python -m benchmarks.duplicates`.

A database of its own is filled with resumes of which every second is somebody's second one, and in a second
run with a telephone number that all of them share, as those do that are made from one sample.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, text

from domain.resumes.duplicates import DuplicateSign
from persistence.database import open_engine, writer
from persistence.migrations import migrate
from persistence.reads.duplicates import SqlDuplicateReads
from persistence.statements import RowReader
from persistence.tables import IdentityRow, ResumeRow, UserRow

_USERS = 2_000
_BATCH = 5_000
_ASKED = 500
_MOMENT = "2026-01-01T00:00:00.000000+00:00"


def _fill(engine: Engine, count: int, *, one_phone: bool) -> None:
    migrate(engine)
    with writer(engine).begin() as connection:
        connection.execute(insert(UserRow), [_user(number) for number in range(1, _USERS + 1)])
    for start in range(1, count + 1, _BATCH):
        numbers = range(start, min(start + _BATCH, count + 1))
        with writer(engine).begin() as connection:
            connection.execute(insert(ResumeRow), [_resume(number) for number in numbers])
            identities = [row for number in numbers for row in _identities(number, one_phone=one_phone)]
            connection.execute(insert(IdentityRow), identities)
    if engine.dialect.name == "postgresql":
        with writer(engine).begin() as connection:
            connection.execute(text("ANALYZE"))


def _user(number: int) -> dict[str, Any]:
    name = f"user{number}"
    return {
        "id": number,
        "username": name,
        "username_key": name,
        "password_hash": "none",
        "role": "job_seeker",
        "token_version": 0,
        "created_at": _MOMENT,
    }


def _resume(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "user_id": _owner(number),
        "storage_key": f"{number}",
        "file_name": "resume.pdf",
        "media_type": "application/pdf",
        "size_bytes": 1,
        "sha256": f"{number // 2:064x}",
        "upload_time": _MOMENT,
        "state": "analysed",
        "page_count": 1,
        "attempts": 1,
    }


def _identities(number: int, *, one_phone: bool) -> Iterator[dict[str, Any]]:
    for sign, value in (
        (DuplicateSign.EMAIL, f"somebody{number // 2}@example.com"),
        (DuplicateSign.PHONE, "+8613700000000" if one_phone else f"+86139{number // 2:08}"),
        (DuplicateSign.NAME_AND_BIRTH_DATE, f"somebody{number // 2} 1990-05"),
    ):
        yield {"resume_id": number, "user_id": _owner(number), "sign": sign.value, "value": value}


def _owner(number: int) -> int:
    return 1 + number // 2 % _USERS


async def _measure(engine: Engine, count: int, *, of_owner: bool) -> str:
    reads = SqlDuplicateReads(RowReader(engine))
    asked = [random.randrange(1, count) for _ in range(_ASKED)]
    cpu, found = [], 0
    for number in asked:
        started = time.process_time()
        others = await reads.duplicates([number], first=10, owner_id=_owner(number) if of_owner else None)
        cpu.append(time.process_time() - started)
        found += len(others)
    return f"CPU p50 {_at(cpu, 0.5):.3f} ms, p99 {_at(cpu, 0.99):.3f} ms, {found / _ASKED:.1f} found"


def _at(seconds: Sequence[float], share: float) -> float:
    return 1000 * sorted(seconds)[int(share * (len(seconds) - 1))]


def main() -> None:
    """Fill databases and tell the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--resumes", type=int, default=100_000)
    arguments.add_argument("--url", help="an empty database; a file of SQLite by default")
    given = arguments.parse_args()
    for one_phone in (False,) if given.url else (False, True):
        with tempfile.TemporaryDirectory() as folder:
            engine = open_engine(given.url or f"sqlite:///{Path(folder) / 'gateway.sqlite3'}")
            _fill(engine, given.resumes, one_phone=one_phone)
            for of_owner in (False, True):
                told = asyncio.run(_measure(engine, given.resumes, of_owner=of_owner))
                whose = "their owner's" if of_owner else "everybody's"
                print(f"{whose}{', one number for all' if one_phone else ''}: {told}")
            engine.dispose()


if __name__ == "__main__":
    main()
