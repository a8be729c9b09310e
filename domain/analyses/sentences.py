"""Jobs that are told in a sentence: `Worked as Fitter at Elm Works`, `在蓝海渔业公司担任轮机员`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.firms import firm_score
from domain.analyses.marks import Mark
from domain.analyses.titles import SURE_TITLE, title_score
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.periods import Period, read_period
from domain.vocabulary.script import has_chinese

_WORDS: Final = lexicon("employers")
_LONGEST: Final = 300
_LIKELY: Final = 0.6
_ENGLISH = re.compile(
    rf"\b{_WORDS.pattern('works_as')} (?:an? |the )?(.{{3,50}}?)"
    rf" {_WORDS.pattern('works_in')} (?:the )?([A-Z].{{1,60}}?)"
    rf"(?= {_WORDS.pattern('works_until')}\b|,| \(|\.|$)"
)
_SENTENCE_END = re.compile(r"(?<=[a-z\d])\.\s+(?=[A-Z])")
_STOP = r"[,。;、\s]"
_ACTS = _WORDS.pattern("acts_as")
_CHINESE = re.compile(
    rf"{_WORDS.pattern('works_for')}(?P<firm>[^,。;]{{2,30}}?)(?:{_WORDS.pattern('worked')})?,?\s?"
    rf"{_ACTS}(?P<title>[^,。;]{{2,24}}?)(?={_WORDS.pattern('office')}|{_STOP}|$)"
)
_DATED = re.compile(
    rf"^{_STOP}*(?P<firm>[^,。;]{{2,30}}?){_STOP}?{_ACTS}(?P<title>[^,。;]{{2,24}}?)"
    rf"(?={_WORDS.pattern('office')}|{_STOP}|$)"
)
_FIRST = re.compile(rf"^{_STOP}*(?P<firm>[^,。;]{{2,30}})[,。]")


def jobs_in(mark: Mark) -> Iterator[tuple[str, str | None, Period | None]]:
    """Yield the employers, titles and times that sentences tell of; of a dated employer, perhaps no title."""
    if has_chinese(mark.text):
        if found := _told_in_chinese(mark):
            yield (*found, mark.period)
        return
    for sentence in _SENTENCE_END.split(mark.line.text[:_LONGEST]):
        told = _ENGLISH.search(sentence)
        if told and title_score(told[1][:1].upper() + told[1][1:]) >= SURE_TITLE:
            yield told[2], told[1], read_period(sentence)


def _may_be_firm(text: str) -> bool:
    return title_score(text) < SURE_TITLE or firm_score(text) >= _LIKELY


def _told_in_chinese(mark: Mark) -> tuple[str, str | None] | None:
    text = mark.rest[:_LONGEST].replace("\t", " ")
    for pattern in (_CHINESE, _DATED) if mark.is_dated else (_CHINESE,):
        told = pattern.search(text)
        if told and title_score(told["title"]) >= SURE_TITLE and _may_be_firm(told["firm"]):
            return told["firm"].strip(), told["title"].strip()
    first = _FIRST.match(text) if mark.is_dated and mark.is_prose else None
    return (first["firm"].strip(), None) if first and firm_score(first["firm"]) >= _LIKELY else None
