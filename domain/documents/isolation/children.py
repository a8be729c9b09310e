"""A child as its server sees it: what it has answered so far, until when it may run, how it ended."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import time
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field
from typing import TypeVar

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.isolation.lanes import SLACK, Lane, SetAside, Task
from domain.documents.isolation.messages import LARGEST_ANSWER, BrokenAnswer, read_answer
from domain.documents.isolation.turns import Queue

T = TypeVar("T")

_PIPE_BYTES = 64 * 1024
_DAMAGES = (signal.SIGSEGV, signal.SIGBUS)

logger = logging.getLogger(__name__)


class AnswerTooLong(Exception):
    """A child answers more than any reader does."""


@dataclass(slots=True, eq=False)
class Child:
    """A running child.

    Attributes:
        pipe: Where its answer comes from; None once that has ended.
        killed: What its task is told, where it was killed by us.
    """

    number: int
    task: Task
    lane: Lane
    pipe: int | None
    started: float = field(default_factory=time.monotonic)
    killed: Exception | None = None
    _content: bytearray = field(default_factory=bytearray)

    def read(self) -> bool:
        """Take what has come of the answer; tell whether that was its end. Raises `AnswerTooLong`."""
        assert self.pipe is not None
        try:
            while part := os.read(self.pipe, _PIPE_BYTES):
                self._content += part
                if len(self._content) > LARGEST_ANSWER:
                    self._content.clear()
                    raise AnswerTooLong
        except BlockingIOError:
            return False
        return True

    @property
    def seconds(self) -> float:
        """Its time on a processor."""
        return self.task.seconds_in(self.lane)

    def deadline(self, waiting: Queue) -> tuple[float, Exception]:
        """Return when it is to be killed while others wait, and what its task is told then."""
        beside_others = self.lane.seconds_beside(waiting)
        if beside_others is not None and beside_others < SLACK * self.seconds:
            return self.started + beside_others, SetAside()
        return self.started + SLACK * self.seconds, TimeoutError()

    def ended(self, code: int) -> bool:
        """Tell its task how it ended; return False where it was killed from outside, which tells nothing."""
        if self.killed is not None:
            settle(self.task.future, error=self.killed)
        elif code == 0:
            try:
                settle(self.task.future, read_answer(bytes(self._content)))
            except BrokenAnswer as error:
                logger.error("%s gave a broken answer: %s", self.task.function, error)
                settle(self.task.future, error=ReadFailure(FailureCode.INTERNAL, "broken answer"))
        elif code == -signal.SIGXCPU:
            settle(self.task.future, error=TimeoutError())
        elif code == -signal.SIGKILL:
            # The kernel kills, too, who goes on after the signal that tells of the end of its time.
            if time.monotonic() < self.started + self.seconds:
                return False
            settle(self.task.future, error=TimeoutError())
        else:
            if code == -signal.SIGSYS:
                logger.warning(
                    "%s made a system call of another architecture and was killed: its file may be an attack",
                    self.task.function,
                )
            failure = ReadFailure(_code_of_death(code), f"exit code {code}")
            settle(self.task.future, error=failure)
        return True


def settle(future: Future[T], result: T | None = None, *, error: Exception | None = None) -> None:
    """Give a future its result or its error, unless who waited for it has given up."""
    with contextlib.suppress(InvalidStateError):
        if error is not None:
            future.set_exception(error)
        else:
            assert result is not None
            future.set_result(result)


def _code_of_death(code: int) -> FailureCode:
    """A child that ran out of memory is aborted by its allocator; one that crashed met a damaged file."""
    return FailureCode.DAMAGED if -code in _DAMAGES else FailureCode.TOO_COMPLEX
