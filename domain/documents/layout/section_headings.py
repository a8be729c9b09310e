"""Headings that every reader knows: where both sides of a page hold some, they are columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from domain.documents.layout.phrases import Phrase
from domain.vocabulary.lexicons import lexicon

_WORDS: Final = lexicon("headings")
_HEADINGS: Final = frozenset(_WORDS.words(*(group for group in _WORDS.groups() if group != "document")))
_ENDS: Final = tuple(word for word in lexicon("heading_ends").words() if not word.isascii())
_NOTE: Final = re.compile(r"(?<=\w{4})[(（][^()（）]{1,20}[)）]$")
_LONGEST: Final = 26
_CHINESE_LENGTHS: Final = range(4, 11)
_FLUSH: Final = 2.0
_LEVEL: Final = 2.5
_FEWEST_FLUSH: Final = 2


def have_sections(left: Sequence[Phrase], right: Sequence[Phrase]) -> bool:
    """Tell whether each of two sides has a section of its own, set flush with what stands in it.

    A head of a table is none: what stands beside it is set like it, and is no heading.
    """
    of_right = [phrase for phrase in right if is_heading(phrase)]
    of_left = [phrase for phrase in left if is_heading(phrase)] if of_right else []
    return any(_is_flush(each, left) for each in of_left) and any(
        _is_flush(each, right) and not _is_head(each, left, of_left) for each in of_right
    )


def is_heading(phrase: Phrase) -> bool:
    """Tell whether a phrase is a known heading set as one: bold, or in capitals."""
    if not 2 <= len(phrase.glyphs) <= _LONGEST:
        return False
    if not (phrase.bold or phrase.glyphs[0].text.isupper()):
        return False
    text = "".join(glyph.text for glyph in phrase.glyphs).strip(" \t:：")
    return (phrase.bold or text.isupper()) and "".join(text.casefold().split()) in _HEADINGS


def is_heading_text(text: str) -> bool:
    """Tell whether a text is a heading, by its words alone."""
    key = _NOTE.sub("", "".join(text.strip(" \t:：").casefold().split()))
    return key in _HEADINGS or (len(key) in _CHINESE_LENGTHS and key.endswith(_ENDS))


def _is_flush(heading: Phrase, side: Sequence[Phrase]) -> bool:
    return sum(abs(each.left - heading.left) <= _FLUSH for each in side) > _FEWEST_FLUSH


def _is_head(heading: Phrase, left: Sequence[Phrase], headings: Sequence[Phrase]) -> bool:
    beside = [each for each in left if abs(each.baseline - heading.baseline) <= _LEVEL]
    return any(each.bold == heading.bold and each not in headings for each in beside)
