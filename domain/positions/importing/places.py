"""The city of a posting, of what stands in its column: an address, a district, a province before it."""

from __future__ import annotations

import re
from typing import Final

from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.places import Place
from domain.vocabulary.script import has_chinese, simplified

_WORDS: Final = lexicon("addresses")
_BETWEEN: Final = re.compile(r"\s*[-–—·•/|,，、>\s]\s*")
_BEFORE: Final = re.compile(
    rf"{_WORDS.pattern('country')}?(?:{_WORDS.pattern('province')}{_WORDS.pattern('level')}?)?"
)
_CITIES: Final = frozenset(Place(name).name for name in lexicon("places").by_word("city"))
_ENDS: Final = _WORDS.words("city_end")
_LONGEST: Final = 8


def city_of(text: str) -> str:
    """Return the city of a Chinese text: `深圳` of `广东-深圳-南山区`, `广州市` of `广东省广州市天河区`.

    Where there is no more than a province, it stays; another text stays whole, like `San Francisco, CA`.
    """
    if not has_chinese(text):
        return text
    parts = [part for part in _BETWEEN.split(text) if part]
    if not parts:
        return text
    for part in parts:
        below = part[_before(part) :]
        if below:
            return _first_city(below)
    return parts[-1]


def is_city(text: str) -> bool:
    """Return whether a text is the name of a Chinese city, or of a province."""
    return Place(text).name in _CITIES


def _before(part: str) -> int:
    """Return how far country and province reach; `吉林市` is a city all the same."""
    found = _BEFORE.match(simplified(part))
    end = 0 if found is None else found.end()
    return 0 if part[end : end + 1] in _ENDS else end


def _first_city(text: str) -> str:
    """Return the beginning that is a city, as printed; the whole where none is known."""
    for end in _ENDS:
        at = text.find(end, 1, _LONGEST)
        if at > 0:
            return text[: at + len(end)]
    for length in range(min(len(text), _LONGEST), 1, -1):
        if Place(text[:length]).name in _CITIES:
            return text[:length]
    return text
