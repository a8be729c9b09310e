"""A page of a resume, with its text cut where what was read of it begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from domain.documents.models import Box

WIDTHS: Final = (400, 800, 1_200, 2_000)
"""How wide pictures of pages may be, in pixels."""


def width_for(wanted: int) -> int:
    """Return the smallest width of pictures that is not less than what is wanted, or the largest."""
    return next((width for width in WIDTHS if width >= wanted), WIDTHS[-1])


@dataclass(frozen=True, slots=True)
class PagePart:
    """A piece of a line; `field` names the field that was read from it, `index` the place in a list field.

    `box` is where the piece stands, as near as that is known, and None where the line's place is not.
    """

    text: str
    field: str | None = None
    index: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A time at a school or an employer, by its place in the list of `field`."""

    field: str
    index: int


class PageLine(NamedTuple):
    """A line as printed; `box` is None where its place is not known.

    `entries` are those of which it says something, be it the time, the title or what the person did.
    """

    box: Box | None
    parts: tuple[PagePart, ...]
    entries: tuple[PageEntry, ...] = ()


class ResumePage(NamedTuple):
    """A page. Its width and height are in points, as boxes are, and None where they are not known."""

    number: int
    width: float | None
    height: float | None
    has_picture: bool
    lines: tuple[PageLine, ...]
