"""The embedded queue: analyses run in this process, in as many places as each effort has.

The resume's state in the database is the queue; what stands here in memory is only its order.
Owners take turns, so that one user's hundred uploads do not keep another's single one waiting. What nobody
waits for comes after what somebody does, but for every twentieth turn. A resume whose
file needs more effort gives its place up and waits for one of that effort, so that it holds nobody up.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import Awaitable, Callable, Mapping
from contextvars import Context
from functools import partial
from typing import NamedTuple

from domain.analyses.ports import Effort
from domain.resumes.analysing import tell_interruption

RETRY_SECONDS = 5.0
# Of the places of an effort, one owner has at most this share: the next one finds a place free.
_SHARE_OF_ONE = 0.25
_TURNS_BEFORE_LATER = 20

Work = Callable[[int, Effort], Awaitable[Effort | None]]


class _Line(NamedTuple):
    """Who takes turns: an owner, with what is waited for and with what is not."""

    user_id: int
    later: bool


class _Submitted(NamedTuple):
    resume_id: int
    line: _Line


class EmbeddedQueue:
    """Runs `work(resume_id, effort)` for every submitted resume, until it asks for no more effort.

    Args:
        places: How many run at once, by their effort; one where nothing else is said.
    """

    def __init__(self, *, places: Mapping[Effort, int]) -> None:
        self._lanes = {effort: _Turns(places.get(effort, 1)) for effort in Effort}
        self._queued: set[int] = set()
        self._running: set[int] = set()
        self._again: set[int] = set()
        self._work: Work | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def submit(self, resume_id: int, *, user_id: int, later: bool = False) -> None:
        if resume_id in self._running:
            self._again.add(resume_id)
        elif resume_id not in self._queued:
            self._put(_Submitted(resume_id, _Line(user_id, later)), Effort.QUICK)

    def start(self, work: Work) -> None:
        """Begin to work, on the running event loop."""
        self._work = work
        for effort in Effort:
            self._fill(effort)

    def hold(self) -> None:
        """Begin nothing more."""
        self._work = None

    async def stop(self, *, seconds: float = 0.0) -> None:
        """Finish what is in work within the limit; the rest stays unfinished and is taken up by others."""
        self.hold()
        if self._tasks and seconds:
            await asyncio.wait(self._tasks, timeout=seconds)
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _put(self, submitted: _Submitted, effort: Effort) -> None:
        self._queued.add(submitted.resume_id)
        self._lanes[effort].add(submitted)
        self._fill(effort)

    def _fill(self, effort: Effort) -> None:
        """Put to work whoever finds a place."""
        while self._work is not None and (submitted := self._lanes[effort].next()) is not None:
            self._queued.discard(submitted.resume_id)
            self._running.add(submitted.resume_id)
            # Whoever frees a place, or uploads, has nothing to do with what is begun in it.
            task = asyncio.create_task(self._run(self._work, submitted, effort), context=Context())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _run(self, work: Work, submitted: _Submitted, effort: Effort) -> None:
        resume_id = submitted.resume_id
        more = None
        try:
            more = await work(resume_id, effort)
        except Exception as error:  # noqa: BLE001 - it is told, and tried again
            tell_interruption(resume_id, error)
            self._try_later(submitted)
        finally:
            self._running.discard(resume_id)
            self._lanes[effort].leave(submitted)
            if more is not None:
                self._put(submitted, more)
            elif resume_id in self._again:
                self._again.discard(resume_id)
                self.submit(resume_id, user_id=submitted.line.user_id, later=submitted.line.later)
            self._fill(effort)

    def _try_later(self, submitted: _Submitted) -> None:
        """Its row stays unfinished, so it is tried again; the others must not wait for that."""
        line = submitted.line
        again = partial(self.submit, submitted.resume_id, user_id=line.user_id, later=line.later)
        asyncio.get_running_loop().call_later(RETRY_SECONDS, again)


class _Turns:
    """Who waits for the places of an effort, and who has them."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._most_each = max(1, int(places * _SHARE_OF_ONE))
        self._waiting: OrderedDict[_Line, deque[_Submitted]] = OrderedDict()
        self._running: Counter[_Line] = Counter()
        self._turns_since_later = 0

    def add(self, submitted: _Submitted) -> None:
        self._waiting.setdefault(submitted.line, deque()).append(submitted)

    def next(self) -> _Submitted | None:
        """Take from the line that has fewest places; among equals from the one that has waited longest."""
        if self._running.total() >= self._places:
            return None
        line = min(
            (line for line in self._waiting if self._running[line] < self._most_each),
            key=self._place,
            default=None,
        )
        if line is None:
            return None
        self._turns_since_later = 0 if line.later else self._turns_since_later + 1
        self._running[line] += 1
        waiting = self._waiting.pop(line)
        submitted = waiting.popleft()
        if waiting:
            self._waiting[line] = waiting
        return submitted

    def _place(self, line: _Line) -> tuple[bool, int]:
        is_laters_turn = self._turns_since_later >= _TURNS_BEFORE_LATER
        return line.later is not is_laters_turn, self._running[line]

    def leave(self, submitted: _Submitted) -> None:
        """Free the place that a resume had."""
        self._running[submitted.line] -= 1
        if not self._running[submitted.line]:
            del self._running[submitted.line]
