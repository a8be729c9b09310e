"""Career interest: what the candidate says to be looking for, else the headline under the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.labels import label_of
from domain.analyses.pairs import Pairs
from domain.analyses.places import is_place, is_region
from domain.analyses.sections import PERSONAL, SectionKind, Sections, heading_kind
from domain.analyses.text import Text, TextLine
from domain.analyses.titles import title_score
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.pay import looks_like_pay
from domain.vocabulary.script import has_chinese

_WORDS: Final = lexicon("interest")
_EXTRA = re.compile(f"^{_WORDS.pattern('extra')}$", re.IGNORECASE)
_TYPE_TAIL = re.compile(rf"\s*[(（]\s*{_WORDS.pattern('bracketed')}\s*[)）]$", re.IGNORECASE)
_BRACKETED_TAIL = re.compile(r"\s*\(([^()]{2,12})\)$")
_FORM = re.compile(f"{_WORDS.pattern('form')}$")
_DOCUMENT = re.compile(_WORDS.pattern("document"))
_LEADING = re.compile(rf"^{_WORDS.pattern('label')}\s*[:|/]\s*", re.IGNORECASE)
_CONDITION_LABEL = re.compile(rf"^{_WORDS.pattern('condition_label')}\s*:\s*")
_SENTENCE = re.compile(rf"[。;；!@]|\.$|{_WORDS.pattern('sentence', whole=True)}|\d{{4}}")
_GOES_ON: Final = ("&", ",", "|", "/", "-", *_WORDS.words("goes_on"))
_PARTS = re.compile(r"\s+[/／]\s+|\s*[|｜]\s*|\s{2,}|\t|\s+[·•]\s+|\s+[-–—]\s+")
_SIZES_ALIKE = 0.6
_SAME: Final = 0.6
_RANKS: Final = frozenset(_WORDS.words("rank"))
_WORD = re.compile(r"[^\W_]+")
_OF_PERSON: Final = frozenset(
    {"name", "gender", "birth", "age", "phone", "email", "hometown", "political", "ethnicity", "marital"}
)
_IN_CAPITALS = re.compile(r"^([A-Z]{4,}(?: [A-Z]{2,}){0,2})[ :]+(?=(?:A|[A-Z]?[a-z]+) )")
_FIRST_LINES, _MOST_WRAPPED = 60, 7
_NO_POSITION = re.compile(r"^[A-Z]?[a-z]{1,2}$|^[A-Z][a-z]{2}$|https?:|www\.|github|@", re.IGNORECASE)
_ELSEWHERE: Final = frozenset(
    {
        SectionKind.EXPERIENCE,
        SectionKind.PROJECTS,
        SectionKind.EDUCATION,
        SectionKind.CAMPUS,
        SectionKind.REFERENCES,
        SectionKind.PUBLICATIONS,
    }
)


def interests(
    text: Text, pairs: Pairs, sections: Sections, name: TextLine | None, *, held: Iterable[str] = ()
) -> Iterator[Candidate[str]]:
    """Yield stated objectives, then the headline near the name.

    Args:
        text: The document.
        pairs: Its labelled values.
        sections: Its sections.
        name: The line the name was read from.
        held: Titles of jobs. An English headline that says the same says what somebody is.
    """
    for pair in pairs.of("interest"):
        label, kind = pair.label, sections.kind_at(pair.label)
        # A cell to itself is a label in any section; elsewhere "Objective:" may be a project's.
        alone = label.cell is not None and label is not pair.source
        elsewhere = kind in _ELSEWHERE and not alone and label.index not in sections.headings
        if elsewhere and not _is_among_personal(label, text, pairs):
            continue
        if label.bullet and kind not in PERSONAL:
            continue
        if pair.label is not pair.source and pair.label.index in sections.headings:
            continue
        if pair.source.index in sections.headings and pair.source is not label:
            continue
        if cleaned := clean_interest(_to_the_end(pair.value, pair.source, text, pairs, sections), pair.rest):
            yield Candidate(cleaned, 0.96, pair.source)
    for line in text.lines[:_FIRST_LINES]:
        # OBJECTIVE in capitals, and the sentence behind it.
        match = _IN_CAPITALS.match(line.text)
        if match and heading_kind(match[1]) is SectionKind.INTEREST and not pairs.at(line):
            value = _to_the_end(line.text[match.end() :], line, text, pairs, sections)
            if cleaned := clean_interest(value):
                yield Candidate(cleaned, 0.93, line)
    for section in sections.of(SectionKind.INTEREST):
        yield from _under_heading(section.lines, pairs)
    for pair in pairs.of("title"):
        # 岗位: below the heading 求职意向.
        below = sections.kind_at(pair.source) is SectionKind.INTEREST
        if below and (cleaned := clean_interest(pair.value, pair.rest)):
            yield Candidate(cleaned, 0.94, pair.source)
    held = tuple(held)
    for candidate in _headlines(text, pairs, sections, name):
        if not has_chinese(candidate.value) and any(_says_the_same(candidate.value, title) for title in held):
            break
        yield candidate
    yield from _beside_icons(text, pairs, sections)


def _is_among_personal(label: TextLine, text: Text, pairs: Pairs) -> bool:
    """Return whether the lines around tell of the person, wherever the page sets them."""
    around = [text.next_to(label, step) for step in (-2, -1, 1, 2)]
    return sum(line is not None and pairs.key_of_line(line) in _OF_PERSON for line in around) >= 2


def _to_the_end(value: str, line: TextLine, text: Text, pairs: Pairs, sections: Sections) -> str:
    """Return an English sentence with the lines that it goes on in."""
    if has_chinese(value) or len(value.split()) <= 5:
        return value
    parts = [value + "," if line.text.endswith(",") and not value.endswith(",") else value]
    last = line
    for step in range(1, _MOST_WRAPPED):
        following = text.next_to(line, step)
        if following is None or parts[-1].endswith((".", "!")) or not _is_wrapped(last, following):
            break
        if following.index in sections.headings or pairs.at(following) or heading_kind(following.text):
            break
        parts.append(following.text)
        last = following
    return _sentence(parts)


def _sentence(parts: list[str]) -> str:
    """Join the lines of an English sentence, whose commas a space follows."""
    return (
        " ".join(parts).replace("- ", "-") if any(part.endswith("-") for part in parts) else " ".join(parts)
    )


def _is_wrapped(line: TextLine, following: TextLine) -> bool:
    """Return whether a line may go on in the next one: of about its size, and no item of a list."""
    alike = line.size is None or following.size is None or 0.85 < following.size / line.size < 1.18
    return alike and not following.bullet and len(following.pieces) == 1 and "@" not in following.text


def clean_interest(value: str, rest: tuple[str, ...] = ()) -> str | None:
    """Return the position without city, pay, job type and arrival; None if nothing is left."""
    value = _LEADING.sub("", value.strip(" \t:|/,;。.·-–—"))
    if _FORM.search(value) or (_NO_POSITION.search(value) and not value.isupper()):
        return None
    if not has_chinese(value) and len(value.split()) > 5:
        return " ".join(value.split())[:300] or None
    parts = [part.strip(" ,;。") for part in _PARTS.split(value)]
    kept = [part for part in parts if part and not _is_extra(part)]
    if not kept:
        kept = [part for part in rest if not _is_extra(part) and not label_of(part)][:1]
    if not kept:
        return None
    if len(parts) > len(kept) or len(kept) == 1:
        cleaned = " / ".join(kept) if "/" in value else kept[0]
    else:
        cleaned = value
    cleaned = _TYPE_TAIL.sub("", cleaned).strip(" ,;|/")
    if (tail := _BRACKETED_TAIL.search(cleaned)) and _is_extra(tail[1]):
        cleaned = cleaned[: tail.start()]
    # 前台接待,烟台 or 前台接待、上海: the city again, behind a comma.
    pieces = re.split(r"[,，]\s*", cleaned)
    if len(pieces) > 1 and has_chinese(cleaned):
        cleaned = ",".join(piece for piece in pieces if not _is_extra(piece)) or cleaned
    return cleaned if 2 <= len(cleaned) <= 300 else None


def _is_extra(part: str) -> bool:
    part = _CONDITION_LABEL.sub("", part.strip())
    return bool(_EXTRA.match(part) or looks_like_pay(part) or is_place(part) or is_region(part))


def _under_heading(lines: tuple[TextLine, ...], pairs: Pairs) -> Iterator[Candidate[str]]:
    """Read the lines below 求职意向 or Objective."""
    own: list[TextLine] = []
    for line in lines[:6]:
        if pairs.key_of_line(line) not in {None, "interest"} or label_of(line.text):
            break
        if any(pair.source is line and pair.label is line for pair in pairs.of("interest")):
            break
        if own and not _is_wrapped(own[-1], line):
            break
        elsewhere = bool(own) and (line.block != own[0].block or not _is_of_size(line, own[0]))
        if elsewhere and len(own[0].text.split()) <= 5:
            break
        own.append(line)
    if not own:
        return
    if has_chinese(own[0].text):
        if cleaned := clean_interest("  ".join(own[0].pieces)):
            yield Candidate(cleaned, 0.93 if len(cleaned) <= 40 else 0.7, own[0])
        return
    value = _sentence([line.text for line in own])
    first = own[0].text
    if (
        len(own) > 1
        and title_score(first) > 0.6
        and len(first.split()) <= 6
        and not own[1].text[:1].islower()
    ):
        value = first
    if cleaned := clean_interest(value):
        yield Candidate(cleaned, 0.93, own[0])


def _is_of_size(line: TextLine, other: TextLine) -> bool:
    """Return whether two lines are set alike: recognised or justified ones differ a little."""
    if line.size is None or other.size is None:
        return line.size == other.size
    return abs(line.size - other.size) < _SIZES_ALIKE


def _beside_icons(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Read a position that only an icon labels, among the personal data."""
    for line in text.lines:
        if not (line.icon or line.bullet) or sections.kind_at(line) not in PERSONAL or len(line.text) > 40:
            continue
        words = [word for word in line.text.split() if len(word) > 3]
        if (
            pairs.key_of_line(line) is None
            and (has_chinese(line.text) or all(not word[0].islower() for word in words))
            and title_score(line.text) >= 0.8
            and not _SENTENCE.search(line.text)
        ):
            yield Candidate(line.text, 0.6, line)


def _headlines(
    text: Text, pairs: Pairs, sections: Sections, name: TextLine | None
) -> Iterator[Candidate[str]]:
    if name is None or (sections.kind_at(name) not in PERSONAL and (name.size or 0) <= (text.body_size or 0)):
        return
    before = text.next_to(name, -1)
    around = [text.next_to(name, step) for step in (1, 2, 3)]
    for distance, line in enumerate(around):
        if line is None or line.index in sections.headings or heading_kind(line.text):
            break
        if (key := pairs.key_of_line(line)) is not None:
            if key == "interest":
                break
            continue
        found = _headline(line)
        after = text.next_to(line)
        if after and after.block == line.block and after.size == line.size and line.size and distance == 0:
            joined = f"{line.text} {after.text}"
            wrapped = not found or line.text.rstrip().endswith(_GOES_ON)
            if (
                wrapped
                and len(line.text) > 16
                and not is_place(after.text)
                and _is_wrapped_headline(joined, after)
            ):
                found = joined
        if found:
            yield Candidate(found, 0.66 - 0.04 * distance, line)
    for piece in (*name.pieces[1:], *re.split(r"\s+[/–—-]\s+", name.text)[1:]):
        if title_score(piece) > 0.55:
            yield Candidate(piece, 0.65, name)
    if before and before.index not in sections.headings and pairs.key_of_line(before) is None:
        found = _headline(before)
        if found and title_score(found) >= 0.8:
            yield Candidate(found, 0.55, before)


def _says_the_same(headline: str, title: str) -> bool:
    """Return whether most words of the shorter one, or of the headline without ranks, are the other's."""
    own, held = (set(_WORD.findall(text.casefold())) for text in (headline, title))
    if len(own & held) >= _SAME * min(len(own), len(held)):
        return True
    what = own - _RANKS
    return len(what & held) > _SAME * len(what)


def _is_wrapped_headline(joined: str, after: TextLine) -> bool:
    return (
        not has_chinese(joined)
        and len(after.text) < 60
        and _SENTENCE.search(joined) is None
        and title_score(joined) > 0.55
    )


def _headline(line: TextLine) -> str | None:
    """Return the line when it is a position and nothing else."""
    if (
        line.bullet
        or len(line.text) > 110
        or _NO_POSITION.search(line.text)
        or sum(map(str.isdigit, line.text)) > 4
    ):
        return None
    if _SENTENCE.search(line.text) or _DOCUMENT.search(line.compact):
        return None
    words = line.text.strip(" |·•-–—")
    if title_score(words) > 0.55 or (len(line.pieces) > 1 and all(title_score(p) > 0.5 for p in line.pieces)):
        return words
    first = line.pieces[0]
    if len(line.pieces) > 1 and title_score(first) > 0.6:
        return first
    return None
