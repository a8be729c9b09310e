"""The gender, as stated: a word among the facts, behind a label, or the box that is ticked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.contact import is_anothers
from domain.analyses.facts import Gender
from domain.analyses.pairs import Pairs
from domain.analyses.sections import PERSONAL, Sections
from domain.analyses.text import Text, TextLine, as_printed
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import has_chinese

_WORDS: Final = lexicon("personal")
GENDERS: Final = frozenset(_WORDS.words("female", "male"))
_FEMALE: Final = _WORDS.words("female", "called_female")
_MALE: Final = _WORDS.words("male", "called_male")
_ADDRESSED: Final = frozenset(_WORDS.words("addressed"))
_IN_BRACKETS = re.compile(rf"\(({_WORDS.pattern('female', 'male')})[),]")
_WOMAN = re.compile(_WORDS.pattern("female", whole=True), re.IGNORECASE)
_MAN = re.compile(_WORDS.pattern("male", whole=True), re.IGNORECASE)
_TICKED = r"[☑☒✓✔√✅■●◉◼⬛]|[(\[【] ?[xXvV✓✔√] ?[)\]】]"
_EMPTY = r"[☐□○◯◻⬜]|[(\[【] ?[)\]】]"
_BOX = re.compile(rf"({_TICKED})|({_EMPTY})")
_BARE_TICK = re.compile(r"[✓✔√✅]")
_LONGEST_FORM = 60


def genders(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[Gender]]:
    """Yield the gender as stated."""
    for pair in pairs.of("gender"):
        if _is_form(pair.source):
            continue
        if gender := _gender(re.split(r"[\s,(|]", pair.value.strip(), maxsplit=1)[0]):
            yield Candidate(gender, 0.97, pair.source)
    for line in text.lines:
        if sections.kind_at(line) not in PERSONAL or len(line.text) > 160 or is_anothers(line.text):
            continue
        if _is_form(line):
            if gender := _ticked(line):
                yield Candidate(gender, 0.96, line)
            continue
        if line.bullet:
            continue
        for piece in line.facts:
            for part in re.split(r"[\s,/、]+", piece) if len(piece) <= 24 else []:
                if part.casefold() in GENDERS and (gender := _gender(part)):
                    yield Candidate(gender, 0.85, line)
            if piece in _ADDRESSED and (gender := _gender(piece)):
                yield Candidate(gender, 0.8, line)
        if (match := _IN_BRACKETS.search(line.text)) and (gender := _gender(match[1])):
            yield Candidate(gender, 0.85, line)


def _raw(line: TextLine) -> str:
    return as_printed(" ".join(line.source.tokens) or line.source.text)


def _is_form(line: TextLine) -> bool:
    """Return whether what is ticked counts: a line names both genders, or one beside a box."""
    if len(line.text) > _LONGEST_FORM:
        return False
    raw = _raw(line)
    woman, man = _WOMAN.search(raw) is not None, _MAN.search(raw) is not None
    return (woman and man) or ((woman or man) and _BOX.search(raw) is not None and len(raw) <= 12)


def _ticked(line: TextLine) -> Gender | None:
    """Return the gender whose box is ticked; None where none is, or more than one."""
    raw = _raw(line)
    words = [(match.start(), match.end(), Gender.FEMALE) for match in _WOMAN.finditer(raw)]
    words += [(match.start(), match.end(), Gender.MALE) for match in _MAN.finditer(raw)]
    boxes = list(_BOX.finditer(raw))
    ticked = [box for box in boxes if box[1]]
    if not words or len(ticked) != 1:
        return None
    words.sort()
    tick = ticked[0]
    if len(words) == 1:
        return words[0][2]
    before = [word for word in words if word[1] <= tick.start()]
    after = [word for word in words if word[0] >= tick.end()]
    if not before or not after:
        return (before or after)[-1 if before else 0][2]
    gap_before, gap_after = tick.start() - before[-1][1], after[0][0] - tick.end()
    if gap_before != gap_after:
        return (before[-1] if gap_before < gap_after else after[0])[2]
    # Boxes stand on the side of the words on which the line begins; a lone tick stands behind.
    first = boxes[0].start() < words[0][0] and not (len(boxes) == 1 and _BARE_TICK.match(tick.group()))
    return (after[0] if first else before[-1])[2]


def _gender(word: str) -> Gender | None:
    folded = word.strip(" .:,()♂♀").casefold()
    if _WOMAN.search(folded) and _MAN.search(folded):
        return None
    if _is_one_of(folded, _FEMALE):
        return Gender.FEMALE
    if _is_one_of(folded, _MALE):
        return Gender.MALE
    return None


def _is_one_of(folded: str, words: tuple[str, ...]) -> bool:
    """Return whether a text is one of the words, or begins with a Chinese one."""
    return folded in words or folded.startswith(tuple(filter(has_chinese, words)))
