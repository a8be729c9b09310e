"""Degrees, pay and entries as the cells of stored analyses, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.analyses.declaring import Cell
from domain.analyses.facts import EducationEntry, Evidence, ExperienceEntry
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.degrees import Degree, DegreeLevel
from domain.vocabulary.pay import Pay, PayPeriod

if TYPE_CHECKING:
    from domain.vocabulary.periods import Period


def read_degree(printed: str, level: int | None) -> Degree | None:
    """Return the degree of its cells; none without a level."""
    return None if level is None else Degree(DegreeLevel(level), printed)


def pay_cells(pay: Pay) -> tuple[Cell, ...]:
    """Return the cells of an expected pay."""
    period = None if pay.period is None else pay.period.value
    ends = (*pay.monthly_cny, pay.currency, pay.low, pay.high)
    return (pay.printed, *ends, period, pay.months, pay.negotiable)


def read_pay(
    printed: str,
    _month_low: int | None,
    _month_high: int | None,
    currency: str | None,
    low: float | None,
    high: float | None,
    period: str | None,
    months: float | None,
    negotiable: bool | None,
) -> Pay:
    """Return the pay that its cells tell; the monthly amounts follow from the others."""
    return Pay(
        printed=printed,
        low=low,
        high=high,
        currency=currency,
        period=None if period is None else PayPeriod(period),
        months=months,
        negotiable=bool(negotiable),
    )


def _period_cells(period: Period) -> dict[str, Cell]:
    return {
        "start": None if period.start is None else str(period.start),
        "end": None if period.end is None else str(period.end),
        "is_current": period.is_current,
    }


def _read_period(start: str | None, end: str | None, is_current: bool) -> Period:
    # A server that starts reads no periods yet, and they take a while to load.
    from domain.vocabulary.periods import Period

    return Period(
        start=None if start is None else PartialDate.parse(start),
        end=None if end is None else PartialDate.parse(end),
        is_current=is_current,
    )


def education_cells(entry: EducationEntry) -> dict[str, Cell]:
    """Return the cells of a time at a school."""
    degree = entry.degree
    return {
        "school": entry.school,
        "degree": None if degree is None else degree.printed,
        "degree_level": None if degree is None else int(degree.level),
        "major": entry.major,
        **_period_cells(entry.period),
    }


def read_education(
    *,
    school: str,
    degree: str | None,
    degree_level: int | None,
    major: str | None,
    start: str | None,
    end: str | None,
    is_current: bool,
    evidence: Evidence,
) -> EducationEntry:
    """Return the time at a school that its cells tell."""
    return EducationEntry(
        school=school,
        degree=None if degree is None else read_degree(degree, degree_level),
        major=major,
        period=_read_period(start, end, is_current),
        evidence=evidence,
    )


def experience_cells(entry: ExperienceEntry) -> dict[str, Cell]:
    """Return the cells of an employment."""
    return {
        "company": entry.company,
        "title": entry.title,
        **_period_cells(entry.period),
        "summary": entry.summary,
    }


def read_experience(
    *,
    company: str | None,
    title: str | None,
    start: str | None,
    end: str | None,
    is_current: bool,
    summary: str | None,
    evidence: Evidence,
) -> ExperienceEntry:
    """Return the employment that its cells tell."""
    return ExperienceEntry(
        company=company,
        title=title,
        period=_read_period(start, end, is_current),
        summary=summary,
        evidence=evidence,
    )
