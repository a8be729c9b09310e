"""Where words begin and end: by jieba's dictionary in Chinese, by what is no letter elsewhere.

What is kept to be searched has a mark wherever a word begins that nothing else parts from the one before, so
that a database finds the words without knowing Chinese, and the text without its marks is as it was printed.
Words are as short as the dictionary has them: 工程师 and 软件工程师 both say 工程, whichever it knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from types import ModuleType
from typing import Final

from domain.vocabulary.script import CHINESE, has_chinese, simplified

MARK: Final = "\x1f"
NEXT_PAGE: Final = "\f"

_KEPT_WORDS = 20_000
# Letters of words such as C++ and C#.
_SIGNS = "+#"
_CHINESE_WORD = re.compile(f"[{CHINESE}]+")
_RUN = re.compile(f"[{CHINESE}]+|[^{CHINESE}]+")
_WORD = re.compile(r"(?:[^\W_]|[+#])+")
_NOT_KEPT = str.maketrans({MARK: None, NEXT_PAGE: " ", "\0": None})


def is_chinese(word: str) -> bool:
    """Whether a word is written in Chinese characters."""
    return _CHINESE_WORD.fullmatch(word) is not None


def is_known(word: str) -> bool:
    """Whether the dictionary has a Chinese word."""
    return len(word) > 1 and _jieba().has_word(word)


def marked(text: str) -> str:
    """Return a text with its marks."""
    text = text.translate(_NOT_KEPT)
    parts: list[str] = []
    before = ""
    for piece in pieces(text):
        if before and _run_together(before[-1], piece[0]):
            parts.append(MARK)
        parts.append(piece)
        before = piece
    return "".join(parts)


def unmarked(text: str) -> str:
    """Return a text as it was printed."""
    return text.replace(MARK, "")


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, as a database finds them."""
    return [word.lower() for word in _WORD.findall(marked(text))]


def pieces(text: str) -> Iterator[str]:
    """Yield words and what is between them."""
    for whole in coarse_pieces(text):
        yield from _shortened(whole)


def coarse_pieces(text: str) -> Iterator[str]:
    """Yield words, as long as the dictionary has them, and what is between them."""
    start = 0
    for word in _jieba().cut(_plain(text), False):
        end = start + len(word)
        yield text[start:end]
        start = end


@lru_cache(_KEPT_WORDS)
def _shortened(word: str) -> tuple[str, ...]:
    """Return the shortest words that a word is made of, and the characters that are in none."""
    if len(word) < 3 or not has_chinese(word):
        return (word,)
    if not is_chinese(word):
        return tuple(part for run in _RUN.findall(word) for part in _shortened(run))
    found = _jieba().tokenize(simplified(word), "search", False)
    # The shorter ones come first.
    ends = {start: end for _, start, end in reversed(found) if end - start < len(word)}
    if not ends:
        return (word,)
    starts = [0]
    while starts[-1] < len(word):
        starts.append(ends.get(starts[-1], starts[-1] + 1))
    return tuple(word[start:end] for start, end in pairwise(starts))


def _run_together(before: str, behind: str) -> bool:
    """Whether a database would take two words for one that end and begin with these characters."""
    chinese = has_chinese(before + behind)
    return (chinese or before in _SIGNS or behind in _SIGNS) and all(
        sign.isalnum() or sign in _SIGNS for sign in (before, behind)
    )


def _plain(text: str) -> str:
    """Return a text as the dictionary spells it, of the same length."""
    upper = text.upper()
    if len(upper) != len(text):
        upper = "".join(found if len(found := letter.upper()) == 1 else letter for letter in text)
    return simplified(upper)


def _jieba() -> ModuleType:
    # It takes 0.3 s and 33 MB, which only those pay who index or search.
    import rjieba

    return rjieba
