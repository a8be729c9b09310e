"""Whether a document is plainly something else than a resume: a paper, an invoice, a posting, a story.

Only what positively is something else is told: it says so in words of its kind, or it is running prose
through and through, and hardly anything in it tells of a person who applies. A short, poor or empty-looking
resume says nothing of the kind, and is read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final, NamedTuple

from domain.analyses.readers import Readers
from domain.analyses.sections import SectionKind
from domain.analyses.text import Text
from domain.vocabulary.lexicons import Lexicon, lexicon
from domain.vocabulary.script import has_chinese

_SURE: Final = "_sure"
_SURE_WEIGHT: Final = 2
# What the words of a kind must weigh where nothing tells of a person, and beside each trait of one.
_ENOUGH: Final = 4
_PER_TRAIT: Final = 2
_MOST_TRAITS: Final = 6
_STORY: Final = "story"
_TOLD_OF: Final = "told_of"
_TOLD_OF_A_WEIGHT: Final = 4
_MOST_TOLD_OF: Final = 4
_READ_CHARACTERS: Final = 20_000

_SECTIONS: Final = {
    SectionKind.BASIC: 1,
    SectionKind.INTEREST: 2,
    SectionKind.EXPERIENCE: 1,
    SectionKind.EDUCATION: 1,
    SectionKind.CAMPUS: 1,
    SectionKind.SKILLS: 1,
    SectionKind.PROJECTS: 1,
    SectionKind.AWARDS: 1,
    SectionKind.SUMMARY: 1,
    SectionKind.LANGUAGES: 1,
    SectionKind.CERTIFICATES: 1,
}
_PERSONAL: Final = ("gender", "birth", "age", "political", "ethnicity", "hometown", "marital", "interest")
_NOT_WORDS: Final = re.compile(r"[\W_]+")


class _Sign(NamedTuple):
    kind: str
    weight: int
    words: str
    pattern: re.Pattern[str] | None

    def is_in(self, printed: str, spaced: str, joined: str) -> bool:
        """Return whether a text has it: as printed, in words between spaces, and without any space."""
        if self.pattern is not None:
            return self.pattern.search(printed) is not None
        return self.words in (spaced if self.words[0] == " " else joined)


def _signs(words: Lexicon, *groups: str) -> tuple[_Sign, ...]:
    return tuple(
        _Sign(
            entry.group.removesuffix(_SURE),
            _SURE_WEIGHT if entry.group.endswith(_SURE) else 1,
            entry.text if has_chinese(entry.text) else f" {entry.text} ",
            re.compile(entry.text) if entry.is_pattern else None,
        )
        for entry in words.entries
        if entry.group in groups
    )


_WORDS: Final = lexicon("other_documents")
_KINDS: Final = tuple(group for group in _WORDS.groups() if group != _TOLD_OF)
_SIGNS: Final = _signs(_WORDS, *_KINDS)
_OTHERS: Final = re.compile(_WORDS.pattern(_TOLD_OF, whole=True))


class _Weight(NamedTuple):
    """What the words of a kind weigh, and whether one of them is sure."""

    total: int = 0
    is_sure: bool = False


def other_kind(resume: Readers) -> str | None:
    """Return what the document is instead of a resume, as its words are grouped, or None."""
    traits = traits_of_a_person(resume)
    if traits > _MOST_TRAITS:
        return None
    enough = _ENOUGH + _PER_TRAIT * traits
    told = {kind: weight for kind, weight in weights(resume.text).items() if weight.is_sure}
    kind = max(told, key=lambda kind: told[kind].total, default=None)
    return kind if kind is not None and told[kind].total >= enough else None


def traits_of_a_person(resume: Readers) -> int:
    """Count what tells of a person who applies: headings, labelled personal data, dated jobs and schools."""
    kinds = {section.kind for section in resume.sections.all if section.heading is not None}
    labelled = {pair.key for pair in resume.pairs.of(*_PERSONAL)}
    dated = sum(1 for job in resume.jobs if job.period is not None and job.period.is_told)
    return (
        sum(_SECTIONS.get(kind, 0) for kind in kinds)
        + len(labelled)
        + min(dated, 3)
        + min(len(resume.schools), 2)
        + (resume.email is not None)
        + (resume.name is not None)
    )


def weights(text: Text) -> dict[str, _Weight]:
    """Return what the words of each kind weigh; a word counts once, however often it is printed."""
    printed = "\n".join(line.text for line in text.lines)[:_READ_CHARACTERS].casefold()
    spaced = f" {_NOT_WORDS.sub(' ', printed)} "
    joined = spaced.replace(" ", "")
    found: dict[str, _Weight] = defaultdict(_Weight)
    for sign in _SIGNS:
        if sign.is_in(printed, spaced, joined):
            total, is_sure = found[sign.kind]
            found[sign.kind] = _Weight(total + sign.weight, is_sure or sign.weight == _SURE_WEIGHT)
    # Resumes do not tell of others; who is told of all the time is somebody in a story.
    told_of = min(len(_OTHERS.findall(printed)) // _TOLD_OF_A_WEIGHT, _MOST_TOLD_OF)
    if told_of:
        total, is_sure = found[_STORY]
        found[_STORY] = _Weight(total + told_of, is_sure or told_of > 1)
    return dict(found)
