"""Where the letters of a line stand, as near as the edges of its words and the widths of letters tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.documents.characters import is_wide, words_of
from domain.documents.models import Box

# In ems.
_NARROW: Final = frozenset("iljtfr.,;:'|!()[]{}/\\- ")
_BROAD: Final = frozenset("mw@%&ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def letter_edges(text: str, box: Box, words: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """Return the left and right edge of each letter.

    Args:
        words: The edges of the words of the text; nothing where they are not known.
    """
    parts = words_of(text)
    if len(parts) != len(words):
        return list(_spread(text, box.left, box.right))
    edges: list[tuple[float, float]] = []
    for part, (left, right) in zip(parts, words, strict=True):
        last = edges[-1][1] if edges else left
        edges += [(last, left)] * (part.start() - len(edges))
        edges += _spread(part[0], left, right)
    return edges + [(box.right, box.right)] * (len(text) - len(edges))


def _spread(text: str, left: float, right: float) -> Iterator[tuple[float, float]]:
    widths = [_width(letter) for letter in text]
    scale = (right - left) / (sum(widths) or 1.0)
    done = left
    for width in widths:
        yield done, done + width * scale
        done += width * scale


def _width(letter: str) -> float:
    if is_wide(letter):
        return 1.0
    if letter in _NARROW:
        return 0.3
    return 0.7 if letter in _BROAD else 0.53
