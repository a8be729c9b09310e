from __future__ import annotations

from dataclasses import replace

from domain.analyses.arbitration import ADDED, ALONE, LEFT_OUT, REPLACED, arbitrated_jobs, arbitrated_schools
from domain.analyses.candidates import Candidate
from domain.analyses.employments import FoundJob
from domain.analyses.entries import FoundPeriod, PlacedText
from domain.analyses.readers import Readers
from domain.analyses.tagging.atoms import rows_of
from domain.analyses.tagging.features import Kind
from domain.analyses.tagging.spans import Span, Tagging
from domain.analyses.text import TextLine, key_of, read_text
from tests.domain.analyses.documents import document

TEXT = """\
WORK EXPERIENCE
Oak Bakery, Leeds   2019 - 2021
Head Baker
Elm Clinic   2015 - 2018
Nurse
EDUCATION
Ash College   2012 - 2015
"""


class Resume:
    """A resume of which the model says what a test lets it say."""

    def __init__(self, *said: tuple[Kind, str, float]) -> None:
        self.readers = Readers(read_text(document(TEXT)))
        told: dict[int, list[tuple[str, dict[Kind, float]]]] = {}
        spans = []
        for kind, text, probability in said:
            line = self.line(text)
            told.setdefault(line.index, []).append(
                (key_of(text), {other: probability if other is kind else 0.0 for other in Kind})
            )
            if probability >= 0.5:
                spans.append(Span(kind, text, line, probability))
        self.tagging = Tagging(rows_of(self.readers.sections), spans, {}, told)

    def line(self, text: str) -> TextLine:
        return next(line for line in self.readers.text.lines if text in line.text)

    def jobs(self, *jobs: FoundJob) -> list[tuple[str | None, str | None]]:
        found = arbitrated_jobs(jobs, (), self.tagging, self.readers.sections)
        return [(job.company, job.title) for job in found]

    def job(self, company: str | None, title: str | None) -> FoundJob:
        return FoundJob.of(
            PlacedText(company, self.line(company)) if company else None,
            PlacedText(title, self.line(title)) if title else None,
            confidence=0.9,
        )


def test_what_the_model_is_sure_of_joins_the_employment_it_stands_beside() -> None:
    resume = Resume((Kind.COMPANY, "Oak Bakery", 0.9), (Kind.TITLE, "Head Baker", ADDED))
    assert resume.jobs(resume.job("Oak Bakery", None)) == [("Oak Bakery", "Head Baker")]


def test_what_the_model_is_sure_of_makes_an_employment_of_its_own() -> None:
    resume = Resume((Kind.COMPANY, "Elm Clinic", 0.9), (Kind.TITLE, "Nurse", 0.8))
    job = resume.job("Oak Bakery", "Head Baker")
    assert resume.jobs(job) == [("Oak Bakery", "Head Baker"), ("Elm Clinic", "Nurse")]


def test_what_the_model_is_not_sure_of_is_not_added() -> None:
    assert Resume((Kind.TITLE, "Nurse", ADDED - 0.01)).jobs() == []


def test_what_the_model_takes_for_nothing_is_left_out() -> None:
    resume = Resume((Kind.COMPANY, "Leeds", LEFT_OUT / 2), (Kind.TITLE, "Head Baker", 0.9))
    assert resume.jobs(resume.job("Leeds", "Head Baker")) == [(None, "Head Baker")]
    assert Resume((Kind.COMPANY, "Leeds", LEFT_OUT / 2)).jobs(resume.job("Leeds", None)) == []


def test_what_the_rules_found_stays_where_the_model_is_in_doubt_or_has_not_looked() -> None:
    doubted = Resume((Kind.COMPANY, "Leeds", LEFT_OUT))
    assert doubted.jobs(doubted.job("Leeds", None)) == [("Leeds", None)]
    assert Resume().jobs(doubted.job("Leeds", None)) == [("Leeds", None)]


def test_the_models_bounds_take_the_place_of_the_rules_bounds_of_a_title() -> None:
    resume = Resume((Kind.TITLE, "Head Baker", REPLACED), (Kind.COMPANY, "Oak Bakery, Leeds", 1.0))
    title = resume.job(None, "Head")
    assert resume.jobs(title, resume.job("Oak Bakery", None)) == [(None, "Head Baker"), ("Oak Bakery", None)]


def test_one_span_alone_makes_an_employment_only_where_it_is_dated_and_nearly_sure() -> None:
    assert Resume((Kind.COMPANY, "Elm Clinic", ALONE)).jobs() == [("Elm Clinic", None)]
    assert Resume((Kind.COMPANY, "Elm Clinic", ALONE - 0.01)).jobs() == []


def test_a_whole_dated_employment_of_the_rules_has_to_be_less_likely_to_go() -> None:
    resume = Resume((Kind.COMPANY, "Oak Bakery", LEFT_OUT * 0.9), (Kind.TITLE, "Head Baker", 1.0))
    job = resume.job("Oak Bakery", "Head Baker")
    dated = replace(job, period=FoundPeriod.of(resume.readers.sections.mark(resume.line("Oak Bakery"))))
    assert resume.jobs(job) == [(None, "Head Baker")]
    assert resume.jobs(dated) == [("Oak Bakery", "Head Baker")]


def test_what_a_tables_header_or_a_sentence_says_stays() -> None:
    resume = Resume((Kind.COMPANY, "Oak Bakery", 0.0), (Kind.TITLE, "Head Baker", 0.0))
    job = replace(resume.job("Oak Bakery", "Head Baker"), is_said=True)
    assert resume.jobs(job) == [("Oak Bakery", "Head Baker")]


def test_nothing_among_the_schools_makes_an_employment() -> None:
    assert Resume((Kind.COMPANY, "Ash College", 1.0)).jobs() == []


def test_schools_are_weighed_too() -> None:
    resume = Resume((Kind.SCHOOL, "Ash College", 0.9), (Kind.SCHOOL, "Elm Clinic", LEFT_OUT / 2))
    found = arbitrated_schools(
        [Candidate("Elm Clinic", 0.7, resume.line("Elm Clinic"))], resume.tagging, resume.readers.sections
    )
    assert [(school.value, round(school.confidence, 2)) for school in found] == [("Ash College", 0.95)]
