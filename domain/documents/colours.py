"""Colours of letters and of what lies below them, and whether that leaves letters to be seen."""

from __future__ import annotations

import re
from typing import Final

from domain.documents.models import Hiding

Colour = tuple[int, int, int]
PAPER: Final[Colour] = (255, 255, 255)
SOMETHING: Final[Colour] = (-255, -255, -255)
"""A colour of which no more is known than that it may stand out from any other."""

_HEXADECIMAL = re.compile(r"#?([0-9a-fA-F]{6})")
_SMALLEST_SIZE = 2.0
# Each part of a colour that cannot be told from white paper is at least this.
_PALE = 235
_ALIKE = 16


def colour_of(printed: str) -> Colour | None:
    """Read `FFFFFF` or `#ffffff`; None for what is no colour, as `auto`."""
    match = _HEXADECIMAL.fullmatch(printed.strip())
    if match is None:
        return None
    red, green, blue = (int(match[1][at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def is_pale(colour: Colour | None) -> bool:
    """Tell whether a colour cannot be told from white paper."""
    return colour is not None and min(colour) >= _PALE


def are_alike(one: Colour | None, other: Colour | None) -> bool:
    """Tell whether two known colours cannot be told from each other."""
    if one is None or other is None:
        return False
    return all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))


def hiding_of(
    *, hidden: bool | None, size: float | None, colour: Colour | None, ground: Colour | None
) -> Hiding | None:
    """Tell why letters are not seen; None where they are, or where that is not known.

    Args:
        hidden: Whether they are marked so.
        size: In points.
        colour: Of the letters; None: the format's own choice.
        ground: What they stand on; None: paper.
    """
    if hidden:
        return Hiding.MARKED
    if size is not None and size <= _SMALLEST_SIZE:
        return Hiding.SIZE
    if colour is None or SOMETHING in (colour, ground):
        return None
    if ground is None or is_pale(ground):
        return Hiding.COLOUR if is_pale(colour) else None
    return Hiding.COLOUR if are_alike(colour, ground) else None
