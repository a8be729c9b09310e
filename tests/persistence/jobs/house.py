"""A worker over a real PostgreSQL, with work that does what it is told."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from sqlalchemy import Engine, text
from sqlmodel import Session

from domain.analyses.ports import Effort
from persistence.jobs.deferring import defer_analysis
from persistence.jobs.queues import lanes
from persistence.jobs.tasks import Deliver, TimedChore
from persistence.jobs.worker import JobWorker

SOON = 10.0


class Work:
    """Notes what is to be done, and answers with what it was given for a resume, in this order."""

    def __init__(self, **answers: Sequence[object]) -> None:
        self.begun: list[tuple[int, Effort, int]] = []
        self._answers = {int(name.removeprefix("r")): list(given) for name, given in answers.items()}
        self._changed = asyncio.Condition()

    async def __call__(self, resume_id: int, effort: Effort, *, most_attempts: int) -> Effort | None:
        async with self._changed:
            self.begun.append((resume_id, effort, most_attempts))
            self._changed.notify_all()
        answers = self._answers.get(resume_id)
        answer = answers.pop(0) if answers else None
        if isinstance(answer, asyncio.Event):
            await answer.wait()
            return None
        if isinstance(answer, Exception):
            raise answer
        assert answer is None or isinstance(answer, Effort)
        return answer

    async def until(self, count: int) -> list[int]:
        """Wait until so many have begun, and return which."""
        async with asyncio.timeout(SOON), self._changed:
            await self._changed.wait_for(lambda: len(self.begun) >= count)
        return [resume_id for resume_id, _, _ in self.begun]


class Jobs:
    """The jobs in the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def defer(self, *resume_ids: int, user_id: int = 1) -> None:
        with Session(self._engine) as session:
            for resume_id in resume_ids:
                defer_analysis(session, resume_id, user_id=user_id)
            session.commit()

    def left(self) -> list[tuple[str, str, str]]:
        """Lock, state and queue of those that are left of analyses."""
        with self._engine.connect() as connection:
            query = "SELECT lock, status, queue_name FROM procrastinate_jobs"
            found = connection.execute(text(f"{query} WHERE lock LIKE 'resume-%' ORDER BY id"))
            return [(lock, status, queue) for lock, status, queue in found]

    async def until_done(self) -> None:
        async with asyncio.timeout(SOON):
            while await asyncio.to_thread(self.left):
                pass

    def in_hands_of_a_dead_worker(self, resume_id: int) -> None:
        self.defer(resume_id)
        with self._engine.begin() as connection:
            connection.execute(
                text("""
                    WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat)
                                  VALUES (now() - interval '1 minute') RETURNING id)
                    UPDATE procrastinate_jobs SET status = 'doing', worker_id = dead.id
                      FROM dead WHERE lock = :lock"""),
                {"lock": f"resume-{resume_id}"},
            )


@contextlib.asynccontextmanager
async def working(
    engine: Engine,
    work: Work,
    *,
    places: int = 1,
    stop_seconds: float = SOON,
    chores: Sequence[TimedChore] = (),
    refresh: Callable[[], Awaitable[object]] | None = None,
    deliver: Deliver | None = None,
) -> AsyncIterator[JobWorker]:
    worker = JobWorker(
        engine.url.render_as_string(hide_password=False),
        lanes=lanes(places=places, slow_places=1),
        stalled_seconds=1,
        stop_seconds=stop_seconds,
    )

    async def nothing(*_: object) -> None: ...

    await worker.start(
        analyse=work, deliver=deliver or nothing, refresh_matches=refresh or nothing, chores=chores
    )
    try:
        yield worker
    finally:
        await worker.stop()
