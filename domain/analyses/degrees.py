"""Degrees: their levels, and the highest one a resume states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.entries import is_detail
from domain.analyses.pairs import Pairs
from domain.analyses.sections import PERSONAL, SectionKind, Sections
from domain.analyses.text import Text, has_cjk
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.periods import cut_period

# From the highest level to the lowest: 5 doctor, 4 master, 3 bachelor, 2 associate, 1 secondary.
# Bare capitals (MS, BA) need their subject beside them: "Boston, MA" is a place, "MS Word" a program.
_SOFTWARE = "Office|Word|Excel|Power|Project|SQL|Windows|Access|Visio|Outlook|Teams"
_LEVELS: Final = (
    (
        5,
        r"博士后?(?:研究生|学位|在读)?"
        r"|\bph\.?\s?d\b\.?|\bdoctor(?:ate)?\b|\bd\.?phil\b|\bdba\b|\bj\.d\.|\bed\.d\.?|\bm\.d\.",
    ),
    (
        4,
        r"硕士(?:研究生|学位|在读)?|碩士|研究生|\be?mba\b|\bmpa\b|\bmaster(?:[’']?s)?\b"
        r"|\bm\.\s?(?:sc?|a|ed|eng|tech|phil|arch|e|s\.w|p\.h)\b\.?"
        r"|\bm\.?(?:sc|eng|ed|phil|tech|fa|res|com)\b|\bm\.arch\b"
        r"|(?<!, )\b(?-i:MS|MA|MSN|MPH|MSW|LLM|MFA)\b"
        rf"(?= (?:in|of)\b|,|$|\t| (?!{_SOFTWARE})(?-i:[A-Z][a-z]))",
    ),
    (
        3,
        r"(?:大学|全日制)?本科|学士(?:学位)?|學士|\bbachelor(?:[’']?s)?\b"
        r"|\bb\.\s?(?:sc?|a|e|ed|eng|tech|com|arch|f\.a|b\.a|s\.n)\b\.?"
        r"|\bb\.?(?:sc|eng|tech|com|ed|arch|fa|ba)\b|\bundergraduate\b|\blicenciatura\b"
        r"|(?<!, )\b(?-i:BS|BA|BE|BSN|LLB|BFA|AB)\b(?= (?:in|of)\b|,|\t| (?-i:[A-Z])|$)",
    ),
    (
        2,
        r"大专|大專|专科(?!学校)|高职(?!院校)"
        r"|\bassociate(?:[’']?s)?(?= (?:of|in|degree))|\ba\.\s?a\.?\s?s?\b\.?|\ba\.s\.|\baas\b"
        r"|\bdiploma\b|\bhnd\b|\bfoundation degree\b",
    ),
    (
        1,
        r"中专(?!学校)|中等专业(?!学校)|高中|职高|技校|中技|初中"
        r"|\bhigh school diploma\b|\bged\b|\ba[- ]levels?\b|\bgcse\b",
    ),
)
_DEGREES: Final = tuple((level, re.compile(pattern, re.IGNORECASE)) for level, pattern in _LEVELS)
_HIGH_SCHOOL_DIPLOMA = re.compile(r"high school diploma|secondary school certificate", re.IGNORECASE)
_SCHOOL = re.compile(
    r"大学|学院|学校|\b(?:university|college|institute|school|academy|polytechnic)\b", re.IGNORECASE
)
# What a candidate wants to study is no degree: 报考专业, 硕士研究生复试简历.
_APPLIED_FOR = re.compile(lexicon("studies").pattern("applied_for"), re.IGNORECASE)
_TRIM = " \t,;:|·•-–—/、()"


def degree_of(text: str) -> tuple[int, re.Match[str]] | None:
    """Return the level (1 secondary to 5 doctor) and the match of the highest degree in a text."""
    if match := _HIGH_SCHOOL_DIPLOMA.search(text):
        return 1, match
    for level, pattern in _DEGREES:
        if match := pattern.search(text):
            return level, match
    return None


def degrees(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[tuple[int, str]]]:
    """Yield degrees with their levels, as printed."""
    for pair in pairs.of("degree"):
        if sections.kind_at(pair.source) in {
            SectionKind.EXPERIENCE,
            SectionKind.PROJECTS,
            SectionKind.REFERENCES,
        }:
            continue
        value = pair.value[:80]
        if _APPLIED_FOR.search(pair.label.text):
            continue
        if found := degree_of(value):
            yield Candidate((found[0], _phrase(value, found[1])), 0.95, pair.source)
        elif re.fullmatch(r"大学|大學|在校大学生", value):
            yield Candidate((3, value), 0.9, pair.source)
    for section in sections.of(SectionKind.EDUCATION):
        for line in section.lines:
            if len(line.text) > 200 or (is_detail(line.text) and not line.cell):
                continue
            words = "\t".join(line.pieces) if len(line.pieces) > 1 else line.text
            if found := degree_of(words):
                yield Candidate((found[0], _phrase(words, found[1])), 0.9, line)
            elif "大学" in line.facts:
                yield Candidate((3, "大学"), 0.9, line)
    for line in text.lines:
        kind = sections.kind_at(line)
        if (kind is SectionKind.DOCUMENT and line.index in sections.headings) or _APPLIED_FOR.search(
            line.text
        ):
            continue
        if pairs.key_of_line(line) == "major" and line.cell is not None:
            continue
        if kind in PERSONAL and len(line.text) < 200:
            for piece in line.facts:
                found = degree_of(piece) if len(piece) <= 40 else None
                if found is None or not (has_cjk(found[1].group()) or found[1].start() == 0):
                    continue
                if len(piece) <= 8 or _SCHOOL.search(line.text):
                    yield Candidate((found[0], found[1].group()), 0.8, line)
        elif kind is SectionKind.SUMMARY and (found := degree_of(line.text)):
            yield Candidate((found[0], found[1].group()), 0.55, line)


def highest(candidates: list[Candidate[tuple[int, str]]]) -> Candidate[tuple[int, str]] | None:
    """Return the highest degree among those stated as facts, else among the weaker mentions."""
    sure = [candidate for candidate in candidates if candidate.confidence >= 0.8]
    chosen = sure or [candidate for candidate in candidates if candidate.confidence >= 0.5]
    labelled = [candidate for candidate in sure if candidate.confidence >= 0.95]
    top = max(chosen, key=lambda candidate: candidate.value[0], default=None)
    if labelled and top:
        best = max(labelled, key=lambda candidate: candidate.value[0])
        return best if best.value[0] >= top.value[0] else top
    return top


def _phrase(text: str, match: re.Match[str]) -> str:
    """Return the degree with its subject: `Master of Science in Economics`; Chinese ones bare."""
    if has_cjk(match.group()):
        return match.group()
    rest = cut_period(text[match.start() :])[0]
    rest = re.split(r"\t|\s{2,}|\s*[|•·]\s*|\s[–—-]\s|;", rest)[0]
    kept: list[str] = []
    for part in rest.split(","):
        if kept and (_SCHOOL.search(part) or re.search(r"\d|gpa|laude|honou?rs", part, re.I)):
            break
        kept.append(part)
    phrase = ",".join(kept).strip(_TRIM)[:120] or match.group()
    return phrase + (")" if phrase.count("(") > phrase.count(")") else "")
