"""What matching costs as the catalogue grows, as a picture: lines over two logarithmic scales."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

from benchmarks.matching_scale import Measured

WIDTH, HEIGHT = 860, 430
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 690, 60, 370
_INK, _FAINT, _GRID = "#1f2328", "#59636e", "#d1d9e0"
_LINES: tuple[tuple[str, str, Callable[[Measured], float]], ...] = (
    ("one resume, CPU ms", "#0969da", lambda row: row.resume_ms),
    ("one search, CPU ms", "#1a7f37", lambda row: row.search_ms),
    ("resident memory, MB", "#bc4c00", lambda row: row.resident_mb),
)


def figure(rows: Sequence[Measured]) -> str:
    """Return the SVG; every tenfold of positions and of cost is as wide as the next."""
    values = [read(row) for _, _, read in _LINES for row in rows]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = (math.log10(count) for count in (rows[0].positions, max(rows[-1].positions, 10)))

    def across(row: Measured) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (math.log10(row.positions) - first) / max(last - first, 1e-9)

    def up(value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (math.log10(value) - low) / (high - low)

    title = "What matching costs as the catalogue grows"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="system-ui, sans-serif" font-size="13" role="img">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(_LEFT, 30, title, size=16),
    ]
    for power in range(low, high + 1):
        y = up(10.0**power)
        parts.append(f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_RIGHT}" y2="{y:.1f}" stroke="{_GRID}"/>')
        parts.append(_text(_LEFT - 8, y + 4, f"{10.0**power:g}", colour=_FAINT, anchor="end"))
    parts += [
        _text(across(row), _BOTTOM + 24, f"{row.positions:,}", colour=_FAINT, anchor="middle") for row in rows
    ]
    parts.append(_text((_LEFT + _RIGHT) / 2, _BOTTOM + 48, "positions", colour=_FAINT, anchor="middle"))
    for name, colour, read in _LINES:
        points = [(across(row), up(read(row))) for row in rows]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for (x, y), row in zip(points, rows, strict=True):
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>')
            parts.append(_text(x, y - 9, f"{read(row):.3g}", colour=colour, anchor="middle"))
        parts.append(_text(points[-1][0] + 24, points[-1][1] + 4, name, colour=colour))
    return "\n".join([*parts, "</svg>", ""])


def _text(
    x: float, y: float, words: str, *, colour: str = _INK, anchor: str = "start", size: int = 13
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}" font-size="{size}">'
        f"{escape(words)}</text>"
    )
