"""Runs functions on strangers' files in child processes that may hang, crash or be killed.

Lanes keep a hanging file from delaying others: the fast one has a short time limit, and what exceeds
it is tried once more in a slow lane of its own. Text in pictures is recognised in a third one, whose
child keeps its models loaded and ends when it has nothing to do.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import multiprocessing
import multiprocessing.forkserver
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Self, TypeVar, cast

import pebble

from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.isolation.confinement import confine, limit_cpu, missing_measures

T = TypeVar("T")

logger = logging.getLogger(__name__)

_PRELOADED = ["domain.documents.isolation.forkserver_preload"]
_CODES_BY_SIGNAL = {
    signal.SIGXCPU: FailureCode.TIMED_OUT,
    signal.SIGSEGV: FailureCode.DAMAGED,
    signal.SIGBUS: FailureCode.DAMAGED,
}


@dataclass(frozen=True, slots=True)
class _TaskEnd:
    """How a task ended in the child: a value, a failure's code, or the trace of a mistake of ours."""

    value: object = None
    code: FailureCode | None = None
    detail: str = ""
    trace: str = ""
    needs_recognition: bool = False
    has_text: bool = False


class Sandbox:
    """Runs top-level functions in confined children, at most `workers` of them at once, plus a slow one.

    Args:
        workers: Children in the fast lane.
        time_limit_seconds: After so long a task leaves the fast lane.
        slow_time_limit_seconds: After so long it is given up.
        memory_limit_bytes: Address space of a child, its libraries (about 200 MiB) included.
        tasks_per_worker: After so many tasks a child is replaced by a fresh one.
        ocr_workers: Children that recognise text; each takes a core and half a gigabyte at work.
        ocr_time_limit_seconds: After so long recognition of a file is given up.
        ocr_memory_limit_bytes: Address space of a child that recognises text. It is larger than what is
            resident: libraries and threads reserve more than they touch.
        ocr_idle_seconds: After so long without work these children end.
    """

    def __init__(
        self,
        *,
        workers: int = 2,
        time_limit_seconds: float = 3.0,
        slow_time_limit_seconds: float = 20.0,
        memory_limit_bytes: int = 768 * 2**20,
        tasks_per_worker: int = 200,
        ocr_workers: int = 1,
        ocr_time_limit_seconds: float = 60.0,
        ocr_memory_limit_bytes: int = 1536 * 2**20,
        ocr_idle_seconds: float = 300.0,
    ) -> None:
        self._fast = _Lane(workers, time_limit_seconds, memory_limit_bytes, tasks_per_worker)
        self._slow = _Lane(1, slow_time_limit_seconds, memory_limit_bytes, tasks_per_worker)
        self._ocr = _Lane(
            ocr_workers, ocr_time_limit_seconds, ocr_memory_limit_bytes, tasks_per_worker, ocr_idle_seconds
        )
        self._reported = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def run(self, function: Callable[..., T], *args: object) -> T:
        """Call a picklable top-level function in a child and return its result.

        Cancelling the awaiting task ends the child's work.

        Raises:
            NeedsRecognition: As the function raised it: it is to be called again by `run_ocr`.
            ReadFailure: As the function raised it; TIMED_OUT; TOO_COMPLEX when the child ran out of
                memory; DAMAGED when it crashed; INTERNAL for any other exception, which is logged.
        """
        try:
            outcome = await self._fast.call(function, args)
        except TimeoutError:
            logger.info("%s exceeded the fast lane's time and moves to the slow one", function.__name__)
            try:
                outcome = await self._slow.call(function, args)
            except TimeoutError:
                raise ReadFailure(FailureCode.TIMED_OUT) from None
        return _result(function, outcome)

    async def run_ocr(self, function: Callable[..., T], *args: object) -> T:
        """Call a function that recognises text, in a child with the time and the memory for it.

        Calls beyond the number of these children wait for one another. Raises `ReadFailure` as `run` does.
        """
        try:
            outcome = await self._ocr.call(function, args)
        except TimeoutError:
            raise ReadFailure(FailureCode.TIMED_OUT) from None
        return _result(function, outcome)

    async def check(self) -> bool:
        """Tell whether a child answers in time; log once which confinements the kernel lacks."""
        try:
            missing = (await self._fast.call(missing_measures, ())).value
        except (ReadFailure, TimeoutError):
            return False
        if missing and not self._reported:
            logger.warning("The sandbox goes without: %s", ", ".join(cast(tuple[str, ...], missing)))
        self._reported = True
        return True

    def close(self) -> None:
        """Kill the children; tasks still running are cancelled."""
        for lane in (self._fast, self._slow, self._ocr):
            lane.close()


def _result(function: Callable[..., T], outcome: _TaskEnd) -> T:
    if outcome.trace:
        logger.error("%s failed in the sandbox:\n%s", function.__name__, outcome.trace)
    if outcome.needs_recognition:
        raise NeedsRecognition(has_text=outcome.has_text)
    if outcome.code is not None:
        raise ReadFailure(outcome.code, outcome.detail)
    return cast(T, outcome.value)


class _Lane:
    """A pool of children with one time limit, replaced when it breaks, ended when it is idle."""

    def __init__(
        self,
        workers: int,
        time_limit_seconds: float,
        memory_limit_bytes: int,
        tasks_per_worker: int,
        idle_seconds: float | None = None,
    ) -> None:
        self._idle_seconds = idle_seconds
        self._idle_timer: threading.Timer | None = None
        self._workers = workers
        self._time_limit_seconds = time_limit_seconds
        self._memory_limit_bytes = memory_limit_bytes
        self._tasks_per_worker = tasks_per_worker
        self._lock = threading.Lock()
        self._pool: pebble.ProcessPool | None = None
        self._running: set[pebble.ProcessFuture[_TaskEnd]] = set()
        self._closed = False

    async def call(self, function: Callable[..., object], args: tuple[object, ...]) -> _TaskEnd:
        """Run a function in one of the lane's children.

        Raises:
            TimeoutError: It took longer than the lane allows.
        """
        try:
            return await self._call_pool(function, args)
        finally:
            self._await_idleness()

    async def _call_pool(self, function: Callable[..., object], args: tuple[object, ...]) -> _TaskEnd:
        for _ in range(2):
            pool = self._pool
            if pool is None or not pool.active:
                pool = await asyncio.to_thread(self._start, pool)
            try:
                return await self._call(pool, function, args)
            except pebble.ProcessExpired as error:
                return _TaskEnd(code=_code_of_death(error.exitcode), detail=f"exit code {error.exitcode}")
            except BrokenProcessPool:
                logger.warning("A sandbox lane broke and is started anew", exc_info=True)
        return _TaskEnd(code=FailureCode.INTERNAL, detail="the sandbox does not start")

    async def _call(
        self, pool: pebble.ProcessPool, function: Callable[..., object], args: tuple[object, ...]
    ) -> _TaskEnd:
        cpu_seconds = math.ceil(self._time_limit_seconds) + 1
        try:
            future = pool.schedule(
                _execute, args=(function, args, cpu_seconds), timeout=self._time_limit_seconds
            )
        except RuntimeError as error:
            raise BrokenProcessPool(str(error)) from error
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        return await asyncio.wrap_future(cast("asyncio.Future[_TaskEnd]", future))

    def _start(self, broken: pebble.ProcessPool | None) -> pebble.ProcessPool:
        """Start the pool, or the one that follows a broken one; it takes a moment the first time."""
        with self._lock:
            if self._closed:
                raise ReadFailure(FailureCode.INTERNAL, "the sandbox is closed")
            if self._pool is not None and self._pool is not broken:
                return self._pool
            _start_fork_server()
            pool = pebble.ProcessPool(
                max_workers=self._workers,
                max_tasks=self._tasks_per_worker,
                initializer=confine,
                initargs=(self._memory_limit_bytes,),
                context=cast(Any, multiprocessing.get_context("forkserver")),
            )
            # Asking starts it: here and not on the event loop, as the fork server has to load first.
            if not pool.active:
                raise ReadFailure(FailureCode.INTERNAL, "the sandbox does not start")
            self._pool = pool
        if broken is not None:
            _stop(broken)
        return pool

    def _await_idleness(self) -> None:
        """End the pool when it stays without work; the next call starts another."""
        if self._idle_seconds is None:
            return
        with self._lock:
            if self._idle_timer is not None:
                self._idle_timer.cancel()
            if not self._closed:
                self._idle_timer = threading.Timer(self._idle_seconds, self._end_idle_pool)
                self._idle_timer.daemon = True
                self._idle_timer.start()

    def _end_idle_pool(self) -> None:
        with self._lock:
            if self._running:
                return
            pool, self._pool = self._pool, None
        if pool is not None:
            _stop(pool)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if self._idle_timer is not None:
                self._idle_timer.cancel()
            pool, self._pool = self._pool, None
        for future in tuple(self._running):
            future.cancel()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
        if pool is not None:
            _stop(pool)


def _stop(pool: pebble.ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
    with contextlib.suppress(RuntimeError, OSError):
        pool.join()


def _start_fork_server() -> None:
    """Start the fork server with SIGINT blocked, which its children inherit: Ctrl+C is the parent's."""
    multiprocessing.set_forkserver_preload(_PRELOADED)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        multiprocessing.forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _execute(function: Callable[..., object], args: tuple[object, ...], cpu_seconds: int) -> _TaskEnd:
    """In the child: run the function; nothing but plain outcomes crosses back to the parent."""
    limit_cpu(cpu_seconds)
    try:
        return _TaskEnd(function(*args))
    except NeedsRecognition as need:
        return _TaskEnd(needs_recognition=True, has_text=need.has_text)
    except ReadFailure as failure:
        return _TaskEnd(code=failure.code, detail=failure.detail)
    except (MemoryError, RecursionError) as error:
        return _TaskEnd(code=FailureCode.TOO_COMPLEX, detail=type(error).__name__)
    except Exception:  # noqa: BLE001 - the parent logs it
        return _TaskEnd(code=FailureCode.INTERNAL, trace=traceback.format_exc())


def _code_of_death(exit_code: int | None) -> FailureCode:
    """A child that ran out of memory is aborted by its allocator; one that crashed met a damaged file."""
    if exit_code is None or exit_code >= 0:
        return FailureCode.TOO_COMPLEX
    return _CODES_BY_SIGNAL.get(signal.Signals(-exit_code), FailureCode.TOO_COMPLEX)
