"""What is kept of a resume to be searched, with the marks of `domain.searching.words`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from domain.analyses.declaring import Many, One, plain
from domain.analyses.fields import (
    CAREER_INTEREST,
    CITY,
    COMPANIES,
    EDUCATION,
    EMAIL,
    EXPERIENCE,
    HIGHEST_DEGREE,
    NAME,
    PHONE,
    SCHOOLS,
    SKILLS,
    TITLES,
)
from domain.analyses.models import Analysis
from domain.searching.words import NEXT_PAGE, marked, unmarked

LONGEST_FACTS: Final = 20_000

_SEARCHED: Final[tuple[One[Any] | Many[Any], ...]] = (
    NAME,
    CAREER_INTEREST,
    CITY,
    EMAIL,
    PHONE,
    HIGHEST_DEGREE,
    TITLES,
    SKILLS,
    COMPANIES,
    SCHOOLS,
)


def marked_pages(pages: Sequence[str]) -> str:
    """Return the text of pages as it is kept."""
    return NEXT_PAGE.join(map(marked, pages))


def marked_facts(file_name: str, analysis: Analysis | None, *, pages: str = "") -> str:
    """Return the values of an analysis as they are kept, and the name of the file with them.

    Args:
        pages: As `marked_pages` returned them. What people did at work is long, and is left out where
            these tell it.
    """
    found = [file_name]
    if analysis is not None:
        for field in _SEARCHED:
            if isinstance(field, Many):
                found += [str(plain(each)) for each in analysis[field]]
            elif (value := analysis[field]) is not None:
                found.append(str(field.write(value)[0]))
        found += [entry.major for entry in analysis[EDUCATION] if entry.major]
        found += _not_among(pages, [entry.summary for entry in analysis[EXPERIENCE] if entry.summary])
    lines = dict.fromkeys(" ".join(value.split()) for value in found)
    return marked("\n".join(lines)[:LONGEST_FACTS])


def _not_among(pages: str, texts: list[str]) -> list[str]:
    printed = "".join(unmarked(pages).split())
    lines = [line for text in texts for line in text.splitlines()]
    return [line for line in lines if "".join(line.split()) not in printed]
