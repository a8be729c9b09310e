"""A file as others export it, with what must come of its first row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from domain.positions.importing.models import Posting
from tests.domain.positions.importing.helpers import read, written

Told = tuple[float | None, float | None, str | None, str | None]


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file, and what its first posting says; what is None is not looked at.

    Attributes:
        pay: The least and the most, the currency and the period.
    """

    file: str
    content: str
    title: str
    company: str | None = None
    city: str | None = None
    pay: Told | None = None
    months: float | None = None
    years: int | None = None
    degree: str | None = None
    skills: tuple[str, ...] | None = None
    url: str | None = None
    given_id: str | None = None
    text: str | None = None


def read_as(export: Export, folder: Path) -> Export:
    """Return the file with what is read of its first row, as far as the export says something of that."""
    encoding = "utf-16-le" if export.content.startswith("\ufeff") else "utf-8"
    path = written(folder, export.content, export.file, encoding=encoding)
    first = next(row for row in read(path) if isinstance(row, Posting))
    pay = first.salary
    found: dict[str, Any] = {
        "title": first.title_zh or first.title_en,
        "company": first.company,
        "city": first.city,
        "pay": (None, None, None, None) if pay is None else (pay.low, pay.high, pay.currency, pay.period),
        "months": None if pay is None else pay.months,
        "years": first.years_min,
        "degree": first.degree.name,
        "skills": first.skills,
        "url": first.url,
        "given_id": first.given_id,
        "text": first.description,
    }
    return replace(export, **{key: value for key, value in found.items() if getattr(export, key) is not None})
