"""The queues, and which of them are worked on together."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from domain.analyses.ports import Effort

ANALYSE = "analyse"
"""The task that analyses a resume."""

DELIVER = "deliver-webhook"
"""The task that tells a webhook."""


class Queue(StrEnum):
    """What a worker may be told to work on.

    A file that needs more effort moves on to the queue of that effort. One whose worker died comes to the
    suspects, of which a worker has one at a time: it may be the one that kills.
    """

    ANALYSES = "analyses"
    LONG = "analyses-long"
    PICTURES = "analyses-pictures"
    LONG_PICTURES = "analyses-long-pictures"
    SUSPECTS = "analyses-suspects"
    WEBHOOKS = "webhooks"
    MATCHES = "matches"
    HOUSEKEEPING = "housekeeping"


QUEUE_OF_EFFORT = {
    Effort.QUICK: Queue.ANALYSES,
    Effort.LONG: Queue.LONG,
    Effort.PICTURES: Queue.PICTURES,
    Effort.LONG_PICTURES: Queue.LONG_PICTURES,
}
EFFORT_OF_QUEUE = {str(queue): effort for effort, queue in QUEUE_OF_EFFORT.items()}


class Lane(NamedTuple):
    """Queues that share places.

    Attributes:
        is_told: Whether a new job is told at once, which takes a connection; else it is found by looking.
        is_upkeep: Whether its jobs are found again by themselves, so that a stop need not wait for them.
    """

    queues: tuple[Queue, ...]
    places: int
    is_told: bool = False
    is_upkeep: bool = False


def lanes(*, places: int, slow_places: int, queues: frozenset[Queue] = frozenset(Queue)) -> list[Lane]:
    """Return the lanes of a worker that works on these queues."""
    every = (
        Lane((Queue.ANALYSES,), places, is_told=True),
        Lane((Queue.LONG, Queue.PICTURES, Queue.LONG_PICTURES), slow_places),
        Lane((Queue.SUSPECTS,), 1),
        Lane((Queue.WEBHOOKS,), 8),
        # Each kind of its jobs runs once at most, so that there is always a place for the rescue.
        Lane((Queue.MATCHES, Queue.HOUSEKEEPING), 8, is_upkeep=True),
    )
    wanted = (
        lane._replace(queues=tuple(queue for queue in lane.queues if queue in queues)) for lane in every
    )
    return [lane for lane in wanted if lane.queues]


def lock_of(resume_id: int) -> str:
    """Return the lock that lets one job at a time work on a resume."""
    return f"resume-{resume_id}"


def lock_of_delivery(delivery_id: int) -> str:
    """Return the lock that lets one job at a time tell a webhook of something."""
    return f"webhook-{delivery_id}"


class DeferredAlready:
    """The queue where a resume's row and its job are made in one transaction."""

    def submit(self, resume_id: int, *, user_id: int, later: bool = False) -> None:
        """Do nothing: the job is there."""
