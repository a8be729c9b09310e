from __future__ import annotations

import logging
from collections.abc import Iterator

import anyio
import pytest
from sqlalchemy import Engine, text

from domain.errors import TooManyRequests, Unavailable
from domain.limiting import Counted, Limit, Reserved, Unlimited
from persistence.counts import BESIDE, open_counts
from persistence.rates import Rate, SqlLimiter, WithSpare

pytestmark = pytest.mark.anyio

ANN, BEN = Counted(Limit.UPLOAD, ("ann",)), Counted(Limit.UPLOAD, ("ben",))
PAIR = Counted(Limit.LOGIN, ("ann", "here"))


class Clock:
    """Seconds that stand still until they are set."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def counts(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Where counts are kept, empty: without a database, beside one, and in one."""
    kept: Engine | None = None
    if request.param != "memory":
        kept = request.getfixturevalue(f"{request.param}_engine")
    with open_counts(kept) as opened:
        yield opened
        if request.param == "postgres":
            with opened.begin() as connection:
                connection.execute(text("TRUNCATE rate_counts"))


def limiter(counts: Engine, most: int = 2, *, clock: Clock | None = None, most_keys: int = 100) -> SqlLimiter:
    rates = {
        Limit.UPLOAD: Rate(most, 60, "GATEWAY_UPLOADS_PER_USER"),
        Limit.LOGIN: Rate(most, 600, "GATEWAY_LOGIN_FAILURES_PER_ACCOUNT"),
    }
    return SqlLimiter(counts, rates, most_keys=most_keys, clock=clock)


async def test_what_is_left_may_be_taken_and_no_more_until_the_window_ends(counts: Engine) -> None:
    clock = Clock()
    counting = limiter(counts, clock=clock)
    await counting.take(ANN)
    clock.now += 20.5
    assert not await counting.is_spent(ANN)
    await counting.take(ANN)
    assert await counting.is_spent(ANN)
    with pytest.raises(TooManyRequests) as refused:
        await counting.take(ANN)
    error = refused.value
    assert (error.most, error.window_seconds, error.retry_after_seconds) == (2, 60, 40)
    await counting.take(BEN)
    clock.now += 40
    assert not await counting.is_spent(ANN)
    await counting.take(ANN)


async def test_one_refused_as_the_window_ends_may_come_again_at_once(counts: Engine) -> None:
    class Hurrying(Clock):
        """Reaches the end of the window after so many looks."""

        looks = 3

        def __call__(self) -> float:
            self.looks -= 1
            return self.now if self.looks > 0 else self.now + 60

    counting = limiter(counts, most=1, clock=Hurrying())
    await counting.take(ANN)
    with pytest.raises(TooManyRequests) as refused:
        await counting.take(ANN)
    assert refused.value.retry_after_seconds == 1


async def test_by_the_clock_of_the_database_a_window_lasts_as_long(counts: Engine) -> None:
    counting = limiter(counts, most=1)
    await counting.take(ANN)
    with pytest.raises(TooManyRequests) as refused:
        await counting.take(ANN)
    assert 50 < refused.value.retry_after_seconds <= 60


async def test_what_one_counts_the_others_know(counts: Engine) -> None:
    one, other = limiter(counts), limiter(counts)
    await one.take(ANN)
    await other.take(ANN)
    for counting in (one, other):
        with pytest.raises(TooManyRequests):
            await counting.take(ANN)


async def test_of_many_at_once_no_two_get_the_last_place(counts: Engine) -> None:
    got = []

    async def try_it(counting: SqlLimiter) -> None:
        try:
            got.append(await counting.reserve(PAIR, ANN))
        except TooManyRequests:
            return

    async with anyio.create_task_group() as tasks:
        one = limiter(counts, most=5)
        # What is in a process's memory has one limiter, which counts by turns.
        another = limiter(counts, most=5) if counts.url.database else one
        for counting in (one, another):
            for _ in range(10):
                tasks.start_soon(try_it, counting)
    assert len(got) == 5


async def test_what_is_held_counts_until_it_is_given_back(counts: Engine) -> None:
    clock = Clock()
    counting = limiter(counts, clock=clock)
    first, second = await counting.reserve(ANN, PAIR), await counting.reserve(ANN, PAIR)
    with pytest.raises(TooManyRequests) as refused:
        await counting.reserve(ANN, PAIR)
    # Those under way may end well at any moment.
    assert refused.value.retry_after_seconds == 1
    await first.give_back()
    await second.count()
    third = await counting.reserve(ANN, PAIR)
    await third.count()
    with pytest.raises(TooManyRequests) as refused:
        await counting.reserve(PAIR)
    assert refused.value.retry_after_seconds == 600


async def test_who_is_refused_in_one_thing_holds_nothing_in_another(counts: Engine) -> None:
    counting = limiter(counts, most=1)
    await counting.take(ANN)
    for _ in range(3):
        with pytest.raises(TooManyRequests):
            await counting.reserve(PAIR, ANN)
    await counting.take(PAIR)


async def test_what_ends_after_its_window_counts_in_the_next(counts: Engine) -> None:
    clock = Clock()
    counting = limiter(counts, most=1, clock=clock)
    late, well = await counting.reserve(ANN), await counting.reserve(BEN)
    clock.now += 61
    await counting.take(BEN)
    await well.give_back()
    await late.count()
    for spent in (ANN, BEN):
        assert await counting.is_spent(spent)


async def test_what_has_no_rate_is_not_limited(counts: Engine) -> None:
    free = Counted(Limit.EXPORT, ("ann",))
    for counting in (limiter(counts), Unlimited()):
        for _ in range(10):
            await counting.take(free)
            await counting.count(free)
            await (await counting.reserve(free)).count()
            await (await counting.reserve(free)).give_back()
        assert not await counting.is_spent(free)


async def test_a_refused_caller_is_logged_once_a_window_and_not_named(
    counts: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    counting = limiter(counts, most=1, clock=clock)
    for _ in range(2):
        await counting.take(ANN)
        for _ in range(5):
            with pytest.raises(TooManyRequests):
                await counting.take(ANN)
        clock.now += 60
    lines = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert lines == ["upload: a caller is refused after 1 in 60 s (GATEWAY_UPLOADS_PER_USER)"] * 2


async def test_what_has_ended_is_forgotten_and_the_oldest_where_there_are_too_many(counts: Engine) -> None:
    clock = Clock()
    counting = limiter(counts, clock=clock, most_keys=3)
    for number in range(5):
        await counting.take(Counted(Limit.UPLOAD, (str(number),)))
        clock.now += 1
    for now, kept in ((clock.now, 3), (clock.now + 58, 1), (clock.now + 60, 0)):
        clock.now = now
        with counts.begin() as connection:
            counting.prune(connection)
            assert connection.execute(text("SELECT count(*) FROM rate_counts")).scalar() == kept


async def test_nobody_is_named_in_the_counts(counts: Engine) -> None:
    await limiter(counts).take(Counted(Limit.LOGIN, ("wanglei", "192.0.2.1")))
    with counts.connect() as connection:
        (key,) = connection.execute(text("SELECT key FROM rate_counts")).scalars()
    assert "wanglei" not in key
    assert "192.0.2.1" not in key


async def test_while_the_counts_cannot_be_written_to_each_process_counts_for_itself(
    sqlite_engine: Engine,
) -> None:
    with open_counts(sqlite_engine) as kept, open_counts(None) as own:
        counting = WithSpare(limiter(kept, most=1), limiter(own, most=1))
        held: Reserved = await counting.reserve(PAIR)
        await anyio.Path(f"{sqlite_engine.url.database}{BESIDE}").rename(f"{sqlite_engine.url.database}.away")
        with pytest.raises(Unavailable):
            await limiter(kept).take(ANN)
        await held.count()
        await counting.take(ANN)
        with pytest.raises(TooManyRequests):
            await counting.take(ANN)
        assert await counting.is_spent(ANN)
        await counting.count(BEN)
        with pytest.raises(TooManyRequests):
            await counting.reserve(BEN)
