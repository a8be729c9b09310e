"""How far up the ladder a person stands, and how well the level of a position suits that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.analyses.facts import EducationEntry, ExperienceEntry
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.levels import Level, told_level

RUNGS = np.array([2.0, 0.0, 1.0, 2.0, 2.7, 3.3, 4.0, 5.0])
"""The rung of each `Level` on a ladder where a difference of one is one step; the first is of none."""

_BEGINNER_YEARS = 1.0
_SENIOR_YEARS = 6.0
LATEST_TITLES = 2
_MONTHS = 12
_LONGEST_UNTOLD = 4 * _MONTHS
_BELIEVED_STEP = 1.0
_BELIEVED_BEYOND = 0.3
FURTHEST_DOWN = 2.5
MOST_WITHOUT_A_LEVEL = float(RUNGS[Level.SENIOR])
"""The highest rung of who wishes for a trade and says no level."""

_FREE_ABOVE = 0.3
_FREE_BELOW = 0.6
_COST_ABOVE = 0.4
_COST_BELOW = 0.25
_FAR_BELOW = 1.5
_COST_FAR_BELOW = 0.4
_LOWEST = 0.2
_UNKNOWN_RUNG = 1.7
_OUTSIDE_RUNG = 1.5
_ENTRY_RUNG = 1.4
_RUNG_A_YEAR = 0.2
_MANAGER_YEARS = 5.0
_USUAL_YEARS = {Level.MANAGER: _MANAGER_YEARS, Level.DIRECTOR: 8.0}
_RUNG_A_MANAGERS_YEAR = 0.25

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ladder:
    """How far up a person stands, trade by trade.

    Attributes:
        rungs: Of the wish, where there is one, then of each title held; not a number where a wish says none.
        told_by: The title that tells each rung; None where the years worked do.
        outside: The rung in trades that the person has not worked in.
        least: The lowest in any trade, however little somebody has done there: a head is no intern.
        has_wish: Whether the first is the wish.
    """

    rungs: Values
    told_by: tuple[str | None, ...]
    outside: float
    least: float
    has_wish: bool

    def at(
        self, in_trade: NDArray[np.bool_], wished: NDArray[np.bool_] | None = None
    ) -> tuple[Values, NDArray[np.int64]]:
        """Return the person's rung for each position and the number of the title that tells it, or -1.

        The higher of the two latest titles of a position's trade counts, or the wish, see `believed`.

        Args:
            in_trade: Which positions are of the trade of each title (titles, positions).
            wished: Which are plainly of the trade wished for; without a level, that is no wish for a head's.
        """
        first = int(self.has_wish)
        held = in_trade[first:]
        latest = held & (np.cumsum(held, axis=0) <= LATEST_TITLES)
        rungs = np.where(latest, self.rungs[first:, None], -1.0)
        rung = np.full(in_trade.shape[1], self.outside)
        told = np.full(in_trade.shape[1], -1)
        if len(rungs):
            best = rungs.argmax(axis=0)
            known = rungs.max(axis=0) >= 0
            rung = np.maximum(np.where(known, rungs.max(axis=0), rung), self.least)
            told = np.where(known, best + first, told)
        if self.has_wish and wished is not None and np.isnan(self.rungs[0]):
            rung = np.where(wished, np.minimum(rung, MOST_WITHOUT_A_LEVEL), rung)
        if self.has_wish and not np.isnan(self.rungs[0]):
            rung = np.where(in_trade[0], believed(self.rungs[0], rung), rung)
            told = np.where(in_trade[0], 0, told)
        return rung, told


def believed(wish: float | Values, held: Values) -> Values:
    """Return the rung of who wishes for another: down and a step up at their word, beyond that little."""
    gap = wish - held
    up = np.minimum(gap, _BELIEVED_STEP) + _BELIEVED_BEYOND * np.maximum(0.0, gap - _BELIEVED_STEP)
    rung: Values = held + up
    return rung


def ladder_of(wish: str | None, held: Sequence[str], years: float | None) -> Ladder:
    """Return how far up a person stands by a wish, the titles held (latest first) and the years worked."""
    by_years = _by_years(years)
    levels = [told_level(title) for title in held]
    rungs: list[float] = []
    told_by: list[str | None] = []
    for title, level in zip(held, levels, strict=True):
        if level is None or (by_years is Level.SENIOR and Level.INTERN < level < by_years):
            rungs.append(_UNKNOWN_RUNG if years is None else _rung_of(years))
            told_by.append(None)
        else:
            rungs.append(_rung_told(level, years))
            told_by.append(title)
    least = max(rungs[:LATEST_TITLES], default=0.0) - FURTHEST_DOWN
    if wish is not None:
        wished = told_level(wish)
        rungs.insert(0, np.nan if wished is None else _rung_told(wished, years))
        told_by.insert(0, wish)
    alone = _OUTSIDE_RUNG if by_years is None else float(RUNGS[by_years])
    outside = min(alone, _OUTSIDE_RUNG) if held else alone
    return Ladder(np.array(rungs, np.float64), tuple(told_by), outside, least, wish is not None)


def _by_years(years: float | None) -> Level | None:
    if years is None:
        return None
    if years < _BEGINNER_YEARS:
        return Level.JUNIOR
    return Level.NORMAL if years < _SENIOR_YEARS else Level.SENIOR


def begins_with_oldest(jobs: Sequence[ExperienceEntry]) -> bool:
    """Return whether jobs stand in the order in which they were held."""
    starts = [_month(job.period.start, 1) for job in jobs if job.period.start is not None]
    return bool(starts) and len(starts) == len(jobs) and starts[0] < starts[-1] and starts == sorted(starts)


def _rung_told(level: Level, years: float | None) -> float:
    """Return the rung of a level that a title says: who manages after few years does so further down."""
    rung = float(RUNGS[max(level, Level.JUNIOR)])
    usual = _USUAL_YEARS.get(level)
    return rung if usual is None or years is None else rung - _RUNG_A_MANAGERS_YEAR * max(0.0, usual - years)


def _rung_of(years: float) -> float:
    """Return the rung of years worked, on the line of what positions ask for; a beginner is below it."""
    if years < _BEGINNER_YEARS:
        return float(RUNGS[Level.JUNIOR] + (_ENTRY_RUNG - RUNGS[Level.JUNIOR]) * max(0.0, years))
    return _ENTRY_RUNG + _RUNG_A_YEAR * years if years < _SENIOR_YEARS else float(RUNGS[Level.SENIOR])


def years_worked(
    stated: float | None, jobs: Sequence[ExperienceEntry], studies: Sequence[EducationEntry], *, today: date
) -> float | None:
    """Return the years worked: as stated, else those that the jobs cover together after the first degree.

    A resume is as old as it seems: where the studies end after the last job began, it was written then, or
    when the last job ended.
    """
    if stated is not None:
        return stated
    starts = [_month(job.period.start, 1) for job in jobs if job.period.start is not None]
    studied = [entry.period.end for entry in studies if entry.period.end is not None]
    ends = [_month(end, _MONTHS) for end in studied]
    if not starts:
        return None
    now = today.year * _MONTHS + today.month
    # Of a year alone, the studies may have ended before a job of the same year began.
    if studied and max(_month(end, 1) for end in studied) > max(starts):
        left = [_month(job.period.end, _MONTHS) for job in jobs if job.period.end is not None]
        now = min(now, max(ends + left))
    months, reached = 0, min(ends, default=0)
    begun = starts if all(job.period.end is None for job in jobs) else []
    for first, last in sorted(span for job in jobs if (span := _span(job, begun, now)) is not None):
        months += max(0, last - max(first, reached))
        reached = max(reached, last)
    return round(months / _MONTHS, 1)


def _span(job: ExperienceEntry, begun: Sequence[int], now: int) -> tuple[int, int] | None:
    """Return the months a job lasted: without an end until the next that began, but not for ever."""
    start, end = job.period.start, job.period.end
    if start is None:
        return None
    first = _month(start, 1)
    if end is not None:
        last = min(now, _month(end, _MONTHS) + (end.month is not None))
    elif job.period.is_current:
        last = now
    else:
        last = min((each for each in begun if each > first), default=first)
        last = min(now, last, first + _LONGEST_UNTOLD)
    return (first, last) if first < last else None


def _month(day: PartialDate, otherwise: int) -> int:
    return day.year * _MONTHS + (day.month or otherwise)


def _rung_asked(level: int, years: int) -> float:
    """Return the rung of a position: the trade's own and managers are lower where they ask for few years."""
    if level in (0, Level.NORMAL):
        return _ENTRY_RUNG + _RUNG_A_YEAR * years
    missing = max(0.0, _MANAGER_YEARS - years) if level == Level.MANAGER else 0.0
    return float(RUNGS[level]) - _RUNG_A_MANAGERS_YEAR * missing


_RUNGS_ASKED = np.array(
    [[_rung_asked(level, years) for years in range(int(_SENIOR_YEARS) + 1)] for level in range(len(RUNGS))]
)
"""By level and years; more years than those count no more."""


def rungs_of(asked: NDArray[Any], years: NDArray[Any]) -> Values:
    """Return the rungs of positions of these levels, 0 for none, that ask for these years."""
    rungs: Values = _RUNGS_ASKED[asked.astype(np.int64), np.minimum(years, _SENIOR_YEARS).astype(np.int64)]
    return rungs


def level_values(held: Values, asked: Values, *, wished: Values) -> Values:
    """Return 1.0 at the person's rung, less the further a position lies above or below.

    Args:
        held: The person's rung for each position.
        asked: The positions' own.
        wished: How far each position is the very one that the person wishes for: then it is not too low,
            unless it is for beginners.
    """
    steps = asked - held
    over = _COST_ABOVE * np.maximum(0.0, steps - _FREE_ABOVE)
    under = _COST_BELOW * np.maximum(0.0, -steps - _FREE_BELOW)
    under += _COST_FAR_BELOW * np.maximum(0.0, -steps - _FAR_BELOW)
    excused = np.where(asked > RUNGS[Level.JUNIOR], wished, 0.0)
    values: Values = np.maximum(_LOWEST, 1.0 - over - under * (1 - excused))
    return values
