"""How far up the ladder of its trade a job title stands."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import cache
from typing import Final

from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.remembering import remembered


class Level(IntEnum):
    """Levels in their order; neighbours are one step of a career apart."""

    INTERN = 1
    JUNIOR = 2
    NORMAL = 3
    SENIOR = 4
    LEAD = 5
    MANAGER = 6
    DIRECTOR = 7


# What makes little of a high title comes before that title, then the highest that is said.
_IN_ORDER: Final = {
    "intern": Level.INTERN,
    "deputy": Level.LEAD,
    "assistant": Level.JUNIOR,
    "director": Level.DIRECTOR,
    "manager": Level.MANAGER,
    "lead": Level.LEAD,
    "senior": Level.SENIOR,
    "junior": Level.JUNIOR,
}


@remembered
def told_level(title: str) -> Level | None:
    """Return the level that a title says, or None where it only names the trade.

    `客户经理` and `Project Manager` are trades, not levels.
    """
    text = _pattern("trade").sub(" ", unicodedata.normalize("NFKC", title))
    return next((level for group, level in _IN_ORDER.items() if _pattern(group).search(text)), None)


@cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile(lexicon("levels").pattern(group, whole=True), re.IGNORECASE)
