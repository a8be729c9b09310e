"""Skills: what the sections of that name list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.pairs import Pairs
from domain.analyses.sections import SectionKind, Sections
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE, has_chinese

_WORDS: Final = lexicon("skill_phrases")
_LETTERS: Final = frozenset(_WORDS.words("letter"))
_PHRASES: Final = frozenset(map(str.casefold, _WORDS.words("phrase")))
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in _PHRASES)
_SEPARATORS = re.compile(r"\s*[、,;；|｜/•·●\t]\s*|\s{2,}|\s+[–—-]\s+|。")
_CATEGORY = re.compile(rf"^[\w &/+.\-{CHINESE}()]{{2,40}}:\s*")
_LEVELS: Final = lexicon("skill_levels")
_LEVEL = re.compile(rf"\s*[(（][^()（）]{{0,24}}[)）]?$|^{_LEVELS.pattern('before')}", re.IGNORECASE)
_GRADE = re.compile(rf"^[\d\s%.()/★☆●○]+$|^\d{{1,3}}\s?%$|^{_LEVELS.pattern('grade')}$")
_TERM = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+#.]{0,24}(?: [A-Z][A-Za-z0-9+#.]{0,24}){0,2}(?<!\.)")
_MOST = 120


def skills(pairs: Pairs, sections: Sections) -> Iterator[Candidate[str]]:
    """Yield the skills listed, as printed."""
    count = 0
    for section in sections.of(SectionKind.SKILLS):
        for line in section.lines:
            if count > _MOST or len(line.text) > 600:
                break
            for skill in _listed(line.text, line.pieces):
                count += 1
                yield Candidate(skill, 0.85, line)
    for pair in pairs.of("skill"):
        if sections.kind_at(pair.source) not in {
            SectionKind.PROJECTS,
            SectionKind.EXPERIENCE,
            SectionKind.SKILLS,
        }:
            for skill in _listed(pair.value, (pair.value,)):
                yield Candidate(skill, 0.8, pair.source)


def _listed(text: str, pieces: tuple[str, ...]) -> Iterator[str]:
    joined = "\t".join(pieces) if len(pieces) > 1 else text
    joined = _CATEGORY.sub("", joined)
    items = [item for item in _SEPARATORS.split(_outside_brackets(joined)) if item]
    for item in items:
        item = _LEVEL.sub("", item.replace("\x00", ", ").strip(" .:()-")).strip(" .:")
        if not 1 <= len(item) <= 200 or _GRADE.match(item):
            continue
        if len(item) > 60 or (has_chinese(item) and len(item) > 14 and 10 * item.count(" ") < len(item)):
            # A sentence is no skill, but names some: 熟练使用 Photoshop 进行海报设计.
            yield from (term for term in _TERM.findall(item) if len(term) > 1 and has_chinese(item))
            continue
        if len(items) == 1 and " " in item:
            yield from _chips(item)
        elif len(item) > 1 or item in _LETTERS:
            yield item


def _outside_brackets(text: str) -> str:
    """Hide the commas inside brackets: AWS (EC2, S3) is one skill."""
    return re.sub(
        r"\([^()]{0,200}\)", lambda match: match.group().replace(",", "\x00").replace("、", "\x00"), text
    )


def _chips(text: str) -> Iterator[str]:
    """Split skills divided by spaces alone, keeping the phrases that are known."""
    words = text.split()
    if len(words) <= 2 and not has_chinese(text):
        yield text
        if len(words) == 2 and text.casefold() not in _PHRASES and words[1][:1].isupper():
            yield from words
        return
    start = 0
    while start < len(words):
        for count in range(min(_LONGEST_PHRASE, len(words) - start), 0, -1):
            phrase = " ".join(words[start : start + count])
            if count == 1 or phrase.casefold() in _PHRASES:
                end = start + count
                # A word in lower case goes on with the skill before it: "Wound care".
                while (
                    count == 1
                    and end < len(words)
                    and words[end][:1].islower()
                    and not has_chinese(words[end])
                ):
                    phrase = f"{phrase} {words[end]}"
                    end += 1
                if len(phrase) > 1 or phrase in _LETTERS:
                    yield phrase
                start = end
                break
