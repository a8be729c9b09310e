"""Jobs that are told in a sentence: `Worked as Fitter at Elm Works`, `在蓝海渔业公司担任轮机员`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.firms import firm_score, is_noise
from domain.analyses.marks import Mark
from domain.analyses.titles import SURE_TITLE, title_score
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.periods import Period, cut_period, read_period
from domain.vocabulary.script import has_chinese

_WORDS: Final = lexicon("employers")
_LONGEST: Final = 300
_QUOTES: Final = " “”\"'《》"
_LIKELY: Final = 0.6
_ENGLISH = re.compile(
    rf"\b{_WORDS.pattern('works_as')} (?:an? |the )?(.{{3,50}}?)"
    rf" {_WORDS.pattern('works_in')} (?:the )?([A-Z].{{1,60}}?)"
    rf"(?= {_WORDS.pattern('works_until')}\b|,| \(|\.|$)"
)
_SENTENCE_END = re.compile(r"(?<=[a-z\d])\.\s+(?=[A-Z])")
_STOP = r"[,。;、\s(]"
_CLAUSES = re.compile(r"[。;]")
_AT = re.compile(f"^{_WORDS.pattern('works_for')}")
_WORK = _WORDS.pattern("worked")
_WORKED = re.compile(f"{_WORK}$")
_ACTS = _WORDS.pattern("acts_as")
_ROLE = (
    rf"(?P<firm>[^,。;]{{2,30}}?){_WORK}?,?\s?{_ACTS}(?P<title>[^,。;]{{2,24}}?)"
    rf"(?={_WORDS.pattern('office')}|{_STOP}|$)"
)
# 在家乡开办…: the plainer word tells where the employer's name begins.
_CHINESE = tuple(re.compile(_WORDS.pattern(kind) + _ROLE) for kind in ("goes_to_work", "works_for"))
_DATED = re.compile(
    rf"^{_STOP}*(?P<firm>[^,。;]{{2,30}}?){_STOP}?{_ACTS}(?P<title>[^,。;]{{2,24}}?)"
    rf"(?={_WORDS.pattern('office')}|{_STOP}|$)"
)
_FIRST = re.compile(rf"^{_STOP}*(?P<firm>[^,。;]{{2,30}})[,。]")


def jobs_in(mark: Mark) -> Iterator[tuple[str, str | None, Period | None]]:
    """Yield the employers, titles and times that sentences tell of; of a dated employer, perhaps no title."""
    if has_chinese(mark.text):
        yield from _told_in_chinese(mark)
        return
    for sentence in _SENTENCE_END.split(mark.line.text[:_LONGEST]):
        told = _ENGLISH.search(sentence)
        if told and title_score(told[1][:1].upper() + told[1][1:]) >= SURE_TITLE:
            yield told[2], told[1], read_period(sentence)


def _may_be_firm(text: str) -> bool:
    place = is_noise(_AT.sub("", text))
    return firm_score(text) >= _LIKELY or not (title_score(text) >= SURE_TITLE or place)


def _told_in_chinese(mark: Mark) -> Iterator[tuple[str, str | None, Period | None]]:
    clauses = [clause for clause in _CLAUSES.split(mark.text[:_LONGEST]) if clause.strip()]
    for number, clause in enumerate(clauses):
        rest, dated = cut_period(clause)
        if told := _told_in_clause(rest.replace("\t", " "), dated=dated):
            yield (*told, read_period(clause))
        elif (
            number == 0
            and dated
            and mark.is_prose
            and (first := _FIRST.match(f"{rest},"))
            and firm_score(first["firm"]) >= _LIKELY
        ):
            behind = (part.strip() for part in rest[first.end() :].split(","))
            role = next((part for part in behind if title_score(part) >= SURE_TITLE), None)
            yield first["firm"].strip(), role, mark.period


def _told_in_clause(text: str, *, dated: bool) -> tuple[str, str] | None:
    for pattern in (*_CHINESE, _DATED) if dated else _CHINESE:
        told = pattern.search(text)
        if told and title_score(told["title"]) >= SURE_TITLE and _may_be_firm(told["firm"]):
            firm = _WORKED.sub("", told["firm"].strip()).strip(_QUOTES)
            return (firm, told["title"].strip()) if len(firm) > 1 else None
    return None
