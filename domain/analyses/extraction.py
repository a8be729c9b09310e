"""From a document to the facts it states about a person: the one entrance to the field readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from domain.analyses import (
    age,
    contact,
    degrees,
    education,
    experience,
    history,
    identity,
    interest,
    places,
    salary,
    skills,
    studies,
    years,
)
from domain.analyses.candidates import THRESHOLD, Candidate, T, best
from domain.analyses.evidence import evidence_of
from domain.analyses.models import Analysis, AnalysisField, EducationEntry, Evidence, ExperienceEntry, Gender
from domain.analyses.pairs import find_pairs, personal_blocks
from domain.analyses.sections import Sections, split_sections
from domain.analyses.text import Text, TextLine, as_printed, read_text
from domain.documents.models import BlockKind, Document, Link
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.languages import Language
from domain.vocabulary.pay import read_pay
from domain.vocabulary.traditional import printer, respelt

_MOST_LISTED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The chosen candidate of every field, with the line it was read from.

    `links` are the document's, each with its page: what was read from one has no line.
    """

    language: Language
    name: Candidate[str] | None = None
    age_stated: Candidate[int] | None = None
    birth_date: Candidate[PartialDate] | None = None
    gender: Candidate[Gender] | None = None
    city: Candidate[str] | None = None
    email: Candidate[str] | None = None
    phone: Candidate[str] | None = None
    career_interest: Candidate[str] | None = None
    highest_degree: Candidate[str] | None = None
    years_of_experience: Candidate[float] | None = None
    expected_salary: Candidate[str] | None = None
    schools: tuple[Candidate[str], ...] = ()
    companies: tuple[Candidate[str], ...] = ()
    titles: tuple[Candidate[str], ...] = ()
    skills: tuple[Candidate[str], ...] = ()
    education: tuple[EducationEntry, ...] = ()
    experience: tuple[ExperienceEntry, ...] = ()
    links: tuple[tuple[Link, int], ...] = ()

    def analysis(self) -> Analysis:
        """Return the values, and the evidence for them."""
        pay = read_pay(_value(self.expected_salary) or "")
        low, high = pay.monthly_cny
        return Analysis(
            language=self.language,
            name=_value(self.name),
            age_stated=_value(self.age_stated),
            birth_date=str(self.birth_date.value) if self.birth_date else None,
            gender=_value(self.gender),
            city=_value(self.city),
            email=_value(self.email),
            phone=_value(self.phone),
            career_interest=_value(self.career_interest),
            highest_degree=_value(self.highest_degree),
            years_of_experience=_value(self.years_of_experience),
            expected_salary=_value(self.expected_salary),
            expected_salary_min=low,
            expected_salary_max=high,
            expected_salary_currency=pay.currency,
            schools=tuple(candidate.value for candidate in self.schools),
            companies=tuple(candidate.value for candidate in self.companies),
            titles=tuple(candidate.value for candidate in self.titles),
            skills=tuple(candidate.value for candidate in self.skills),
            education=self.education,
            experience=self.experience,
            evidence=tuple(self._evidence()),
        )

    def candidates(self) -> Iterator[tuple[AnalysisField, int | None, Candidate[Any]]]:
        """Yield what was chosen for every field; with its place in the list, where the field is one."""
        single: dict[AnalysisField, Candidate[Any] | None] = {
            AnalysisField.NAME: self.name,
            # The age of a person who states only a birth date is made of that.
            AnalysisField.AGE: self.age_stated or self.birth_date,
            AnalysisField.BIRTH_DATE: self.birth_date,
            AnalysisField.GENDER: self.gender,
            AnalysisField.CITY: self.city,
            AnalysisField.EMAIL: self.email,
            AnalysisField.PHONE: self.phone,
            AnalysisField.CAREER_INTEREST: self.career_interest,
            AnalysisField.HIGHEST_DEGREE: self.highest_degree,
            AnalysisField.YEARS_OF_EXPERIENCE: self.years_of_experience,
            AnalysisField.EXPECTED_SALARY: self.expected_salary,
        }
        listed: dict[AnalysisField, tuple[Candidate[str], ...]] = {
            AnalysisField.SCHOOLS: self.schools,
            AnalysisField.COMPANIES: self.companies,
            AnalysisField.TITLES: self.titles,
            AnalysisField.SKILLS: self.skills,
        }
        for field, candidate in single.items():
            if candidate is not None:
                yield field, None, candidate
        for field, candidates in listed.items():
            for index, candidate in enumerate(candidates):
                yield field, index, candidate

    def _evidence(self) -> Iterator[Evidence]:
        for field, index, candidate in self.candidates():
            if evidence := evidence_of(field, candidate, index=index, links=self.links):
                yield evidence


def analyse(document: Document) -> Analysis:
    """Return what the document states about the candidate. What it does not state is None or empty."""
    return find(document).analysis()


def find(document: Document) -> Findings:
    """Return the surest candidate of every field, with its place in the document."""
    text = read_text(document)
    found = _find(text)
    spell = printer(as_printed(line.source.text) for line in text.lines)
    return respelt(found, spell, keep=(TextLine, Link)) if spell else found


def _find(text: Text) -> Findings:
    pairs = find_pairs(text)
    sections = split_sections(text, labels=pairs.labels, personal=personal_blocks(text, pairs))
    pairs = pairs.without_bullets(sections)
    email = best(contact.emails(text, pairs, sections))
    name = best(identity.names(text, pairs, sections, email.value if email else None))
    sections = _without_running_lines(sections, name)
    stated = list(degrees.degrees(text, pairs, sections))
    degree = degrees.highest(stated)
    jobs = list(experience.entries(text, pairs, sections))
    schools = list(education.schools(text, pairs, sections))
    return Findings(
        language=text.language,
        name=name,
        age_stated=best(age.ages(text, pairs, sections)),
        birth_date=best(age.births(text, pairs, sections)),
        gender=best(identity.genders(text, pairs, sections)),
        city=best(places.cities(text, pairs, sections)),
        email=email,
        phone=best(contact.phones(text, pairs, sections)),
        career_interest=best(interest.interests(text, pairs, sections, name.source if name else None)),
        highest_degree=Candidate(degree.value.printed, degree.confidence, degree.source) if degree else None,
        years_of_experience=best(years.years(text, pairs, sections)),
        expected_salary=best(salary.salaries(text, pairs, sections)),
        schools=_distinct(schools),
        companies=_distinct(
            Candidate(job.company, job.confidence, job.company_line) for job in jobs if job.company
        ),
        titles=_distinct(Candidate(job.title, job.confidence, job.title_line) for job in jobs if job.title),
        skills=_distinct(skills.skills(pairs, sections)),
        education=studies.education_entries(text, pairs, sections, schools, stated),
        experience=history.experience_entries(jobs, pairs, sections),
        links=text.links,
    )


def _without_running_lines(sections: Sections, name: Candidate[str] | None) -> Sections:
    """Leave out headers, footers and repeated names from the sections."""
    if name is None or name.source is None:
        return sections
    own = name.source.index
    key = "".join(name.value.split()).casefold()

    def runs(line: TextLine) -> bool:
        if line.kind is BlockKind.FOOTER:
            return True
        words = line.compact.casefold()
        beside = len(line.text) < len(name.value) + 30 and (words.startswith(key) or words.endswith(key))
        return line.index != own and len(key) >= 6 and (beside or name.value in line.pieces)

    kept = tuple(
        replace(section, lines=tuple(line for line in section.lines if not runs(line)))
        for section in sections.all
    )
    return replace(sections, all=kept)


def _value(candidate: Candidate[T] | None) -> T | None:
    return candidate.value if candidate else None


def _distinct(candidates: Iterable[Candidate[str]]) -> tuple[Candidate[str], ...]:
    """Return the sure candidates in order, each value once however it is spaced or cased."""
    kept: dict[str, Candidate[str]] = {}
    for candidate in candidates:
        key = re.sub(r"\W", "", candidate.value).casefold()
        if key and candidate.confidence >= THRESHOLD and key not in kept and len(kept) < _MOST_LISTED:
            kept[key] = candidate
    return tuple(kept.values())
