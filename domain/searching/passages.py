"""The passages of a resume that hold what was searched for, with their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from domain.searching.asking import Phrase, phrases_of
from domain.searching.words import NEXT_PAGE, is_chinese, unmarked
from domain.vocabulary.script import simplified

MOST_PASSAGES: Final = 10
_BEFORE, _LENGTH = 30, 120
_MOST_HITS = 200
_KEPT_PATTERNS = 256


class PassagePart(NamedTuple):
    """A piece of a passage; it matches, or stands around what does."""

    text: str
    matches: bool


class Passage(NamedTuple):
    """A piece of a resume; `page` is None where it is a value, or the name of the file."""

    page: int | None
    parts: tuple[PassagePart, ...]


class _Hit(NamedTuple):
    start: int
    end: int
    phrase: int

    def moved(self, by: int) -> _Hit:
        return _Hit(self.start + by, self.end + by, self.phrase)


class _Found(NamedTuple):
    weight: tuple[int, int]
    page: int | None
    text: str
    hits: list[_Hit]


def passages(*, facts: str, pages: str, text: str, first: int) -> list[Passage]:
    """Return the passages that hold the most of what a text asks for, those of pages before values.

    Args:
        facts: As `marked_facts` returned them.
        pages: As `marked_pages` returned them.
        text: What was searched for, see `phrases_of`.
        first: How many there may be.
    """
    patterns = _patterns(text)
    found: list[_Found] = []
    for number, page in enumerate(unmarked(pages).split(NEXT_PAGE), start=1):
        found += _windows(page, number, patterns)
    if not found:
        found = list(_windows(unmarked(facts), None, patterns))
    best = sorted(found, key=lambda each: each.weight, reverse=True)[:first]
    return [Passage(each.page, tuple(_parts(each))) for each in best]


def _windows(text: str, page: int | None, patterns: Sequence[re.Pattern[str]]) -> Iterator[_Found]:
    plain = simplified(text)
    hits = sorted(
        _Hit(match.start(), match.end(), number)
        for number, pattern in enumerate(patterns)
        for match, _ in zip(pattern.finditer(plain), range(_MOST_HITS), strict=False)
    )
    while hits:
        start = max(0, hits[0].start - _BEFORE)
        end = max(start + _LENGTH, hits[0].end)
        inside = [hit for hit in hits if hit.end <= end]
        hits = [hit for hit in hits if hit.start >= end]
        weight = (len({hit.phrase for hit in inside}), len(inside))
        yield _Found(weight, page, text[start:end], [hit.moved(-start) for hit in inside])


def _parts(found: _Found) -> Iterator[PassagePart]:
    done = 0
    for hit in found.hits:
        if hit.start < done:
            continue
        if done < hit.start:
            yield PassagePart(_on_one_line(found.text[done : hit.start]), False)
        yield PassagePart(_on_one_line(found.text[hit.start : hit.end]), True)
        done = hit.end
    if done < len(found.text):
        yield PassagePart(_on_one_line(found.text[done:]), False)


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")


@lru_cache(_KEPT_PATTERNS)
def _patterns(text: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(_pattern, phrases_of(text)))


def _pattern(phrase: Phrase) -> re.Pattern[str]:
    joined = r"[\W_]{0,9}".join(re.escape(simplified(word)) for word in phrase.words)
    first, last = phrase.words[0], phrase.words[-1]
    before = "" if is_chinese(first) else r"(?<![^\W_])"
    behind = "" if is_chinese(last) or phrase.is_prefix else r"(?![^\W_])"
    return re.compile(before + joined + behind, re.IGNORECASE)
