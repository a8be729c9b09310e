"""What of an analysis deserves a look by a person, the worst first.

A weight is the harm that a wrong value does, from 0 to 1, times how likely it is wrong. Their sum tells which
resumes to look at first, over all values: many small doubts make a mistake. What is likely wrong is listed in
any case, and of the smaller doubts the heaviest where they are what puts a resume first. What somebody has
said is not doubted, except by a newer reading and by other values that contradict it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from domain.analyses.correcting import BY_NAME, Correction, value_of
from domain.analyses.declaring import Entries, Field
from domain.analyses.facts import EducationEntry, ExperienceEntry
from domain.analyses.fields import (
    AGE,
    BIRTH_DATE,
    CAREER_INTEREST,
    CITY,
    COMPANIES,
    EDUCATION,
    EMAIL,
    EXPECTED_SALARY,
    EXPERIENCE,
    GENDER,
    HIGHEST_DEGREE,
    NAME,
    PHONE,
    SCHOOLS,
    SKILLS,
    TITLES,
    YEARS_OF_EXPERIENCE,
)
from domain.analyses.filler import is_filler
from domain.analyses.models import Analysis

DOUBTFUL: Final = 0.7
"""Values below this confidence are listed in any case: three of ten are wrong, or more."""

MOST_ITEMS: Final = 30
_UNTOLD: Final = 0.2
"""What the doubts that are not listed may weigh together, whatever the listed ones do."""
_CONTRADICTED: Final = 0.8
_OFFERED: Final = 0.6
_STANDS_FOR_NOBODY: Final = 0.02
# What was not found most resumes do not state either: counted in the development resumes.
_OVERLOOKED: Final = 0.1
_OVERLOOKED_TITLES: Final = 0.4
_YOUNGEST_AT_WORK: Final = 14
_YEARS_BEYOND: Final = 3
_HARM: Final[Mapping[Field[Any], float]] = {
    NAME: 1.0,
    EMAIL: 0.8,
    PHONE: 0.8,
    HIGHEST_DEGREE: 0.6,
    EXPERIENCE: 0.6,
    EDUCATION: 0.5,
    TITLES: 0.5,
    COMPANIES: 0.5,
    SCHOOLS: 0.5,
    CAREER_INTEREST: 0.5,
    YEARS_OF_EXPERIENCE: 0.4,
    EXPECTED_SALARY: 0.4,
    AGE: 0.3,
    BIRTH_DATE: 0.3,
    GENDER: 0.3,
    CITY: 0.3,
    SKILLS: 0.15,
}
_OTHERWISE: Final = 0.3
"""The harm of a field that is not listed here."""


class ReviewReason(StrEnum):
    """Why a value deserves a look."""

    LOW_CONFIDENCE = "low_confidence"
    CONFLICT = "conflict"
    MISSING = "missing"
    PLACEHOLDER = "placeholder"
    OFFERED = "offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """Something to look at.

    Attributes:
        index: The place in a list, from 0; None for a single value, or the whole list.
        conflicts_with: The name of the field that says otherwise.
    """

    field: str
    index: int | None = None
    reason: ReviewReason
    weight: float
    confidence: float | None = None
    conflicts_with: str | None = None


class Review(NamedTuple):
    """What deserves a look, the worst first and at most `MOST_ITEMS`, and by what resumes are ordered so."""

    items: tuple[ReviewItem, ...]
    weight: float


def review_of(analysis: Analysis, corrections: Iterable[Correction], *, on: date) -> Review:
    """Return what of an analysis deserves a look on a day."""
    said = {each.field.name: each for each in corrections}
    found = [
        *_read(analysis, said),
        *_missing(analysis, said),
        *(item for item in _conflicts(analysis, on) if not {item.field, item.conflicts_with} <= said.keys()),
        *(_item(each.field, ReviewReason.OFFERED, _OFFERED) for each in said.values() if each.is_contested),
    ]
    found.sort(key=lambda item: (-item.weight, item.field, item.index or 0))
    listed = _telling(found)
    return Review(tuple(listed[:MOST_ITEMS]), round(sum(item.weight for item in found), 3))


def _telling(found: Sequence[ReviewItem]) -> list[ReviewItem]:
    """Return what is listed: of smaller doubts so many that the list has half the weight."""
    doubtful = [item.confidence is None or item.confidence < DOUBTFUL for item in found]
    told = sum(item.weight for item, is_doubtful in zip(found, doubtful, strict=True) if is_doubtful)
    untold = sum(item.weight for item in found) - told
    listed = []
    for item, is_doubtful in zip(found, doubtful, strict=True):
        if not is_doubtful and untold > max(told, _UNTOLD):
            told, untold, is_doubtful = told + item.weight, untold - item.weight, True
        if is_doubtful:
            listed.append(item)
    return listed


def _item(
    field: Field[Any],
    reason: ReviewReason,
    likelihood: float,
    *,
    index: int | None = None,
    confidence: float | None = None,
    other: Field[Any] | None = None,
) -> ReviewItem:
    return ReviewItem(
        field=field.name,
        index=index,
        reason=reason,
        weight=round(_HARM.get(field, _OTHERWISE) * likelihood, 3),
        confidence=confidence,
        conflicts_with=None if other is None else other.name,
    )


def _read(analysis: Analysis, said: Collection[str]) -> Iterator[ReviewItem]:
    entries = [(field, entry) for field in (EXPERIENCE, EDUCATION) for entry in _entries(analysis, field)]
    named = {name for _, entry in entries for name in _names(entry)}
    for item in analysis.evidence:
        field = BY_NAME[item.field]
        # What an entry names is told with the entry.
        is_told = field in (COMPANIES, SCHOOLS) and analysis.values[field.name][item.index or 0] in named
        if not is_told and field.name not in said:
            found = value_of(analysis, field)
            value = found if item.index is None else found[item.index]
            yield _likely(field, item.index, item.confidence, value)
    for field in (EXPERIENCE, EDUCATION):
        if field.name not in said:
            for index, entry in enumerate(_entries(analysis, field)):
                yield _likely(field, index, entry.evidence.confidence, *_names(entry))


def _likely(field: Field[Any], index: int | None, confidence: float, *values: object) -> ReviewItem:
    # A placeholder is read as it is printed; it only stands for nobody.
    stands_for_nobody = any(is_filler(field, value) for value in values)
    reason = ReviewReason.PLACEHOLDER if stands_for_nobody else ReviewReason.LOW_CONFIDENCE
    likelihood = _STANDS_FOR_NOBODY if stands_for_nobody else 1 - confidence
    return _item(field, reason, likelihood, index=index, confidence=confidence)


def _entries(analysis: Analysis, field: Entries[Any]) -> Sequence[Any]:
    found: Sequence[Any] = analysis[field]
    return found


def _names(entry: ExperienceEntry | EducationEntry) -> Iterator[str]:
    name = entry.company if isinstance(entry, ExperienceEntry) else entry.school
    if name is not None:
        yield name


def _missing(analysis: Analysis, said: Collection[str]) -> Iterator[ReviewItem]:
    """Yield what most resumes state and matching or calling back needs, unless somebody says it is so."""

    def lacks(*fields: Field[Any]) -> bool:
        return all(field.name not in analysis.values and field.name not in said for field in fields)

    missing = ReviewReason.MISSING
    if lacks(NAME):
        yield _item(NAME, missing, _OVERLOOKED)
    if lacks(EMAIL, PHONE):
        yield _item(EMAIL, missing, _OVERLOOKED / 2)
        yield _item(PHONE, missing, _OVERLOOKED / 2)
    if lacks(EXPERIENCE, EDUCATION):
        yield _item(EXPERIENCE, missing, _OVERLOOKED)
        yield _item(EDUCATION, missing, _OVERLOOKED)
    if lacks(CAREER_INTEREST, TITLES):
        yield _item(TITLES, missing, _OVERLOOKED_TITLES)
    if lacks(HIGHEST_DEGREE) and not lacks(EDUCATION):
        yield _item(HIGHEST_DEGREE, missing, _OVERLOOKED)
    if EXPERIENCE.name not in said:
        for index, job in enumerate(analysis[EXPERIENCE]):
            if job.company is None or job.title is None:
                yield _item(EXPERIENCE, missing, _OVERLOOKED, index=index)


def _conflicts(analysis: Analysis, on: date) -> Iterator[ReviewItem]:
    yield from _conflicts_of_age(analysis, on)
    yield from _conflicts_of_work(analysis, on)
    held = analysis[HIGHEST_DEGREE]
    levels = [entry.degree.level for entry in analysis[EDUCATION] if entry.degree is not None]
    whole = len(levels) == len(analysis[EDUCATION])
    if held is not None and levels and (held.level < max(levels) or (whole and held.level > max(levels))):
        yield _conflict(HIGHEST_DEGREE, EDUCATION)
    for field in (EXPERIENCE, EDUCATION):
        for index, entry in enumerate(_entries(analysis, field)):
            start, end = entry.period.start, entry.period.end
            begins_late = start is not None and start.year > on.year
            if begins_late or (start is not None and end is not None and end.year < start.year):
                yield _conflict(field, field, index=index)


def _conflicts_of_age(analysis: Analysis, on: date) -> Iterator[ReviewItem]:
    stated, born = analysis[AGE], analysis[BIRTH_DATE]
    # A resume may be years old, but not from tomorrow.
    if stated is not None and born is not None and stated > born.years_until(on) + 1:
        yield _conflict(AGE, BIRTH_DATE)
    if born is not None:
        for index, job in enumerate(analysis[EXPERIENCE]):
            if job.period.start is not None and job.period.start.year < born.year + _YOUNGEST_AT_WORK:
                yield _conflict(EXPERIENCE, BIRTH_DATE, index=index)


def _conflicts_of_work(analysis: Analysis, on: date) -> Iterator[ReviewItem]:
    years = analysis[YEARS_OF_EXPERIENCE]
    if years is None:
        return
    starts = [job.period.start.year for job in analysis[EXPERIENCE] if job.period.start is not None]
    if starts and years > on.year - min(starts) + _YEARS_BEYOND:
        yield _conflict(YEARS_OF_EXPERIENCE, EXPERIENCE)
    age = analysis.age(today=on)
    if age is not None and years + _YOUNGEST_AT_WORK > age:
        yield _conflict(YEARS_OF_EXPERIENCE, AGE)


def _conflict(field: Field[Any], other: Field[Any], *, index: int | None = None) -> ReviewItem:
    return _item(field, ReviewReason.CONFLICT, _CONTRADICTED, index=index, other=other)
