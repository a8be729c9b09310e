from __future__ import annotations

import resource

import pytest

from domain.documents.time_left import TimeLeft


class Clocks:
    """The clock and the processor's, moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, limit: int) -> None:
        self.clock = self.processor = 0.0
        monkeypatch.setattr("time.monotonic", lambda: self.clock)
        monkeypatch.setattr("time.process_time", lambda: self.processor)
        monkeypatch.setattr("resource.getrlimit", lambda _: (limit, limit + 1))

    def pass_by(self, processor: float, clock: float | None = None) -> None:
        self.processor += processor
        self.clock += processor if clock is None else clock


def test_a_piece_that_no_longer_fits_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = Clocks(monkeypatch, limit=10)
    left = TimeLeft(reserve_seconds=1)
    allowed = []
    for _ in range(4):
        allowed.append(left.allows_another())
        clocks.pass_by(3)

    assert allowed == [True, True, True, False]


def test_the_longest_piece_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = Clocks(monkeypatch, limit=10)
    left = TimeLeft(reserve_seconds=0)
    clocks.pass_by(4)
    assert left.allows_another()
    clocks.pass_by(3)
    assert not left.allows_another()


def test_on_a_busy_machine_the_clock_ends_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = Clocks(monkeypatch, limit=10)
    left = TimeLeft(reserve_seconds=1)
    clocks.pass_by(1, clock=10)

    assert not left.allows_another()


def test_without_a_limit_there_is_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = Clocks(monkeypatch, limit=resource.RLIM_INFINITY)
    left = TimeLeft(reserve_seconds=1)
    clocks.pass_by(1_000)

    assert left.allows_another()
