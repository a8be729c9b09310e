"""The server's side of a nursery: a thread that hands it files by turns and reads the children's answers."""

from __future__ import annotations

import contextlib
import itertools
import logging
import math
import os
import selectors
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import ExitStack

from domain.documents.contents import Content
from domain.documents.errors import FailureCode, ReadFailure, ReadingBrokeOff
from domain.documents.isolation.children import AnswerTooLong, Child, settle
from domain.documents.isolation.lanes import Lane, Task
from domain.documents.isolation.link import Ended, Equipment, Gone, NurseryLink, Pong
from domain.documents.isolation.messages import Order
from domain.documents.isolation.turns import Turns

logger = logging.getLogger(__name__)


class Supervisor:
    """Runs tasks in the children of one nursery, which is started for the first of them.

    Args:
        lanes: By these tasks are admitted.
        equipment: What the nursery holds.
        idle_seconds: After so long without a task the nursery ends; None: it stays.
    """

    def __init__(
        self, lanes: Sequence[Lane], equipment: Equipment, *, idle_seconds: float | None = None
    ) -> None:
        self._lanes = {lane.name: lane for lane in lanes}
        self._turns = {
            lane.name: Turns[Task](
                lane.workers, spared=0 if lane.patience_seconds else 1, clock=time.monotonic
            )
            for lane in lanes
        }
        self._equipment = equipment
        self._idle_seconds = idle_seconds
        self._idle_since: float | None = None
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._children: dict[int, Child] = {}
        self._asked: list[Future[tuple[str, ...]]] = []
        self._pinged: list[Future[tuple[str, ...]]] = []
        self._nursery: NurseryLink | None = None
        self._starting: NurseryLink | None = None
        self._selector = selectors.DefaultSelector()
        self._woken, self._waking = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, task: Task) -> None:
        """Have a task done; cancelling its future ends its child.

        The future raises `TimeoutError`, `SetAside`, `ReadFailure`, or `ReadingBrokeOff`.
        """
        with self._lock:
            self._begin()
            self._turns[task.lane].add(task.owner, task)
        task.future.add_done_callback(lambda _: self._wake())
        self._wake()

    def check(self) -> Future[tuple[str, ...]]:
        """Ask whether the nursery is there, which waits for no task: tell what its confinement lacks."""
        asked: Future[tuple[str, ...]] = Future()
        with self._lock:
            self._begin()
            self._asked.append(asked)
        self._wake()
        return asked

    def close(self) -> None:
        """Kill the children; tasks that wait or run are cancelled."""
        with self._lock:
            self._closed = True
            thread = self._thread
            if self._starting is not None:
                self._starting.give_up()
        self._wake()
        if thread is not None:
            thread.join()
        else:
            self._end()

    def _begin(self) -> None:
        if self._closed:
            raise ReadingBrokeOff("the sandbox is closed")
        if self._thread is None:
            # The nursery ends with the thread that started it, so there is one for all its time.
            self._thread = threading.Thread(target=self._run, name="nursery", daemon=True)
            self._thread.start()

    def _wake(self) -> None:
        with contextlib.suppress(BlockingIOError, OSError):
            os.write(self._waking, b"x")

    def _run(self) -> None:
        try:
            while not self._closed:
                self._answer_checks()
                self._start_tasks()
                self._note_idleness()
                for key, _ in self._selector.select(self._patience()):
                    if key.fileobj is self._nursery:
                        self._hear()
                    elif key.fd == self._woken:
                        with contextlib.suppress(BlockingIOError):
                            os.read(self._woken, 4096)
                    elif (child := self._children.get(key.data)) is not None:
                        self._read(child)
                self._kill_late()
                self._let_go_when_idle()
        except Exception:
            logger.exception("what watches over the reading of files broke off")
        finally:
            with self._lock:
                self._closed = True
            self._end()

    # Starting

    def _answer_checks(self) -> None:
        with self._lock:
            asked, self._asked = self._asked, []
        if not asked:
            return
        self._pinged += asked
        try:
            self._started_nursery().ping()
        except ReadingBrokeOff as error:
            if not self._closed:
                self._settle_pinged(error=error)

    def _settle_pinged(
        self, missing: tuple[str, ...] | None = None, *, error: Exception | None = None
    ) -> None:
        pinged, self._pinged = self._pinged, []
        for each in pinged:
            settle(each, missing, error=error)

    def _start_tasks(self) -> None:
        for name, turns in self._turns.items():
            while True:
                with self._lock:
                    task = turns.next()
                if task is None:
                    break
                try:
                    if not task.future.cancelled():
                        self._start(task, self._lanes[name])
                        continue
                except (ReadFailure, ReadingBrokeOff) as error:
                    if self._closed:
                        task.future.cancel()
                    else:
                        settle(task.future, error=error)
                with self._lock:
                    turns.ended(task.owner, 0.0)

    def _start(self, task: Task, lane: Lane) -> None:
        nursery = self._started_nursery()
        number = next(self._numbers)
        order = Order(
            number=number,
            function=task.function,
            words=task.words,
            files=len(task.files),
            has_output=task.output is not None,
            niceness=lane.niceness,
            memory_bytes=lane.memory_bytes,
            cpu_seconds=math.ceil(task.seconds_in(lane)),
            output_bytes=lane.output_bytes,
        )
        pipe, writing = os.pipe2(os.O_CLOEXEC)
        with ExitStack() as opened, ExitStack() as kept:
            opened.callback(os.close, writing)
            kept.callback(os.close, pipe)
            files = [file if isinstance(file, int) else _open(file, opened) for file in task.files]
            outputs = [] if task.output is None else [task.output]
            try:
                nursery.order(order, [writing, *files, *outputs])
            except ReadingBrokeOff:
                self._lose_nursery()
                raise
            kept.pop_all()
        os.set_blocking(pipe, False)
        self._children[number] = Child(number, task, lane, pipe)
        self._selector.register(pipe, selectors.EVENT_READ, number)

    def _started_nursery(self) -> NurseryLink:
        if self._nursery is None:
            self._nursery = self._ready_nursery()
            self._selector.register(self._nursery, selectors.EVENT_READ)
        return self._nursery

    def _ready_nursery(self) -> NurseryLink:
        with self._lock:
            if self._closed:
                raise ReadingBrokeOff("the sandbox is closed")
            starting = self._starting = NurseryLink.start(self._equipment)
        try:
            starting.await_ready()
        finally:
            with self._lock:
                self._starting = None
        return starting

    # Running

    def _hear(self) -> None:
        assert self._nursery is not None
        match self._nursery.hear():
            case Ended(number, code):
                if (child := self._children.pop(number, None)) is not None:
                    self._read(child)
                    self._stop_reading(child)
                    self._note_end(child)
                    if not child.ended(code):
                        self._again(child.task, "a child was killed from outside")
            case Pong():
                self._settle_pinged(self._nursery.missing)
            case Gone():
                self._lose_nursery()

    def _read(self, child: Child) -> None:
        if child.pipe is None:
            return
        try:
            if not child.read():
                return
        except AnswerTooLong:
            self._kill(child, ReadFailure(FailureCode.TOO_COMPLEX, "the answer is too long"))
        self._stop_reading(child)

    def _stop_reading(self, child: Child) -> None:
        if child.pipe is not None:
            self._selector.unregister(child.pipe)
            os.close(child.pipe)
            child.pipe = None

    def _patience(self) -> float | None:
        moments = [self._deadline(child)[0] for child in self._children.values() if child.killed is None]
        if self._idle_since is not None and self._idle_seconds is not None:
            moments.append(self._idle_since + self._idle_seconds)
        return max(0.0, min(moments) - time.monotonic()) if moments else None

    def _deadline(self, child: Child) -> tuple[float, Exception]:
        task = child.task
        with self._lock:
            return child.deadline(self._turns[task.lane].behind(task.owner))

    def _kill_late(self) -> None:
        now = time.monotonic()
        for child in self._children.values():
            if child.killed is None:
                deadline, why = self._deadline(child)
                if child.task.future.cancelled() or deadline <= now:
                    self._kill(child, why)

    def _kill(self, child: Child, why: Exception) -> None:
        child.killed = why
        if self._nursery is not None:
            self._nursery.kill(child.number)

    def _note_end(self, child: Child) -> None:
        with self._lock:
            self._turns[child.task.lane].ended(child.task.owner, time.monotonic() - child.started)

    def _again(self, task: Task, why: str) -> None:
        """Do a task once more that failed by no fault of its file."""
        if task.tries:
            settle(task.future, error=ReadingBrokeOff(why))
            return
        logger.warning("%s; %s is tried again", why, task.function)
        task.tries += 1
        with self._lock:
            self._turns[task.lane].add(task.owner, task, first=True)

    # Ending

    def _note_idleness(self) -> None:
        if self._children or self._nursery is None:
            self._idle_since = None
        elif self._idle_since is None:
            self._idle_since = time.monotonic()

    def _let_go_when_idle(self) -> None:
        if self._idle_seconds is None or self._idle_since is None or self._children:
            return
        if time.monotonic() >= self._idle_since + self._idle_seconds:
            self._end_nursery()

    def _lose_nursery(self) -> None:
        """Take up again what an ended nursery had in work."""
        self._end_nursery()
        children, self._children = self._children, {}
        for child in children.values():
            self._stop_reading(child)
            self._note_end(child)
            if child.killed is not None:
                settle(child.task.future, error=child.killed)
            else:
                self._again(child.task, "the nursery ended")
        pinged, self._pinged = self._pinged, []
        with self._lock:
            self._asked += [each for each in pinged if not each.done()]

    def _end_nursery(self) -> None:
        nursery, self._nursery, self._idle_since = self._nursery, None, None
        if nursery is not None:
            self._selector.unregister(nursery)
            nursery.end()

    def _end(self) -> None:
        self._end_nursery()
        with self._lock:
            waiting = [task for turns in self._turns.values() for task in turns.drop()]
            asked = [*self._asked, *self._pinged]
        for child in self._children.values():
            self._stop_reading(child)
            waiting.append(child.task)
        self._children.clear()
        for task in waiting:
            task.future.cancel()
        for each in asked:
            each.cancel()
        self._selector.close()
        os.close(self._woken)
        os.close(self._waking)


def _open(file: Content, opened: ExitStack) -> int:
    try:
        descriptor = file.opened()
    except FileNotFoundError as error:
        raise ReadFailure(FailureCode.FILE_MISSING, error.strerror or "") from error
    except OSError as error:
        raise ReadingBrokeOff(f"the file cannot be opened: {error.strerror}") from error
    opened.callback(os.close, descriptor)
    return descriptor
