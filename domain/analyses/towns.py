"""Where towns stand in lines: alone, behind a street, beside contact data, before a postcode's country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.places import is_country
from domain.analyses.text import Text, TextLine
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import has_chinese

_PLACES: Final = lexicon("places")
STREET_LINE: Final = re.compile(rf"^(?:#|\d|{_PLACES.pattern('street_start')})", re.IGNORECASE)
_STREET_WORDS: Final = frozenset(_PLACES.words("street_word"))
_CONTACTS = re.compile(
    r"[\w.+-]{1,64}@[\w.-]{1,80}|(?:https?://|www\.)\S{1,200}"
    r"|(?<!\d)(?!\d{5} (?!\d{6}))\+?\(?\d[\d() .-]{7,20}\d(?!\d)",
    re.ASCII,
)
_GAP = re.compile(r"\s[-–—/·,*#✦✧❖◦○◇♦⬥➤»~]\s|\s{2,}|\t")
_POSTCODE_BEHIND = re.compile(r"(?:\s?-\s?|, )\d{5,6}$")
_TOWN_BEHIND_POSTCODE = re.compile(
    r"^\d{4,6} ([A-Z][^\W\d_-]+(?:[ -][A-Z][^\W\d_]+){0,2})(?:,? \(?([A-Z][\w ]{2,20})\)?)?$"
)
_BARE_TOWN = re.compile(r"^[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+){0,2}$")
# Postcodes of Europe, Singapore, India, Britain, Canada and the Antipodes, with the states before some.
_CODE_BEFORE = re.compile(r"^(?:[A-Z]{1,2}-)?(?:\d{4,6}|\d{3} \d{2}|\d{2}-\d{3}|\d{4} [A-Z]{2})\s+(?=\D)")
_CODE_BEHIND = re.compile(
    r"(?:\s?[-–]\s?|\s)?(?:[A-Z]{2,3}\s)?"
    r"(?:\d{3} ?\d{3}|\d{4,5}|[A-Z]{1,2}\d{1,2}[A-Z]?(?: ?\d[A-Z]{2})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)\.?$"
)
_CODE_AT_END = re.compile(r"^[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?(?: ?- ?| )(?:\d{3} ?\d{3}|\d{5})$")
_CODE_ALONE = re.compile(r"^(?:[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d)$")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_TOWN_AND_DISTRICT = re.compile(
    r"^([A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){0,2}), [A-Z]{1,2}\d{1,2}[A-Z]?(?: ?\d[A-Z]{2})?$"
)
_LABEL_BEHIND = re.compile(r"\.?\s(?=[A-Z][\w-]{0,12}\.?\s?:)")
_HOUSE_BEHIND = re.compile(r"[^\W\d_]{3,}\.? \d{1,4}(?:\s?[a-zA-Z]|[/-]\d{1,4}[a-z]?)?$")
_FLAT = re.compile(rf"(?:{_PLACES.pattern('street_start')})", re.IGNORECASE)
_SHORTEST_STREET: Final = 2
_LONGEST_STREET: Final = 9
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
        yield from (part.strip(" .,;|·") for part in without.split("\t"))
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


def bare_town(line: TextLine, above: TextLine | None = None) -> str | None:
    """Return the town that ends an address: `742 Evergreen Terrace, Springfield`, `Kilnweg 7, 73433 Aalen`.

    Args:
        line: The line with its town.
        above: The line above, which may be the street.
    """
    if above is not None and _is_street(above.text) and len(line.pieces) == 1 and "," not in above.text:
        return _town_in(line.text)
    for piece in line.pieces:
        first, *parts = _LABEL_BEHIND.split(piece)[0].split(", ")
        if match := _TOWN_AND_DISTRICT.match(piece):
            return match[1]
        streets = [number for number, part in enumerate([first, *parts]) if _is_street(part)]
        coded = [number for number, part in enumerate(parts) if _CODE_AT_END.search(part)]
        start = max(streets) if streets else coded[0] if coded else len(parts)
        towns = [town for part in parts[start:] if (town := _town_in(part))]
        if towns:
            return towns[-1]
    return None


def _is_street(text: str) -> bool:
    """Return whether a text is a street with its number: `742 Evergreen Terrace`, `Kilnweg 7b`, `Flat 2`."""
    words = text.split()
    if len(words) < _SHORTEST_STREET or not any(map(str.isdigit, text)) or len(words) > _LONGEST_STREET:
        return False
    if _HOUSE_BEHIND.search(text) and words[0][:1].isupper() and not _CODE_BEFORE.match(text):
        return True
    named = any(word.strip(".").casefold() in _STREET_WORDS for word in words)
    return STREET_LINE.match(text) is not None and (named or _FLAT.match(text) is not None)


def _town_in(part: str) -> str | None:
    """Return the town in a part of an address, without its postcode and region."""
    town = _CODE_BEFORE.sub("", _CODE_BEHIND.sub("", part.strip(" .,")))
    town = _IN_BRACKETS.sub("", town).strip(" .,-–")
    return town if _BARE_TOWN.match(town) and not is_country(town) else None


def is_contact_line(line: TextLine) -> bool:
    """Return whether a line holds several ways to reach somebody, wherever it stands."""
    return "@" in line.text and len(_CONTACTS.findall(line.text)) > 1


def beside_contact(text: Text, line: TextLine) -> bool:
    """Return whether a line, or one next to it, holds an address or a number."""
    near = (line, text.next_to(line), text.next_to(line, -1))
    return any(
        other is not None and (_CONTACTS.search(other.text) or _CODE_ALONE.match(other.text)) is not None
        for other in near
    )
