"""The skills that a line lists, or that a sentence names: without levels, labels and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.places import is_place
from domain.analyses.sections import SectionKind, heading_kind
from domain.analyses.skill_labels import (
    CLAUSE,
    LINES,
    ORNAMENTS,
    is_kind,
    is_of_courses,
    is_only_a_kind,
    is_other,
    is_tongues,
    split_label,
)
from domain.analyses.skill_names import LETTERS, is_known, is_tool, names_in
from domain.analyses.skill_parts import (
    AND,
    AND_SO_ON,
    GAUGES,
    chips,
    halves_of,
    of_known,
    parts_of,
    without_joint,
    without_tail,
)
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.one_look import OneLook
from domain.vocabulary.script import has_chinese

_LEVELS: Final = lexicon("skill_levels")
_BEFORE = re.compile(f"^{_LEVELS.pattern('before')}", re.IGNORECASE)
_GRADE = re.compile(
    rf"^(?:{_LEVELS.pattern('grade')}|[\d\s%.()/+]+|[{GAUGES}]+|[{GAUGES}•.·_–—-]{{2,}}"
    r"|[A-C][12](?:[ /,]+[A-C][12])*)$",
    re.IGNORECASE,
)
_GRADE_BEHIND = re.compile(
    rf"(?: [-–—] |[:=] ?| | ?\(){_LEVELS.pattern('grade')}$|[:=-]? ?\d{{1,3}} ?%$"
    rf"|[: ]\d{{1,2}} ?/ ?(?:5|10)$| ?[{GAUGES}][{GAUGES} ]*$",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[。;!]|\. (?=[A-Z(•])|\.$")
_CLAUSE_ENDS = re.compile("[,。;!]")
_LISTING = re.compile("[、,;]")
_SEPARATOR = re.compile(r"[、,|·•●/;]|\s{2}")
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]{0,120})(?:[)\]】]|$)")
_EXAMPLES = re.compile(rf"^{LINES.pattern('examples')}", re.IGNORECASE)
_LIST = re.compile(rf"[、,;:/|]|{LINES.pattern('joint')}")
_TONGUE: Final = frozenset(map(str.casefold, LINES.of("en").words("tongue")))
_OF_TONGUES: Final = frozenset(map(str.casefold, LINES.words("of_tongues")))
_ONLY_TAIL = re.compile(f"^{LINES.pattern('tail')}{{1,6}}$")
_SOFT = re.compile(LINES.pattern("soft"))
_VAGUE = re.compile(f"^{LINES.pattern('vague')}", re.IGNORECASE)
_DOING = re.compile(f"^{LINES.pattern('doing')}", re.IGNORECASE)
_SAYS_KNOWN = re.compile(LINES.pattern("says_known"), re.IGNORECASE)
says_known: Final = OneLook(LINES.pattern("says_known"))
"""Returns whether a text says that somebody knows something."""
_TERM = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+#.]{1,24}(?: [A-Z][A-Za-z0-9+#.]{0,24}){0,2}(?<!\.)")
_NO_ITEM = re.compile(
    r"@|^[\w.-]+\.(?:com|org|net|cn|edu|me|dev)(?:/|$)"
    r"|https?:|www\.|\$|^[xX*]{2,}$|\b(?:19|20)\d\d[-./年]|^\W*$|^v?\d[\d\s.,%+/x-]*$|^page \d",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b[\w-]+\.(?:com|org|net|cn|io)/[\w/.-]*")
_DASHED = re.compile(r"^([^,、;:]{2,30}?) ([–—➤►▶→»>-]{1,2}) (?=[^,、]+[,、])")
_DASHES = frozenset("–—-")
_NOW = re.compile(LINES.pattern("now"), re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:\d{1,2}[.、)]\s*|[a-z]\) )")
_HEADINGS: Final = frozenset({SectionKind.SKILLS, SectionKind.EXPERIENCE, SectionKind.EDUCATION})
_LONGEST_PLACE: Final = 4
_MOST_WORDS, _MOST_CHINESE, _LONGEST = 6, 12, 60


def listed(pieces: tuple[str, ...], under: str = "") -> Iterator[str]:
    """Yield the skills of a line's pieces, perhaps under a label that stands on a line of its own."""
    if is_tongues(under):
        yield from (name for name in listed(pieces) if _is_programming(name))
        return
    if len(pieces) > 1 and pieces[1].startswith(":"):
        pieces = (f"{pieces[0]}{pieces[1]}", *pieces[2:])
    if len(pieces) > 1 and is_other(pieces[0].strip(ORNAMENTS)):
        return
    if len(pieces) == 2 and not is_tool(pieces[0]) and _is_row(*pieces):
        pieces = pieces[1:]
    for piece in pieces:
        label, value = split_label(_with_colon(_NUMBERING.sub("", piece.strip())))
        if not label:
            yield from _of_value(value, alone=len(pieces) == 1)
        elif is_tongues(label) or heading_kind(label) is SectionKind.AWARDS:
            # "Languages: Python, Go", "Awards: CET-6"
            yield from (name for name in _of_value(value, alone=True) if _is_sure(name, label))
        elif is_other(label):
            continue
        elif not value or is_grade(value):
            if value or is_known(label):
                yield label
        elif _explains(label, value):
            yield label
            yield from filter(is_tool, names_in(value))
        else:
            if is_known(label) and not is_kind(label) and not _is_of_tools(label, value):
                yield label
            yield from _of_value(value, alone=True)


def _with_colon(text: str) -> str:
    """Return a text with a colon where an arrow divides a label from a list, or a dash a kind of skills.

    What else stands before a dash is mostly a skill that is explained behind it.
    """
    dashed = _DASHED.match(text)
    if not dashed or is_known(dashed[1]) or not (_DASHES.isdisjoint(dashed[2]) or is_kind(dashed[1])):
        return text
    return f"{dashed[1]}: {text[dashed.end() :]}"


def _is_row(first: str, second: str) -> bool:
    """Return whether the first of two pieces says of what kind those listed in the second are."""
    if is_known(first):
        return is_kind(first) and _LISTING.search(second) is not None
    return is_kind(first) or (_LISTING.search(second) is not None and _SEPARATOR.search(first) is None)


def _is_of_tools(label: str, value: str) -> bool:
    """Return whether a Chinese label only says of what kind the tools behind it are: 大模型：LoRA、vLLM."""
    return has_chinese(label) and sum(not has_chinese(name) for name in names_in(value)) > 1


def _explains(label: str, value: str) -> bool:
    """Return whether a label is the skill, and a sentence says what it was shown by."""
    words = value.split()
    if has_chinese(label + value) or is_kind(label) or len(label.split()) < 2 or len(words) < 5:
        return False
    return label.istitle() and (_BEFORE.match(value) is not None or _SEPARATOR.search(value) is None)


def listed_by_name(text: str) -> list[str]:
    """Return the skills of a line that lists tools and nothing else; an empty list for any other line."""
    label, value = split_label(text)
    words = value.count(" ") + 1
    separators = len(_SEPARATOR.findall(value))
    # Most lines are prose, which nothing else has to look at.
    if words > 4 * (separators + 1) + 4 or (separators == 0 and words < 2):
        return []
    if len(value) > 300 or _DOING.match(value) or is_other(label) or is_of_courses(label):
        return []
    parts = [part.strip(ORNAMENTS) for part in parts_of(_BRACKETS.sub("", value)) if part.strip(ORNAMENTS)]
    if len(parts) == 1:
        parts = chips(parts[0]) or parts
    names = [name for part in parts if is_known(name := without_tail(part)) and not has_chinese(name)]
    if len(names) < 2 or len(names) < 0.6 * len(parts) or not any(map(is_tool, names)):
        return []
    return list(listed((text,)))


def named_as_known(text: str, *, in_full: bool = False) -> list[str]:
    """Return the tools that a sentence says somebody knows: `Proficient in Excel`.

    Args:
        text: A line.
        in_full: Whether what a Chinese clause lists counts too: 精通成本核算、纳税申报.
    """
    if not says_known(text[:400]) or (match := _SAYS_KNOWN.search(text[:400])) is None:
        return []
    names = [name for name in names_in(text[match.end() : 400]) if not has_chinese(name)]
    tools = names if any(map(is_tool, names)) else []
    return tools + [name for name in _listed_as_known(text[:400]) if name not in tools] if in_full else tools


def _listed_as_known(text: str) -> Iterator[str]:
    """Yield what clauses list behind 精通 or 熟悉, where some of it has the name of a skill."""
    for clause in _CLAUSE_ENDS.split(text) if has_chinese(text) else ():
        if says_known(clause) and (match := _SAYS_KNOWN.search(clause)):
            found = list(_of_clause(clause[match.start() :], alone=False))
            known = [name for name in found if is_known(name)]
            yield from found if 3 * len(known) >= len(found) else known


def _is_programming(name: str) -> bool:
    return is_known(name) and not has_chinese(name)


def _is_sure(name: str, label: str) -> bool:
    return _is_programming(name) if is_tongues(label) else is_known(name)


def is_grade(text: str) -> bool:
    """Return whether a text says nothing but how well or for how long a skill is mastered."""
    return _GRADE.match(text.strip(" .:()")) is not None


def _of_value(value: str, *, alone: bool) -> Iterator[str]:
    if _is_report(value):
        yield from (name for name in names_in(value) if not name.islower())
        return
    for clause in _CLAUSES.split(_ADDRESS.sub(" ", value)):
        if clause.strip():
            yield from _of_clause(clause.strip(), alone=alone)


def _is_report(value: str) -> bool:
    """Return whether a text tells in a sentence what somebody did."""
    if has_chinese(value) or len(value.split()) <= 7:
        return False
    return _DOING.match(value) is not None and _BEFORE.match(value) is None


def _of_clause(clause: str, *, alone: bool) -> Iterator[str]:
    bare = _without_lead(clause)
    parts = [part for part in parts_of(bare) if part.strip(ORNAMENTS)]
    if len(parts) == 1 and alone:
        parts = chips(parts[0]) or parts
    elif len(parts) > 1:
        parts = [name for part in parts for name in of_known(part)]
    *others, last = parts or [""]
    # "Pastry, butchery and glazing" are three, "Health and safety" is one.
    parts = [*others, *(without_joint(last) if others or bare != clause else [last])]
    soft = False
    for part in parts:
        # Good at communication, coordination: traits, not skills, as far as the sentence goes.
        soft = soft or (has_chinese(part) and _SOFT.match(part) is not None)
        if soft and not is_known(part.strip(ORNAMENTS)):
            yield from (name for name in names_in(part) if not has_chinese(name))
        else:
            yield from _of_part(part)


def _without_lead(text: str) -> str:
    for _ in range(4):
        shorter = _BEFORE.sub("", text, count=1).strip(" :")
        if shorter == text or not shorter or is_known(text):
            break
        text = shorter
    return text


def _of_part(part: str) -> Iterator[str]:
    inner = [name for bracket in _BRACKETS.finditer(part) for name in _of_brackets(bracket[1].strip())]
    part = " ".join(_BRACKETS.sub(" ", part).split()).strip(ORNAMENTS)
    if (joint := AND.match(f" {part}")) and joint.end() > 1:
        part = f" {part}"[joint.end() :]
    bare = _without_lead(part)
    for half in halves_of(bare) if bare == part else without_joint(bare):
        yield from _named(half)
    yield from inner


def _of_brackets(text: str) -> Iterator[str]:
    """Yield the skills in brackets: (EC2, S3), (such as Udesk); not (expert), (5 years), (SDN)."""
    if not text or is_grade(text):
        return
    listing = _EXAMPLES.sub("", text)
    parts = [part.strip(ORNAMENTS) for part in _LIST.split(listing)]
    if len(parts) == 1 and listing == text and not is_known(listing):
        return
    for part in parts:
        part = AND_SO_ON.sub("", part).strip()
        if 1 < len(part) <= 24 and not is_grade(part) and _is_name(part):
            yield part


def _named(text: str) -> Iterator[str]:
    """Yield a text as a skill, without what is said of it; or the skills named in it."""
    text = text.strip(ORNAMENTS)
    for _ in range(3):
        shorter = _GRADE_BEHIND.sub("", text).strip(ORNAMENTS)
        if not shorter or shorter == text or is_known(text):
            break
        text = shorter
    text = text if is_known(text) else without_tail(text).rstrip(".")
    if is_grade(text) or _is_tongue(text) or _ONLY_TAIL.match(text) or _is_heading(text):
        return
    if is_only_a_kind(text):
        return
    if _is_name(text):
        yield text
    elif not _NO_ITEM.search(text):
        found = list(names_in(text))
        yield from found
        if has_chinese(text) and all(map(has_chinese, found)):
            yield from (term for term in _TERM.findall(text) if not term.islower())


def _is_heading(text: str) -> bool:
    return " " not in text and not is_known(text) and heading_kind(text) in _HEADINGS


def _is_tongue(text: str) -> bool:
    """Return whether an English text names languages that are spoken, and how well."""
    words = re.split("[ /&]", text.casefold())
    return not _TONGUE.isdisjoint(words) and all(word in _TONGUE or word in _OF_TONGUES for word in words)


def _is_name(text: str) -> bool:
    """Return whether a text may be the name of a skill, and is no sentence."""
    if is_known(text):
        return True
    if _NO_ITEM.search(text) or not 1 < len(text) <= _LONGEST:
        return text in LETTERS
    if has_chinese(text):
        signs = sum(1 for sign in text if has_chinese(sign))
        if len(text) <= _LONGEST_PLACE and is_place(text):
            return False
        return signs <= _MOST_CHINESE and not CLAUSE.search(text) and not _SOFT.search(text)
    if len(text.split()) > _MOST_WORDS or _VAGUE.match(text) or _NOW.fullmatch(text):
        return False
    if _DOING.match(text) and re.search(r"\d", text):
        return False
    return CLAUSE.search(text) is None
