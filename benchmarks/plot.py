"""The comparison as a picture: bars of server CPU a request, drawn as SVG by hand."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from benchmarks.cases import CASES
from benchmarks.comparison import Outcome
from benchmarks.contestants import CONTESTANTS
from benchmarks.figures import Spread, spread

WIDTH = 860
_LABELS = 290
_FIGURES = 80
_ROW = 26
_HEAD = 44
_INK, _FAINT = "#1f2328", "#59636e"
_COLOURS = {"ours": "#0969da", "limit": "#1f2328", "limit-json": "#57606a", "rest": "#54aeff"}
_OTHERS = "#afb8c1"


class Bar(NamedTuple):
    """One server in one case; milliseconds of CPU."""

    label: str
    colour: str
    cost: Spread


def figure(outcome: Outcome) -> str:
    """Return the SVG of every case measured."""
    panels = []
    for case in CASES:
        bars = [
            Bar(
                contestant.title,
                _COLOURS.get(contestant.name, _OTHERS),
                spread([sample.cpu_ms for sample in samples]),
            )
            for contestant in CONTESTANTS
            if (samples := outcome.samples.get((case.name, contestant.name)))
        ]
        if bars:
            panels.append((f"{case.name}: {case.title}", sorted(bars, key=lambda bar: bar.cost.median)))
    return svg(panels, title="Server CPU a request, in milliseconds (less is better)")


def svg(panels: Sequence[tuple[str, Sequence[Bar]]], *, title: str) -> str:
    """Return a picture of panels one below the other, each with a scale of its own from zero."""
    parts, top = [], 44.0
    for heading, bars in panels:
        parts += _panel(heading, bars, top)
        top += _HEAD + len(bars) * _ROW
    height = round(top + 16)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" font-family="system-ui, sans-serif" font-size="13" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            _text(16, 30, title, weight="bold", size=15),
            *parts,
            "</svg>\n",
        ]
    )


def _panel(heading: str, bars: Sequence[Bar], top: float) -> list[str]:
    longest = max(bar.cost.high for bar in bars)
    scale = (WIDTH - _LABELS - _FIGURES - 16) / longest
    parts = [_text(16, top + 26, heading, colour=_FAINT)]
    for place, bar in enumerate(bars):
        y = top + _HEAD - 6 + place * _ROW
        low, middle, high = (_LABELS + value * scale for value in bar.cost)
        centre = y + _ROW / 2 - 2
        parts += [
            _text(_LABELS - 10, centre + 5, bar.label, anchor="end"),
            f'<rect x="{_LABELS}" y="{y:.1f}" width="{middle - _LABELS:.1f}" height="{_ROW - 8}" '
            f'fill="{bar.colour}"/>',
            f'<path d="M{low:.1f} {centre - 4:.1f}v6M{low:.1f} {centre - 1:.1f}H{high:.1f}'
            f'M{high:.1f} {centre - 4:.1f}v6" stroke="{_FAINT}" fill="none"/>',
            _text(max(middle, high) + 8, centre + 5, _milliseconds(bar.cost.median)),
        ]
    return parts


def _milliseconds(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    colour: str = _INK,
    weight: str = "normal",
    size: int = 13,
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-weight="{weight}" '
        f'font-size="{size}">{escape(text)}</text>'
    )
