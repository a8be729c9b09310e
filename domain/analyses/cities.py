"""Where the candidate lives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.headings import OF_ENTRIES, OF_OTHERS, PERSONAL, SectionKind
from domain.analyses.pairs import Pairs
from domain.analyses.places import (
    DISTRICT,
    PLACE_LEVELS,
    is_english_place,
    is_institution,
    is_place,
    starts_with_city,
)
from domain.analyses.sections import Sections
from domain.analyses.text import Text, TextLine, without_inner_spaces
from domain.analyses.titles import title_score
from domain.analyses.towns import STREET_LINE, bare_town, beside_contact, is_contact_line, pieces_of
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE

_PLACES: Final = lexicon("places")
_LIVES_IN = re.compile(f"{_PLACES.pattern('lives_in')}([{CHINESE}]{{2,16}})")
_NATIVE_END: Final = _PLACES.words("native_end")
_TOWN_AND_COUNTY = re.compile(
    r"^[A-Z][^\W\d_]+(?:[ '’-][A-Z]?[^\W\d_]+){0,2}, [A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+){0,2}$"
)
_OTHER_KEYS = frozenset(
    {"hometown", "workcity", "school", "company", "interest", "ethnicity", "name", "hotline", "industry"}
)


def cities(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield where the candidate lives: labelled, or a place among the personal data."""
    for pair in pairs.of("city"):
        if sections.kind_at(pair.source) in OF_OTHERS:
            continue
        value = re.split(r"\s*[|;]\s*|\s{2,}", pair.value)[0].strip()
        value = without_inner_spaces(value) if not re.search(r"[、,/]", value) else value
        below = text.next_to(pair.source)
        if below and STREET_LINE.match(value) and not is_place(value) and is_english_place(below.pieces[0]):
            # A street, whose town stands below.
            yield Candidate(below.pieces[0], 0.9, below)
        if 2 <= len(value) <= 80 and not re.search(r"@|https?:|(?<!\d)\d{7,}|^[xX*]+$", value):
            yield Candidate(value, 0.95 if is_place(value) else 0.8, pair.source)
    elsewhere = {pair.value for pair in pairs.of("hometown", "workcity")}
    elsewhere.update(piece for pair in pairs.of("interest") for piece in pair.rest)
    for line in text.lines:
        if (match := _LIVES_IN.search(line.text[:400])) and (city := starts_with_city(match[1])):
            rest = DISTRICT.match(PLACE_LEVELS.sub("", match[1][len(city) :]))
            end = match[1].find(rest.group()) + len(rest.group()) if rest else len(city)
            yield Candidate(match[1][:end], 0.7, line)
        if _ends_profile(line, text, sections):
            yield Candidate(line.text, 0.55, line)
        if len(line.text) > 220 or (sections.kind_at(line) not in PERSONAL and not is_contact_line(line)):
            continue
        late = line.page > 1 and sections.kind_at(line) is not SectionKind.BASIC
        if late or ((key := pairs.key_of_line(line)) in _OTHER_KEYS and len(line.pieces) < 2):
            continue
        for piece in pieces_of(line, text.next_to(line)):
            if piece in elsewhere or piece.endswith(_NATIVE_END):  # 四川达州人 tells where from
                continue
            if is_place(piece):
                labelled_other = key in _OTHER_KEYS and any(
                    pair.value in piece for pair in pairs.of(*_OTHER_KEYS)
                )
                if not labelled_other:
                    yield Candidate(piece, 0.75 if line.icon or len(line.pieces) > 1 else 0.65, line)
            elif (
                key in {None, "email", "phone"}
                and _TOWN_AND_COUNTY.match(piece)
                and title_score(piece) <= 0.3
                and not is_institution(piece)
                and beside_contact(text, line)
            ):
                yield Candidate(piece, 0.55, line)
        if (town := bare_town(line, text.next_to(line, -1))) and beside_contact(text, line):
            yield Candidate(town, 0.52, line)


def _ends_profile(line: TextLine, text: Text, sections: Sections) -> bool:
    """Return whether a place ends the name and the headline below a side column that came first."""
    following = text.next_to(line)
    return (
        following is not None
        and following.index in sections.headings
        and sections.kind_at(line) not in PERSONAL | OF_ENTRIES | OF_OTHERS
        and line.page == 1
        and "," in line.text
        and is_english_place(line.text)
    )
