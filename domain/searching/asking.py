"""What is searched for: phrases, each of which a resume must hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from domain.searching.words import coarse_pieces, is_chinese, is_known, words

MOST_PHRASES: Final = 24
LONGEST_WORD: Final = 255

_KEPT_TEXTS = 512
_QUOTED_OR_NOT = re.compile(r'["“”]([^"“”]*)["“”]|([^\s"“”]+)')


class Phrase(NamedTuple):
    """Words that follow each other; the last one may be the beginning of a longer one."""

    words: tuple[str, ...]
    is_prefix: bool = False


@lru_cache(_KEPT_TEXTS)
def phrases_of(text: str) -> tuple[Phrase, ...]:
    """Return what a text asks for: its words, and whole what stands in quotation marks.

    `kube*` asks for what begins so. Chinese that is written without spaces is taken apart into its words.
    """
    found: dict[Phrase, None] = {}
    for quoted, plain in _QUOTED_OR_NOT.findall(text):
        for part in (quoted,) if quoted else _parts(plain.rstrip("*")):
            phrase = _phrase(part, wild=plain.endswith("*") and plain.rstrip("*").endswith(part))
            if phrase is not None:
                found[phrase] = None
    return tuple(found)[:MOST_PHRASES]


def _parts(text: str) -> Iterator[str]:
    """Yield what need not stand together.

    Single characters, such as names are made of, stay with what is before them, or behind the first.
    """
    part, is_open = "", False
    for piece in coarse_pieces(text):
        chinese = is_chinese(piece)
        joins = not part or is_open or len(piece) == 1 or not (chinese or is_chinese(part[-1]))
        if not joins:
            yield part
            part = ""
        is_open = chinese and len(part + piece) == 1
        part += piece
    if part:
        yield part


def _phrase(text: str, *, wild: bool) -> Phrase | None:
    found = tuple(word[:LONGEST_WORD] for word in words(text))
    if not found:
        return None
    # A character alone, or what the dictionary does not know, may be the beginning of a word.
    (first, *others) = found
    return Phrase(found, wild or (not others and is_chinese(first) and not is_known(first)))
