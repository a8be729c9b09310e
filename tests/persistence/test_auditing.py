from __future__ import annotations

import logging
from datetime import datetime, timedelta

import anyio
import pytest
from sqlalchemy import Engine, text

from domain.auditing import AuditAction, AuditEntry, NoAudit
from persistence.auditing import AuditTrail
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, new_user

pytestmark = pytest.mark.anyio

LOGIN = AuditEntry(action=AuditAction.LOGGED_IN, actor_id=1, subject_id=1, address="192.0.2.1")
FAILURE = AuditEntry(action=AuditAction.LOGIN_FAILED, subject_id=1, address="192.0.2.9")
UNKNOWN = AuditEntry(action=AuditAction.LOGIN_FAILED)


class Log:
    """An audit log, and the users that it tells of."""

    def __init__(self, engine: Engine, *, days: int = 365) -> None:
        self.engine = engine
        self.now = NOW
        self.trail = AuditTrail(engine, clock=self.clock, days=days)
        with unit_of_work_factory(engine)() as work:
            work.users.add(new_user("ann"))
            work.commit()

    def clock(self) -> datetime:
        return self.now

    async def note(self, *entries: AuditEntry) -> None:
        for entry in entries:
            self.trail.note(entry)
        await self.trail.flush()

    def rows(self) -> list[tuple[object, ...]]:
        query = "SELECT action, actor_id, subject_id, address, count FROM audit_log ORDER BY id"
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]


async def test_each_login_is_an_entry_and_failures_are_counted(engine: Engine) -> None:
    log = Log(engine)
    await log.note(LOGIN, FAILURE, LOGIN, FAILURE, UNKNOWN)
    await log.note(FAILURE)
    assert log.rows() == [
        ("logged_in", 1, 1, "192.0.2.1", 1),
        ("login_failed", None, 1, "192.0.2.9", 3),
        ("logged_in", 1, 1, "192.0.2.1", 1),
        ("login_failed", None, None, None, 1),
    ]
    log.now += timedelta(hours=1)
    await log.note(FAILURE)
    assert log.rows()[-1] == ("login_failed", None, 1, "192.0.2.9", 1)


async def test_entries_are_kept_for_so_many_days(engine: Engine) -> None:
    log = Log(engine, days=30)
    await log.note(LOGIN)
    log.now += timedelta(days=31)
    await log.note(FAILURE)
    assert [row[0] for row in log.rows()] == ["login_failed"]


async def test_the_addresses_of_one_who_left_are_forgotten_whenever_they_were_noted(engine: Engine) -> None:
    log = Log(engine)
    await log.note(LOGIN)
    with unit_of_work_factory(engine)() as work:
        work.users.delete(1)
        work.commit()
    await log.note(LOGIN)
    assert [row[3] for row in log.rows()] == [None, None]


async def test_what_was_noted_is_written_just_after_and_at_the_end(sqlite_engine: Engine) -> None:
    log = Log(sqlite_engine)
    log.trail.start()
    log.trail.note(LOGIN)
    with anyio.fail_after(10):
        while not log.rows():  # noqa: ASYNC110 - the database tells nobody
            await anyio.sleep(0.01)
    log.trail.note(LOGIN)
    await log.trail.stop()
    assert len(log.rows()) == 2


async def test_a_flush_waits_for_what_is_being_written(sqlite_engine: Engine) -> None:
    log = Log(sqlite_engine)
    log.trail.note(LOGIN)
    held = sqlite_engine.connect()
    held.execute(text("UPDATE users SET username = username"))
    seen: list[int] = []

    async def flush() -> None:
        await log.trail.flush()
        seen.append(len(log.rows()))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(flush)
        tasks.start_soon(flush)
        await anyio.wait_all_tasks_blocked()
        assert seen == []
        held.rollback()
    held.close()
    assert seen == [1, 1]


async def test_what_could_not_be_written_is_kept_for_the_next_time(sqlite_engine: Engine) -> None:
    log = Log(sqlite_engine)
    with sqlite_engine.begin() as connection:
        connection.execute(text("ALTER TABLE audit_log RENAME TO gone"))
    with pytest.raises(Exception, match="audit_log"):
        await log.note(LOGIN)
    with sqlite_engine.begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO audit_log"))
    await log.note(FAILURE)
    assert [row[0] for row in log.rows()] == ["logged_in", "login_failed"]


async def test_memory_is_bounded_while_nothing_can_be_written(
    sqlite_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    log = Log(sqlite_engine)
    for _ in range(10_001):
        log.trail.note(LOGIN)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "192.0.2.1" not in caplog.text


def test_where_nothing_is_kept_everything_is_taken() -> None:
    NoAudit().note(LOGIN)
