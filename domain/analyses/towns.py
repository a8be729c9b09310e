"""Where towns stand in lines: alone, behind a street, beside contact data, before a postcode's country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.text import Text, TextLine
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import has_chinese

_PLACES: Final = lexicon("places")
STREET_LINE: Final = re.compile(rf"^(?:#|\d|{_PLACES.pattern('street_start')})", re.IGNORECASE)
_STREET_WORDS: Final = frozenset(_PLACES.words("street_word"))
_CONTACTS = re.compile(
    r"[\w.+-]{1,64}@[\w.-]{1,80}|(?:https?://|www\.)\S{1,200}"
    r"|(?<!\d)(?!\d{5} )\+?\(?\d[\d() .-]{7,20}\d(?!\d)",
    re.ASCII,
)
_GAP = re.compile(r"\s[-–—/·,*#]\s|\s{2,}|\t")
_POSTCODE_BEHIND = re.compile(r"(?:\s?-\s?|, )\d{5,6}$")
_TOWN_BEHIND_POSTCODE = re.compile(
    r"^\d{4,6} ([A-Z][^\W\d_-]+(?:[ -][A-Z][^\W\d_]+){0,2})(?:,? \(?([A-Z][\w ]{2,20})\)?)?$"
)
_BARE_TOWN = re.compile(r"^[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+){0,2}$")
_ICON = re.compile(r"^[^A-Za-z]{1,4} (?=[A-Z])")


def pieces_of(line: TextLine, following: TextLine | None) -> Iterator[str]:
    """Yield the parts of a line that may be a place, whole ones first."""
    yield from (piece.strip(" ,;") for piece in line.pieces)
    for piece in line.pieces:
        yield from _of_address(piece)
    if following is not None and line.text.endswith(",") and len(following.text) <= 60:
        # An address goes on: `47 Kiln Lane, Plano,` and `Texas 75071`.
        yield from _of_address(f"{line.pieces[-1]}, {following.pieces[0]}")
    if len(line.facts) > len(line.pieces):
        yield from (part.strip(" ,;") for part in line.facts[len(line.pieces) :] if has_chinese(part))
    without = _CONTACTS.sub("\t", line.text)
    if "\t" in without:
        yield from (part.strip(" ,;|·") for part in without.split("\t"))
        yield from (word for word in without.split() if has_chinese(word))
    for piece in line.pieces:
        for part in (*_GAP.split(piece), *_GAP.split(_CONTACTS.sub("\t", piece))):
            part = _ICON.sub("", part.strip(" ,;"))
            yield part
            if match := _TOWN_BEHIND_POSTCODE.match(part):
                yield ", ".join(filter(None, match.groups()))


def _of_address(piece: str) -> Iterator[str]:
    if not STREET_LINE.match(piece):
        return
    parts = [part.strip() for part in _POSTCODE_BEHIND.sub("", piece).split(",") if part.strip()]
    for start in range(1, len(parts)):
        yield ", ".join(parts[start:])
    if len(parts) > 1 and (town := _behind_street(parts[-2])):
        yield f"{town}, {parts[-1]}"


def _behind_street(part: str) -> str | None:
    """Return the words behind the last word of a street or number: `35 Kiln Road #4 Chicago`."""
    words = part.split()
    last = max(
        (
            number
            for number, word in enumerate(words)
            if word.strip(".").casefold() in _STREET_WORDS or any(map(str.isdigit, word))
        ),
        default=len(words),
    )
    town = " ".join(words[last + 1 :])
    return town if _BARE_TOWN.match(town) else None


def bare_town(line: TextLine) -> str | None:
    """Return the town that ends an address without a country: `742 Evergreen Terrace, Springfield`."""
    for piece in line.pieces:
        parts = piece.split(", ")
        street = parts[0].split()
        is_street = STREET_LINE.match(piece) and street[-1].strip(".").casefold() in _STREET_WORDS
        if len(parts) == 2 and is_street and _BARE_TOWN.match(parts[1]):
            return parts[1]
    return None


def is_contact_line(line: TextLine) -> bool:
    """Return whether a line holds several ways to reach somebody, wherever it stands."""
    return "@" in line.text and len(_CONTACTS.findall(line.text)) > 1


def beside_contact(text: Text, line: TextLine) -> bool:
    """Return whether a line, or one next to it, holds an address or a number."""
    near = (line, text.next_to(line), text.next_to(line, -1))
    return any(other is not None and _CONTACTS.search(other.text) is not None for other in near)
