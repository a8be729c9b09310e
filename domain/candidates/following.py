"""Keeps the persons in memory up with the analyses in the database.

The rows themselves tell what has changed: each analysis has the moment at which it was made or corrected. So
nobody has to tell another process, and nothing is missed that was told while nobody listened.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from domain.candidates.people import Known, People
from domain.candidates.ports import CandidateReads
from domain.turns import give_way

_AT_ONCE = 100
# Clocks differ, and what began earlier may be committed later.
_OVERLAP = timedelta(minutes=5)
_GONE_SECONDS = 10.0


class Following:
    """Brings persons in and takes those out whose resumes are gone; to be used on one thread at a time.

    Args:
        reads: The analyses there are.
        people: Is filled, and changed.
        today: Tells the day on which current jobs end.
        look_seconds: How long what was seen last counts as new.
    """

    def __init__(
        self,
        reads: CandidateReads,
        people: People,
        *,
        today: Callable[[], date],
        look_seconds: float,
    ) -> None:
        self._reads = reads
        self._people = people
        self._today = today
        self._look_seconds = look_seconds
        self._newest = ""
        self._looked = self._gone_looked = float("-inf")
        self.changes = 0
        """Rises with each change."""

    def catch_up(self, *, until: float) -> bool:
        """Take in what is new; return False where work is left at that time of `perf_counter`."""
        started = time.perf_counter()
        if started - self._looked < self._look_seconds:
            return True
        known = self._people.known
        stamps = self._reads.stamps(since=self._since())
        new = sorted(
            (stamp for stamp in stamps if known.get(stamp.resume_id) != stamp.analysed_at),
            key=lambda stamp: stamp.analysed_at,
        )
        for first in range(0, len(new), _AT_ONCE):
            some = new[first : first + _AT_ONCE]
            self._bring(some_ids := [stamp.resume_id for stamp in some])
            self.changes += len(some_ids)
            self._newest = max(self._newest, some[-1].analysed_at)
            if time.perf_counter() >= until and first + _AT_ONCE < len(new):
                return False
        self._looked = started
        if started - self._gone_looked >= min(_GONE_SECONDS, 10 * self._look_seconds):
            self._gone_looked = started
            self._forget()
        return True

    def _since(self) -> str:
        if not self._newest:
            return ""
        return (datetime.fromisoformat(self._newest) - _OVERLAP).isoformat(timespec="microseconds")

    def _bring(self, resume_ids: list[int]) -> None:
        for stamp, analysis in self._reads.found(resume_ids):
            give_way()
            self._people.put(Known(*stamp), analysis, today=self._today())

    def _forget(self) -> None:
        if self._reads.count() == len(self._people):
            return
        there = {stamp.resume_id for stamp in self._reads.stamps()}
        gone = [resume_id for resume_id in self._people.known if resume_id not in there]
        self._people.drop(gone)
        self.changes += len(gone)
