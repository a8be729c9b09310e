"""What a nursery's server admits: tasks, by lanes with limits of their own."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field

from domain.documents.contents import Content
from domain.documents.isolation.messages import Answer
from domain.documents.isolation.turns import Queue

SLACK = 2.0


class SetAside(Exception):
    """A task was ended because others waited for its place, not because its own time was over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A share of a nursery.

    Attributes:
        workers: Children at once.
        seconds: Time on a processor, after which a child is ended. By the clock it has `SLACK` times as much:
            on a busy machine an honest file is not to fail for others' work.
        memory_bytes: Address space of a child.
        niceness: By so much its children stand back behind the server.
        patience_seconds: Nobody shall wait longer for a place: a task that runs is set aside for that. None:
            a task that runs has its whole time.
        least_seconds: So long a task runs before it may be set aside.
        output_bytes: So much a child may write to an output that it was handed.
    """

    name: str
    workers: int
    seconds: float
    memory_bytes: int
    niceness: int = 0
    patience_seconds: float | None = None
    least_seconds: float = 0.0
    output_bytes: int = 0

    def seconds_beside(self, waiting: Queue) -> float | None:
        """Return how long by the clock a task may run while others wait; None where they do not matter.

        What is left of their patience is shared out: each place is passed on as often as the last of them
        needs.
        """
        if self.patience_seconds is None or not waiting.owners:
            return None
        left = self.patience_seconds - waiting.seconds
        return max(self.least_seconds, left * min(1.0, self.workers / waiting.owners))


@dataclass(slots=True, eq=False)
class Task:
    """A call of a top-level function in a child.

    Attributes:
        function: Its name, as `module:function`.
        words: Its arguments, behind the contents of the files.
        files: What is opened once it is the task's turn, or open descriptors that stay the caller's.
        output: A descriptor that gets the bytes which the function returns; the answer is then their number.
        owner: Tasks of different owners take turns.
        seconds: Its time on a processor, where that is not its lane's.
    """

    lane: str
    function: str
    words: tuple[str, ...] = ()
    files: tuple[Content | int, ...] = ()
    output: int | None = None
    owner: object = None
    seconds: float | None = None
    future: Future[Answer] = field(default_factory=Future)
    tries: int = 0

    def seconds_in(self, lane: Lane) -> float:
        """Return its time on a processor in a lane."""
        return lane.seconds if self.seconds is None else self.seconds
