"""Which letters of a page a reader sees.

Most are plain to see by their own paint and the shapes under them. What remains in doubt is looked at on the
page as a viewer paints it: white letters off a dark ground, letters that are but a clip for what is painted
next, letters that something is drawn over. Words that were hidden to be found by machines stay out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from domain.documents.colours import Colour, are_alike
from domain.documents.models import Box
from domain.documents.pdf.letters import Letter, LetterStyle, Paint
from domain.documents.pdf.rendering import Painted
from domain.documents.pdf.shapes import Drawing, Shape, is_outlined, outlines_of, share_of

# What a scanning program prints beside the page it scanned.
_SCANNER_MARK = 120
_SCAN_SHARE = 0.5
_SMALLEST_GROUND = 60.0
_THINNEST_GROUND = 4.0
_STRIPE = 24.0
_MOST_STRIPES = 500
_SHARE_SEEN = 0.4
_SHARE_DOUBLED = 0.5
_CELL = 4.0

_Question = Callable[[Painted, Box], bool]


@dataclass(slots=True)
class _Doubt:
    """Letters of one line and one paint that the painted page decides about."""

    question: _Question
    style: LetterStyle
    places: list[int] = field(default_factory=list)

    @property
    def is_drawn(self) -> bool:
        """Whether the letters themselves leave a mark."""
        return self.style.paint not in (Paint.NONE, Paint.CLIP)

    def goes_on(self, question: _Question, style: LetterStyle) -> bool:
        """Tell whether a text object goes on with these letters: some programs draw each by itself."""
        mine = self.style
        return (
            question == self.question
            and (style.paint, style.size, style.quarter) == (mine.paint, mine.size, mine.quarter)
            and abs(style.baseline[1] - mine.baseline[1]) < 1
        )


def seen_letters(
    letters: Sequence[Letter],
    drawing: Drawing,
    bounds: Box,
    paint: Callable[[], Painted],
    *,
    in_doubt: bool = False,
) -> list[bool]:
    """Tell of each letter whether a reader sees it, or would see it in the picture it was recognised in.

    Args:
        letters: The page's letters, in drawing order.
        drawing: What else is drawn.
        bounds: The page's visible box.
        paint: Paints the page; called once at most, where letters are in doubt.
        in_doubt: Whether all letters are: parts of the page may not be shown.
    """
    grounds = _Grounds(drawing)
    left, low, right, high = bounds.left, bounds.top, bounds.right, bounds.bottom
    shown: list[bool] = []
    doubts: list[_Doubt] = []
    style: LetterStyle | None = None
    doubt: _Doubt | None = None
    seen = True
    for place, letter in enumerate(letters):
        if letter.style is not style:
            style = letter.style
            doubt, seen = None, True
            if style.paint is Paint.NEVER:
                seen = False
            else:
                question = grounds.question(style, *letter.middle)
                if question is None and in_doubt:
                    question = Painted.stands_out
                if question is not None:
                    if not doubts or not doubts[-1].goes_on(question, style):
                        doubts.append(_Doubt(question, style))
                    doubt = doubts[-1]
        within = left <= letter[2] and letter[4] <= right and low <= letter[3] and letter[5] <= high
        visible = seen and (within or _is_partly_on_page(letter, bounds))
        if visible and doubt is not None and not grounds.is_certain(letter):
            doubt.places.append(place)
        shown.append(visible)
    if any(doubt.places for doubt in doubts):
        _settle(letters, shown, doubts, paint())
    # A scan's recognised text is drawn invisibly over the picture: then it is the content.
    count = sum(shown)
    few = count <= _SCANNER_MARK and 2 * count < len(shown)
    if count == 0 or (few and any(share_of(shape, bounds) > _SCAN_SHARE for shape in drawing.shapes)):
        return [letter.style.paint is not Paint.NEVER for letter in letters]
    return shown


def _settle(letters: Sequence[Letter], shown: list[bool], doubts: list[_Doubt], painted: Painted) -> None:
    doubtful = {place for doubt in doubts for place in doubt.places}
    taken = {_cell(letter) for at, letter in enumerate(letters) if shown[at] and at not in doubtful}
    for doubt in doubts:
        here = [letters[place] for place in doubt.places]
        doubled = not doubt.is_drawn and sum(_cell(one) in taken for one in here) > _SHARE_DOUBLED * len(here)
        if doubled or not _is_seen(here, doubt.question, painted):
            for place in doubt.places:
                shown[place] = False


def _is_seen(letters: Sequence[Letter], question: _Question, painted: Painted) -> bool:
    """Ask of a text object's letters; dots and dashes show too little."""
    asked = [letter for letter in letters if letter.text.isalnum()] or letters
    seen = sum(question(painted, letter.core) for letter in asked)
    return seen >= _SHARE_SEEN * len(asked)


class _Grounds:
    """What is drawn under and over letters, looked up by stripes of the page."""

    def __init__(self, drawing: Drawing) -> None:
        self._orders = drawing.text_orders
        self._shapes = drawing.shapes
        self._outlines: set[tuple[int, int]] | None = None
        self._stripes: dict[int, list[Shape]] = {}
        for shape in drawing.shapes:
            if _is_ground(shape):
                first, last = int(shape.box.top // _STRIPE), int(shape.box.bottom // _STRIPE)
                for stripe in range(first, min(last, first + _MOST_STRIPES) + 1):
                    self._stripes.setdefault(stripe, []).append(shape)

    def question(self, style: LetterStyle, x: float, y: float) -> _Question | None:
        """What is to be asked of the painted page about a text object at a place; None: nothing."""
        stripe = self._stripes.get(int(y // _STRIPE), ())
        if not stripe and style.paint is Paint.VISIBLE:
            return None
        here = [
            shape
            for shape in stripe
            if shape.box.left <= x <= shape.box.right and shape.box.top <= y <= shape.box.bottom
        ]
        if style.paint is Paint.NONE:
            return _never if any(shape.picture for shape in here) else Painted.stands_out
        if style.paint is Paint.CLIP:
            return Painted.stands_out
        order = self._orders.get(style.address)
        covers = order is not None and any(shape.order > order for shape in here)
        if style.paint is Paint.WHITE:
            if not covers and any(shape.dark and not (shape.picture or shape.shading) for shape in here):
                return None
        elif not covers and not (here and are_alike(style.colour, here[-1].colour)):
            return None
        return Painted.stands_out if style.colour is None else _Showing(style.colour)

    def is_certain(self, letter: Letter) -> bool:
        """Tell whether an invisible letter is drawn again, as a shape."""
        if letter.style.paint is not Paint.NONE:
            return False
        if self._outlines is None:
            self._outlines = outlines_of(self._shapes)
        return is_outlined(*letter.middle, self._outlines)


def _is_ground(shape: Shape) -> bool:
    if not (shape.picture or shape.shading or shape.colour is not None):
        return False
    width, height = shape.box.right - shape.box.left, shape.box.bottom - shape.box.top
    return min(width, height) >= _THINNEST_GROUND and width * height >= _SMALLEST_GROUND


def _never(_: Painted, __: Box) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class _Showing:
    colour: Colour

    def __call__(self, painted: Painted, box: Box) -> bool:
        return painted.shows(self.colour, box)


def _is_partly_on_page(letter: Letter, bounds: Box) -> bool:
    """Tell whether a good part of a letter's box is on the page, wherever its origin is."""
    _, _, left, low, right, high, _ = letter
    width, height = (
        min(right, bounds.right) - max(left, bounds.left),
        min(high, bounds.bottom) - max(low, bounds.top),
    )
    return width > 0 and height > 0 and 3 * width * height >= (right - left) * (high - low)


def _cell(letter: Letter) -> tuple[int, int]:
    x, y = letter.middle
    return int(x // _CELL), int(y // _CELL)
