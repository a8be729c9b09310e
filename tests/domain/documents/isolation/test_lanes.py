from __future__ import annotations

import pytest

from domain.documents.isolation.lanes import Lane
from domain.documents.isolation.turns import Queue

LANE = Lane(name="fast", workers=2, seconds=5.0, memory_bytes=0, patience_seconds=1.5, least_seconds=0.35)


def test_a_task_has_its_whole_time_while_nobody_waits() -> None:
    assert LANE.seconds_beside(Queue(0, 0.0)) is None


@pytest.mark.parametrize(
    ("owners", "waited", "seconds"),
    [(1, 0.0, 1.5), (2, 0.0, 1.5), (4, 0.0, 0.75), (4, 0.5, 0.5), (11, 0.0, 0.35), (1, 60.0, 0.35)],
)
def test_the_more_wait_and_the_longer_the_sooner_a_task_is_set_aside(
    owners: int, waited: float, seconds: float
) -> None:
    assert LANE.seconds_beside(Queue(owners, waited)) == pytest.approx(seconds)


def test_a_lane_without_patience_sets_nothing_aside() -> None:
    lane = Lane(name="slow", workers=1, seconds=15.0, memory_bytes=0)

    assert lane.seconds_beside(Queue(100, 100.0)) is None


def test_the_thirteenth_of_thirteen_owners_is_served_within_three_seconds() -> None:
    waited, places = 0.0, LANE.workers
    for waiting in range(13 - places, 0, -places):
        waited += LANE.seconds_beside(Queue(waiting, waited)) or LANE.seconds

    assert waited < 2.5
