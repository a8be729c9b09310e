"""What reads like the name of a school."""

from __future__ import annotations

import re
from typing import Final

from domain.analyses.labels import label_of
from domain.analyses.parts import EDGES, split_parts
from domain.analyses.places import is_place
from domain.vocabulary.degrees import DegreeLevel, FoundDegree, find_degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.one_look import OneLook
from domain.vocabulary.periods import cut_period
from domain.vocabulary.script import CHINESE, has_chinese

_WORDS: Final = lexicon("schools")
_CHINESE_SCHOOL = re.compile(
    f"([{CHINESE}A-Za-z·・×*]{{1,28}}?{_WORDS.pattern('school_end')}"
    rf"(?:\s?\([^()]{{1,20}}\))?(?:[{CHINESE}]{{0,4}}{_WORDS.pattern('campus_end')})?)"
)
_ENGLISH_SCHOOL = re.compile(_WORDS.pattern("school_word", whole=True), re.IGNORECASE)
_has_english_school: Final = OneLook(_WORDS.pattern("school_word", whole=True))
speaks_of_school: Final = OneLook(_WORDS.pattern("word", whole=True))
"""Returns whether a text has a word of schools, whether it names one or not."""
_DONE = re.compile(_WORDS.pattern("done"), re.IGNORECASE)
_FILLERS: Final = "Xx×*〇○" + "".join(_WORDS.words("filler"))
_FILLER = re.compile(f"^[{_FILLERS}]+$")
_FILLER_GAP = re.compile(
    f"(?<=[{CHINESE}])\\s+(?=[{_FILLERS}]{{2,}}\\s*{_WORDS.pattern('cut_end')})"
    f"|(?<=[{_FILLERS}])\\s+(?={_WORDS.pattern('cut_end')})"
)
_GRADUATED_FROM = re.compile(
    rf"{_WORDS.pattern('from')}\s*:?\s*([{CHINESE}·{_FILLERS}]{{1,20}}?{_WORDS.pattern('school_end')})"
)
_NO_SCHOOL_END = re.compile(f"{_WORDS.pattern('no_school_end')}$")
_STUDIED_AT = re.compile(
    rf"(?:^|[\s:\d])(?:{_WORDS.pattern('label')})?([{CHINESE}·{_FILLERS}]{{2,20}}?{_WORDS.pattern('school_end')})"
    rf"[{CHINESE}()]{{0,20}}{_WORDS.pattern('studied')}[,。;]?$"
)
_ENDING_ALONE = re.compile(f"^[{CHINESE}]?{_WORDS.pattern('cut_end')}$")
_DEPARTMENT = re.compile(f"^[{CHINESE}·]{{1,14}}{_WORDS.pattern('department_end')}$")
_UNIVERSITY = re.compile(_WORDS.pattern("university"))
_SHORT: Final = frozenset(_WORDS.words("short"))
_GENERIC: Final = frozenset(_WORDS.words("generic"))
_COLLEGE: Final = _WORDS.words("college")
_LABEL = re.compile(rf"^(?:{_WORDS.pattern('label')}|\d+[.、])\s*:?\s*")
# UCL 伦敦大学学院
_ABBREVIATED = re.compile(f"^(?![{_FILLERS}]+\\s)[A-Z][A-Za-z.&]{{1,11}}\\s+(?=[{CHINESE}])")
_NOTE = re.compile(rf"\s*\((?:\d{{3}}|{_WORDS.pattern('note')})[^()]*\)\s*$")
_AT = re.compile(rf"(?:\b{_WORDS.pattern('at')}|,)\s+(.{{3,80}})$")
# "…, 2015 with 9.5 GPA"
_BEHIND_SCHOOL = re.compile(r",?\s(?:with\s)?\d")
_NO_NAME = re.compile(_WORDS.pattern("no_name"), re.IGNORECASE)
_DIPLOMA = re.compile(_WORDS.pattern("diploma"), re.IGNORECASE)
_LABELLED = re.compile(rf":\s+|\s{_WORDS.pattern('at')}\s+")
_PART = re.compile(rf"{_WORDS.pattern('part')}\s+{_WORDS.pattern('of', whole=True)}", re.IGNORECASE)
_OF = re.compile(rf"\s+{_WORDS.pattern('of', whole=True)}")
# A college, its university and a part of both.
_MANY: Final = 3
_NAMED_UNIVERSITY = re.compile(
    rf"(?:the )?{_WORDS.pattern('university_word')} (?:{_WORDS.pattern('of')}|de) [a-z]"
    rf"|(?!the |my )\w.* {_WORDS.pattern('university_word')}$",
    re.IGNORECASE,
)
_LONGEST_LABEL: Final = 30
_TRIM: Final = f"{EDGES}()"


def has_chinese_school(text: str) -> bool:
    """Return whether a text names a Chinese school, wherever it stands."""
    return _CHINESE_SCHOOL.search(text) is not None


def opens_with_school(text: str) -> bool:
    """Return whether a Chinese line begins with a school, or its last word does where its first is a date."""
    first, *others = _FILLER_GAP.sub("", text).split()
    word = others[-1] if others and cut_period(first)[1] else first
    return _CHINESE_SCHOOL.match(word) is not None


def stands_for_school(text: str) -> bool:
    """Return whether a text is signs in place of a name that is not told: `XX`."""
    return _FILLER.match(text) is not None


def tells_deed(text: str) -> bool:
    """Return whether a text tells what was done at a school or for one: 担任大学生艺术团团长."""
    return _DONE.match(text) is not None


def is_department(name: str) -> bool:
    """Return whether a Chinese name is one that parts of universities have too: 信息学院."""
    return _DEPARTMENT.match(name) is not None and _UNIVERSITY.search(name) is None


def is_kind_of_school(text: str) -> bool:
    """Return whether a text tells a kind of school and names none: `High School`."""
    return _GENERIC.issuperset(text.casefold().split())


def may_be_part(name: str) -> bool:
    """Return whether a name may be that of a part of a school: `College of Engineering`."""
    return _PART.match(name) is not None


def graduated_from(text: str) -> str | None:
    """Return the school that a sentence says somebody comes from."""
    told = _GRADUATED_FROM.search(text) or _STUDIED_AT.search(text)
    return tidy_school(told[1]) if told else None


def school_in(text: str) -> str | None:
    """Return the school that a text without dates names."""
    if has_chinese(text):
        return _chinese_school(text) or _english_school(re.sub(f"[{CHINESE}]+", "\t", text))
    return _english_school(text)


def _chinese_school(rest: str) -> str | None:
    rest = _FILLER_GAP.sub("", rest)
    words = [
        word for part in split_parts(rest, by_space=True) for word in re.split(r"\s*[,/;]\s*", part) if word
    ]
    words = [word for word in _with_endings(words) if label_of(word) is None]
    first_department: str | None = None
    for word in words:
        word = _ABBREVIATED.sub("", _LABEL.sub("", word))
        if word in _SHORT:
            return word
        match = _CHINESE_SCHOOL.search(word)
        if match is None or match.start() > 2 or len(word) > 40 or _DONE.match(word):
            continue
        name = match[1]
        if _NO_SCHOOL_END.search(word[match.end() :]):
            continue
        # 复合: 某大学某学院 is the university's; a lone 商学院 behind it too.
        university = _UNIVERSITY.search(name) is not None
        if university or not _DEPARTMENT.match(name) or first_department is None:
            if university or not name.endswith(_COLLEGE):
                return tidy_school(name)
            first_department = first_department or name
    return tidy_school(first_department) if first_department else None


def _with_endings(words: list[str]) -> list[str]:
    """Join what a stray space has cut from a school's name (`北岸工商 学院`)."""
    joined: list[str] = []
    for word in words:
        before = joined[-1] if joined else ""
        named = has_chinese(before[-1:]) or _FILLER.match(before)
        if _ENDING_ALONE.match(word) and named and not _CHINESE_SCHOOL.search(before):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _english_school(rest: str) -> str | None:
    for part in split_parts(rest):
        word = _ENGLISH_SCHOOL.search(part) if _has_english_school(part) else None
        # "a college coding club" names no school.
        if word is None or (word[0].islower() and not part.islower()) or _DONE.match(part):
            continue
        found = find_degree(part)
        pieces = [piece.strip() for piece in part.split(",")]
        name = _beside_degree(part, found) if found else ""
        school_alone = found is not None and (
            found.degree.level is DegreeLevel.SECONDARY and not _DIPLOMA.search(found.degree.printed)
        )
        if not name and (found is None or school_alone):
            kept = [piece for piece in pieces if _has_english_school(piece)]
            name = ", ".join(kept if len(kept) < _MANY else kept[:1])
            if (
                pieces.index(kept[0]) > 0
                and not is_place(part)
                and len(kept) == 1
                and len(kept[0].split()) == 1
            ):
                name = f"{pieces[pieces.index(kept[0]) - 1]}, {kept[0]}"
        name = _behind_label(name).strip(_TRIM)
        if 2 < len(name) <= 120 and not name[:1].islower() and not is_kind_of_school(name):
            return name + (")" if name.count("(") > name.count(")") else "")
    return None


def names_university(text: str) -> bool:
    """Return whether a whole text is the name of a university: `University of Harrow`."""
    return _NAMED_UNIVERSITY.match(text) is not None


def is_told_aside(text: str) -> bool:
    """Return whether a label says that a school was not attended for its own sake: `Student teaching: …`."""
    label, colon, _ = text.partition(": ")
    return bool(colon) and len(label) <= _LONGEST_LABEL and _NO_NAME.search(label) is not None


def _behind_label(name: str) -> str:
    """Return a school without what was done there: `Summer term at …`."""
    for gap in _LABELLED.finditer(name):
        if not _has_english_school(name[: gap.start()]) and _has_english_school(name[gap.end() :]):
            # "Exchange: …" and "Certification: …" below a school tell of no other stay.
            return "" if ":" in gap[0] and _NO_NAME.search(name[: gap.start()]) else name[gap.end() :]
    return name


def _beside_degree(part: str, degree: FoundDegree) -> str:
    """Cut the school from a part that also holds the degree, by comma or by their order."""
    segments = [segment.strip() for segment in part.split(",")]
    with_school = [
        segment for segment in segments if _has_english_school(segment) and not find_degree(segment)
    ]
    if with_school:
        return ", ".join(with_school)
    before = part[: degree.start].strip(_TRIM)
    if before and _has_english_school(before):
        return before
    after = part[degree.end :]
    match = _AT.search(after)
    if match and _has_english_school(match[1]):
        return _BEHIND_SCHOOL.split(match[1])[0]
    school = _ENGLISH_SCHOOL.search(after)
    if school is None:
        return ""
    if _OF.match(after[school.end() :]):
        return after[school.start() :]
    words = after[: school.start()].split()
    return " ".join([*words[-2:], after[school.start() :].strip()]) if words else after.strip()


def tidy_school(name: str) -> str:
    """Return a school's name without the note and the signs around it."""
    name = _NOTE.sub("", name.strip(EDGES)).strip(_TRIM)
    return name + (")" if name.count("(") > name.count(")") else "")
