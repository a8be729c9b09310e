"""E-mail address and phone number of the candidate: not of a referee, nor of an employer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from domain.analyses.addresses import addresses, completed
from domain.analyses.candidates import Candidate
from domain.analyses.numbers import looks_like_phone, numbers
from domain.analyses.pairs import Pairs
from domain.analyses.sections import PERSONAL, SectionKind, Sections
from domain.analyses.text import Text, TextLine
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.one_look import OneLook

_WORDS: Final = lexicon("contacts")
_MASKED = re.compile(r"^[xX*]{2,}\d*$|\*|X{4}")
_OFFICE = re.compile(f"^{_WORDS.pattern('office_name')}$", re.IGNORECASE)
_tells_of_another: Final = OneLook(_WORDS.pattern("other_person"))
_is_of_office: Final = OneLook(_WORDS.pattern("office_line"))
_BEFORE_VALUE = 30
_ELSEWHERE: Final = frozenset(
    {SectionKind.EXPERIENCE, SectionKind.PROJECTS, SectionKind.EDUCATION, SectionKind.CAMPUS}
)

_LAST_DIGITS = re.compile(r"^[^\d]{3,40}\s([6-9]\d{9}|[235689]\d{3} \d{4})$")
_HAS_NUMBER = re.compile(r"\d[\d ().-]{5,18}\d")
_WITHOUT_ADDRESSES = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,80}")


def is_anothers(text: str, value: str | None = None) -> bool:
    """Return whether a line, or the words before a value in it, tell of somebody else."""
    if value is not None and (at := text.find(value)) >= 0:
        text = text[max(0, at - _BEFORE_VALUE) : at]
    return _tells_of_another(text)


def emails(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield the addresses of the document."""
    labelled = {pair.source.index for pair in pairs.of("email")}
    for pair in pairs.of("email"):
        value = pair.value.replace(" @", "@").replace("@ ", "@")
        for address in addresses(value):
            yield _email(address, pair.source, 0.97, sections)
    for line in text.lines:
        if (
            "@" not in line.text
            and " at" not in line.text.casefold()
            and "(at" not in line.text
            and "[" not in line.text
        ):
            continue
        for address in addresses(completed(line, text)):
            yield _email(address, line, 0.96 if line.index in labelled else 0.9, sections)
    for link, _ in text.links:
        if link.uri.casefold().startswith("mailto:"):
            address = unquote(link.uri[7:300].split("?")[0]).strip()
            if addresses(address) == [address]:
                yield _email(address, _line_of(address, text), 0.88, sections)


def _email(address: str, line: TextLine | None, confidence: float, sections: Sections) -> Candidate[str]:
    name = address.partition("@")[0]
    if _MASKED.search(name):
        confidence = 0.1
    elif line is not None:
        confidence *= _belongs(line, sections)
        if _OFFICE.match(name) and sections.kind_at(line) in _ELSEWHERE:
            confidence *= 0.3
    return Candidate(address, confidence, line)


def _belongs(line: TextLine, sections: Sections, labelled: str | None = None) -> float:
    """Return how likely contact data is the candidate's own; a labelled value by what is before it."""
    kind = sections.kind_at(line)
    if kind is SectionKind.REFERENCES or is_anothers(line.text, labelled) or _is_of_office(line.text):
        return 0.2
    if kind is SectionKind.OTHER and _is_of_others(line, sections):
        return 0.2
    if kind in _ELSEWHERE:
        if "@" in line.text and _HAS_NUMBER.search(line.text):
            return 0.75
        return 0.6 if line.text.count(" ") < 12 and len(line.text) < 60 else 0.5
    return 1.0


def _is_of_others(line: TextLine, sections: Sections) -> bool:
    """Return whether a line stands under a heading that names others (家庭成员, 紧急联系人)."""
    return any(
        section.heading is not None
        and is_anothers(section.heading.text)
        and any(each.index == line.index for each in section.lines)
        for section in sections.of(SectionKind.OTHER)
    )


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
        for number in numbers(pair.value, labelled=True):
            belongs = 0.2 if pair.source.index in strangers else _belongs(pair.source, sections, number)
            yield Candidate(number, 0.97 * belongs, pair.source)
    for line in text.lines:
        if not any(map(str.isdigit, line.text)) or len(line.text) > 400 or line.index in strangers:
            continue
        words = line.text
        for value in others:
            words = words.replace(value, " | ") if len(value) >= 5 else words
        # Two numbers side by side are not one; but a gap may stand within one.
        parts = (*line.pieces, words) if len(line.pieces) > 1 and words == line.text else (words,)
        found = False
        for number in dict.fromkeys(number for part in parts for number in numbers(part, labelled=False)):
            found = True
            yield Candidate(number, 0.9 * _belongs(line, sections), line)
        if not found and sections.kind_at(line) in PERSONAL and line.page == 1:
            for piece in _alone("\t".join(line.pieces)):
                if piece not in others and looks_like_phone(piece):
                    yield Candidate(piece, 0.75 * _belongs(line, sections), line)
    for link, _ in text.links:
        if link.uri.casefold().startswith("tel:"):
            number = unquote(link.uri[4:60]).strip()
            if 6 <= sum(map(str.isdigit, number)) <= 16:
                shown = link.text.strip() if sum(map(str.isdigit, link.text)) >= 6 else number
                yield Candidate(shown, 0.85, None)


def _alone(text: str) -> list[str]:
    """Return the parts of a line between bars, commas and wide gaps, without an extension in brackets."""
    words = _WITHOUT_ADDRESSES.sub("\t", text[:200])
    parts = re.split(r"\s*[|•·;,\t]\s*|\s+/\s+|\s{2,}", words)
    if (last := _LAST_DIGITS.search(words)) and len(words) < 60:
        parts.append(last[1])
    return [re.sub(r"\s*\([^()\d]{1,12}\)$", "", part).strip() for part in parts]
