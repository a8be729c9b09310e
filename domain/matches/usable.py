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
_TEACHING = compiled_later(r"\b(?:teach|tutor|instruct)")
_SHORT_WORDS = 6
_SENTENCE_WORDS = 4
_PHRASES = 4


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


def phrases_of(objective: str) -> list[str]:
    """Return what a sentence of English that asks for work names, one by one; nothing of other texts."""
    text = plain(objective)
    if has_chinese(text) or len(text.split()) < _SENTENCE_WORDS or not _asking().search(text):
        return []
    parts = (part.strip(" .,;:-") for part in _between().split(text))
    named = [part for part in parts if part and says_a_trade(part)][:_PHRASES]
    # A subject to be taught is no trade without the teaching.
    return [" ".join(named)] if _TEACHING.search(text) else named


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(lexicon("title_words").pattern("asking", whole=True))


@cache
def _between() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[,.;:()/]|\s-\s|{lexicon('title_words').pattern('grade', 'filler', whole=True)})+"
    )


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile(lexicon("title_words").pattern("no_trade", "grade", "filler", whole=True))


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(lexicon("title_words").pattern("beside", whole=True), re.IGNORECASE)
