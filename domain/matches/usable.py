"""Which titles say a trade, and what of an objective is the wish."""

from __future__ import annotations

import re
from functools import cache

from domain.vocabulary.later import compiled_later
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import CHINESE, has_chinese
from domain.vocabulary.words import plain

_NO_WORDS = compiled_later(rf"[^a-z{CHINESE}]+|\b[a-z]\b|\bx+\b")
_SENTENCE_END = compiled_later(r"(?<=[a-z])[.;]\s")
_SHORT_WORDS = 6


@remembered
def says_a_trade(title: str) -> bool:
    """Return whether anything is left of a title without ranks, offices in clubs and the filler of forms."""
    return bool(_NO_WORDS.sub("", _nothing().sub(" ", plain(title))))


def wished_of(objective: str) -> str:
    """Return what an objective wishes for, without what the person would do there or brings along.

    A sentence that says nothing before that stands as it is.
    """
    if has_chinese(objective) or len(objective.split()) <= _SHORT_WORDS:
        return objective
    sentence = _SENTENCE_END.split(objective, maxsplit=1)[0]
    wish = _beside().sub("", sentence).strip(" ,;")
    return next((text for text in (wish, sentence) if says_a_trade(text)), objective)


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile(lexicon("title_words").pattern("no_trade", "grade", "filler", whole=True))


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(lexicon("title_words").pattern("beside", whole=True), re.IGNORECASE)
