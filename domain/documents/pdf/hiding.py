"""Which words of a page nobody sees, and why; `visibility` has told which letters those are."""

from __future__ import annotations

from collections.abc import Sequence

from domain.documents.hiding import LONGEST_PASSAGE, MOST_PASSAGES
from domain.documents.models import Box, HiddenText, Hiding, box_around
from domain.documents.pdf.letters import SMALLEST_SIZE, Letter, LetterStyle, Paint
from domain.documents.pdf.shapes import Drawing, Shape


def hidden_text(
    letters: Sequence[Letter], shown: Sequence[bool], drawing: Drawing, bounds: Box
) -> list[HiddenText]:
    """Return the passages of letters that are not shown, in drawing order and in pdfium's coordinates.

    Letters that are painted invisibly over a picture tell machines what it shows: they hide nothing.
    """
    passages: list[HiddenText] = []
    pieces: list[Letter] = []
    why: Hiding | None = None
    pictures = [shape for shape in drawing.shapes if shape.picture]

    def end() -> None:
        if pieces and why is not None and len(passages) < MOST_PASSAGES:
            passages.append(_passage(pieces, why))
        pieces.clear()

    for letter, seen in zip(letters, shown, strict=True):
        hiding = None if seen or _is_of_picture(letter, pictures) else _hiding(letter, bounds)
        if hiding is not why:
            end()
            why = hiding
        if hiding is not None:
            pieces.append(letter)
    end()
    return passages


def _hiding(letter: Letter, bounds: Box) -> Hiding:
    style: LetterStyle = letter.style
    if style.size < SMALLEST_SIZE:
        return Hiding.SIZE
    x, y = letter.middle
    if not (bounds.left <= x <= bounds.right and bounds.top <= y <= bounds.bottom):
        return Hiding.PLACE
    return Hiding.COLOUR if style.paint in (Paint.WHITE, Paint.VISIBLE) else Hiding.MARKED


def _is_of_picture(letter: Letter, pictures: Sequence[Shape]) -> bool:
    if letter.style.paint is not Paint.NONE:
        return False
    x, y = letter.middle
    return any(
        shape.box.left <= x <= shape.box.right and shape.box.top <= y <= shape.box.bottom
        for shape in pictures
    )


def _passage(letters: Sequence[Letter], why: Hiding) -> HiddenText:
    text = "".join(f" {letter.text}" if letter.space else letter.text for letter in letters)
    box = box_around(Box(letter.left, letter.low, letter.right, letter.high) for letter in letters)
    return HiddenText(why, text[: 4 * LONGEST_PASSAGE], box=box)
