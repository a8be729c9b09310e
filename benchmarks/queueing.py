"""`python -m benchmarks.queueing`: simulate the queue of analyses at a load that no single machine has.

Uploads come at random; each is a text or a scan, whose seconds on one core were measured.
Workers take what has waited longest. Halfway, uploads come three times as often for a minute; afterwards a
tenth of the workers dies at once: what they worked on is taken up by others when it is found to be stalled.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from benchmarks.figures import percentile

_TEXT_SECONDS = 0.1
_SCAN_SECONDS = 5.0
_SPREAD = 0.5
_STALLED_AFTER = 15.0
_BURST = 3.0
_BURST_SECONDS = 60.0
_DIES_AFTER = 0.75
_DYING = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What comes.

    Attributes:
        rate: Uploads a second.
        scans: Which share of them is scans.
        seconds: So long they come.
    """

    rate: float
    scans: float
    seconds: float

    @property
    def work(self) -> float:
        """The seconds of one core that a second's uploads take."""
        return self.rate * (self.scans * _SCAN_SECONDS + (1 - self.scans) * _TEXT_SECONDS)


@dataclass(frozen=True, slots=True)
class Waits:
    """What became of the uploads: the seconds until each was done, in order, and the longest queue."""

    done: Sequence[float]
    longest: int


def main() -> int:
    """Print how long uploads wait by the number of workers; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rate", type=float, default=1_000.0, help="uploads a second")
    parser.add_argument("--scans", type=float, default=0.2, help="the share of scans")
    parser.add_argument("--seconds", type=float, default=600.0)
    options = parser.parse_args()
    load = Load(rate=options.rate, scans=options.scans, seconds=options.seconds)
    print(
        f"{load.rate:,.0f} uploads a second, {load.scans:.0%} of them scans: {load.work:,.0f} busy cores.\n"
    )
    print("| workers, a core each | busy | done after, s: p50 | p95 | p99 | longest queue |")
    print("|--:|--:|--:|--:|--:|--:|")
    for spare in (1.05, 1.2, 1.5, 2.0):
        workers = round(load.work * spare)
        waits = simulated(load, workers, seed=1)
        shown = " | ".join(f"{percentile(waits.done, percent):,.1f}" for percent in (50, 95, 99))
        print(f"| {workers:,} | {1 / spare:.0%} | {shown} | {waits.longest:,} |")
    return 0


def simulated(load: Load, workers: int, *, seed: int) -> Waits:
    """Return how long uploads wait, the same way for the same seed."""
    chance = random.Random(seed)
    free = [0.0] * workers
    dies_at = _DIES_AFTER * load.seconds
    starts: deque[float] = deque()
    done: list[float] = []
    longest = 0
    for came in arrivals(load, chance):
        start = max(came, heappop(free))
        ends = start + _work(load, chance)
        if start <= dies_at < ends and chance.random() < _DYING:
            ends = dies_at + _STALLED_AFTER + _work(load, chance)
        heappush(free, ends)
        done.append(ends - came)
        starts.append(start)
        while starts and starts[0] <= came:
            starts.popleft()
        longest = max(longest, len(starts))
    return Waits(sorted(done), longest)


def arrivals(load: Load, chance: random.Random) -> Iterator[float]:
    """Yield when uploads come, in seconds from the start."""
    now = 0.0
    burst = load.seconds / 2
    while True:
        rate = load.rate * (_BURST if burst <= now < burst + _BURST_SECONDS else 1.0)
        now += chance.expovariate(rate)
        if now >= load.seconds:
            return
        yield now


def _work(load: Load, chance: random.Random) -> float:
    mean = _SCAN_SECONDS if chance.random() < load.scans else _TEXT_SECONDS
    return mean * chance.lognormvariate(-(_SPREAD**2) / 2, _SPREAD)


if __name__ == "__main__":
    sys.exit(main())
