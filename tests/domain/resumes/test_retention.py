from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.resumes.retention import Retention
from persistence.files import ObjectFileStore
from tests.factories import NOW, new_resume, new_user
from tests.fakes import FakeUnitOfWork, Tables

pytestmark = pytest.mark.anyio


async def stored(tables: Tables, folder: Path, ages: list[int]) -> None:
    for days in ages:
        key = f"resumes/{days}.txt"
        (folder / key).parent.mkdir(exist_ok=True)
        (folder / key).write_text(str(days))
        with FakeUnitOfWork(tables) as work:
            user = work.users.find("wanglei") or work.users.add(new_user())
            work.resumes.add(
                replace(new_resume(user.id, storage_key=key), upload_time=NOW - timedelta(days=days))
            )
            work.commit()


def left(folder: Path) -> list[int]:
    return sorted(int(path.stem) for path in folder.rglob("*.txt"))


def retention(tables: Tables, folder: Path, days: int | None) -> Retention:
    files = ObjectFileStore(folder.as_uri(), clock=lambda: NOW)
    return Retention(unit_of_work=lambda: FakeUnitOfWork(tables), files=files, clock=lambda: NOW, days=days)


@pytest.mark.parametrize(("days", "kept"), [(30, [0, 29, 30]), (1, [0]), (None, [0, 29, 30, 31, 400])])
async def test_resumes_older_than_so_many_days_are_deleted_with_their_files(
    tmp_path: Path, days: int | None, kept: list[int]
) -> None:
    tables = Tables()
    await stored(tables, tmp_path, [400, 0, 29, 30, 31])
    assert await retention(tables, tmp_path, days).delete_old() == 5 - len(kept)
    assert left(tmp_path) == kept
    assert len(tables.resumes) == len(kept)
    assert len(tables.users) == 1


async def test_more_than_a_batch_is_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.resumes.retention._BATCH", 4)
    tables = Tables()
    await stored(tables, tmp_path, list(range(100, 110)))
    assert await retention(tables, tmp_path, 99).delete_old() == 10
    assert (tables.resumes, left(tmp_path)) == ({}, [])
