"""The name: labelled, or printed large near the top."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.gender import GENDERS
from domain.analyses.labels import label_before
from domain.analyses.name_forms import SURNAMES, chinese_name, clean_name, loose_name
from domain.analyses.pairs import Pairs
from domain.analyses.places import is_place
from domain.analyses.sections import PERSONAL, SectionKind, Sections, heading_kind
from domain.analyses.text import Text, TextLine, as_printed, spaced_facts
from domain.analyses.titles import SURE_TITLE, title_score
from domain.analyses.top_names import unusual_name
from domain.documents.models import BlockKind
from domain.vocabulary.degrees import find_degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE, has_chinese

_WORDS: Final = lexicon("names")
_WORD = re.compile(r"^[^\W\d_]{2,20}$")
_POST = re.compile(r"\s(?:at|@)\s")
_NEAR_TOP = 12
_SHORTEST_DEGREE = 2
_OF_OTHERS: Final = frozenset({SectionKind.REFERENCES, SectionKind.PROJECTS, SectionKind.EXPERIENCE})
_BETWEEN_FACTS = re.compile(r"\s*[,、;/]\s*")
_DIVIDES = re.compile("[/–—-]")
_BESIDE_TITLE = re.compile(r"\s+[/–—-]\s+")
_INTRODUCED = re.compile(rf"{_WORDS.pattern('introduced')}\s?([{CHINESE}]{{2,4}})(?=[,。;\s(]|$)")


def names(text: Text, pairs: Pairs, sections: Sections, address: str | None) -> Iterator[Candidate[str]]:
    """Yield possible names: labelled, or printed large near the top.

    Args:
        text: The document.
        pairs: Its labelled values.
        sections: Its sections.
        address: The candidate's e-mail address, whose words may confirm a name.
    """
    for pair in pairs.of("name"):
        kind = sections.kind_at(pair.source)
        near_top = pair.source.index < _NEAR_TOP and kind is not SectionKind.REFERENCES
        if kind in _OF_OTHERS and not near_top:
            continue
        value = pair.value
        if has_chinese(value) and len(value) == 1 and pair.rest and len(pair.rest[0]) <= 2:
            value += pair.rest[0]  # 王  芳: two characters set as wide as three
        if name := clean_name(value):
            yield Candidate(name, 0.97, pair.source)
        elif pair.value and len(pair.value) <= 40 and (name := loose_name(pair.value)):
            yield Candidate(name, 0.9, pair.source)
    if labelled := _first_and_last(pairs):
        yield labelled
    for line in text.lines[:40]:
        if line.text.isascii():
            continue
        if (match := _INTRODUCED.search(line.text[:200])) and (name := chinese_name(match[1])):
            yield Candidate(name, 0.7, line)
    largest = max((line.size or 0.0 for line in text.lines if line.page == 1), default=0.0)
    rank = 0
    joined: set[int] = set()
    for line in text.lines:
        if line.page != 1 or rank > 60 or line.index in joined:
            continue
        rank += 1
        for words, wrapped in _readings(line, text, address):
            name = clean_name(words)
            if name is None or _is_something_else(name, line, pairs):
                continue
            if wrapped:
                joined.add(line.index + 1)
            yield Candidate(
                name, _confidence(name, words, line, text, sections, rank, largest, address), line
            )
            break
        else:
            found = unusual_name(line, text, pairs, rank=rank, largest=largest, address=address)
            if found and not _is_something_else(found[0], line, pairs):
                yield Candidate(*found, line)


def _first_and_last(pairs: Pairs) -> Candidate[str] | None:
    """Return the name of which the parts have labels of their own."""
    given, family = (next(pairs.of(key), None) for key in ("givenname", "familyname"))
    known = [pair for pair in (given, family) if pair is not None]
    if not known or known[0].source.index >= _NEAR_TOP or len(known[0].value) > 30:
        return None
    if given and family and has_chinese(family.value):
        return Candidate(family.value + given.value, 0.95, family.source)
    name = " ".join(pair.value for pair in known)
    return Candidate(name, 0.95 if len(known) > 1 else 0.6, known[0].source)


def _readings(line: TextLine, text: Text, address: str | None) -> Iterator[tuple[str, bool]]:
    """Yield the texts a name may be read from: the line with its wrapped end, the line, its first piece."""
    following = text.next_to(line)
    body = text.body_size or 0.0
    wraps = bool(
        following
        and line.size
        and following.size == line.size
        and line.size > 1.25 * body
        and following.block == line.block
        and not has_chinese(line.text)
        and len(line.text) + len(following.text) < 45
        and len(following.text.split()) <= 2
        and not title_score(following.text)
    )
    if line.index == 0 and following and _halves_of_name(line, following, address):
        yield f"{line.text} {following.text}", True
    third = text.next_to(line, 2) if wraps else None
    if (
        third
        and following
        and third.size == line.size
        and len(line.text) + len(following.text) < 30
        and _WORD.match(third.text)
        and not heading_kind(third.text)
    ):
        yield f"{line.text} {following.text} {third.text}", True
    if wraps and following:
        yield f"{line.text} {following.text}", True
    if spaced := _letter_spaced(line):
        yield spaced, False
    if line.index < _NEAR_TOP and (end := _before_degree(words := line.text.split())):
        yield " ".join(words[:end]), False
    if len(line.pieces) <= 2:
        yield line.text, False
    first, *rest = _BESIDE_TITLE.split(line.text, maxsplit=1) if _DIVIDES.search(line.text) else (line.text,)
    if rest and (title_score(rest[0]) > 0.55 or (line.index == 0 and has_chinese(first) and len(first) <= 4)):
        yield first, False
    if line.index == 0:
        first, *rest = line.text.split(", ")
        if rest and all(part.islower() for part in rest):
            yield first, False  # "Ann Holt, cello"
    if (start := _first_label(line)) > 1:
        yield line.text[:start].strip(), False
    if len(line.pieces) == 1 and len(facts := spaced_facts(line.text)) > 1:
        yield facts[0], False
    first, *facts = _BETWEEN_FACTS.split(line.text)
    if len(facts) > 1 and facts[0] in GENDERS:
        yield first, False
    if len(line.pieces) > 1:
        yield line.pieces[0], False
        if heading_kind(line.pieces[0]):
            yield line.pieces[1], False
        compact = line.compact
        if len(compact) <= 4 and all(len(piece) == 1 for piece in line.pieces):
            yield compact, False


def _before_degree(words: list[str]) -> int:
    """Return how many words of a name stand before a degree; 0 where there is none ("Van Ba" has none)."""
    return next(
        (
            number
            for number, word in enumerate(words[2:5], 2)
            if len(word) > _SHORTEST_DEGREE and find_degree(word.strip(","))
        ),
        0,
    )


def _halves_of_name(line: TextLine, following: TextLine, address: str | None) -> bool:
    """Return whether two words at the top, a line each, are those of the e-mail address."""
    local = re.sub(r"[^a-z]", "", (address or "").partition("@")[0].casefold())
    halves = (line.text, following.text)
    return all(_WORD.match(half) and half.casefold() in local for half in halves)


def _first_label(line: TextLine) -> int:
    """Return where the first label of a line begins, behind a name perhaps; 0 where there is none."""
    colon = line.text.find(":")
    found = label_before(line.text, colon) if colon > 0 else None
    return found[0] if found else 0


def _letter_spaced(line: TextLine) -> str | None:
    """Return the words of a line that is set in spaced letters (`A N N   H O L T`)."""
    raw = as_printed("   ".join(line.source.tokens) if len(line.source.tokens) > 1 else line.source.text)
    letters = raw.split()
    if len(letters) < 5 or any(len(letter.strip("'’.-")) > 1 for letter in letters):
        return None
    words = [word.split() for word in re.split(r"\s{2,}", raw.strip())]
    if not 2 <= len(words) <= 5 or has_chinese(raw):
        return None
    return " ".join("".join(word) for word in words)


def _is_something_else(name: str, line: TextLine, pairs: Pairs) -> bool:
    return bool(
        title_score(name) > (0.6 if has_chinese(name) else 0.85)
        or is_place(name)
        or any(pair.key != "name" and name in pair.value for pair in pairs.at(line))
        or line.kind is BlockKind.FOOTER
    )


def _confidence(
    name: str,
    words: str,
    line: TextLine,
    text: Text,
    sections: Sections,
    rank: int,
    largest: float,
    address: str | None,
) -> float:
    """Return how likely an unlabelled line is the name, by its size, place and company."""
    confidence = 0.5
    body = text.body_size or 0.0
    if line.size and largest:
        if line.size >= 0.97 * largest and line.size > 1.15 * body:
            confidence += 0.25
        elif line.size > 1.3 * body:
            confidence += 0.12
        elif line.size <= 1.02 * body:
            confidence -= 0.08
    if rank == 1:
        confidence += 0.15
    elif rank <= 3:
        confidence += 0.1
    elif rank > 15:
        confidence -= 0.06
    if line.source.bold:
        confidence += 0.04
    if sections.kind_at(line) not in PERSONAL and line.size and line.size <= 1.3 * body:
        confidence -= 0.25
    elif sections.kind_at(line) not in PERSONAL and not line.size:
        # Without sizes a name below a side column shows by what follows it.
        after = text.next_to(line)
        post = _POST.search(after.pieces[0]) if after else None
        follows = after is not None and (
            after.index in sections.headings
            or ":" in after.text
            or title_score(after.text) >= 0.8
            or (post is not None and title_score(after.pieces[0][: post.start()]) >= SURE_TITLE)
        )
        confidence += 0.08 if follows and sections.kind_at(line) is not SectionKind.SKILLS else -0.12
    if line.bullet or (line.cell is not None and rank > 6):
        confidence -= 0.2
    if address and not has_chinese(name):
        local = re.sub(r"[^a-z]", "", address.partition("@")[0].casefold())
        parts = [part for part in re.findall(r"[a-z]{3,}", name.casefold()) if part in local]
        whole = len(parts) > 1 and sum(map(len, parts)) >= 0.7 * len(local)
        confidence += 0.3 if whole else 0.15 if parts else 0.0
    if has_chinese(name) != (text.language == "zh"):
        confidence -= 0.1
    if has_chinese(name) and len(name) <= 3 and name[0] in SURNAMES and words.strip() != name:
        confidence += 0.03
    return min(confidence, 0.95)
