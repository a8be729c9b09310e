"""What was studied: the subject in a line that tells of a stay at a school."""

from __future__ import annotations

import re
from typing import Final

from domain.analyses.degrees import StatedDegree
from domain.analyses.labels import label_of
from domain.analyses.parts import EDGES, split_parts
from domain.analyses.places import is_place
from domain.analyses.school_names import speaks_of_school
from domain.analyses.text import TextLine
from domain.vocabulary.degrees import Degree, DegreeLevel, find_degree, read_degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.periods import cut_period
from domain.vocabulary.script import CHINESE, has_chinese

_WORDS: Final = lexicon("studies")
_CHINESE_MAJOR = re.compile(f"^[{CHINESE}A-Za-z()·、&]{{2,24}}$")
_NO_MAJOR = re.compile(f"^{_WORDS.pattern('no_major_start')}|{_WORDS.pattern('no_major_end')}$")
_MAJOR_LABEL = re.compile(
    rf"^{_WORDS.pattern('major_label')}\s*:?\s*|^{_WORDS.pattern('subject_label')}\s*:?\s+", re.IGNORECASE
)
_GRADE = re.compile(rf"\s*(?:{_WORDS.pattern('grade')}).*$", re.IGNORECASE)
_MAJOR_END = re.compile(f"{_WORDS.pattern('major_end')}$")
# 文学院汉语言文学专业读本科, 城市规划 Urban Planning
_WITHIN = re.compile(
    f"^(?:[{CHINESE}]{{1,12}}{_WORDS.pattern('before_major')})?([{CHINESE}()、]{{2,20}}?)"
    f"(?:{_WORDS.pattern('major_end')}[{CHINESE}]{{2,12}}| [A-Z][A-Za-z &]+)$"
)
# 文学院汉语言文学专业, flush behind the school
_SAID = re.compile(
    f"(?:[{CHINESE}]{{1,12}}{_WORDS.pattern('before_major')})?"
    f"([{CHINESE}()]{{2,20}}?){_WORDS.pattern('major_end')}"
)
_TOLD_SUBJECT = re.compile(f"[{CHINESE}]{{2}}{_WORDS.pattern('major_end')}")
_DEPARTMENT = re.compile(f"{_WORDS.pattern('department')}$")
_DISCIPLINES: Final = frozenset(_WORDS.words("discipline"))
_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]{0,30}[)\]）]")
_BRACKETED = re.compile(r"\s*\(([^()]{2,40})\)")
_SUBJECT = re.compile(rf"\b{_WORDS.pattern('subject')}\s+(.{{2,70}})$", re.IGNORECASE)
_KIND_OF_DEGREE = re.compile(
    rf"^(?:['’]s)?\s*{_WORDS.pattern('degree')}?\s*"
    rf"(?:{_WORDS.pattern('applied')}{_WORDS.pattern('degree_kind')}s?\b)?"
    rf"\s*{_WORDS.pattern('degree')}?\s*(?:\([^()]{{1,20}}\))?\s*[,:–-]?\s*",
    re.IGNORECASE,
)
_OF = re.compile(f"^{_WORDS.pattern('before_subject')} ")
_KIND_IN = re.compile(rf"^{_WORDS.pattern('degree_kind')}\s+in\s+", re.IGNORECASE)
_BEHIND_SUBJECT = re.compile(rf"[\s,;:(-]*\b{_WORDS.pattern('behind_subject')}(?!\w).*$", re.IGNORECASE)
_BEFORE_MAJOR = re.compile(
    rf"(?:[\s,:(–—-]+{_WORDS.pattern('subject', whole=True)})?[\s,:(–—-]+$", re.IGNORECASE
)
_PART_OF_NAME = re.compile(rf"\b{_WORDS.pattern('before_subject', whole=True)}$", re.IGNORECASE)
_ASIDE = re.compile(rf"[\s,;(]+{_WORDS.pattern('aside', whole=True)}.*$", re.IGNORECASE)
_ENGLISH_MAJOR = re.compile(r"^[A-ZÀ-Þ][A-Za-zÀ-ɏ&/'’,:. -]{1,58}[A-Za-zÀ-ɏ.)]$")


def subject_beside(line: TextLine, school: str, degree: StatedDegree | None) -> str | None:
    """Return the subject on a line that holds the school, the degree, or both."""
    rest = cut_period("\t".join(line.pieces))[0]
    if has_chinese(rest):
        bare = degree is None or has_chinese(degree.degree.printed)
        return chinese_subject(rest, school) or (None if bare or degree is None else _behind_degree(degree))
    return (_behind_degree(degree) or _next_to_degree(rest, school, degree)) if degree else None


def _next_to_degree(rest: str, school: str, degree: StatedDegree) -> str | None:
    """Return the part behind or before the degree's (`B.S. – Soil Physics`, `Soil Physics, B.S.`)."""
    name = degree.degree.printed[: -len(degree.subject) or None]
    parts = [piece for part in split_parts(rest) for piece in part.split(",") if piece.strip()]
    here = next((number for number, part in enumerate(parts) if name in part), None)
    if here is None or degree.degree.level is DegreeLevel.SECONDARY:
        return None
    # "Bachelor of Commerce - BCom, Accounting" tells the degree twice.
    behind = [part for part in parts[here + 1 : here + 3] if not _is_degree(part)]
    before = parts[max(here - 1, 0) : here]
    for part in (*behind[:1], *before):
        if part.strip() not in school and (subject := english_subject(part)):
            return subject
    return None


def _is_degree(part: str) -> bool:
    found = find_degree(part.strip())
    return found is not None and found.degree.printed == part.strip()


def chinese_subject(rest: str, school: str) -> str | None:
    """Return the subject among the parts of a line, else the discipline of its degree or the department."""
    behind = rest.partition(school)[2] if school else ""
    if said := _SAID.match(behind):
        return tidy_subject(said[1])
    parts = [
        piece
        for part in split_parts(rest.replace(school, "\t") if school else rest, by_space=True)
        for piece in re.split(r"\s*[,/;:]\s*", part)
    ]
    weaker: str | None = None
    for part in parts:
        plain = _GRADE.sub("", _BRACKETS.sub("", part))
        opening = find_degree(plain)
        if opening and opening.start == 0 and not has_chinese(opening.degree.printed):
            plain = plain[opening.end :].strip(EDGES)
        within = _WITHIN.match(plain)
        subject = tidy_subject(within[1] if within else plain)
        if subject is None or not (_CHINESE_MAJOR.match(subject) and has_chinese(subject)):
            continue
        # 英语 is a label elsewhere.
        if label_of(subject) not in {None, "language"}:
            continue
        degree = find_degree(subject)
        if degree and degree.end == len(subject):
            subject = subject[: degree.start]
        elif degree and degree.start == 0:
            subject = tidy_subject(subject[degree.end :]) or ""
        if len(subject) < 2 or is_place(subject):
            continue
        if _DEPARTMENT.search(subject) or (degree and subject in _DISCIPLINES):
            weaker = weaker or subject
        elif not (_NO_MAJOR.search(subject) or speaks_of_school(subject)):
            return subject
    return weaker


def _behind_degree(stated: StatedDegree) -> str | None:
    """Read the subject behind a degree's name, or in it (`Bachelor of Science in Nursing`)."""
    printed = _ASIDE.sub("", stated.subject) or stated.subject
    subject = _SUBJECT.search(printed)
    rest = subject[1] if subject else _KIND_OF_DEGREE.sub("", printed, count=1)
    told = [part for part in rest.split(",") if english_subject(part)]
    return (
        english_subject(rest)
        or english_subject(",".join(told))
        or _in_brackets(printed)
        or english_subject(_in_name(stated.degree.printed))
    )


def _in_brackets(printed: str) -> str | None:
    """Return the subject in brackets behind a degree: `B.Tech (ECE)`, but no `(Hons)` and no `(BSc)`."""
    found = _BRACKETED.search(printed)
    return english_subject(found[1]) if found and read_degree(found[1]) is None else None


def _in_name(printed: str) -> str:
    named = _SUBJECT.search(_BRACKETS.sub("", printed))
    return named[1] if named else ""


def english_subject(printed: str) -> str | None:
    """Return a text as a subject, without marks and honours behind it, if it can be one."""
    # "Associate in Arts in Hospitality": the first "in" belongs to the degree.
    rest = _KIND_IN.sub("", _BRACKETS.sub("", printed))
    subject = _OF.sub("", _BEHIND_SUBJECT.sub("", rest).strip(" ,.:;()-–"))
    other = find_degree(subject)
    usable = (
        _ENGLISH_MAJOR.match(subject)
        and not speaks_of_school(subject)
        and not is_place(subject)
        and not (other and other.degree.printed == subject)
    )
    return subject if usable and len(subject.split()) <= 8 else None


def tells_subject(text: str) -> bool:
    """Return whether a text has the word behind a Chinese subject: 侦查学专业."""
    return _TOLD_SUBJECT.search(text) is not None


def tidy_subject(text: str) -> str | None:
    """Return what is known to be a subject, without its label."""
    text = text.strip(EDGES)
    # 汉语言文学(师范): its own brackets belong to it.
    if text.startswith("(") or text.count("(") != text.count(")"):
        text = text.strip(f"{EDGES}()")
    subject = _MAJOR_END.sub("", _MAJOR_LABEL.sub("", text).strip()).strip()
    return subject[:60] or None


def without_subject(degree: Degree, major: str) -> Degree:
    """Return a degree's name alone, where its subject is told beside it: `MSc in Botany`."""
    name, found, _ = degree.printed.partition(major)
    bare = _BEFORE_MAJOR.sub("", name)
    apart = found and bare and bare != name and not _PART_OF_NAME.search(bare)
    return Degree(degree.level, bare) if apart else degree
