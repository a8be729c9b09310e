"""The readers over one document: what several of them need is read once.

Here the values that they find get their types. Each reader names the field that it reads, not the other way
round: a server needs the fields alone, and starts sooner without the readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any, Final, TypeVar, overload

from domain.analyses import (
    age,
    arbitration,
    cities,
    contact,
    degrees,
    education,
    experience,
    fields,
    gender,
    history,
    identity,
    interest,
    salary,
    skills,
    studies,
    years,
)
from domain.analyses.candidates import Candidate, best
from domain.analyses.declaring import Entries, Field, Many, One
from domain.analyses.degrees import StatedDegree
from domain.analyses.employments import FoundJob
from domain.analyses.facts import EducationEntry, ExperienceEntry, Gender
from domain.analyses.marks import Marks
from domain.analyses.pair_finding import find_pairs
from domain.analyses.pairs import Pairs, personal_blocks
from domain.analyses.sections import Sections, split_sections
from domain.analyses.tagging.model import Weights, shipped
from domain.analyses.tagging.spans import Tagging, tagged
from domain.analyses.text import Text, TextLine
from domain.documents.models import BlockKind
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.degrees import Degree
from domain.vocabulary.pay import Pay, read_pay
from domain.vocabulary.people import PersonName
from domain.vocabulary.phones import PhoneNumber
from domain.vocabulary.places import Place

T = TypeVar("T")
FoundT = TypeVar("FoundT")

Reader = Callable[["Readers"], Iterable[Candidate[T]]]
EntryReader = Callable[["Readers"], Iterable[T]]

_LABELLED = 0.9
_READERS: Final[dict[Field[Any], Callable[[Any], Iterable[Any]]]] = {}


@overload
def reads(field: One[T] | Many[T]) -> Callable[[Reader[T]], Reader[T]]: ...
@overload
def reads(field: Entries[T]) -> Callable[[EntryReader[T]], EntryReader[T]]: ...
def reads(field: Field[Any]) -> Callable[[Any], Any]:
    """Make a function of `Readers` the reader of a field."""

    def known(reader: Callable[[Any], Iterable[Any]]) -> Callable[[Any], Iterable[Any]]:
        _READERS[field] = reader
        return reader

    return known


class Readers:
    """The readers of one document, each of which yields candidates.

    Attributes:
        text: The document's lines.
        pairs: Its labelled values.
        sections: Its sections, without headers, footers and repeated names.
    """

    def __init__(self, text: Text, *, weights: Weights | None = None) -> None:
        """Prepare the readers; `weights` are the model's, unset those that the product ships with."""
        self._weights = weights
        marks = Marks()
        pairs = find_pairs(text, marks)
        self._sections = split_sections(
            text, marks=marks, labels=pairs.labels, personal=personal_blocks(text, pairs)
        )
        self.text: Text = text
        self.pairs: Pairs = pairs.without_bullets(self._sections)

    def candidates(self, field: One[T] | Many[T]) -> Iterable[Candidate[T]]:
        """Return what the field's reader finds, or what stands beside its labels where it has none."""
        if field in _READERS:
            return _READERS[field](self)
        return [
            Candidate(value, _LABELLED, pair.source)
            for pair in self.pairs.of(*field.labels)
            if (value := field.read(pair.value)) is not None
        ]

    def entries(self, field: Entries[T]) -> tuple[T, ...]:
        """Return what the field's reader finds."""
        return tuple(_READERS[field](self))

    @cached_property
    def email(self) -> Candidate[str] | None:
        return best(contact.emails(self.text, self.pairs, self._sections))

    @cached_property
    def name(self) -> Candidate[str] | None:
        address = self.email.value if self.email else None
        return best(identity.names(self.text, self.pairs, self._sections, address))

    @cached_property
    def sections(self) -> Sections:
        return _without_running_lines(self._sections, self.name)

    @cached_property
    def ruled_jobs(self) -> list[FoundJob]:
        return list(experience.entries(self.text, self.pairs, self.sections))

    @cached_property
    def ruled_schools(self) -> list[Candidate[str]]:
        return list(education.schools(self.text, self.pairs, self.sections))

    @cached_property
    def tagging(self) -> Tagging:
        ruled = arbitration.ruled(self.ruled_jobs, self.ruled_schools)
        return tagged(self._weights or shipped(), self.text, self.pairs, self.sections, ruled)

    @cached_property
    def jobs(self) -> list[FoundJob]:
        return arbitration.arbitrated_jobs(self.ruled_jobs, self.schools, self.tagging, self.sections)

    @cached_property
    def schools(self) -> list[Candidate[str]]:
        return arbitration.arbitrated_schools(self.ruled_schools, self.tagging, self.sections)

    @cached_property
    def degrees(self) -> list[Candidate[StatedDegree]]:
        return list(degrees.degrees(self.text, self.pairs, self.sections))

    @reads(fields.EMAIL)
    def emails(self) -> Iterable[Candidate[str]]:
        return _if_any(self.email)

    @reads(fields.NAME)
    def names(self) -> Iterator[Candidate[PersonName]]:
        return _typed(_if_any(self.name), PersonName)

    @reads(fields.AGE)
    def ages(self) -> Iterator[Candidate[int]]:
        return age.ages(self.text, self.pairs, self.sections)

    @reads(fields.BIRTH_DATE)
    def birth_dates(self) -> Iterator[Candidate[PartialDate]]:
        return age.births(self.text, self.pairs, self.sections)

    @reads(fields.GENDER)
    def genders(self) -> Iterator[Candidate[Gender]]:
        return gender.genders(self.text, self.pairs, self.sections)

    @reads(fields.CITY)
    def cities(self) -> Iterator[Candidate[Place]]:
        found = cities.cities(self.text, self.pairs, self.sections)
        # `Holt, Ann` has the look of a town and its county.
        return _typed((one for one in found if self.name is None or one.value != self.name.value), Place)

    @reads(fields.PHONE)
    def phones(self) -> Iterator[Candidate[PhoneNumber]]:
        return _typed(contact.phones(self.text, self.pairs, self.sections), PhoneNumber)

    @reads(fields.CAREER_INTEREST)
    def career_interests(self) -> Iterator[Candidate[str]]:
        line = self.name.source if self.name else None
        held = [job.title for job in self.jobs if job.title]
        return interest.interests(self.text, self.pairs, self.sections, line, held=held)

    @reads(fields.HIGHEST_DEGREE)
    def highest_degrees(self) -> Iterable[Candidate[Degree]]:
        return _if_any(degrees.highest(self.degrees))

    @reads(fields.YEARS_OF_EXPERIENCE)
    def years_of_experience(self) -> Iterator[Candidate[float]]:
        return years.years(self.text, self.pairs, self.sections)

    @reads(fields.EXPECTED_SALARY)
    def expected_salaries(self) -> Iterator[Candidate[Pay]]:
        wish = best(salary.salaries(self.text, self.pairs, self.sections))
        return _typed(_if_any(wish), read_pay)

    @reads(fields.SCHOOLS)
    def school_names(self) -> Iterable[Candidate[str]]:
        return self.schools

    @reads(fields.COMPANIES)
    def companies(self) -> Iterator[Candidate[str]]:
        for job in self.jobs:
            if job.company:
                yield Candidate(job.company, job.company_confidence, job.company_line)

    @reads(fields.TITLES)
    def titles(self) -> Iterator[Candidate[str]]:
        for job in self.jobs:
            if job.title:
                yield Candidate(job.title, job.title_confidence, job.title_line)

    @reads(fields.SKILLS)
    def skills(self) -> Iterable[Candidate[str]]:
        return skills.skills(self.text, self.pairs, self.sections)

    @reads(fields.EDUCATION)
    def education(self) -> tuple[EducationEntry, ...]:
        return studies.education_entries(self.text, self.pairs, self.sections, self.schools, self.degrees)

    @reads(fields.EXPERIENCE)
    def experience(self) -> tuple[ExperienceEntry, ...]:
        return history.experience_entries(self.jobs, self.pairs, self.sections)


def _typed(found: Iterable[Candidate[FoundT]], make: Callable[[FoundT], T]) -> Iterator[Candidate[T]]:
    for candidate in found:
        yield Candidate(make(candidate.value), candidate.confidence, candidate.source)


def _if_any(candidate: Candidate[T] | None) -> tuple[Candidate[T], ...]:
    return () if candidate is None else (candidate,)


def _without_running_lines(sections: Sections, name: Candidate[str] | None) -> Sections:
    """Leave out footers, what stands sideways and repeated names from the sections."""
    own = -1 if name is None or name.source is None else name.source.index
    key = "" if name is None else "".join(name.value.split()).casefold()

    def runs(line: TextLine) -> bool:
        if line.kind in (BlockKind.FOOTER, BlockKind.MARGIN):
            return True
        if name is None:
            return False
        words = line.compact.casefold()
        beside = len(line.text) < len(name.value) + 30 and (words.startswith(key) or words.endswith(key))
        return line.index != own and len(key) >= 6 and (beside or name.value in line.pieces)

    kept = tuple(
        replace(section, lines=tuple(line for line in section.lines if not runs(line)))
        for section in sections.all
    )
    return replace(sections, all=kept)
