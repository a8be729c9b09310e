"""Where the candidate lives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.headings import PERSONAL, SectionKind
from domain.analyses.pairs import Pairs
from domain.analyses.places import DISTRICT, PLACE_LEVELS, is_place, starts_with_city
from domain.analyses.sections import Sections
from domain.analyses.text import Text, TextLine, without_inner_spaces
from domain.analyses.titles import title_score
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE, has_chinese

_PLACES: Final = lexicon("places")
_CONTACTS = re.compile(
    r"[\w.+-]{1,64}@[\w.-]{1,80}|(?:https?://|www\.)\S{1,200}"
    r"|(?<!\d)(?!\d{5} )\+?\(?\d[\d() .-]{7,20}\d(?!\d)",
    re.ASCII,
)
_LIVES_IN = re.compile(f"{_PLACES.pattern('lives_in')}([{CHINESE}]{{2,16}})")
_NATIVE_END: Final = _PLACES.words("native_end")
_TOWN_AND_COUNTY = re.compile(
    r"^[A-Z][^\W\d_]+(?:[ '’-][A-Z]?[^\W\d_]+){0,2}, [A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+){0,2}$"
)
_STREET_LINE = re.compile(rf"^(?:#|\d|{_PLACES.pattern('street_start')})", re.IGNORECASE)
_OTHER_KEYS = frozenset(
    {"hometown", "workcity", "school", "company", "interest", "ethnicity", "name", "hotline", "industry"}
)


def cities(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield where the candidate lives: labelled, or a place among the personal data."""
    for pair in pairs.of("city"):
        if sections.kind_at(pair.source) in {
            SectionKind.EXPERIENCE,
            SectionKind.PROJECTS,
            SectionKind.REFERENCES,
        }:
            continue
        value = re.split(r"\s*[|;]\s*|\s{2,}", pair.value)[0].strip()
        value = without_inner_spaces(value) if not re.search(r"[、,/]", value) else value
        if 2 <= len(value) <= 80 and not re.search(r"@|https?:|(?<!\d)\d{7,}|^[xX*]+$", value):
            yield Candidate(value, 0.95 if is_place(value) else 0.8, pair.source)
    elsewhere = {pair.value for pair in pairs.of("hometown", "workcity")}
    elsewhere.update(piece for pair in pairs.of("interest") for piece in pair.rest)
    for line in text.lines:
        if (match := _LIVES_IN.search(line.text[:400])) and (city := starts_with_city(match[1])):
            rest = DISTRICT.match(PLACE_LEVELS.sub("", match[1][len(city) :]))
            end = match[1].find(rest.group()) + len(rest.group()) if rest else len(city)
            yield Candidate(match[1][:end], 0.7, line)
        if len(line.text) > 220 or sections.kind_at(line) not in PERSONAL:
            continue
        if line.page > 1 or ((key := pairs.key_of_line(line)) in _OTHER_KEYS and len(line.pieces) < 2):
            continue
        for piece in _place_pieces(line):
            if piece in elsewhere or piece.endswith(_NATIVE_END):  # 四川达州人 tells where from
                continue
            if is_place(piece):
                labelled_other = key in _OTHER_KEYS and any(
                    pair.value in piece for pair in pairs.of(*_OTHER_KEYS)
                )
                if not labelled_other:
                    yield Candidate(piece, 0.75 if line.icon or len(line.pieces) > 1 else 0.65, line)
            elif key in {None, "email", "phone"} and _beside_contact(text, line, piece):
                yield Candidate(piece, 0.55, line)


def _beside_contact(text: Text, line: TextLine, piece: str) -> bool:
    """Return whether a text with the look of `Town, County` stands next to an address or a number."""
    if not _TOWN_AND_COUNTY.match(piece) or title_score(piece) > 0.3:
        return False
    near = (line, text.next_to(line), text.next_to(line, -1))
    return any(other is not None and _CONTACTS.search(other.text) is not None for other in near)


def _place_pieces(line: TextLine) -> Iterator[str]:
    yield from (piece.strip(" ,;") for piece in line.pieces)
    for piece in line.pieces:
        parts = [part.strip() for part in re.sub(r"\s?-\s?\d{5,6}$", "", piece).split(",")]
        if len(parts) > 1 and _STREET_LINE.match(piece):
            yield ", ".join(parts[-2:]) if len(parts) > 2 else parts[-1]
            yield parts[-1]
    if len(line.facts) > len(line.pieces):
        yield from (part.strip(" ,;") for part in line.facts[len(line.pieces) :] if has_chinese(part))
    without = _CONTACTS.sub("\t", line.text)
    if "\t" in without:
        yield from (part.strip(" ,;|·") for part in without.split("\t"))
    if len(line.pieces) == 1:
        for part in re.split(r"\s[-–—/·,]\s|\s{2,}", line.text):
            yield part.strip(" ,;")
