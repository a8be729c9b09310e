"""What labels say in lists of skills: that they are of a kind, or none, or what a project was made with."""

from __future__ import annotations

import re
from typing import Final

from domain.analyses.labels import label_of
from domain.analyses.sections import SectionKind, heading_kind
from domain.vocabulary.lexicons import lexicon

LINES: Final = lexicon("skill_lines")
ORNAMENTS: Final = " \t:,、;|·•*=~_-–—\"'“”‘’`《》<>&"
CLAUSE: Final = re.compile(LINES.pattern("clause"))
"""Words of sentences, not of names."""
_LABEL = re.compile(r"^(?:([^:、,;。]{1,40}):\s*(?!//)|【([^【】]{1,16})】:?\s*)")
_CLOSING = re.compile(f"^{LINES.pattern('closing')}$", re.IGNORECASE)
_OTHER: Final = frozenset(map(str.casefold, LINES.words("other")))
_TONGUES: Final = frozenset(map(str.casefold, LINES.words("tongues")))
_TRAIT: Final = frozenset(LINES.words("trait"))
_HOBBY = re.compile(LINES.pattern("hobby"))
_STACK = re.compile(
    rf"(?:^|[.,;|(。]) ?(?:(?P<stack>{LINES.pattern('stack')})|{LINES.pattern('used')}) ?: ?", re.IGNORECASE
)
_END_OF_STACK = re.compile(r"[。;)]|\.(?: |$)")
_KIND = re.compile(f"{LINES.pattern('kind')}$", re.IGNORECASE)
_COLUMNS: Final = frozenset(map(str.casefold, LINES.words("column")))
_COURSES = re.compile(LINES.pattern("courses"), re.IGNORECASE)
_SAYS_SKILLS = re.compile(LINES.pattern("says_skills"), re.IGNORECASE)
_NO_SKILLS: Final = frozenset(
    {SectionKind.INTERESTS, SectionKind.REFERENCES, SectionKind.SUMMARY, SectionKind.INTEREST}
)
# Families of facts whose labels may stand in a list of skills too.
_ALLOWED: Final = frozenset(
    {
        *(
            "skill",
            "certificate",
            "language",
            "title",
            "major",
            "minor",
            "industry",
            "duties",
            "years",
            "degree",
        ),
        *("school", "awards"),
    }
)


def is_furniture(text: str) -> bool:
    """Return whether a line ends a page, a letter or a form, whatever section it stands in."""
    return _CLOSING.match(text.strip(" .·•-–—|")) is not None


def split_label(text: str) -> tuple[str, str]:
    """Return the label before a colon and the text behind it; an empty label where there is none."""
    if match := _LABEL.match(text):
        return (match[1] or match[2]).strip(ORNAMENTS), text[match.end() :].strip()
    return "", text


def is_other(label: str) -> bool:
    """Return whether what a label names is no skill: hobbies, pay, what somebody asks for."""
    folded = label.casefold()
    if folded in _OTHER:
        return True
    if folded in _TONGUES:
        return False
    family = label_of(label)
    if family == "skill":
        return False
    return (family is not None and family not in _ALLOWED) or heading_kind(label) in _NO_SKILLS


def are_hobbies(label: str, text: str) -> bool:
    """Return whether what stands under 特长 is done for pleasure, or the label is another."""
    return label not in _TRAIT or _HOBBY.search(text) is not None


def stack_of(text: str) -> tuple[str, bool]:
    """Return what a line says that a project was made with, and whether its label names nothing else."""
    if ":" not in text or (match := _STACK.search(text)) is None:
        return "", False
    return _END_OF_STACK.split(text[match.end() :], maxsplit=1)[0], match["stack"] is not None


def is_tongues(label: str) -> bool:
    """Return whether a label names languages: those that are spoken, or those of programmers."""
    return label.casefold() in _TONGUES


def is_kind(label: str) -> bool:
    """Return whether a label only says of what kind the skills behind it are."""
    return _KIND.search(label) is not None


def is_only_a_kind(text: str) -> bool:
    """Return whether a text names no skill, but a kind of skills or a column of their table."""
    return _KIND.fullmatch(text) is not None or text.casefold() in _COLUMNS


def is_of_courses(label: str) -> bool:
    """Return whether a label names what was taught."""
    return _COURSES.search(label) is not None


def says_skills(text: str) -> bool:
    """Return whether a line says by its own label that it lists skills."""
    return _SAYS_SKILLS.search(text[:40]) is not None
