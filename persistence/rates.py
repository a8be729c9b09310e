"""Counting by the `limits` library, in this process and in bounded memory.

Its own storage in memory keeps as many keys as callers think of; ours forgets those that were left
alone longest. A window begins with what is first counted in it.
"""

from __future__ import annotations

import logging
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from limits import RateLimitItemPerSecond
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from domain.errors import TooManyRequests
from domain.limiting import Limit

MOST_KEYS = 100_000

logger = logging.getLogger(__name__)


class Rate(NamedTuple):
    """How often something may be done in so many seconds; `setting` is the variable that says so."""

    most: int
    seconds: int
    setting: str


class BoundedStorage(Storage):
    """Counters with an end, of which the oldest are forgotten where there are too many.

    Args:
        most: How many are kept.
        clock: Gives seconds that never go back.
    """

    STORAGE_SCHEME = None

    def __init__(self, *, most: int = MOST_KEYS, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._most = most
        self._clock = clock
        # Key -> how often, and until when. Whatever is counted moves to the end.
        self._counts: OrderedDict[str, tuple[int, float]] = OrderedDict()

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        return ()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = self._clock()
        count, until = self._counts.get(key, (0, 0.0))
        if until <= now:
            count, until = 0, now + expiry
        self._counts[key] = count + amount, until
        self._counts.move_to_end(key)
        if len(self._counts) > self._most:
            self._counts.popitem(last=False)
        return count + amount

    def get(self, key: str) -> int:
        count, until = self._counts.get(key, (0, 0.0))
        return count if until > self._clock() else 0

    def get_expiry(self, key: str) -> float:
        now = self._clock()
        return max(now, self._counts.get(key, (0, now))[1])

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        forgotten = len(self._counts)
        self._counts.clear()
        return forgotten

    def clear(self, key: str) -> None:
        self._counts.pop(key, None)


class WindowLimiter:
    """Counts in fixed windows. What has no rate is not limited."""

    def __init__(
        self,
        rates: Mapping[Limit, Rate],
        *,
        most_keys: int = MOST_KEYS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._rates = rates
        self._items = {
            limit: RateLimitItemPerSecond(rate.most, rate.seconds, limit.value)
            for limit, rate in rates.items()
        }
        self._told = {
            limit: RateLimitItemPerSecond(1, rate.seconds, f"told-{limit}") for limit, rate in rates.items()
        }
        self._counts = FixedWindowRateLimiter(BoundedStorage(most=most_keys, clock=clock))

    def require(self, limit: Limit, *who: str, ahead: int = 0) -> None:
        item = self._items.get(limit)
        if item is None or self._counts.test(item, *who, cost=ahead + 1):
            return
        rate = self._rates[limit]
        # One line a window and caller, not one a request; it tells nothing of a person.
        if self._counts.hit(self._told[limit], *who):
            logger.warning(
                "%s: a caller is refused after %d in %d s (%s)", limit, rate.most, rate.seconds, rate.setting
            )
        wait = self._counts.get_window_stats(item, *who).reset_time - self._clock()
        raise TooManyRequests(
            limit.value,
            most=rate.most,
            window_seconds=rate.seconds,
            # Nothing counted yet: those under way are too many already.
            retry_after_seconds=max(1, math.ceil(wait)),
        )

    def count(self, limit: Limit, *who: str) -> None:
        if item := self._items.get(limit):
            self._counts.hit(item, *who)

    def take(self, limit: Limit, *who: str) -> None:
        self.require(limit, *who)
        self.count(limit, *who)

    def is_spent(self, limit: Limit, *who: str) -> bool:
        item = self._items.get(limit)
        return item is not None and not self._counts.test(item, *who)
