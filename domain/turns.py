"""Long work by turns: a bounded number of jobs at once, and callers one after another."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio
import anyio.to_thread

from domain.errors import TooBusy

T = TypeVar("T")

WAITING_PER_CALLER = 20
# A job works for so long, then as many turns of the event loop come first: a request takes three of them.
SLICE_SECONDS = 0.001
_LOOP_TURNS = 4
_LONGEST_PAUSE_SECONDS = 1.0


class _Pace(threading.local):
    """What the job of this thread gives way to, if it is one of `Turns`."""

    loop: asyncio.AbstractEventLoop | None = None
    until = 0.0


_pace = _Pace()


def give_way() -> None:
    """Let the event loop go first, from within a job that has worked for a while; elsewhere do nothing.

    Two threads that compute take the interpreter from each other at each system call, so that a request
    beside a long job would wait a dozen times. Jobs that may take milliseconds call this often.
    """
    loop = _pace.loop
    if loop is None or time.perf_counter() < _pace.until:
        return
    done = threading.Event()
    # A loop that is closed needs no way.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(_pass, loop, done, _LOOP_TURNS)
        done.wait(_LONGEST_PAUSE_SECONDS)
    _pace.until = time.perf_counter() + SLICE_SECONDS


def _pass(loop: asyncio.AbstractEventLoop, done: threading.Event, turns: int) -> None:
    if turns:
        loop.call_soon(_pass, loop, done, turns - 1)
    else:
        done.set()


def _paced(loop: asyncio.AbstractEventLoop, job: Callable[[], T]) -> T:
    _pace.loop, _pace.until = loop, time.perf_counter() + SLICE_SECONDS
    try:
        return job()
    finally:
        _pace.loop = None


class Turns:
    """Lets jobs begin: those of one caller in their order, the callers by turns.

    A caller with many jobs delays another by one job at most, not by all of them.

    Args:
        at_once: How many jobs may be in work.
        waiting_per_caller: How many jobs of a caller may wait.
        waiting: How many jobs may wait in total.
    """

    def __init__(
        self, *, at_once: int = 1, waiting_per_caller: int = WAITING_PER_CALLER, waiting: int = 500
    ) -> None:
        self._free = at_once
        self._waiting_per_caller = waiting_per_caller
        self._most_waiting = waiting
        self._waiting: OrderedDict[str, deque[anyio.Event]] = OrderedDict()
        self._count = 0
        # The default limiter of threads is for short work, and for everybody.
        self._threads = anyio.CapacityLimiter(at_once)

    async def run(self, caller: str, job: Callable[[], T]) -> T:
        """Run a job in a thread when it is the caller's turn. Raises `TooBusy`, and what the job raises."""
        async with self.turn(caller):
            return await self.in_thread(job)

    async def in_thread(self, job: Callable[[], T]) -> T:
        """Run a job in a thread, for one who holds a turn; the job may `give_way`."""
        loop = asyncio.get_running_loop()
        return await anyio.to_thread.run_sync(_paced, loop, job, limiter=self._threads)

    @asynccontextmanager
    async def turn(self, caller: str) -> AsyncIterator[None]:
        """Hold a turn. Raises `TooBusy` where too many wait already."""
        if self._free and not self._waiting:
            self._free -= 1
        else:
            await self._wait(caller)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, caller: str) -> None:
        line = self._waiting.get(caller)
        if self._count >= self._most_waiting or (line and len(line) >= self._waiting_per_caller):
            raise TooBusy
        if line is None:
            line = self._waiting[caller] = deque()
        mine = anyio.Event()
        line.append(mine)
        self._count += 1
        try:
            await mine.wait()
        except BaseException:
            if mine.is_set():
                # The turn came together with the end of waiting: it is the next one's.
                self._pass_on()
            else:
                self._leave(caller, mine)
            raise

    def _leave(self, caller: str, mine: anyio.Event) -> None:
        line = self._waiting[caller]
        line.remove(mine)
        self._count -= 1
        if not line:
            del self._waiting[caller]

    def _pass_on(self) -> None:
        if not self._waiting:
            self._free += 1
            return
        caller, line = self._waiting.popitem(last=False)
        next_one = line.popleft()
        self._count -= 1
        if line:
            self._waiting[caller] = line
        next_one.set()
