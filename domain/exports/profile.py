"""What an analysis says of a person, as exports tell it: values and entries, without where they were read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields
from typing import Any, Final

import orjson

from domain.analyses.columns import AnalysisColumn
from domain.analyses.declaring import Entries, Many, One, plain
from domain.analyses.facts import Gender
from domain.analyses.fields import FIELDS
from domain.analyses.models import Analysis
from domain.exports.occupations import Occupation
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A time, as precise as it is known."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A time at a school."""

    school: str
    degree: str | None = None
    major: str | None = None
    span: Span = Span()


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment:
    """A time of work; `tasks` are the lines that say what was done."""

    company: str | None = None
    title: str | None = None
    span: Span = Span()
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person; what the resume does not state is None or empty.

    Attributes:
        occupations: What the titles held name, where that was asked for.
    """

    language: Language
    name: str | None = None
    birth_date: PartialDate | None = None
    age_stated: int | None = None
    gender: Gender | None = None
    city: str | None = None
    email: str | None = None
    phone: str | None = None
    career_interest: str | None = None
    highest_degree: str | None = None
    years_of_experience: float | None = None
    expected_salary: str | None = None
    skills: tuple[str, ...] = ()
    education: tuple[Study, ...] = ()
    experience: tuple[Employment, ...] = ()
    occupations: tuple[Occupation, ...] = ()


_HELD: Final = frozenset(each.name for each in dataclass_fields(Profile))
READ: Final = (
    AnalysisColumn.LANGUAGE,
    *(AnalysisColumn(part.name) for field in FIELDS for part in field.columns if part.name in _HELD),
)
"""What is read of a stored analysis."""
_LISTS: Final = frozenset(field.name for field in FIELDS if not isinstance(field, One))
_TELLING: Final = _HELD & {part.name for field in FIELDS if field.tells_who for part in field.columns}


def without_who(profile: Profile) -> Profile:
    """Return a person without what tells who it is, or of which age or gender, as far as fields can."""
    nothing: dict[str, Any] = dict.fromkeys(_TELLING)
    # What somebody did in their own words may name them.
    jobs = tuple(replace(job, tasks=()) for job in profile.experience)
    return replace(profile, **nothing, experience=jobs)


def profile_of_row(cells: Mapping[str, Any]) -> Profile:
    """Return what a stored analysis says, given the values of the columns `READ` by their names."""
    return _profile({name: orjson.loads(cell) if name in _LISTS else cell for name, cell in cells.items()})


def profile_of(analysis: Analysis) -> Profile:
    """Return what an analysis says that was just made."""
    cells: dict[str, Any] = {"language": analysis.language.value}
    for field in FIELDS:
        if isinstance(field, One):
            value = analysis[field]
            written = (None,) * len(field.columns) if value is None else field.write(value)
            cells.update(zip((column.name for column in field.columns), written, strict=True))
        elif isinstance(field, Many):
            cells[field.name] = [plain(value) for value in analysis[field]]
        elif isinstance(field, Entries):
            cells[field.name] = [field.cells(entry) for entry in analysis[field]]
    return _profile(cells)


def _profile(cells: Mapping[str, Any]) -> Profile:
    return Profile(
        language=Language(cells["language"]),
        name=cells["name"],
        birth_date=_read(PartialDate.parse, cells["birth_date"]),
        age_stated=cells["age_stated"],
        gender=_read(Gender, cells["gender"]),
        city=cells["city"],
        email=cells["email"],
        phone=cells["phone"],
        career_interest=cells["career_interest"],
        highest_degree=cells["highest_degree"],
        years_of_experience=cells["years_of_experience"],
        expected_salary=cells["expected_salary"],
        skills=tuple(cells["skills"]),
        education=tuple(map(_study, cells["education"])),
        experience=tuple(map(_employment, cells["experience"])),
    )


def _study(entry: Mapping[str, Any]) -> Study:
    return Study(
        school=entry["school"],
        degree=entry["degree"],
        major=entry["major"],
        span=_span(entry),
    )


def _employment(entry: Mapping[str, Any]) -> Employment:
    return Employment(
        company=entry["company"],
        title=entry["title"],
        span=_span(entry),
        tasks=tuple((entry["summary"] or "").splitlines()),
    )


def _span(entry: Mapping[str, Any]) -> Span:
    return Span(
        start=_read(PartialDate.parse, entry["start"]),
        end=_read(PartialDate.parse, entry["end"]),
        is_current=entry["is_current"],
    )


def _read(read: Callable[[Any], Any], cell: object) -> Any:
    return None if cell is None else read(cell)
