"""Watches over the processes that serve: starts them, passes signals on, replaces those that died.

It has everything loaded and forks, so that a process is there at once and shares what was loaded. It does
nothing else: no threads, no event loop, no connection to anything may be there when it forks.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import FrameType
from typing import NoReturn

from api.serving.sharing import Share, shares_of

logger = logging.getLogger(__name__)

_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
_LOOK_SECONDS = 1.0
# One whose event loop stands still for so long is as good as dead, and may hold what others wait for.
_STILL_SECONDS = 30.0
_FIRST_REST_SECONDS, _LONGEST_REST_SECONDS = 0.5, 30.0
# One that has lived for so long did not die of its start.
_SOUND_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """What a forked process gets.

    Attributes:
        number: Counts them from 0; one that takes a dead one's place has its number.
        share: Its place among those that serve.
        ready: To be called when it serves.
        parent: Readable as soon as the supervisor is gone.
    """

    number: int
    share: Share
    ready: Callable[[], None]
    parent: int


@dataclass(slots=True)
class _Place:
    number: int
    share: Share
    process_id: int | None = None
    began: float = 0.0
    told: int | None = None
    is_ready: bool = False
    is_told_to_stop: bool = False
    deaths: int = 0
    due: float = 0.0


class Supervisor:
    """Keeps so many processes running until it is told to stop.

    Args:
        run: What each of them does; it returns its exit code.
        all_ready: Called when each of them has been ready.
        stopping: Called when it begins to stop.
        stop_seconds: How long they may take to stop.
    """

    def __init__(
        self,
        processes: int,
        run: Callable[[Child], int],
        *,
        all_ready: Callable[[], None] = lambda: None,
        stopping: Callable[[], None] = lambda: None,
        stop_seconds: float,
    ) -> None:
        self.stop_signal: int | None = None
        self._places = [_Place(number, share) for number, share in enumerate(shares_of(processes))]
        self._run = run
        self._all_ready = all_ready
        self._stopping = stopping
        self._stop_seconds = stop_seconds
        self._began = False
        self._failed = False
        self._impatient = False
        self._stop_by: float | None = None
        self._woken, self._waking = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        # Nobody writes to it: that it has ended tells the children that the supervisor has.
        self._parent, self._living = os.pipe2(os.O_CLOEXEC)

    def run(self) -> int:
        """Run until told to stop, or until one cannot start at the beginning; return the exit code."""
        before = {number: signal.signal(number, self._note) for number in _SIGNALS}
        signal.set_wakeup_fd(self._waking, warn_on_full_buffer=False)
        try:
            while True:
                self._bury()
                if self._failed or self.stop_signal is not None:
                    if not any(place.process_id for place in self._places):
                        return 1 if self._failed else 0
                    self._stop()
                else:
                    self._fill()
                self._wait()
        finally:
            signal.set_wakeup_fd(-1)
            for number, handler in before.items():
                signal.signal(number, handler)
            for descriptor in (self._woken, self._waking, self._parent, self._living):
                os.close(descriptor)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if number != signal.SIGCHLD:
            self._impatient = self.stop_signal is not None
            self.stop_signal = number

    def _stop(self) -> None:
        now = time.monotonic()
        if self._stop_by is None:
            self._stop_by = now + self._stop_seconds
            self._stopping()
        too_late = self._impatient or now >= self._stop_by
        for place in self._places:
            if too_late:
                self._send(place, signal.SIGKILL)
            elif not place.is_told_to_stop:
                place.is_told_to_stop = True
                self._send(place, signal.SIGTERM)

    def _send(self, place: _Place, number: int) -> None:
        # It is not buried yet, so the number is no other's.
        if place.process_id is not None:
            os.kill(place.process_id, number)

    def _wait(self) -> None:
        """Sleep until a signal comes, a process is ready or has died, or something is due."""
        now = time.monotonic()
        due = [place.due - now for place in self._places if place.process_id is None]
        awaited = {place.told: place for place in self._places if place.told is not None}
        readable, _, _ = select.select([self._woken, *awaited], [], [], max(0.0, min([_LOOK_SECONDS, *due])))
        for descriptor in readable:
            if descriptor == self._woken:
                os.read(descriptor, 512)
            else:
                self._hear(awaited[descriptor])
        for place in self._places:
            if place.is_ready and place.share.asleep_seconds > _STILL_SECONDS:
                logger.error("process %s has stood still for %d s: killed", place.process_id, _STILL_SECONDS)
                self._send(place, signal.SIGKILL)

    def _hear(self, place: _Place) -> None:
        """Take note that a process is ready, or that it is not and has ended."""
        assert place.told is not None
        if os.read(place.told, 1):
            place.share.wake()
            place.is_ready = True
            if not self._began and all(place.is_ready for place in self._places):
                self._began = True
                self._all_ready()
        os.close(place.told)
        place.told = None

    def _fill(self) -> None:
        for place in self._places:
            if place.process_id is None and place.due <= time.monotonic():
                self._start(place)

    def _start(self, place: _Place) -> None:
        told, telling = os.pipe2(os.O_CLOEXEC)
        # A signal between the fork and what each side does about it would be the other's, or nobody's.
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        process_id = os.fork()
        if process_id == 0:
            self._be_child(place, telling)
        os.close(telling)
        place.process_id, place.told, place.began = process_id, told, time.monotonic()
        place.is_ready = False
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)

    def _be_child(self, place: _Place, telling: int) -> NoReturn:
        def run() -> int:
            signal.set_wakeup_fd(-1)
            for number in _SIGNALS:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
            others = [other.told for other in self._places if other.told is not None]
            for descriptor in (self._woken, self._waking, self._living, *others):
                os.close(descriptor)
            ready = partial(_tell, telling)
            return self._run(Child(number=place.number, share=place.share, ready=ready, parent=self._parent))

        end_with(run)

    def _bury(self) -> None:
        for place in self._places:
            if place.process_id is not None:
                found, status = os.waitpid(place.process_id, os.WNOHANG)
                if found:
                    self._mourn(place, os.waitstatus_to_exitcode(status))

    def _mourn(self, place: _Place, code: int) -> None:
        if place.told is not None:
            self._hear(place)
        place.share.leave()
        process_id, was_ready = place.process_id, place.is_ready
        place.process_id, place.is_ready = None, False
        if self._failed or self.stop_signal is not None:
            return
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
        if not (self._began or was_ready):
            logger.error("process %s could not start: it %s", process_id, how)
            self._failed = True
            return
        now = time.monotonic()
        place.deaths = 0 if was_ready and now - place.began >= _SOUND_SECONDS else place.deaths + 1
        rest = (
            min(_LONGEST_REST_SECONDS, _FIRST_REST_SECONDS * 2 ** (place.deaths - 1)) if place.deaths else 0.0
        )
        place.due = now + rest
        logger.error("process %s %s; another takes its place in %g s", process_id, how, rest)


def _tell(telling: int) -> None:
    os.write(telling, b"1")
    os.close(telling)


def run_forked(work: Callable[[], int]) -> int:
    """Run something in a process of its own and return its exit code: what it starts is gone with it."""
    process_id = os.fork()
    if process_id == 0:
        end_with(work)
    _, status = os.waitpid(process_id, 0)
    return abs(os.waitstatus_to_exitcode(status))


def end_with(work: Callable[[], int]) -> NoReturn:
    """Run something and end this forked process, whose ancestor's work is not its to end."""
    code = 1
    try:
        code = work()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except Exception:
        logger.exception("a process broke off")
    finally:
        logging.shutdown()
        sys.stdout.flush()
        os._exit(code)
