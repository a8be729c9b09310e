"""Watermarks: what is printed aslant over a page, or faintly over or below its text."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import groupby

from domain.documents.pdf.letters import Letter

_SHARE_OF_SLANTING = 0.5
_LARGE = 1.4
_CELL = 20.0
_LEAST_CROSSED = 3
_SHARE_CROSSED = 0.25


def without_watermarks(letters: Sequence[Letter], shown: Sequence[bool]) -> list[bool]:
    """Return which of the letters that are shown are no watermark."""
    styles = {letter[-1] for letter in letters}
    faint = any(style.is_faint for style in styles)
    if not faint and not any(style.slants for style in styles):
        return list(shown)
    slanting = sum(letter.style.slants for letter, seen in zip(letters, shown, strict=True) if seen)
    kept = list(shown)
    if slanting <= _SHARE_OF_SLANTING * sum(shown):
        kept = [seen and not letter.style.slants for letter, seen in zip(letters, shown, strict=True)]
    if faint:
        for place in _faint_marks(letters, kept):
            kept[place] = False
    return kept


def _faint_marks(letters: Sequence[Letter], shown: Sequence[bool]) -> set[int]:
    """The places of large faint text that other text runs across."""
    dark: dict[tuple[int, int], list[tuple[float, float]]] = {}
    sizes = []
    for letter, seen in zip(letters, shown, strict=True):
        if seen and not letter.style.is_faint:
            x, y = letter.middle
            dark.setdefault((int(x // _CELL), int(y // _CELL)), []).append((x, y))
            sizes.append(letter.style.size)
    if not sizes:
        return set()
    least = _LARGE * statistics.median_low(sizes)
    marks: set[int] = set()
    for style, group in groupby(range(len(letters)), key=lambda place: letters[place].style):
        if style.is_faint and style.size >= least:
            places = list(group)
            crossed = sum(_is_crossed(letters[place], dark) for place in places)
            if crossed >= min(_LEAST_CROSSED, max(1, _SHARE_CROSSED * len(places))):
                marks.update(places)
    return marks


def _is_crossed(letter: Letter, dark: dict[tuple[int, int], list[tuple[float, float]]]) -> bool:
    core = letter.core
    return any(
        core.left < x < core.right and core.top < y < core.bottom
        for column in range(int(core.left // _CELL), int(core.right // _CELL) + 1)
        for row in range(int(core.top // _CELL), int(core.bottom // _CELL) + 1)
        for x, y in dark.get((column, row), ())
    )
