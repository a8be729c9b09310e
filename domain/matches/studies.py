"""What trades the subjects of a person's studies lead to."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import has_chinese, simplified
from domain.vocabulary.words import plain


class _Subject(NamedTuple):
    units: tuple[int, ...]
    pattern: re.Pattern[str]


@remembered
def units_of(subject: str) -> tuple[int, ...]:
    """Return the unit groups of ISCO-08 that a subject leads to, the nearest first; none where unknown."""
    text = simplified(plain(subject))
    return next((row.units for row in _subjects() if row.pattern.search(text)), ())


@cache
def _subjects() -> tuple[_Subject, ...]:
    table = files("domain.matches").joinpath("data/studies.tsv").read_text(encoding="utf-8")
    return tuple(_subject(line) for line in table.splitlines() if line and not line.startswith("#"))


def _subject(line: str) -> _Subject:
    units, words = line.split("\t")
    sources = [
        re.escape(word) if has_chinese(word) else rf"\b{re.escape(word)}" for word in words.split("; ")
    ]
    return _Subject(tuple(map(int, units.split())), re.compile("|".join(sources)))
