"""The pay that a candidate asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.analyses.candidates import Candidate
from domain.analyses.pairs import Pairs
from domain.analyses.sections import PERSONAL, SectionKind, Sections
from domain.analyses.text import Text, TextLine
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.pay import looks_like_pay, read_pay

_EXPECTED = re.compile(rf"^{lexicon('interest').pattern('expected')}\s*:?\s*(.{{2,80}})$", re.IGNORECASE)
# Less is no pay but a number: 期望:3 天内到岗.
_LEAST = 500
_NEGOTIABLE = re.compile(lexicon("pay").pattern("negotiable"), re.IGNORECASE)


def salaries(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield the pay the candidate asks for."""
    for pair in pairs.of("salary"):
        value = re.split(r"\s*[|;]\s*|\s{2,}", pair.value)[0].strip()
        if 1 < len(value) <= 40:
            yield Candidate(value, 0.96, pair.source)
    for pair in pairs.of("interest"):
        for part in (*re.split(r"\s*[/|,;、]\s+|\s+[/|]\s*|\s{2,}", pair.value), *pair.rest):
            if looks_like_pay(part):
                yield Candidate(part.strip(), 0.9, pair.source)
    for section in sections.of(SectionKind.INTEREST):
        for line in section.lines[:8]:
            if expected := _EXPECTED.match(line.text):
                yield from _of_expectation(expected[1], line)
    current = {pair.source.index for pair in pairs.of("current")}
    for line in text.lines:
        if sections.kind_at(line) not in PERSONAL or line.index in current or len(line.text) > 160:
            continue
        for piece in line.pieces:
            for part in (piece, *re.split(r"\s+/\s+", piece)):
                if looks_like_pay(part, bare_amounts=False):
                    yield Candidate(part.strip(), 0.75, line)


def _of_expectation(told: str, line: TextLine) -> Iterator[Candidate[str]]:
    """Read what a wish without another word is for (`期望:8K-12K + 提成`, `Expected: negotiable`)."""
    pay = read_pay(told)
    if pay.low is not None and pay.low >= _LEAST and len(told) <= 60:
        yield Candidate(told.strip(" ,;"), 0.85, line)
    elif negotiable := _NEGOTIABLE.search(told):
        yield Candidate(negotiable[0], 0.85, line)
