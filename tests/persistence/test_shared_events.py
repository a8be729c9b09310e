"""What one process changes wakes those who wait in another, on either database."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta

import anyio
import anyio.to_thread
import pytest
from sqlalchemy import Engine, create_engine, text

from domain.documents.errors import FailureCode
from domain.resumes.ports import ChangeSignal
from persistence.columns import iso
from persistence.events import LocalEvents
from persistence.listening import PostgresListener
from persistence.unit_of_work import unit_of_work_factory
from persistence.watching import SqliteWatch
from tests.factories import NOW, new_analysis, new_resume, new_user

pytestmark = pytest.mark.anyio

_TICK = timedelta(seconds=1)


@pytest.fixture
def resume_id(engine: Engine) -> int:
    return add_resume(engine)


def add_resume(engine: Engine) -> int:
    with unit_of_work_factory(engine)() as work:
        resume = work.resumes.add(new_resume(work.users.add(new_user()).id))
        work.commit()
        return resume.id


@contextlib.asynccontextmanager
async def following(engine: Engine, events: LocalEvents) -> AsyncIterator[None]:
    """Bring into `events` what others change, as another process does."""
    one = (
        PostgresListener(engine, events, retry_seconds=0.01)
        if engine.dialect.name == "postgresql"
        else SqliteWatch(engine, events, alone=lambda: False)
    )
    one.start()
    try:
        yield
    finally:
        await one.stop()


async def has_come(changed: ChangeSignal) -> None:
    with anyio.fail_after(30):
        await changed.wait()


async def has_not_come(changed: ChangeSignal) -> None:
    with anyio.move_on_after(0.15) as waiting:
        await changed.wait()
    assert waiting.cancelled_caught


async def begin(engine: Engine, resume_id: int) -> None:
    def change() -> None:
        with unit_of_work_factory(engine)() as work:
            work.resumes.begin_analysis(resume_id)
            work.commit()

    await anyio.to_thread.run_sync(change)


async def test_each_change_of_a_state_is_told_and_nothing_else(engine: Engine, resume_id: int) -> None:
    events = LocalEvents()
    async with following(engine, events), events.subscribe(resume_id) as changed:
        # By then the present state counts as seen.
        await has_come(changed)
        await has_not_come(changed)
        await begin(engine, resume_id)
        await has_come(changed)

        def upload_another() -> None:
            with unit_of_work_factory(engine)() as work:
                owner = work.users.find(new_user().username_key)
                assert owner is not None
                work.resumes.add(new_resume(owner.id, storage_key="another"))
                work.commit()

        await anyio.to_thread.run_sync(upload_another)
        await has_not_come(changed)

        def fail() -> None:
            with unit_of_work_factory(engine)() as work:
                work.resumes.fail_analysis(resume_id, code=FailureCode.NO_TEXT)
                work.commit()

        await anyio.to_thread.run_sync(fail)
        await has_come(changed)


async def test_a_correction_is_told_and_so_is_the_next_one(engine: Engine, resume_id: int) -> None:
    events = LocalEvents()
    work_of = unit_of_work_factory(engine)

    def analyse() -> None:
        with work_of() as work:
            work.resumes.finish_analysis(resume_id, page_count=1, analysis=new_analysis(), matches=(), at=NOW)
            work.commit()

    def correct(seen: datetime) -> None:
        with work_of() as work:
            assert work.resumes.replace_results(
                resume_id,
                analysed_at=iso(seen),
                analysis=new_analysis("周敏敏"),
                matches=(),
                at=seen + _TICK,
                catalogue_version=0,
                corrections=(),
            )
            work.commit()

    await anyio.to_thread.run_sync(analyse)
    async with following(engine, events), events.subscribe(resume_id) as changed:
        await has_come(changed)
        await has_not_come(changed)
        for seen in (NOW, NOW + _TICK):
            await anyio.to_thread.run_sync(correct, seen)
            await has_come(changed)
            await has_not_come(changed)


async def test_a_resume_that_leaves_with_its_owner_is_told(engine: Engine, resume_id: int) -> None:
    events = LocalEvents()

    def leave() -> None:
        with unit_of_work_factory(engine)() as work:
            owner = work.users.find(new_user().username_key)
            assert owner is not None
            work.users.delete(owner.id)
            work.commit()

    async with following(engine, events), events.subscribe(resume_id) as changed:
        await has_come(changed)
        await anyio.to_thread.run_sync(leave)
        await has_come(changed)


async def test_a_process_alone_does_not_look(sqlite_engine: Engine) -> None:
    events, asked = LocalEvents(), anyio.Event()

    def alone() -> bool:
        asked.set()
        return True

    watch = SqliteWatch(sqlite_engine, events, alone=alone)
    watch.start()
    async with events.subscribe(1) as changed:
        with anyio.fail_after(30):
            await asked.wait()
        await has_not_come(changed)
    await watch.stop()


class Listeners:
    """The server's side of the connections that listen."""

    def __init__(self, admin: Engine) -> None:
        self._admin = admin

    def ids(self) -> list[int]:
        with self._admin.connect() as connection:
            found = connection.scalars(
                text(
                    "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                    " AND (query LIKE 'LISTEN%' OR query = 'SELECT 1')"
                )
            )
            return list(found)

    def end(self) -> None:
        with self._admin.connect() as connection:
            for process_id in self.ids():
                connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": process_id})


@pytest.fixture
def listeners(postgres_engine: Engine) -> Iterator[Listeners]:
    admin = create_engine(postgres_engine.url, isolation_level="AUTOCOMMIT")
    yield Listeners(admin)
    admin.dispose()


async def test_a_listener_that_was_dropped_listens_again_and_has_everybody_look(
    postgres_engine: Engine, listeners: Listeners, caplog: pytest.LogCaptureFixture
) -> None:
    events = LocalEvents()
    async with following(postgres_engine, events), events.subscribe(1) as changed:
        await has_come(changed)
        await anyio.to_thread.run_sync(listeners.end)
        await has_come(changed)
    assert "no changes are told of" in caplog.text


async def test_a_server_that_has_fallen_silent_is_noticed(
    postgres_engine: Engine, listeners: Listeners
) -> None:
    resume_id = add_resume(postgres_engine)
    events = LocalEvents()
    listener = PostgresListener(
        postgres_engine, events, quiet_seconds=0.05, answer_seconds=0.2, retry_seconds=0.01
    )
    listener.start()
    async with events.subscribe(resume_id) as changed:
        await has_come(changed)
        (silent,) = await anyio.to_thread.run_sync(listeners.ids)
        os.kill(silent, signal.SIGSTOP)
        try:
            await has_come(changed)
            await begin(postgres_engine, resume_id)
            await has_come(changed)
        finally:
            os.kill(silent, signal.SIGCONT)
            await listener.stop()
