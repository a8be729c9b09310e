"""E-mail address and phone number of the candidate: not of a referee, nor of an employer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from domain.analyses.candidates import Candidate
from domain.analyses.pairs import Pairs
from domain.analyses.sections import PERSONAL, SectionKind, Sections
from domain.analyses.text import Text, TextLine
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE

_AT = re.compile(
    r"\s?[(\[{<]\s?(?:at|AT|At|@)\s?[)\]}>]\s?| (?:AT|at) (?=[\w-]{2,40}(?:\.| ?[(\[]dot| dot ))"
)
_DOT = re.compile(r"\s?[(\[{<]\s?(?:dot|DOT|Dot)\s?[)\]}>]\s?| (?:dot|DOT) ")
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9](?:[\w.+-]{0,62}[\w+-])?\s?@\s?[A-Za-z0-9][A-Za-z0-9.-]{0,80}\.[A-Za-z]{2,10}(?![A-Za-z0-9@])",
    re.ASCII,
)
_DASH_IN_NAME = re.compile(r"(?<=[A-Za-z0-9])[–—](?=[\w.–—-]{1,40}@)")
_FLUSH = re.compile(r"^1[3-9]\d{9}(?=\d{5,11}@)")
_CUT_AT_END = re.compile(r"[\w.+-]{1,64}@[\w.-]{0,60}$", re.ASCII)
_CUT_AT_START = re.compile(r"^@[A-Za-z0-9-]{1,60}\.[\w.-]{2,20}", re.ASCII)
_CONTINUATION = re.compile(rf"^[\w-]{{0,30}}(?:\.[\w-]{{1,20}}){{0,3}}(?=$|[\s|,;{CHINESE}])", re.ASCII)
_WORDS: Final = lexicon("contacts")
_KNOWN_ENDS: Final = frozenset(_WORDS.words("domain_end"))
_MASKED = re.compile(r"^[xX*]{2,}[\d]*$|\*")
_OFFICE = re.compile(f"^{_WORDS.pattern('office_name')}$", re.IGNORECASE)
_OTHER_PERSON = re.compile(_WORDS.pattern("other_person"), re.IGNORECASE)
_OFFICE_LINE = re.compile(_WORDS.pattern("office_line"), re.IGNORECASE)
_ELSEWHERE: Final = frozenset(
    {SectionKind.EXPERIENCE, SectionKind.PROJECTS, SectionKind.EDUCATION, SectionKind.CAMPUS}
)

_PHONE = re.compile(r"(?<![\w@/#.-])(?:\+|\(\s?\+?|00)?\d[\d\s().–—/-]{5,24}\d(?![\w@%])(?!\.\d)", re.ASCII)
_CHINESE_MOBILE = re.compile(r"^(?:0{0,2}86)?1[3-9]\d{9}$")
_CHINESE_LANDLINE = re.compile(r"^0\d{2,3}[- )]{1,2}\d{7,8}$")
_TOLL_FREE = re.compile(r"^(?:1[- ]?)?[(]?(?:400|800|888|877|866|855)[) .-]")
_AMERICAN = re.compile(r"^(?:\+?1[ .-]?)?(?:\(\d{3}\)\s?|\d{3}[ .-])\d{3}[ .-]\d{4}$")
_BRITISH = re.compile(r"^0[1-9]\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}$")
_DIALLED_ABROAD = re.compile(r"^00[1-9]\d{0,2}[ -]?\(?\d[\d ()-]{6,14}$")
_AREA_CODE = re.compile(r"^\(0\d{1,4}\)[ -]?\d{3,4}[ -]?\d{3,5}$")
_AFTER_POSTCODE = re.compile(r"^\d{4,6} ([+(\d].{6,23})$")
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
_LAST_DIGITS = re.compile(r"^[^\d]{3,40}\s([6-9]\d{9}|[235689]\d{3} \d{4})$")
_TWO_YEARS = re.compile(r"^(?:19|20)\d\d\D(?:19|20)\d\d$")
_DATES = re.compile(
    r"(?:19|20)\d\d\s?[-./–年]\s?(?:0?[1-9]|1[0-2])(?!\d)|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d"
)
_MASKED_END = re.compile(r"\s?-?\s?[xX*]{2}")
_EXTENSION = re.compile(rf"^\s?{_WORDS.pattern('extension')}\s?\d{{1,6}}", re.IGNORECASE)


def emails(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield the addresses of the document."""
    labelled = {pair.source.index for pair in pairs.of("email")}
    for pair in pairs.of("email"):
        value = pair.value.replace(" @", "@").replace("@ ", "@")
        for address in _addresses(value):
            yield _email(address, pair.source, 0.97, sections)
    for line in text.lines:
        if (
            "@" not in line.text
            and " at" not in line.text.casefold()
            and "(at" not in line.text
            and "[" not in line.text
        ):
            continue
        repaired = _with_next(line, text)
        for address in _addresses(repaired):
            yield _email(address, line, 0.96 if line.index in labelled else 0.9, sections)
    for link, _ in text.links:
        if link.uri.casefold().startswith("mailto:"):
            address = unquote(link.uri[7:300].split("?")[0]).strip()
            if match := _EMAIL.fullmatch(address):
                yield _email(match.group(), _line_of(match.group(), text), 0.88, sections)


def _addresses(text: str) -> list[str]:
    text = _DASH_IN_NAME.sub("-", _DOT.sub(".", _AT.sub("@", text[:600])))
    found = ["".join(match.group().split()) for match in _EMAIL.finditer(text)]
    # A mobile number printed flush against a number at qq.com.
    return [_FLUSH.sub("", address) for address in found]


def _with_next(line: TextLine, text: Text) -> str:
    """Return the line, with its address completed from a neighbouring line when the end has cut it."""
    here = line.text
    before, after = text.next_to(line, -1), text.next_to(line)
    if before and _CUT_AT_START.match(here) and (name := re.search(r"[\w.+-]{2,64}$", before.text, re.ASCII)):
        return name.group() + here
    cut = _CUT_AT_END.search(here)
    if cut and after and "@" not in after.text.split(" ")[0]:
        domain = cut.group().partition("@")[2]
        complete = "." in domain and domain.rsplit(".", 1)[1].casefold() in _KNOWN_ENDS
        rest = _CONTINUATION.match(after.text)
        if rest and rest.group() and (not complete or rest.group().startswith(".")):
            joined = here + rest.group()
            # "qq.c" + "om", "exa" + "mple.org", never "qq.com" + "Beijing".
            if joined.rsplit(".", 1)[-1].casefold() in _KNOWN_ENDS:
                return joined
    return here


def _email(address: str, line: TextLine | None, confidence: float, sections: Sections) -> Candidate[str]:
    name = address.partition("@")[0]
    if _MASKED.search(name):
        confidence = 0.1
    elif line is not None:
        confidence *= _belongs(line, sections)
        if _OFFICE.match(name) and sections.kind_at(line) in _ELSEWHERE:
            confidence *= 0.3
    return Candidate(address, confidence, line)


def _belongs(line: TextLine, sections: Sections) -> float:
    """Return how likely contact data on this line is the candidate's own."""
    kind = sections.kind_at(line)
    if kind is SectionKind.REFERENCES or _OTHER_PERSON.search(line.text) or _OFFICE_LINE.search(line.text):
        return 0.2
    if kind in _ELSEWHERE:
        return 0.6 if line.text.count(" ") < 12 and len(line.text) < 60 else 0.5
    return 1.0


def _line_of(words: str, text: Text) -> TextLine | None:
    return next((line for line in text.lines if words.casefold() in line.compact.casefold()), None)


def phones(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield the phone numbers of the document, as printed."""
    strangers = {pair.source.index for pair in pairs.of("referee", "hotline")}
    others = {
        pair.value
        for pair in pairs.of("im", "idcard", "postcode", "birth", "updated", "salary", "years", "age")
    }
    for pair in pairs.of("phone"):
        for number in _numbers(pair.value, labelled=True):
            belongs = 0.2 if pair.source.index in strangers else _belongs(pair.source, sections)
            yield Candidate(number, 0.97 * belongs, pair.source)
    for line in text.lines:
        if not any(map(str.isdigit, line.text)) or len(line.text) > 400 or line.index in strangers:
            continue
        words = line.text
        for value in others:
            words = words.replace(value, " | ") if len(value) >= 5 else words
        found = False
        for number in _numbers(words, labelled=False):
            found = True
            yield Candidate(number, 0.9 * _belongs(line, sections), line)
        if not found and sections.kind_at(line) in PERSONAL and line.page == 1:
            for piece in _alone("\t".join(line.pieces)):
                if piece not in others and _looks_like_phone(piece):
                    yield Candidate(piece, 0.75 * _belongs(line, sections), line)
    for link, _ in text.links:
        if link.uri.casefold().startswith("tel:"):
            number = unquote(link.uri[4:60]).strip()
            if 6 <= sum(map(str.isdigit, number)) <= 16:
                shown = link.text.strip() if sum(map(str.isdigit, link.text)) >= 6 else number
                yield Candidate(shown, 0.85, None)


def _numbers(text: str, *, labelled: bool) -> Iterator[str]:
    for match in _PHONE.finditer(text[:600]):
        number = match.group().strip(" -–./")
        if number.count("(") > number.count(")"):
            number = number.replace("(", "", 1) if not number.startswith("(") else number[1:]
        if _DATES.search(number) and not number.startswith("+"):
            continue
        if _MASKED_END.match(text[match.end() : match.end() + 6]):
            continue
        number = re.sub(r"-{2,}|[–—]", "-", number)
        parts = re.split(r"\s?/\s?|\s{3,}", number)
        if postcode := _AFTER_POSTCODE.match(number):
            parts.append(postcode[1])
        for part in parts:
            digits = "".join(filter(str.isdigit, part))
            if _is_phone(part.strip(), digits, labelled=labelled):
                extension = _EXTENSION.match(text[match.end() : match.end() + 12]) if part == number else None
                yield part.strip() + (extension.group() if extension else "")
                break


def _alone(text: str) -> list[str]:
    """Return the parts of a line between bars, commas and wide gaps, without an extension in brackets."""
    words = _EMAIL.sub("\t", text[:200])
    parts = re.split(r"\s*[|•·;,\t]\s*|\s+/\s+|\s{2,}", words)
    if (last := _LAST_DIGITS.search(words)) and len(words) < 60:
        parts.append(last[1])
    return [re.sub(r"\s*\([^()\d]{1,12}\)$", "", part).strip() for part in parts]


def _looks_like_phone(piece: str) -> bool:
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
    if _DIALLED_ABROAD.match(number) or _AREA_CODE.match(number):
        return True
    if _CHINESE_MOBILE.match(digits) or _CHINESE_LANDLINE.match(number) or _AMERICAN.match(number):
        return True
    if _BRITISH.match(number) and len(digits) in (10, 11):
        return True
    return number.isdigit() and len(digits) in (11, 12) and digits[0] in "01"
