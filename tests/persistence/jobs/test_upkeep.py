"""What workers do beside analyses: matches made anew, and chores."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import Engine, text

from domain.chores import Chore
from domain.errors import Unavailable
from persistence.jobs.tasks import TimedChore
from tests.persistence.jobs.house import SOON, Work, working

pytestmark = pytest.mark.anyio


async def test_matches_are_refreshed_once_however_many_ask(postgres_engine: Engine) -> None:
    begun, go_on, runs = asyncio.Event(), asyncio.Event(), []

    async def refresh() -> None:
        runs.append(1)
        begun.set()
        await go_on.wait()

    async with working(postgres_engine, Work(), refresh=refresh) as worker:
        worker.look_again()
        async with asyncio.timeout(SOON):
            await begun.wait()
            # While one runs, the next one waits for it, and a third is none.
            worker.look_again()
            worker.look_again()
            begun.clear()
            go_on.set()
            await begun.wait()
    assert len(runs) == 2


async def test_matches_are_refreshed_by_one_worker_at_a_time(postgres_engine: Engine) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def refresh() -> None:
        begun.set()
        await go_on.wait()

    def states() -> list[str]:
        with postgres_engine.connect() as connection:
            found = connection.scalars(
                text("SELECT status FROM procrastinate_jobs WHERE queue_name = 'matches' ORDER BY id")
            )
            return list(found)

    def taken_by_another() -> int | None:
        with postgres_engine.begin() as connection:
            worker = connection.scalar(text("SELECT worker_id FROM procrastinate_register_worker_v1()"))
            fetch = text("SELECT id FROM procrastinate_fetch_job_v2(ARRAY['matches'], :worker)")
            taken: int | None = connection.scalar(fetch, {"worker": worker})
            return taken

    async with (
        working(postgres_engine, Work(), refresh=refresh) as one,
        working(postgres_engine, Work(), refresh=refresh) as other,
        asyncio.timeout(SOON),
    ):
        one.look_again()
        await begun.wait()
        other.look_again()
        while await asyncio.to_thread(states) != ["doing", "todo"]:
            pass
        assert taken_by_another() is None
        begun.clear()
        go_on.set()
        await begun.wait()


async def test_chores_are_done_again_and_again_and_outlive_their_failures(
    postgres_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    runs, done = [], asyncio.Event()

    async def tidy() -> None:
        runs.append(1)
        if len(runs) == 3:
            done.set()
        raise RuntimeError("broken") if len(runs) == 1 else Unavailable

    async with (
        working(postgres_engine, Work(), chores=[TimedChore(Chore("tidy", tidy), "* * * * * *")]),
        asyncio.timeout(SOON),
    ):
        await done.wait()
    assert "tidy broke off" in caplog.text
    assert "tidy waits for its next time" in caplog.text
