"""Employments without any date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from domain.analyses.choosing import choose, is_enough
from domain.analyses.employments import FoundJob
from domain.analyses.entries import PlacedText
from domain.analyses.marks import Mark
from domain.analyses.text import TextLine
from domain.analyses.titles import SURE_TITLE, is_field

_SEVERAL: Final = 2


def undated_jobs(lines: list[TextLine], marks: list[Mark]) -> Iterator[FoundJob]:
    """Read entries without any date: one or two header lines above what was done."""
    alike = sum(_is_title_and_name(mark) for mark in marks)
    number = 0
    while number < len(lines):
        run = [number] if _heads(marks, number) else []
        if run and _heads(marks, number + 1):
            run.append(number + 1)
        for count in range(1, len(run) + 1):
            parts = [replace(part, line=at) for at in range(count) for part in marks[number + at].header]
            choice = choose(parts)
            company, title = choice.company, choice.title
            several = alike >= _SEVERAL and _is_title_and_name(marks[number])
            likely = company is not None and (several or company.firm >= 0.6 or _stands_out(marks, number))
            if company and title and choice.title_text and likely and (several or is_enough(choice)):
                yield FoundJob.of(
                    PlacedText(company.text, lines[number + company.line]),
                    PlacedText(choice.title_text, lines[number + title.line]),
                    confidence=0.75 if count == 1 else 0.7,
                )
                number += count - 1
                break
        number += 1


def _is_title_and_name(mark: Mark) -> bool:
    """Return whether a line is a title and one other name: `Baker, Oak & Ash`."""
    return (
        not mark.line.bullet
        and not mark.is_prose
        and len(mark.header) == 2
        and mark.header[0].title >= SURE_TITLE
        and not is_field(mark.header[1].text)
    )


def _heads(marks: list[Mark], number: int) -> bool:
    return (
        number < len(marks)
        and not marks[number].line.bullet
        and not marks[number].is_prose
        and len(marks[number].line.text) <= 90
    )


def _stands_out(marks: list[Mark], number: int) -> bool:
    """Return whether a line is set apart from the one below that tells what was done."""
    line = marks[number].line
    following = range(number + 1, min(number + 3, len(marks)))
    below = next((marks[other].line for other in following if not _heads(marks, other)), None)
    if below is None:
        return False
    larger = line.size is not None and below.size is not None and line.size > below.size
    return below.bullet or larger or (line.source.bold and not below.source.bold)
