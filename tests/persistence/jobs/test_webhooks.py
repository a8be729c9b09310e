"""Webhooks are told by jobs where there is a PostgreSQL."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from domain.errors import Unavailable
from persistence.jobs.deferring import take_up_untold
from tests.persistence.jobs.house import SOON, Work, working
from tests.persistence.webhooks.house import House

pytestmark = pytest.mark.anyio


class Deliveries:
    """Notes what is tried, and answers in the order given."""

    def __init__(self, *answers: float | Exception | None) -> None:
        self.tried: list[int] = []
        self._answers = list(answers)
        self._changed = asyncio.Condition()

    async def __call__(self, delivery_id: int) -> float | None:
        async with self._changed:
            self.tried.append(delivery_id)
            self._changed.notify_all()
        answer = self._answers.pop(0) if self._answers else None
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def until(self, count: int) -> list[int]:
        async with asyncio.timeout(SOON), self._changed:
            await self._changed.wait_for(lambda: len(self.tried) >= count)
        return self.tried


def jobs(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(
            connection.scalars(text("SELECT lock FROM procrastinate_jobs WHERE lock LIKE 'webhook-%'"))
        )


async def test_the_job_is_made_with_the_row_and_gone_with_the_receipt(postgres_engine: Engine) -> None:
    house, told = House(postgres_engine), Deliveries()
    house.hook()
    house.announce(house.resume()[0])
    (row,) = house.rows()
    assert jobs(postgres_engine) == [f"webhook-{row['id']}"]
    async with working(postgres_engine, Work(), deliver=told):
        assert await told.until(1) == [row["id"]]
    assert jobs(postgres_engine) == []


async def test_a_job_comes_again_when_the_delivery_says_so_and_after_a_fault(postgres_engine: Engine) -> None:
    house, told = House(postgres_engine), Deliveries(0.01, Unavailable(), RuntimeError("broken"))
    house.hook()
    house.announce(house.resume()[0])
    async with working(postgres_engine, Work(), deliver=told):
        assert len(await told.until(3)) == 3


async def test_what_was_moved_from_another_database_gets_its_jobs(postgres_engine: Engine) -> None:
    house = House(postgres_engine)
    house.hook()
    house.announce(house.resume()[0])
    with postgres_engine.begin() as connection:
        connection.execute(text("DELETE FROM procrastinate_jobs WHERE lock LIKE 'webhook-%'"))
    for _ in range(2):
        with Session(postgres_engine) as session:
            take_up_untold(session)
    assert jobs(postgres_engine) == [f"webhook-{house.rows()[0]['id']}"]
