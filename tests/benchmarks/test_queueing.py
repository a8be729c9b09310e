"""The simulated queue keeps what every queue does."""

from __future__ import annotations

import random

from benchmarks.figures import percentile
from benchmarks.queueing import Load, arrivals, simulated

LOAD = Load(rate=20.0, scans=0.2, seconds=200.0)


def test_every_upload_is_done_once() -> None:
    came = list(arrivals(LOAD, random.Random(3)))
    assert came == sorted(came)
    assert len(simulated(LOAD, 40, seed=3).done) > LOAD.rate * LOAD.seconds


def test_more_workers_make_nobody_wait_longer() -> None:
    few, many = (simulated(LOAD, workers, seed=3) for workers in (26, 60))
    assert percentile(many.done, 95) < percentile(few.done, 95)
    assert many.longest < few.longest


def test_workers_without_limit_make_nobody_wait_for_another() -> None:
    assert simulated(LOAD, 10_000, seed=3).longest == 0


def test_a_load_takes_as_many_cores_as_its_work_lasts() -> None:
    assert Load(rate=10.0, scans=0.0, seconds=1.0).work == 1.0
    assert Load(rate=10.0, scans=1.0, seconds=1.0).work == 50.0
