"""Whether a document is plainly something else than a resume: a paper, an invoice, a posting, a story.

Only what positively is something else is told: it says so in words of its kind or has its form, or it is
running prose through and through, and hardly anything in it tells of a person who applies. A short, poor or
empty-looking resume says nothing of the kind, and is read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final, NamedTuple

from domain.analyses.document_forms import are_lists, weighed_forms
from domain.analyses.readers import Readers
from domain.analyses.sections import SectionKind
from domain.analyses.text import Text, TextLine
from domain.vocabulary.lexicons import Lexicon, lexicon
from domain.vocabulary.script import count_chinese, has_chinese

_SURE: Final = "_sure"
_HEADING: Final = "_heading"
_SURE_WEIGHT: Final = 2
# What the words of a kind must weigh where nothing tells of a person, and beside each trait of one.
_ENOUGH: Final = 6
_ENOUGH_WITHOUT_ANY: Final = 5
_LONG: Final = 60
_PER_TRAIT: Final = 3
_MOST_TRAITS: Final = 6
_STORY: Final = "story"
_POSTING: Final = "posting"
_TOLD_OF: Final = "told_of"
_TOLD_TO: Final = "told_to"
_PERSON: Final = "person"
_RUNNING: Final = "running"
_NO_KINDS: Final = frozenset({_TOLD_OF, _TOLD_TO, _PERSON, _RUNNING, "until_now", "no_end"})
_WORDS_A_WEIGHT: Final = 4
_MOST_TOLD: Final = 4
_MOST_OF_OTHER_KINDS: Final = 3
_MOST_DATED: Final = 3
_LISTED: Final = 2
# What a posting says of persons, it asks for.
_MOST_SAID: Final = 4
_MOST_ASKED_FOR: Final = 1
_READ_CHARACTERS: Final = 12_000

# The part of the words that only hold a sentence together: few resumes reach the least.
_PROSE_BY_WORDS: Final[tuple[tuple[float, int], ...]] = ((0.36, 3), (0.29, 2))
_PROSE_BY_CHARACTERS: Final[tuple[tuple[float, int], ...]] = ((0.12, 3), (0.085, 2), (0.06, 1))
_WITHOUT_FIGURES: Final = 2
_FEWEST_WORDS: Final = 60
_FEWEST_CHARACTERS: Final = 80

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
_LONGEST_HEADING: Final = 32
_NOT_LETTERS: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_NOT_WORDS: Final = re.compile(r"[\W_]+")


class _Sign(NamedTuple):
    kind: str
    weight: int
    words: str


class _Signs:
    """The signs of some kinds, by the word or character that each begins with."""

    def __init__(self, words: Lexicon, *kinds: str) -> None:
        self._patterns: list[tuple[re.Pattern[str], bool, _Sign]] = []
        self._spaced: dict[str, list[_Sign]] = defaultdict(list)
        self._joined: dict[str, list[_Sign]] = defaultdict(list)
        self._headings: dict[str, _Sign] = {}
        for entry in words.entries:
            kind = _kind(entry.group)
            if kind not in kinds:
                continue
            sign = _Sign(kind, 1 if kind == entry.group else _SURE_WEIGHT, entry.text)
            if entry.group.endswith(_HEADING):
                self._headings[entry.text] = sign
            elif entry.is_pattern:
                self._patterns.append((re.compile(entry.text), has_chinese(entry.text), sign))
            elif has_chinese(entry.text):
                self._joined[entry.text[0]].append(sign)
            else:
                self._spaced[entry.text.split()[0]].append(sign._replace(words=f" {entry.text} "))

    def found_in(self, read: _Read) -> list[_Sign]:
        """Return the signs that a text has, each once."""
        found = [
            sign
            for pattern, is_chinese, sign in self._patterns
            if (read.chinese or not is_chinese) and pattern.search(read.printed)
        ]
        for word in self._spaced.keys() & read.vocabulary:
            found += [sign for sign in self._spaced[word] if sign.words in read.spaced]
        if read.chinese:
            for character in self._joined.keys() & read.characters:
                found += [sign for sign in self._joined[character] if sign.words in read.joined]
        return found + [self._headings[line] for line in self._headings.keys() & read.whole_lines]


def _kind(group: str) -> str:
    return group.removesuffix(_SURE).removesuffix(_HEADING)


class _Read:
    """The text as printed, its words between spaces, and it without any space."""

    def __init__(self, text: Text) -> None:
        self.lines = [line.text for line in text.lines]
        self.printed = "\n".join(self.lines)[:_READ_CHARACTERS].casefold()
        parted = _NOT_WORDS.sub(" ", self.printed)
        self.spaced = f" {parted} "
        self.joined = parted.replace(" ", "")
        self.words = parted.split()
        self.vocabulary = set(self.words)
        self.characters = set(self.joined)
        self.whole_lines = {
            _NOT_LETTERS.sub("", line) for line in self.printed.split("\n") if len(line) <= _LONGEST_HEADING
        }
        self.chinese = count_chinese(self.joined)
        self.has_figures = any(character.isdigit() for character in self.characters)


_WORDS: Final = lexicon("other_documents")
_KINDS: Final = _Signs(_WORDS, *({_kind(group) for group in _WORDS.groups()} - _NO_KINDS))
_PEOPLE: Final = _Signs(_WORDS, _PERSON)
_YEAR: Final = r"(?:19[5-9]|20[0-3])\d"
_MONTH: Final = r"(?: ?[年./-] ?(?:0?[1-9]|1[0-2])(?!\d) ?月?| ?年)?"
_TO: Final = r" ?(?:[-–—~→至到]+|to|until|through) ?"
# A span of years or months, as jobs and schools are dated; days date a statement, and school years an exam.
_DATED: Final = re.compile(
    rf"(?i)(?<![\d./-])(?:\d{{1,2}}[/.])?{_YEAR}(?:{_MONTH}{_TO}"
    rf"(?:(?:[a-z]{{3,9}}\.? |\d{{1,2}}[/.])?{_YEAR}{_MONTH}(?![\d./-]| ?{_WORDS.pattern('no_end')})"
    rf"|{_WORDS.pattern('until_now')})"
    r"|[-–—]\d\d(?![\d./-])|[-–—] ?(?=$|[ ;,]))",
    re.MULTILINE,
)
_WORDS_OF: Final = {group: frozenset(_WORDS.words(group)) for group in (_TOLD_OF, _TOLD_TO, _RUNNING)}


class _Weight(NamedTuple):
    """What the words of a kind weigh, and whether one of them is sure."""

    total: int = 0
    is_sure: bool = False

    def plus(self, weight: int, *, is_sure: bool) -> _Weight:
        return _Weight(self.total + weight, self.is_sure or is_sure)


def other_kind(resume: Readers) -> str | None:
    """Return what the document is instead of a resume, as its words are grouped, or None."""
    traits = _traits_of_a_person(resume)
    if traits > _MOST_TRAITS:
        return None
    read = _Read(resume.text)
    told = {kind: weight for kind, weight in _weights(read).items() if weight.is_sure}
    kind = max(told, key=lambda kind: (told[kind].total, kind), default=None)
    if kind is None:
        return None
    said = min(len(_PEOPLE.found_in(read)), _MOST_ASKED_FOR if kind == _POSTING else _MOST_SAID)
    traits += said + (_LISTED if are_lists(read.lines) else 0)
    # Not even a part of a resume goes on for long without a word of a person.
    is_long = len(read.words) + read.chinese >= _LONG
    enough = _ENOUGH_WITHOUT_ANY if is_long and not traits else _ENOUGH + _PER_TRAIT * traits
    return kind if told[kind].total >= enough else None


def _traits_of_a_person(resume: Readers) -> int:
    """Count what tells of a person who applies: headings, labelled personal data, dated jobs and schools."""
    kinds = {section.kind for section in resume.sections.all if section.heading is not None}
    labelled = {pair.key for pair in resume.pairs.of(*_PERSONAL)}
    jobs = sum(1 for job in resume.jobs if job.period is not None and job.period.is_told)
    spans = 0 if jobs >= _MOST_DATED else sum(map(_spans_in, resume.text.lines))
    return (
        sum(_SECTIONS.get(kind, 0) for kind in kinds)
        + len(labelled)
        + min(max(jobs, spans), _MOST_DATED)
        + min(len(resume.schools), 2)
        + (resume.email is not None)
        + (resume.name is not None)
    )


def _spans_in(line: TextLine) -> int:
    return len(_DATED.findall(line.text)) if "19" in line.text or "20" in line.text else 0


def _weights(read: _Read) -> dict[str, _Weight]:
    """Return what the words and forms of each kind weigh; a word counts once, however often it is printed."""
    found: dict[str, _Weight] = defaultdict(_Weight)
    for sign in _KINDS.found_in(read):
        found[sign.kind] = found[sign.kind].plus(sign.weight, is_sure=sign.weight == _SURE_WEIGHT)
    for kind, weight in weighed_forms(read.lines):
        found[kind] = found[kind].plus(weight, is_sure=True)
    # Resumes do not tell of others; who is told of all the time is somebody in a story.
    if told_of := _told(read, _TOLD_OF):
        found[_STORY] = found[_STORY].plus(told_of, is_sure=told_of > 1)
    # Nor do they speak to their reader, or in sentences from end to end.
    prose, told_to = _prose(read), _told(read, _TOLD_TO)
    if prose and not read.has_figures:
        prose += _WITHOUT_FIGURES
    running = prose + told_to
    everything = sum(weight.total for weight in found.values())
    is_sure = prose > 1 or told_to > 1
    return {
        kind: weight.plus(
            running + min((everything - weight.total) // 2, _MOST_OF_OTHER_KINDS), is_sure=is_sure
        )
        for kind, weight in found.items()
    }


def _told(read: _Read, group: str) -> int:
    words = _WORDS_OF[group]
    times = sum(1 for word in read.words if word in words)
    if read.chinese:
        times += sum(read.joined.count(word) for word in words if has_chinese(word))
    return min(times // _WORDS_A_WEIGHT, _MOST_TOLD)


def _prose(read: _Read) -> int:
    running = _WORDS_OF[_RUNNING]
    if read.chinese * 2 > len(read.words) and len(read.characters) >= _FEWEST_CHARACTERS // 2:
        held = sum(1 for character in read.joined if character in running and has_chinese(character))
        part, steps = held / read.chinese, _PROSE_BY_CHARACTERS
    elif not read.chinese and len(read.vocabulary) >= _FEWEST_WORDS // 2:
        held = sum(1 for word in read.words if word in running)
        part, steps = held / len(read.words), _PROSE_BY_WORDS
    else:
        return 0
    return next((weight for least, weight in steps if part >= least), 0)
