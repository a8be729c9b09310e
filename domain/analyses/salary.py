"""The pay that a candidate asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.analyses.candidates import Candidate
from domain.analyses.pairs import Pairs
from domain.analyses.sections import PERSONAL, Sections
from domain.analyses.text import Text
from domain.vocabulary.pay import looks_like_pay


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
    current = {pair.source.index for pair in pairs.of("current")}
    for line in text.lines:
        if sections.kind_at(line) not in PERSONAL or line.index in current or len(line.text) > 160:
            continue
        for piece in line.pieces:
            for part in (piece, *re.split(r"\s+/\s+", piece)):
                if looks_like_pay(part, bare_amounts=False):
                    yield Candidate(part.strip(), 0.75, line)
