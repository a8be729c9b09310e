"""The spelling of telephone numbers, by the shapes of national numbering plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.vocabulary.lexicons import lexicon

_WORDS: Final = lexicon("contacts")
_NUMBER = re.compile(r"(?<![\w@/#.-])(?:\+|\(\s?\+?|00)?\d[\d\s().–—/-]{5,36}\d(?![\w@%])(?!\.\d)", re.ASCII)
_CHINESE_MOBILE = re.compile(r"^(?:0{0,2}86)?1[3-9]\d{9}$")
_CHINESE_LANDLINE = re.compile(r"^0\d{2,3}[- )]{1,2}\d{7,8}$")
_TOLL_FREE = re.compile(r"^(?:1[- ]?)?[(]?(?:400|800|888|877|866|855)[) .-]")
_AMERICAN = re.compile(r"^(?:\+?1[ .-]?)?(?:\(\d{3}\)\s?|\d{3}[ .-])\d{3} ?[ .-]\d{4}$")
_BRITISH = re.compile(r"^0[1-9]\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}$")
_DIALLED_ABROAD = re.compile(r"^00 ?[1-9]\d{0,2}[ -]?\(?\d[\d ()-]{6,14}$")
_AREA_CODE = re.compile(r"^\(0\d{0,4}\)[ -]?\d{2,8}(?:[ -]\d{2,8}){0,3}$")
_AFTER_POSTCODE = re.compile(r"^\d{4,6} ([+(\d].{6,23})$")
# Brazil, Russia.
_ABROAD = re.compile(r"^\(\d\d\) ?9?\d{4}-\d{4}$|^8 ?\(\d{3}\) ?\d{3}-\d\d-\d\d$")
# An area code before a slash: 030/1234567, 0171 / 234 56 78, +49/171/2345678.
_SLASHED = re.compile(r"^(?:\+\d{1,3} ?/? ?\d{2,4}|\(?0\d{1,4}\)?) ?/ ?\d(?: ?\d){4,8}$")
_FIRST_OF_SEVERAL = re.compile(
    r"^(?:(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}|1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?=\s)"
)
_NATIONAL = tuple(
    map(
        re.compile,
        (
            r"^[235689]\d{3}[ -]\d{4}$",
            r"^[4-9]\d{2}[ .-]\d{3}[ .-]\d{3}$",
            r"^0[1-9](?:[ .-]\d\d){4}$",
            r"^0\d{1,3}[ -]\d{3}[ -]\d{3,4}$",
            r"^0\d{2,4}[ /-]\d{3,4}(?:[ -]?\d{2,4}){1,2}$",
            r"^[6-9]\d{4}[ -]?\d{5}$",
        ),
    )
)
_TWO_YEARS = re.compile(r"^(?:19|20)\d\d\D(?:19|20)\d\d$")
_DATES = re.compile(
    r"(?:19|20)\d\d\s?[-./–年]\s?(?:0?[1-9]|1[0-2])(?!\d)|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d"
)
_MASKED_END = re.compile(r"\s?-?\s?[xX*]{2}")
_EXTENSION = re.compile(rf"^\s?{_WORDS.pattern('extension')}\s?\d{{1,6}}", re.IGNORECASE)
_LONGEST = 26


def numbers(text: str, *, labelled: bool) -> Iterator[str]:
    """Yield the numbers to call that a text holds; behind a label other digits are one too."""
    for match in _NUMBER.finditer(text[:600]):
        number = match.group().strip(" -–./")
        if number.count("(") > number.count(")"):
            number = number.replace("(", "", 1) if not number.startswith("(") else number[1:]
        if _DATES.search(number) and not number.startswith("+"):
            continue
        if _MASKED_END.match(text[match.end() : match.end() + 6]):
            continue
        number = re.sub(r"-{2,}|[–—]", "-", number)
        for part in _readings(number):
            digits = "".join(filter(str.isdigit, part))
            if len(part) <= _LONGEST and _is_phone(part, digits, labelled=labelled):
                extension = _EXTENSION.match(text[match.end() : match.end() + 12]) if part == number else None
                yield part + (extension.group() if extension else "")
                break


def _readings(number: str) -> Iterator[str]:
    """Yield what a run of digits may be: a number, several, or one behind a postcode."""
    if _SLASHED.match(number):
        yield number
    if several := _FIRST_OF_SEVERAL.match(number):
        yield several.group()
    yield from (part.strip() for part in re.split(r"\s?/\s?|\s{3,}", number))
    if postcode := _AFTER_POSTCODE.match(number):
        yield postcode[1]


def looks_like_phone(piece: str) -> bool:
    """Return whether a part of the personal data that is nothing but digits is a number to call.

    Two groups of four (Hong Kong, Singapore, Denmark), three of three (Poland, Spain), five pairs (France),
    ten digits from 6 upwards (India): the shapes of national numbering plans.
    """
    if _TWO_YEARS.match(piece):
        return False
    return any(shape.match(piece) for shape in _NATIONAL)


def _is_phone(number: str, digits: str, *, labelled: bool) -> bool:
    if not 7 <= len(digits) <= 15:
        return False
    if _TOLL_FREE.match(number) and not labelled:
        return False
    if labelled or number.startswith(("+", "(+")):
        return True
    if any(
        shape.match(number)
        for shape in (_DIALLED_ABROAD, _AREA_CODE, _ABROAD, _SLASHED, _CHINESE_LANDLINE, _AMERICAN)
    ):
        return True
    if _CHINESE_MOBILE.match(digits):
        return True
    if _BRITISH.match(number) and len(digits) in (10, 11):
        return True
    return number.isdigit() and len(digits) in (11, 12) and digits[0] in "01"
