"""Cities, provinces and countries: telling a place from other words."""

from __future__ import annotations

import re
from typing import Final

from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import CHINESE, has_chinese

_PLACES: Final = lexicon("places")
_CHINESE: Final = frozenset(filter(has_chinese, _PLACES.words("city")))
_REGIONS: Final = frozenset(map(str.casefold, _PLACES.words("region")))
_CITIES: Final = frozenset(map(str.casefold, _PLACES.words("city"))) - _CHINESE
_LONGEST = max(map(len, _CHINESE))
_DIVISION = re.compile(f"^{_PLACES.pattern('division')}")
PLACE_LEVELS = re.compile(f"^{lexicon('place_levels').pattern()}+")
DISTRICT = re.compile(f"^[{CHINESE}]{{1,7}}{_PLACES.pattern('district_end')}")
_INSTITUTION = re.compile(f"{_PLACES.pattern('institution_end')}$")
_STREET = re.compile(_PLACES.pattern("street"))
_LEFT_OVER: Final = frozenset(_PLACES.words("left_over"))
_ANYWHERE: Final = frozenset(_PLACES.words("anywhere"))
_POSTCODE = re.compile(
    r"\s+(?:\d{4,6}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]?(?: ?\d[A-Z]{2})?)$"
)
_ENGLISH_PLACE = re.compile(r"^[^\W\d_][\w.'’ \-]{1,30}(?:,\s*[^\W\d_][\w.'’ \-]{1,30}){1,3}$")
_AROUND = re.compile(f"^{_PLACES.pattern('around')}$")
_DOTTED = re.compile(r"\b([A-Z])\.(?=[A-Z]\b|$|\s)")
_NO_PLACE = re.compile(_PLACES.pattern("no_place", whole=True))
_TOWN_AND_STATE = re.compile(r"^[A-Z][a-z]+(?: [A-Z][a-z]+){0,2} ([A-Z]{2,3})$")


def starts_with_city(text: str) -> str | None:
    """Return the province or city a Chinese text starts with."""
    for length in range(min(_LONGEST, len(text)), 1, -1):
        if text[:length] in _CHINESE:
            return text[:length]
    return None


def is_chinese_place(text: str) -> bool:
    """Return whether a text is a Chinese place: cities and districts, perhaps an address."""
    original = text.strip(",;:· ")
    text = "".join(text.split()).strip(",;:·")
    if _INSTITUTION.search(text):
        return False
    rest = text
    found = False
    for _ in range(4):
        city = starts_with_city(rest)
        # A district may have the name of another city.
        if found and DISTRICT.fullmatch(rest):
            return True
        if city:
            found = True
            rest = _DIVISION.sub("", rest[len(city) :])
            rest = rest.lstrip("·-—–,/、 ()")
        elif found and (district := DISTRICT.match(rest)):
            rest = rest[district.end() :].lstrip("·-—–,/、 ()")
        else:
            break
    rest = rest.strip("() ")
    if found and re.search(r"[,·\-—–/、 ]", original) and re.fullmatch(f"[{CHINESE}]{{2,3}}", rest):
        return True
    return found and (not rest or rest in _LEFT_OVER or (bool(_STREET.search(rest)) and len(rest) <= 40))


def is_english_place(text: str) -> bool:
    """Return whether a text is `City, Region`, or a place known to stand alone."""
    text = _POSTCODE.sub("", text.strip(" ,;.|·"))
    if text.casefold() in _CITIES:
        return True
    if _AROUND.match(text):
        return True
    if (match := _TOWN_AND_STATE.match(text)) and match[1].casefold() in _REGIONS:
        return True
    if not _ENGLISH_PLACE.match(text) or len(text) > 60 or " - " in text:
        return False
    parts = [part.strip() for part in text.split(",")]
    last = _DOTTED.sub(r"\1", parts[-1])
    if (len(last) == 2 and not last.isupper()) or is_institution(text):
        return False
    return last.casefold() in _REGIONS and all(part[:1].isupper() for part in parts)


def is_institution(text: str) -> bool:
    """Return whether an English text is called as employers, schools or positions are."""
    return _NO_PLACE.search(text) is not None


@remembered
def is_place(text: str) -> bool:
    """Return whether a text is a place, in either language."""
    return is_chinese_place(text) if has_chinese(text) else is_english_place(text)


def is_country(text: str) -> bool:
    """Return whether a text is the name of a country or a state, and of no city."""
    folded = text.strip(" ,.()").casefold()
    return folded in _REGIONS and folded not in _CITIES


@remembered
def is_region(text: str) -> bool:
    """Return whether a text is the name of a country, a state or a large city."""
    folded = text.strip(" ,.()").casefold()
    return folded in _REGIONS or folded in _CITIES or folded in _ANYWHERE
