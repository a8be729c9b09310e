"""Why a resume has no matches."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from domain.matches.usable import says_a_trade, wished_of


class NoMatches(StrEnum):
    """Why a resume that was analysed has no matches."""

    NOTHING_STATED = "nothing_stated"
    NOTHING_FITS = "nothing_fits"


def why_none(interest: str | None, titles: Sequence[str], skills: Sequence[str]) -> NoMatches:
    """Return why there are no matches for what a resume states."""
    wish = [wished_of(interest)] if interest else []
    stated = bool(skills) or any(map(says_a_trade, (*wish, *titles)))
    return NoMatches.NOTHING_FITS if stated else NoMatches.NOTHING_STATED
