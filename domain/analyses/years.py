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
from domain.vocabulary.numerals import COUNT, count_of
from domain.vocabulary.one_look import OneLook
from domain.vocabulary.script import CHINESE, has_chinese

_WORDS: Final = lexicon("years")
_YEARS_ENGLISH = re.compile(
    rf"\b(?:{_WORDS.pattern('about')}\s+)?"
    rf"(\d{{1,2}}(?:\.\d{{1,2}})?)\s?(?:\+|{_WORDS.pattern('more')})?\s?-?\s?{_WORDS.pattern('years')}[’']?\s"
    rf"(?:{_WORDS.pattern('of')}\s)?(?:[\w/&-]+,?\s){{0,6}}?{_WORDS.pattern('doing')}"
    rf"|\b(\d{{1,2}})\+?\s?{_WORDS.pattern('years_in')}",
    re.IGNORECASE,
)
_YEARS_CHINESE = re.compile(
    rf"(\d{{1,2}}(?:\.\d)?)\s?{_WORDS.pattern('years_of')}"
    rf"[{CHINESE}A-Za-z\d/+# ]{{0,20}}?{_WORDS.pattern('experience')}"
)
_WORKED_CHINESE = re.compile(
    rf"{_WORDS.pattern('works')}[^,。;]{{0,24}}?(?<!\d)(\d{{1,2}})\s?{_WORDS.pattern('worked')}"
)
_MOST_YEARS = 50
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})?")
_SPELT = re.compile(rf"{COUNT}(?=\s?{_WORDS.pattern('counted')})", re.IGNORECASE)
_DECADE = re.compile(rf"{_WORDS.pattern('decade')}", re.IGNORECASE)
_AND_MONTHS = re.compile(
    rf"(\d{{1,2}})\s?{_WORDS.pattern('years', 'year_alone')}\s?{_WORDS.pattern('and')}?\s?"
    rf"(\d{{1,2}})\s?{_WORDS.pattern('months')}",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"(?<![\d.])(\d{{2}})\s?{_WORDS.pattern('months')}"
    rf"(?=\s(?:{_WORDS.pattern('of')}\s)?(?:\w+\s){{0,3}}{_WORDS.pattern('doing')}"
    rf"|[{CHINESE}]{{0,8}}{_WORDS.pattern('experience')})",
    re.IGNORECASE,
)
_tells_time: Final = OneLook(_WORDS.pattern("years", "months", "decade", "counted", "years_of"))
_WHERE: Final = PERSONAL | {SectionKind.SUMMARY, SectionKind.SKILLS}
_SURE: Final = {SectionKind.SUMMARY: 0.75, SectionKind.SKILLS: 0.6}


def years(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[float]]:
    """Yield the years of experience, as stated."""
    for pair in pairs.of("years"):
        value = _in_digits(pair.value[:40])[:30]
        if (match := _NUMBER.search(value)) and not re.search(r"(?:19|20)\d\d", value):
            # In a sentence the word before a number may belong to the one before: 班主任经验4年.
            sure = sections.kind_at(pair.source) is not SectionKind.SUMMARY or ":" in pair.source.text
            yield Candidate(float(match.group()), 0.95 if sure else 0.7, pair.source)
    for line in text.lines:
        kind = sections.kind_at(line)
        if kind not in _WHERE or len(line.text) > 900:
            continue
        following = text.next_to(line)
        window = line.text
        if following is not None and sections.kind_at(following) is kind and len(line.text) < 200:
            window = (
                f"{line.text} {following.text[:60]}"
                if not has_chinese(line.text[-1:])
                else line.text + following.text[:30]
            )
        if not _tells_time(window):
            continue
        start = len(_in_digits(line.text[:1_000]))
        window = _in_digits(window[:1_000])
        for pattern in (_YEARS_CHINESE, _WORKED_CHINESE, _YEARS_ENGLISH):
            if match := pattern.search(window):
                number = next(group for group in match.groups() if group and group[:1].isdigit())
                if match.start() < start and float(number) <= _MOST_YEARS:
                    yield Candidate(float(number), _SURE.get(kind, 0.85), line)


def _in_digits(text: str) -> str:
    """Write years that are spelt out in digits, and months as parts of years."""
    text = _DECADE.sub(_WORDS.words("ten_years")[0], text)
    text = _SPELT.sub(lambda found: str(count_of(found.group())), text)
    text = _AND_MONTHS.sub(lambda found: f"{int(found[1]) + round(int(found[2]) / 12, 2):g} years", text)
    return _MONTHS.sub(lambda found: f"{int(found[1]) / 12:.1f} years", text)
