"""What explanations in every language quote alike."""

from __future__ import annotations

from domain.matches.features import NearTitle
from domain.matches.seniority import RUNGS
from domain.positions.models import Position
from domain.vocabulary.levels import told_level

SAME = 0.75
"""The nearness from which a title is said to match."""

CLOSE = 0.25
"""The nearness from which a title is said to come close."""

STEP = 1.0
"""So many steps of a career above or below the person's level are told."""

SHOWN_MATCHED = 4
SHOWN_MISSING = 3
_QUOTED_CHARACTERS = 60


def short(text: str) -> str:
    """Return a quotation in one line; whole sentences given as a title are cut."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED_CHARACTERS else line[: _QUOTED_CHARACTERS - 1].rstrip() + "…"


def is_same(title: NearTitle, position: Position) -> bool:
    """Return whether a title is the position's own and says no level more than a step away."""
    level = told_level(title.text)
    if title.nearness < SAME or level is None or position.level is None:
        return title.nearness >= SAME
    return bool(abs(RUNGS[level] - RUNGS[position.level]) <= STEP)
