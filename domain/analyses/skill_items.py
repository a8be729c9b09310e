"""The skills that a line lists, or that a sentence names: without levels, labels and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.sections import SectionKind, heading_kind
from domain.analyses.skill_labels import (
    LINES,
    ORNAMENTS,
    is_kind,
    is_of_courses,
    is_other,
    is_tongues,
    split_label,
)
from domain.analyses.skill_names import LETTERS, SLASHED, is_known, is_tool, known_runs, names_in
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE, has_chinese

_LEVELS: Final = lexicon("skill_levels")
_BEFORE = re.compile(f"^{_LEVELS.pattern('before')}", re.IGNORECASE)
_GAUGE = "★☆●○◆◇■□▮▯█▓▒░▪▫◉◯⚫⚪✦✩⭐"
_GRADE = re.compile(
    rf"^(?:{_LEVELS.pattern('grade')}|[\d\s%.()/+]+|[{_GAUGE}•.·_–—-]{{2,}}|[A-C][12])$", re.IGNORECASE
)
_GRADE_BEHIND = re.compile(
    rf"(?: [-–—] |[:=] ?| | ?\(){_LEVELS.pattern('grade')}$|[:=-]? ?\d{{1,3}} ?%$"
    rf"|[: ]\d{{1,2}} ?/ ?(?:5|10)$| ?[{_GAUGE}][{_GAUGE} ]*$",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[。;!]|\. (?=[A-Z(•])|\.$")
_SPLIT = re.compile(r"[、,|·•●]|\s{2,}| [–—+/>=≫-] |/")
_AND = re.compile(LINES.pattern("joint"))
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]{0,120})(?:[)\]】]|$)")
_EXAMPLES = re.compile(rf"^{LINES.pattern('examples')}", re.IGNORECASE)
_LIST = re.compile(rf"[、,;/|]|{LINES.pattern('joint')}")
_TONGUE: Final = frozenset(map(str.casefold, LINES.of("en").words("tongue")))
_OF_TONGUES: Final = frozenset(map(str.casefold, LINES.words("of_tongues")))
_TAIL = re.compile(rf"(?<=[A-Za-z0-9+#]) ?{LINES.pattern('tail')}{{1,6}}$")
_ONLY_TAIL = re.compile(f"^{LINES.pattern('tail')}{{1,6}}$")
_AND_SO_ON = re.compile(f"{LINES.pattern('and_so_on')}$")
_CUT = re.compile(
    rf"(?<=[A-Za-z0-9+#]) ?{LINES.pattern('cut')}|(?<=[{CHINESE}]){LINES.pattern('cut_anywhere')}"
)
_LEAD = re.compile(rf"^([{CHINESE}]{{2,10}}) ?(?=[A-Za-z][\w+#. -]*$)")
_LEADS: Final = LINES.words("lead")
_CLAUSE = re.compile(LINES.pattern("clause"))
_SOFT = re.compile(LINES.pattern("soft"))
_VAGUE = re.compile(f"^{LINES.pattern('vague')}", re.IGNORECASE)
_DOING = re.compile(f"^{LINES.pattern('doing')}", re.IGNORECASE)
_SAYS_KNOWN = re.compile(LINES.pattern("says_known"), re.IGNORECASE)
_ABBREVIATED = re.compile(r"^[A-Z][A-Za-z]*[A-Z0-9]")
_TERM = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+#.]{1,24}(?: [A-Z][A-Za-z0-9+#.]{0,24}){0,2}(?<!\.)")
_NO_ITEM = re.compile(
    r"@|https?:|www\.|\$|^[xX*]{2,}$|\b(?:19|20)\d\d[-./年]|^\W*$|^v?\d[\d\s.,%+/x-]*$|^page \d",
    re.IGNORECASE,
)
_NUMBERED = re.compile(f"^{LINES.pattern('numeral')}/{LINES.pattern('numeral')}")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.、)]\s*|[a-z]\) )")
_MOST_WORDS, _MOST_CHINESE, _LONGEST = 6, 12, 60


def listed(pieces: tuple[str, ...], under: str = "") -> Iterator[str]:
    """Yield the skills of a line's pieces, perhaps under a label that stands on a line of its own."""
    if is_tongues(under):
        yield from (name for name in listed(pieces) if _is_programming(name))
        return
    if len(pieces) > 1 and is_other(pieces[0].strip(ORNAMENTS)):
        return
    if len(pieces) == 2 and is_kind(pieces[0]) and not is_known(pieces[0]):
        pieces = pieces[1:]
    for piece in pieces:
        label, value = split_label(_NUMBERING.sub("", piece.strip()))
        if not label:
            yield from _of_value(value, alone=len(pieces) == 1)
        elif is_tongues(label) or heading_kind(label) is SectionKind.AWARDS:
            # "Languages: Python, Go", "Awards: CET-6"
            yield from (name for name in _of_value(value, alone=True) if _is_sure(name, label))
        elif is_other(label):
            continue
        elif not value or _is_grade(value):
            if value or is_known(label):
                yield label
        else:
            if is_known(label) and not is_kind(label):
                yield label
            yield from _of_value(value, alone=True)


def listed_by_name(text: str) -> list[str]:
    """Return the skills of a line that lists tools and nothing else; an empty list for any other line."""
    label, value = split_label(text)
    if len(value) > 300 or _DOING.match(value) or is_other(label) or is_of_courses(label):
        return []
    parts = [part.strip(ORNAMENTS) for part in _parts(_BRACKETS.sub("", value)) if part.strip(ORNAMENTS)]
    if len(parts) == 1:
        parts = _chips(parts[0]) or parts
    names = [name for part in parts if is_known(name := _without_tail(part)) and not has_chinese(name)]
    if len(names) < 2 or len(names) < 0.6 * len(parts) or not any(map(is_tool, names)):
        return []
    return list(listed((text,)))


def named_as_known(text: str) -> list[str]:
    """Return the skills that a sentence says somebody knows: `Proficient in Excel`."""
    match = _SAYS_KNOWN.search(text[:400])
    names = [name for name in names_in(text[match.end() : 400]) if not has_chinese(name)] if match else []
    return names if any(map(is_tool, names)) else []


def _is_programming(name: str) -> bool:
    return is_known(name) and not has_chinese(name)


def _is_sure(name: str, label: str) -> bool:
    return _is_programming(name) if is_tongues(label) else is_known(name)


def _is_grade(text: str) -> bool:
    return _GRADE.match(text.strip(" .:()")) is not None


def _of_value(value: str, *, alone: bool) -> Iterator[str]:
    if _is_report(value):
        yield from (name for name in names_in(value) if not name.islower())
        return
    for clause in _CLAUSES.split(value):
        if clause.strip():
            yield from _of_clause(clause.strip(), alone=alone)


def _is_report(value: str) -> bool:
    """Return whether a text tells in a sentence what somebody did."""
    if has_chinese(value) or len(value.split()) <= 7:
        return False
    return _DOING.match(value) is not None and _BEFORE.match(value) is None


def _of_clause(clause: str, *, alone: bool) -> Iterator[str]:
    parts = [part for part in _parts(_without_lead(clause)) if part.strip(ORNAMENTS)]
    if len(parts) == 1 and alone and (chips := _chips(parts[0])):
        parts = chips
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


def _parts(text: str) -> Iterator[str]:
    """Split at separators outside brackets, but not within names like CI/CD or A/B testing."""
    start = depth = counted = 0
    for match in _SPLIT.finditer(text):
        between = text[counted : match.start()]
        counted = match.start()
        depth += sum(between.count(sign) for sign in "([【") - sum(between.count(sign) for sign in ")]】")
        if depth > 0 or (match.group() == "/" and not _parts_names(text, start, match.start())):
            continue
        yield text[start : match.start()].strip()
        start = match.end()
    yield text[start:].strip()


def _parts_names(text: str, start: int, at: int) -> bool:
    """Return whether the slash at `at` parts two names, and is not one's own."""
    left = text[start:at].rpartition("/")[2].strip()
    right = re.split("[、,;|/(]", text[at + 1 :], maxsplit=1)[0].strip()
    if not left or not right:
        return False
    last, first = left.split()[-1], right.split()[0]
    near = f"{last}/{first}".casefold().strip(".")
    if near in SLASHED or f"{left}/{right}".casefold() in SLASHED or _NUMBERED.search(f"{last[-1]}/{first}"):
        return False
    if len(last) == 1 or len(first) == 1 or first[0].isdigit():
        return False
    if has_chinese(left + right):
        return True
    if is_known(left) and is_known(_without_tail(right)):
        return True
    return text.count("/") > 1 and len(left.split()) <= 2 and len(right.split()) <= 2


def _chips(text: str) -> list[str]:
    """Split skills divided by spaces alone, as far as they are known."""
    words = text.split()
    if len(words) < 2 or "(" in text or _AND.search(text):
        return []
    runs = known_runs(words)
    if has_chinese(text):
        short = all(len(word) <= 6 and not _CLAUSE.search(word) for word in words)
        return [run for run, _ in runs] if short and len(words) > 2 else []
    known = [run for run, is_name in runs if is_name or _ABBREVIATED.search(run)]
    if len(known) < 2 or sum(len(run.split()) for run in known) < 0.6 * len(words):
        return []
    chips: list[str] = []
    for run, is_name in runs:
        # A word in lower case goes on with the skill before it: "Wound care".
        if chips and run[:1].islower() and not is_name:
            chips[-1] = f"{chips[-1]} {run}"
        else:
            chips.append(run)
    return chips


def _of_part(part: str) -> Iterator[str]:
    inner = [name for bracket in _BRACKETS.finditer(part) for name in _of_brackets(bracket[1].strip())]
    part = " ".join(_BRACKETS.sub(" ", part).split()).strip(ORNAMENTS)
    if (joint := _AND.match(f" {part}")) and joint.end() > 1:
        part = f" {part}"[joint.end() :]
    for half in _halves(_without_lead(part)):
        yield from _named(half)
    yield from inner


def _of_brackets(text: str) -> Iterator[str]:
    """Yield the skills in brackets: (EC2, S3), (such as Udesk); not (expert), (5 years), (SDN)."""
    if not text or _is_grade(text):
        return
    listing = _EXAMPLES.sub("", text)
    parts = [part.strip(ORNAMENTS) for part in _LIST.split(listing)]
    if len(parts) == 1 and listing == text and not is_known(listing):
        return
    for part in parts:
        part = _AND_SO_ON.sub("", part).strip()
        if 1 < len(part) <= 24 and not _is_grade(part) and _is_name(part):
            yield part


def _halves(part: str) -> list[str]:
    """Split `Excel and Word` where the halves are names; "Health and Safety" is one."""
    if is_known(part):
        return [part]
    halves = [half.strip() for half in _AND.split(part)]
    if len(halves) < 2 or not all(halves):
        return [part]
    cleaned = [_without_tail(half) for half in halves]
    if any(map(is_known, cleaned)) and all(
        len(half.split()) <= 4 or _CLAUSE.search(half) for half in cleaned
    ):
        return halves
    if has_chinese(part):
        return [part] if all(map(has_chinese, cleaned)) else halves
    capitals = all(" " not in half and half[:1].isupper() and not half[1:].islower() for half in cleaned)
    return halves if capitals else [part]


def _without_tail(text: str) -> str:
    """Return a name without what is only said of it: that it is a tool, or what it is used for."""
    text = _AND_SO_ON.sub("", text).strip()
    for pattern in (_CUT, _TAIL):
        if is_known(text):
            break
        text = pattern.sub("", text).strip() or text
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead and lead[1].endswith(_LEADS) and not is_known(text) else text


def _named(text: str) -> Iterator[str]:
    """Yield a text as a skill, without what is said of it; or the skills named in it."""
    text = text.strip(ORNAMENTS)
    for _ in range(3):
        shorter = _GRADE_BEHIND.sub("", text).strip(ORNAMENTS)
        if not shorter or shorter == text or is_known(text):
            break
        text = shorter
    text = text if is_known(text) else _without_tail(text).rstrip(".")
    if _is_grade(text) or _is_tongue(text) or _ONLY_TAIL.match(text):
        return
    if _is_name(text):
        yield text
    elif not _NO_ITEM.search(text):
        found = list(names_in(text))
        yield from found
        if has_chinese(text) and all(map(has_chinese, found)):
            yield from (term for term in _TERM.findall(text) if not term.islower())


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
        return signs <= _MOST_CHINESE and not _CLAUSE.search(text) and not _SOFT.search(text)
    if len(text.split()) > _MOST_WORDS or _VAGUE.match(text):
        return False
    return _CLAUSE.search(text) is None
