from __future__ import annotations

import logging

import pytest

from domain.errors import TooManyRequests
from domain.limiting import Limit, Unlimited
from persistence.rates import BoundedStorage, Rate, WindowLimiter


class Clock:
    """Seconds that stand still until they are set."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


def limiter(clock: Clock, most: int = 2, *, most_keys: int = 100) -> WindowLimiter:
    rates = {Limit.UPLOAD: Rate(most, 60, "GATEWAY_UPLOADS_PER_USER")}
    return WindowLimiter(rates, most_keys=most_keys, clock=clock)


def test_what_is_left_may_be_taken_and_no_more_until_the_window_ends() -> None:
    clock = Clock()
    counting = limiter(clock)
    counting.take(Limit.UPLOAD, "1")
    clock.now += 20.5
    counting.take(Limit.UPLOAD, "1")
    assert counting.is_spent(Limit.UPLOAD, "1")
    with pytest.raises(TooManyRequests) as refused:
        counting.take(Limit.UPLOAD, "1")
    assert (refused.value.most, refused.value.window_seconds, refused.value.retry_after_seconds) == (
        2,
        60,
        40,
    )
    counting.take(Limit.UPLOAD, "2")
    clock.now += 40
    counting.take(Limit.UPLOAD, "1")


def test_what_has_no_rate_is_not_limited() -> None:
    counting = limiter(Clock())
    for free in (counting, Unlimited()):
        for _ in range(10):
            free.take(Limit.LOGIN, "1")
            free.count(Limit.LOGIN, "1")
            free.require(Limit.LOGIN, "1", ahead=100)
        assert not free.is_spent(Limit.LOGIN, "1")


def test_a_refused_caller_is_logged_once_a_window_and_not_named(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    counting = limiter(clock, most=1)
    for _ in range(2):
        counting.take(Limit.UPLOAD, "wanglei")
        for _ in range(5):
            with pytest.raises(TooManyRequests):
                counting.take(Limit.UPLOAD, "wanglei")
        clock.now += 60
    lines = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert lines == ["upload: a caller is refused after 1 in 60 s (GATEWAY_UPLOADS_PER_USER)"] * 2


def test_the_oldest_are_forgotten_where_there_are_too_many() -> None:
    clock = Clock()
    storage = BoundedStorage(most=3, clock=clock)
    for number in range(1000):
        storage.incr(f"key {number}", 60)
        storage.incr("kept", 60)
    assert storage.reset() == 3
    for key in ("a", "b", "c", "d"):
        storage.incr(key, 60)
    assert [storage.get(key) for key in ("a", "b", "d")] == [0, 1, 1]


def test_a_count_ends_with_its_window() -> None:
    clock = Clock()
    storage = BoundedStorage(clock=clock)
    assert storage.check()
    assert [storage.incr("key", 10), storage.incr("key", 10)] == [1, 2]
    assert (storage.get("key"), storage.get_expiry("key")) == (2, 60)
    clock.now = 60
    assert (storage.get("key"), storage.get_expiry("key"), storage.incr("key", 10)) == (0, 60, 1)
    storage.clear("key")
    assert storage.get("key") == 0
