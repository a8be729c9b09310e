"""Years of experience, as stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.pairs import Pairs
from domain.analyses.sections import PERSONAL, SectionKind, Sections
from domain.analyses.text import Text
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.numerals import UP_TO_TEN, value_of
from domain.vocabulary.script import CHINESE, has_chinese

_WORDS: Final = lexicon("years")
_YEARS_ENGLISH = re.compile(
    rf"\b(?:{_WORDS.pattern('about')}\s+)?"
    rf"(\d{{1,2}}(?:\.\d)?)\s?(?:\+|{_WORDS.pattern('more')})?\s?-?\s?{_WORDS.pattern('years')}[’']?\s"
    rf"(?:{_WORDS.pattern('of')}\s)?(?:[\w/&-]+,?\s){{0,6}}?{_WORDS.pattern('doing')}"
    rf"|\b(\d{{1,2}})\+?\s?{_WORDS.pattern('years_in')}",
    re.IGNORECASE,
)
_YEARS_CHINESE = re.compile(
    rf"(\d{{1,2}}(?:\.\d)?)\s?{_WORDS.pattern('years_of')}[{CHINESE}A-Za-z/+#]{{0,18}}?{_WORDS.pattern('experience')}"
)
_WORKED_CHINESE = re.compile(
    rf"{_WORDS.pattern('works')}[^,。;]{{1,24}}?(\d{{1,2}})\s?{_WORDS.pattern('worked')}"
)
_MOST_YEARS = 50
_NUMBER = re.compile(r"\d{1,2}(?:\.\d)?")
_SPELT = re.compile(f"({UP_TO_TEN})年")


def years(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[float]]:
    """Yield the years of experience, as stated."""
    for pair in pairs.of("years"):
        value = pair.value[:30]
        if (match := _NUMBER.search(value)) and not re.search(r"(?:19|20)\d\d", value):
            yield Candidate(float(match.group()), 0.95, pair.source)
        elif match := _SPELT.match(value):
            yield Candidate(float(value_of(match[1])), 0.9, pair.source)
    for line in text.lines:
        kind = sections.kind_at(line)
        if kind not in PERSONAL | {SectionKind.SUMMARY} or len(line.text) > 900:
            continue
        following = text.next_to(line)
        window = line.text
        if following is not None and sections.kind_at(following) is kind and len(line.text) < 200:
            window = (
                f"{line.text} {following.text[:60]}"
                if not has_chinese(line.text[-1:])
                else line.text + following.text[:30]
            )
        for pattern in (_YEARS_CHINESE, _WORKED_CHINESE, _YEARS_ENGLISH):
            if match := pattern.search(window[:1_000]):
                number = next(group for group in match.groups() if group and group[:1].isdigit())
                if match.start() < len(line.text) and float(number) <= _MOST_YEARS:
                    yield Candidate(float(number), 0.85 if kind in PERSONAL else 0.75, line)
