"""Counting in fixed windows, in a table that all processes of a database share.

Each count is one statement that looks and counts at once, so that no two processes both take the last place.
Who is counted stands in the table as a keyed hash, and for the time of a window.
"""

from __future__ import annotations

import hashlib
import logging
import math
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple, TypeVar

import anyio
import anyio.to_thread
from sqlalchemy import Connection, Engine, Row, text

from domain.errors import TooManyRequests, Unavailable
from domain.limiting import Counted, Limit, Limiter, Reserved
from persistence.database import check_place, writer

MOST_KEYS = 100_000
_PRUNE_SECONDS = 60.0
_THREADS = 4
_ANY_NUMBER = 2**62
TABLE = """
CREATE TABLE IF NOT EXISTS rate_counts (
    key TEXT NOT NULL PRIMARY KEY,
    counted BIGINT NOT NULL,
    held BIGINT NOT NULL,
    until DOUBLE PRECISION NOT NULL
)
"""
_ADD = """
INSERT INTO rate_counts AS present (key, counted, held, until)
VALUES (:key, :counted, :held, $now + :seconds)
ON CONFLICT (key) DO UPDATE SET
    counted = excluded.counted + CASE WHEN present.until <= $now THEN 0 ELSE present.counted END,
    held = excluded.held + CASE WHEN present.until <= $now THEN 0 ELSE present.held END,
    until = CASE WHEN present.until <= $now THEN excluded.until ELSE present.until END
WHERE present.until <= $now OR present.counted + present.held < :most
RETURNING until
"""
_WINDOW = """
SELECT counted, held, until - $now AS remaining FROM rate_counts WHERE key = :key AND until > $now
"""
_OTHERS = (
    "DELETE FROM rate_counts WHERE key = :key AND until = :until AND counted = 0 AND held = 1",
    "UPDATE rate_counts SET held = held - 1 WHERE key = :key AND until = :until AND held > 0",
    "DELETE FROM rate_counts WHERE until <= $now",
    "SELECT count(*) FROM rate_counts",
    "DELETE FROM rate_counts WHERE key IN (SELECT key FROM rate_counts ORDER BY until LIMIT :some)",
)
_SQLITE_CLOCK = "(julianday('now') - 2440587.5) * 86400.0"
_SERVER_CLOCK = "CAST(extract(epoch FROM now()) AS DOUBLE PRECISION)"

T = TypeVar("T")
logger = logging.getLogger(__name__)


class Rate(NamedTuple):
    """How often something may be done in so many seconds; `setting` is the variable that says so."""

    most: int
    seconds: int
    setting: str


class _Place(NamedTuple):
    """A place held in the window of a key, which ends at `until`."""

    counted: Counted
    until: float


class SqlLimiter:
    """Counts in fixed windows. What has no rate is not limited.

    Args:
        engine: Of the database that has the table; SQLite's gets it where it is missing.
        key: Hides who is counted.
        most_keys: Beyond so many, those are forgotten whose windows end first.
        clock: Gives seconds; without one, the database's own clock does.
    """

    def __init__(
        self,
        engine: Engine,
        rates: Mapping[Limit, Rate],
        *,
        key: str = "",
        most_keys: int = MOST_KEYS,
        clock: Callable[[], float] | None = None,
    ) -> None:
        embedded = engine.dialect.name == "sqlite"
        self._engine = writer(engine)
        self._rates = rates
        self._key = hashlib.sha256(key.encode()).digest()
        self._most_keys = most_keys
        self._clock = clock
        self._sql = _Statements(":now" if clock else _SQLITE_CLOCK if embedded else _SERVER_CLOCK)
        self._threads = anyio.CapacityLimiter(1 if embedded else _THREADS)
        self._has_table = not embedded
        self._pruned_at = time.monotonic()

    async def take(self, counted: Counted) -> None:
        if (refusal := await self._run(partial(self._take, counted))) is not None:
            raise refusal

    async def reserve(self, *counted: Counted) -> Reserved:
        # In one order, so that no two wait for each other.
        found = await self._run(partial(self._reserve, sorted(counted)))
        if isinstance(found, TooManyRequests):
            raise found
        return _Held(self, found)

    async def count(self, counted: Counted) -> None:
        await self._run(partial(self._count, counted))

    async def is_spent(self, counted: Counted) -> bool:
        return await self._run(partial(self._is_spent, counted))

    async def settle(self, places: list[_Place], *, count: bool) -> None:
        """End what is held, and count it or not."""
        await self._run(partial(self._settle, places, count))

    def prune(self, connection: Connection) -> None:
        """Forget windows that have ended, and the oldest where there are too many."""
        connection.execute(self._sql.prune, self._now())
        kept = connection.execute(self._sql.keys).scalar_one()
        if kept > self._most_keys:
            connection.execute(self._sql.forget, {"some": kept - self._most_keys})

    async def _run(self, work: Callable[[Connection], T]) -> T:
        return await anyio.to_thread.run_sync(self._in_transaction, work, limiter=self._threads)

    def _in_transaction(self, work: Callable[[Connection], T]) -> T:
        check_place(self._engine)
        with self._engine.begin() as connection:
            if not self._has_table:
                connection.exec_driver_sql(TABLE)
                self._has_table = True
            if time.monotonic() - self._pruned_at >= _PRUNE_SECONDS:
                self._pruned_at = time.monotonic()
                self.prune(connection)
            return work(connection)

    def _take(self, counted: Counted, connection: Connection) -> TooManyRequests | None:
        rate = self._rates.get(counted.limit)
        if rate is None or self._add(connection, counted, rate, counted=1) is not None:
            return None
        return self._refusal(connection, counted, rate)

    def _reserve(self, counted: list[Counted], connection: Connection) -> list[_Place] | TooManyRequests:
        places: list[_Place] = []
        for one in counted:
            if (rate := self._rates.get(one.limit)) is None:
                continue
            until = self._add(connection, one, rate, held=1)
            if until is None:
                self._settle(places, False, connection)
                return self._refusal(connection, one, rate)
            places.append(_Place(one, until))
        return places

    def _settle(self, places: list[_Place], count: bool, connection: Connection) -> None:
        for place in places:
            self._end(connection, place)
            if count:
                self._count(place.counted, connection)

    def _end(self, connection: Connection, place: _Place) -> None:
        values = {"key": self._hidden(place.counted), "until": place.until}
        if not connection.execute(self._sql.drop, values).rowcount:
            connection.execute(self._sql.let_go, values)

    def _count(self, counted: Counted, connection: Connection) -> None:
        if (rate := self._rates.get(counted.limit)) is not None:
            self._add(connection, counted, rate._replace(most=_ANY_NUMBER), counted=1)

    def _is_spent(self, counted: Counted, connection: Connection) -> bool:
        if (rate := self._rates.get(counted.limit)) is None:
            return False
        found = self._window(connection, counted)
        return found is not None and found.counted + found.held >= rate.most

    def _window(self, connection: Connection, counted: Counted) -> Row[Any] | None:
        return connection.execute(self._sql.window, self._now() | {"key": self._hidden(counted)}).first()

    def _refusal(self, connection: Connection, counted: Counted, rate: Rate) -> TooManyRequests:
        found = self._window(connection, counted)
        # One line a window and caller, not one a request; it tells nothing of a person.
        if self._add(connection, counted, rate._replace(most=1), counted=1, kind="told") is not None:
            logger.warning(
                "%s: a caller is refused after %d in %d s (%s)",
                counted.limit,
                rate.most,
                rate.seconds,
                rate.setting,
            )
        return TooManyRequests(
            counted.limit.value,
            most=rate.most,
            window_seconds=rate.seconds,
            # Where the window has ended since, or those that are not counted yet are too many already: soon.
            retry_after_seconds=1
            if found is None or found.counted < rate.most
            else max(1, math.ceil(found.remaining)),
        )

    def _add(
        self,
        connection: Connection,
        one: Counted,
        rate: Rate,
        *,
        counted: int = 0,
        held: int = 0,
        kind: str = "",
    ) -> float | None:
        """Count or hold one; return when its window ends, or None where nothing was left."""
        values = {"key": self._hidden(one, kind), "counted": counted, "held": held}
        values |= {"most": rate.most, "seconds": float(rate.seconds)}
        until: float | None = connection.execute(self._sql.add, values | self._now()).scalar()
        return until

    def _now(self) -> dict[str, object]:
        return {} if self._clock is None else {"now": self._clock()}

    def _hidden(self, counted: Counted, kind: str = "") -> str:
        told = "\0".join((kind, counted.limit.value, *counted.who))
        return hashlib.blake2b(
            told.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16
        ).hexdigest()


class _Held:
    def __init__(self, limiter: SqlLimiter, places: list[_Place]) -> None:
        self._limiter = limiter
        self._places = places

    async def count(self) -> None:
        await self._limiter.settle(self._places, count=True)

    async def give_back(self) -> None:
        await self._limiter.settle(self._places, count=False)


class _Statements:
    """The statements, with the expression that gives the time."""

    def __init__(self, now: str) -> None:
        self.add, self.window, self.drop, self.let_go, self.prune, self.keys, self.forget = (
            text(statement.replace("$now", now)) for statement in (_ADD, _WINDOW, *_OTHERS)
        )


class WithSpare:
    """Counts where all do; while that cannot be written to, a process counts for itself."""

    def __init__(self, shared: Limiter, spare: Limiter) -> None:
        self._shared = shared
        self._spare = spare

    async def take(self, counted: Counted) -> None:
        try:
            await self._shared.take(counted)
        except Unavailable:
            await self._spare.take(counted)

    async def reserve(self, *counted: Counted) -> Reserved:
        try:
            return _Lenient(await self._shared.reserve(*counted))
        except Unavailable:
            return await self._spare.reserve(*counted)

    async def count(self, counted: Counted) -> None:
        try:
            await self._shared.count(counted)
        except Unavailable:
            await self._spare.count(counted)

    async def is_spent(self, counted: Counted) -> bool:
        try:
            return await self._shared.is_spent(counted)
        except Unavailable:
            return await self._spare.is_spent(counted)


class _Lenient:
    """A place that ends with its window at the latest, should it not be let go of before."""

    def __init__(self, reserved: Reserved) -> None:
        self._reserved = reserved

    async def count(self) -> None:
        # It stays held otherwise, which is as good as counted.
        with suppress(Unavailable):
            await self._reserved.count()

    async def give_back(self) -> None:
        with suppress(Unavailable):
            await self._reserved.give_back()
