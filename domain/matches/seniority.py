"""How far up the ladder a person stands, and how well the level of a position suits that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.analyses.facts import EducationEntry, ExperienceEntry
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.levels import Level, told_level

RUNGS = np.array([2.0, 0.0, 1.0, 2.0, 2.7, 3.3, 4.0, 5.0])
"""The rung of each `Level` on a ladder where a difference of one is one step; the first is of none."""

_BEGINNER_YEARS = 1.0
_SENIOR_YEARS = 6.0
_LATEST_TITLES = 2
_MONTHS = 12
_STEP_UP = 1.5
_FREE_ABOVE = 0.35
_FREE_BELOW = 0.5
_COST_ABOVE = 0.45
_COST_BELOW = 0.4
_ENTRY_RUNG = 1.4
_RUNG_A_YEAR = 0.2

Values = NDArray[np.float64]


class Standing(NamedTuple):
    """How far up a person stands, and the title that says so; None where the years worked do."""

    level: Level
    title: str | None


def standing_of(titles: Sequence[str], *, wish: str | None, years: float | None) -> Standing | None:
    """Return how far up a person stands: by the titles held last, else by the years worked.

    Args:
        titles: Those held that say a trade, the latest first.
        wish: Whoever wishes for a position up to one step higher, or for a lower one, is taken at that word.
        years: None where nothing tells them.
    """
    held = _held(titles, years)
    wished = told_level(wish) if wish else None
    if wished is Level.INTERN:
        wished = Level.JUNIOR
    if wished is None or (held and RUNGS[wished] - RUNGS[held.level] > _STEP_UP):
        return held
    return Standing(wished, wish)


def _held(titles: Sequence[str], years: float | None) -> Standing | None:
    told = [Standing(level, title) for title in titles if (level := told_level(title)) is not None]
    if titles and all(level is Level.INTERN for level in map(told_level, titles)):
        return Standing(Level.JUNIOR, titles[0])
    latest = [held for held in told if held.title in titles[:_LATEST_TITLES]] or told[:1]
    held = max((some for some in latest if some.level is not Level.INTERN), default=None)
    by_years = _by_years(years)
    if by_years is not None and (held is None or (by_years is Level.SENIOR and held.level < by_years)):
        return Standing(by_years, None)
    return held


def _by_years(years: float | None) -> Level | None:
    if years is None:
        return None
    if years < _BEGINNER_YEARS:
        return Level.JUNIOR
    return Level.NORMAL if years < _SENIOR_YEARS else Level.SENIOR


def years_worked(
    stated: float | None, jobs: Sequence[ExperienceEntry], studies: Sequence[EducationEntry], *, today: date
) -> float | None:
    """Return the years worked: as stated, else those that the jobs cover together after the first degree.

    A resume is as old as it seems: where the studies end after the last job began, it was written then.
    """
    if stated is not None:
        return stated
    starts = [_month(job.period.start, 1) for job in jobs if job.period.start is not None]
    ends = [_month(entry.period.end, _MONTHS) for entry in studies if entry.period.end is not None]
    if not starts:
        return None
    now = today.year * _MONTHS + today.month
    if ends and max(ends) >= max(starts):
        now = min(now, max(ends))
    months, reached = 0, min(ends, default=0)
    for first, last in sorted(span for job in jobs if (span := _span(job, now)) is not None):
        months += max(0, last - max(first, reached))
        reached = max(reached, last)
    return round(months / _MONTHS, 1)


def _span(job: ExperienceEntry, now: int) -> tuple[int, int] | None:
    start, end = job.period.start, job.period.end
    if start is None or (end is None and not job.period.is_current):
        return None
    first = _month(start, 1)
    last = now if end is None else min(now, _month(end, _MONTHS) + (end.month is not None))
    return (first, last) if first < last else None


def _month(day: PartialDate, otherwise: int) -> int:
    return day.year * _MONTHS + (day.month or otherwise)


def rungs_of(asked: NDArray[Any], years: NDArray[Any]) -> Values:
    """Return the rungs of positions: the trade's own position is lower where it asks for few years."""
    entry = _ENTRY_RUNG + _RUNG_A_YEAR * np.minimum(years.astype(np.float64), _SENIOR_YEARS)
    rungs: Values = np.where(np.isin(asked, (0, Level.NORMAL)), entry, RUNGS[asked.astype(np.int64)])
    return rungs


def level_values(standing: Standing | None, rungs: Values, *, wished: Values) -> Values:
    """Return 1.0 at the person's level, less the further a position lies above or below.

    Args:
        standing: How far up the person stands; None where nothing tells it.
        rungs: Of the positions.
        wished: How far each position is the very one that the person wishes for: then it is not too low.
    """
    if standing is None:
        return np.where(rungs >= RUNGS[Level.MANAGER], 0.6, 0.85)
    steps = rungs - RUNGS[standing.level]
    over = _COST_ABOVE * np.maximum(0.0, steps - _FREE_ABOVE)
    under = _COST_BELOW * np.maximum(0.0, -steps - _FREE_BELOW)
    values: Values = np.maximum(0.0, 1.0 - over - under * (1 - wished))
    return values


def steps_between(standing: Standing | None, asked: Level | None) -> float:
    """Return how many steps of a career a position is above a person; 0.0 where either is not known."""
    return 0.0 if standing is None or asked is None else float(RUNGS[asked] - RUNGS[standing.level])
