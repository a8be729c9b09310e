"""Pictures on a page of text that show text themselves: a band of contacts, a resume pasted as a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from domain.documents.models import Box
from domain.documents.pdf.letters import Letter
from domain.documents.pdf.rendering import Painted
from domain.documents.pdf.shapes import Drawing, share_of

# Portraits are smaller, and a page that is a picture as a whole is recognised as one.
_LEAST_SHARE, _LARGEST_SHARE = 0.03, 0.9
_MOST_LETTERS = 3
_MOST_PICTURES = 4


def pictures_with_text(
    letters: Sequence[Letter], drawing: Drawing, bounds: Box, paint: Callable[[], Painted]
) -> Iterator[Box]:
    """Yield the places of the page's larger pictures that no text is set on and that show lines of text."""
    found = [
        shape.box for shape in drawing.shapes if _LEAST_SHARE <= share_of(shape, bounds) <= _LARGEST_SHARE
    ]
    free = [box for box in found if not _has_letters(box, letters)]
    if not free or len(free) > _MOST_PICTURES:
        return
    painted = paint()
    for box in free:
        if painted.shows_lines(box):
            yield Box(
                max(box.left, bounds.left),
                max(box.top, bounds.top),
                min(box.right, bounds.right),
                min(box.bottom, bounds.bottom),
            )


def _has_letters(box: Box, letters: Sequence[Letter]) -> bool:
    within = 0
    for letter in letters:
        x, y = letter.middle
        within += box.left <= x <= box.right and box.top <= y <= box.bottom
        if within > _MOST_LETTERS:
            return True
    return False
