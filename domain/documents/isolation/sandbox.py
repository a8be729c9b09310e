"""Runs functions on strangers' files in child processes that may hang, crash, be killed or be taken over.

Lanes keep a hanging file from delaying others. The fast one has a short time limit, and a shorter one while
others wait; what exceeds it may be tried in the slow lane. Pictures are rendered in a third lane, and their
text is recognised in a fourth, from a nursery that has the models loaded and ends when it has nothing to do.
Pages are painted for people in a fifth, from a nursery of its own, so that it delays no reading.
Each lane serves owners by turns.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Self

from domain.documents.contents import Content
from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure, ReadingBrokeOff
from domain.documents.isolation.lanes import Lane, Task
from domain.documents.isolation.link import Equipment
from domain.documents.isolation.messages import Answer
from domain.documents.isolation.supervisor import Supervisor

logger = logging.getLogger(__name__)

# A resume among a dozen hostile ones is to be read within three seconds, and a scan within ten.
_PATIENCE_SECONDS = 1.5
_LEAST_SECONDS = 0.35
_RENDERING_PATIENCE_SECONDS = 5.0
_RENDERING_LEAST_SECONDS = 0.7
# A photo of 40 million pixels, with its copies.
_RENDERING_MEMORY_BYTES = 576 * 2**20
# Those who wait look at a page; who reads files comes first.
_PAINTING_NICENESS = 4
_PAINTED_BYTES = 8 * 2**20
# Twelve pages of A4, or ten square ones.
_RENDERED_BYTES = 128 * 2**20
_NOTHING = Equipment()


class LaneName(StrEnum):
    """Where a function may run."""

    FAST = "fast"
    SLOW = "slow"
    RENDERING = "rendering"
    RECOGNISING = "recognising"
    PAINTING = "painting"


class Sandbox:
    """Runs top-level functions in confined children.

    Args:
        workers: Children in the fast lane, and in the one that renders.
        time_limit_seconds: Time on a processor in the fast lane; by the clock it is twice as long everywhere.
        slow_time_limit_seconds: Time in the slow lane, which has one child.
        memory_limit_bytes: Address space of a child, its libraries (about 200 MiB) included.
        rendering_time_limit_seconds: Time to render the pictures of a file.
        ocr_workers: Children that recognise text; each takes a core and half a gigabyte at work.
        ocr_time_limit_seconds: Time to recognise the text of a file.
        ocr_memory_limit_bytes: Address space of a child that recognises text. It is larger than what is
            resident: libraries and threads reserve more than they touch.
        ocr_idle_seconds: After so long without work the models are let go.
        equipment: What children find loaded.
        ocr_equipment: The same for those that recognise text.
        painting_equipment: The same for those that paint pages.
    """

    def __init__(
        self,
        *,
        workers: int = 2,
        time_limit_seconds: float = 3.0,
        slow_time_limit_seconds: float = 15.0,
        memory_limit_bytes: int = 768 * 2**20,
        rendering_time_limit_seconds: float = 3.0,
        ocr_workers: int = 1,
        ocr_time_limit_seconds: float = 20.0,
        ocr_memory_limit_bytes: int = 1536 * 2**20,
        ocr_idle_seconds: float = 300.0,
        equipment: Equipment = _NOTHING,
        ocr_equipment: Equipment = _NOTHING,
        painting_equipment: Equipment = _NOTHING,
    ) -> None:
        fast = Lane(
            name=LaneName.FAST,
            workers=workers,
            seconds=time_limit_seconds,
            memory_bytes=memory_limit_bytes,
            niceness=2,
            patience_seconds=_PATIENCE_SECONDS,
            least_seconds=_LEAST_SECONDS,
        )
        slow = Lane(
            name=LaneName.SLOW,
            workers=1,
            seconds=slow_time_limit_seconds,
            memory_bytes=memory_limit_bytes,
            niceness=10,
            output_bytes=_RENDERED_BYTES,
        )
        rendering = Lane(
            name=LaneName.RENDERING,
            workers=workers,
            seconds=rendering_time_limit_seconds,
            memory_bytes=max(memory_limit_bytes, _RENDERING_MEMORY_BYTES),
            niceness=2,
            patience_seconds=_RENDERING_PATIENCE_SECONDS,
            least_seconds=_RENDERING_LEAST_SECONDS,
            output_bytes=_RENDERED_BYTES,
        )
        recognising = Lane(
            name=LaneName.RECOGNISING,
            workers=ocr_workers,
            seconds=ocr_time_limit_seconds,
            memory_bytes=ocr_memory_limit_bytes,
            niceness=2,
        )
        painting = Lane(
            name=LaneName.PAINTING,
            workers=workers,
            seconds=rendering_time_limit_seconds,
            memory_bytes=max(memory_limit_bytes, _RENDERING_MEMORY_BYTES),
            niceness=_PAINTING_NICENESS,
            output_bytes=_PAINTED_BYTES,
        )
        self._readers = Supervisor((fast, slow, rendering), equipment)
        self._recognisers = Supervisor((recognising,), ocr_equipment, idle_seconds=ocr_idle_seconds)
        self._painters = Supervisor((painting,), painting_equipment, idle_seconds=ocr_idle_seconds)
        # In the slow lane, which its children share with others, a file has twice the time.
        self.slow_rendering_seconds = min(slow_time_limit_seconds, 2 * rendering_time_limit_seconds)
        self._missing: tuple[str, ...] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def missing(self) -> tuple[str, ...]:
        """The measures of confinement that the kernel lacks; empty until the first check."""
        return self._missing or ()

    async def run(
        self,
        function: Callable[..., object],
        *words: str,
        files: Sequence[Content | int] = (),
        output: int | None = None,
        owner: object = None,
        lane: LaneName = LaneName.FAST,
        seconds: float | None = None,
    ) -> Any:
        """Call a top-level function in a child with the files' contents and `words`; return its plain data.

        What comes back is of JSON's types, and the child's word only: the caller has to validate it.
        Cancelling the awaiting task ends the child.

        Args:
            function: It is found by its module and name.
            words: Its last arguments.
            files: What is opened once it is their turn, or open descriptors that stay the caller's.
            output: A descriptor that gets the bytes which the function returns.
            owner: Tasks of different owners take turns.
            lane: Where it runs.
            seconds: Its time, where that is not the lane's.

        Raises:
            TimeoutError: It took longer than the lane allows.
            SetAside: Others wait for its place; it is to be tried in the slow lane.
            NeedsRecognition: As the function raised it.
            ReadFailure: As the function raised it; TOO_COMPLEX when the child ran out of memory; DAMAGED when
                it crashed; INTERNAL for any other exception, which is logged.
            ReadingBrokeOff: The child was ended from outside, or could not be started.
        """
        task = Task(
            lane=lane,
            function=f"{function.__module__}:{function.__qualname__}",
            words=words,
            files=tuple(files),
            output=output,
            owner=owner,
            seconds=seconds,
        )
        self._supervisor_of(lane).submit(task)
        return _value(function, await asyncio.wrap_future(task.future))

    def _supervisor_of(self, lane: LaneName) -> Supervisor:
        if lane is LaneName.PAINTING:
            return self._painters
        return self._recognisers if lane is LaneName.RECOGNISING else self._readers

    async def check(self) -> bool:
        """Tell whether children can be made; log once which confinements the kernel lacks."""
        try:
            missing = await asyncio.wrap_future(self._readers.check())
        except ReadingBrokeOff as error:
            logger.warning("files cannot be read: %s", error)
            return False
        if missing and self._missing is None:
            logger.warning("the processes that read files go without: %s", ", ".join(missing))
        self._missing = missing
        return True

    def close(self) -> None:
        """Kill the children; tasks still running are cancelled."""
        self._readers.close()
        self._recognisers.close()
        self._painters.close()


def _value(function: Callable[..., object], answer: Answer) -> Any:
    if answer.recognise is not None:
        raise NeedsRecognition(has_text=answer.recognise)
    if answer.failure is not None:
        if answer.failure is FailureCode.INTERNAL:
            logger.error("%s failed in the sandbox:\n    %s", function.__name__, answer.detail)
        raise ReadFailure(answer.failure, answer.detail)
    return answer.value
