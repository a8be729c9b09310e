"""What a person may state of a resume in a reading's place: the rules of single fields and of entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from domain.analyses.declaring import Cell
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.degrees import Degree, read_degree
from domain.vocabulary.pay import Pay, read_pay

NumberT = TypeVar("NumberT", int, float)


def within(number: Callable[[Any], NumberT], most: NumberT) -> Callable[[Any], NumberT | None]:
    """Return what takes numbers from 0 to the largest one."""
    return lambda value: number(value) if 0 <= value <= most else None


def address(text: str) -> str | None:
    """Return an e-mail address as it is written."""
    local, at, host = text.partition("@")
    return text if at and local and "." in host.strip(".") and not any(map(str.isspace, text)) else None


def degree_named(text: str) -> Degree | None:
    """Return the degree that a text names."""
    return read_degree(text)


def pay_named(text: str) -> Pay | None:
    """Return the pay that a text tells, a figure or that it is negotiated."""
    pay = read_pay(text)
    return pay if pay.is_told or pay.negotiable else None


def study_stated(parts: Mapping[str, Cell]) -> Mapping[str, Cell] | None:
    """Return the parts of a time at a school with the level of its degree."""
    named = parts["degree"]
    degree = None if named is None else read_degree(str(named))
    if not parts["school"] or (named is not None and degree is None):
        return None
    level = None if degree is None else int(degree.level)
    return _in_order({**parts, "degree_level": level})


def work_stated(parts: Mapping[str, Cell]) -> Mapping[str, Cell] | None:
    """Return the parts of an employment, which names the employer or the title."""
    return _in_order(parts) if parts["company"] or parts["title"] else None


def _in_order(parts: Mapping[str, Cell]) -> Mapping[str, Cell] | None:
    start, end = (None if at is None else PartialDate.parse(str(at)) for at in (parts["start"], parts["end"]))
    if end is not None and (parts["is_current"] or (start is not None and _ends_before(end, start))):
        return None
    return parts


def _ends_before(end: PartialDate, start: PartialDate) -> bool:
    # A year alone holds all its months.
    if end.year != start.year:
        return end.year < start.year
    return None not in (end.month, start.month) and end < start
