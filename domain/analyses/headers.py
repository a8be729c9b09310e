"""The parts of the lines that head an employment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from domain.analyses.firms import has_firm_word, is_noise, said_by_label
from domain.analyses.header_parts import Part, by_space, chinese_parts, english_parts, unbracketed
from domain.analyses.labels import label_of
from domain.analyses.parts import EDGES, split_parts
from domain.analyses.titles import SURE_TITLE, tells_duty, title_score
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE, has_chinese

_WORDS: Final = lexicon("employers")
_URL = re.compile(r"\(?https?://\S{1,200}")
_DURATION = re.compile(_WORDS.pattern("printed_duration"), re.IGNORECASE)
_WHEN_OR_WHERE = re.compile(
    rf"{_WORDS.pattern('when', whole=True)}\s*:|{_WORDS.pattern('where', whole=True)}\s*:.*$"
)
_HOURS = re.compile(rf"\s*\([^()]{{0,20}}{_WORDS.pattern('hours', whole=True)}[^()]{{0,20}}\)")
_WITH, _AS = _WORDS.pattern("with_firm"), _WORDS.pattern("as_title")
_WITH_FIRM_AS = re.compile(rf"^{_WITH} ([A-Z0-9][^\t]{{1,60}}?),? {_AS} ([A-Z][^\t]{{2,50}})$", re.IGNORECASE)
_AS_WITH_FIRM = re.compile(rf"^{_AS} ([A-Z][^\t]{{2,50}}?),? {_WITH} ([A-Z0-9][^\t]{{1,60}})$", re.IGNORECASE)
_ENDING_ALONE = re.compile(f"^[{CHINESE}]{{0,2}}{_WORDS.pattern('cut_end')}$|^{_WORDS.pattern('cut_alone')}$")
_BRACKETED_START = re.compile(rf"\([{CHINESE}]{{2,4}}\)[{CHINESE}]")
_HARD_GAP = re.compile(r"\t+|\s{2,}|\s*[|｜¦•]\s*")
_FULL_STOP = re.compile(r"(?<=[a-z]{3})\.\s+(?=[A-Z])")
_BOTH = re.compile(rf"^([A-Za-z][A-Za-z &.,'’/-]{{3,80}}?)\s+([{CHINESE}].*)$")
_TOWN = r"[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,\s[A-Z]{2}\b"
_DASH = re.compile(rf"\s+[–—-]\s+|(?<=\w)[–—-]\s+(?=[A-Z])|(?<=[a-z])[–—-](?={_TOWN})")
_CHINESE_TASK = re.compile(r"[、。;；]|:\s*\S")
_ACTED = re.compile(
    rf"(?!{_WORDS.pattern('qualified', whole=True)})(?:{_WORDS.pattern('acted')}|\w+ed)\b", re.IGNORECASE
)
_WORKED = re.compile(_WORDS.pattern("works_as"))
_SENTENCE = re.compile(r"。|:\s*\S|[a-z]{4}\.\s+(?!(?:Co|Ltd|Inc|Corp)\b)[A-Z]|\)\.\s")
_NOTE = re.compile(r"\s*\([^()]*\)?$")
_OF_JOBS: Final = frozenset({None, "company", "title"})
# "Facebook" and "Github" are employers too.
_NO_LABELS: Final = frozenset({None, "web"})
# A client is the employer where no other is named.
_OF_CLIENT: Final = 0.6
MOST_PARTS: Final = 7


def parts_of(text: str, *, line: int = 0, stops: bool = False) -> list[Part]:
    """Return the parts of a header line without its dates: none of a line that is no header.

    Args:
        text: The line.
        line: What its parts are numbered by.
        stops: Whether full stops may divide it, as they may a line with dates (`Baker. Elm Mill, Leeds.`).
    """
    text = _URL.sub("", _DURATION.sub("\t", _HOURS.sub("", text)))
    text = _WHEN_OR_WHERE.sub("\t", text)
    text = _WITH_FIRM_AS.sub(r"\1\t\2", _AS_WITH_FIRM.sub(r"\1\t\2", text.strip(EDGES)))
    if stops:
        text = _FULL_STOP.sub("\t", text)
    chinese = has_chinese(text)
    if chinese and tells_duty(text):
        return []
    found: list[Part] = []
    pieces = list(_pieces(text, chinese=chinese))
    for piece, goes_on in pieces:
        said, value = said_by_label(piece)
        value = unbracketed(value)
        if said == "client" and not chinese:
            found.append(replace(Part.of(value), firm=_OF_CLIENT))
            continue
        if said not in _OF_JOBS or label_of(value) not in _NO_LABELS or is_noise(_NOTE.sub("", value)):
            continue
        if said:
            found.append(Part.of(value, said=said))
            continue
        parts = chinese_parts(value) if chinese else english_parts(value)
        if goes_on and found and parts:
            parts[0] = replace(parts[0], goes_on=goes_on)
            if chinese and found[0].title < SURE_TITLE:
                parts[0] = parts[0].as_unit()
        found += parts
    if len(found) == 1 and not chinese and not found[0].said:
        found = by_space(found[0].text)
    if len(found) > MOST_PARTS:
        return []
    return [replace(part, line=line, place=place) for place, part in enumerate(found)]


def _pieces(text: str, *, chinese: bool) -> Iterator[tuple[str, str]]:
    """Yield what gaps and dashes divide, each with the dash that joins it to the one before."""
    for raw in _HARD_GAP.split(text):
        goes_on = ""
        for dashed in _DASH.split(raw):
            for piece in _joined_endings(split_parts(_parted(dashed), by_space=chinese)):
                yield piece, goes_on
                goes_on = ""
            goes_on = " – "


def _parted(text: str) -> str:
    """Part an employer or a title from the same in the other language: `Fitter 装配工`."""
    match = _BOTH.match(text)
    if match and (has_firm_word(match[1]) or title_score(match[1]) >= SURE_TITLE):
        return f"{match[1]}\t{match[2]}"
    return text


def _joined_endings(parts: list[str]) -> list[str]:
    """Join what a space has cut from an employer's name (`北岸科 技有限公司`, `北岸 (南坡)有限公司`)."""
    joined: list[str] = []
    for part in parts:
        if joined and (_ENDING_ALONE.match(part) or _BRACKETED_START.match(part)):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _are_titles(text: str) -> bool:
    """Return whether a text is several titles: `班主任、备课组长`."""
    return all(title_score(title) >= SURE_TITLE for title in text.split("、"))


def is_duration(text: str) -> bool:
    """Return whether a text tells how long something lasted, and nothing else."""
    return _DURATION.fullmatch(text) is not None


def is_task(text: str) -> bool:
    """Return whether a text tells a task or a sentence rather than a name."""
    if has_chinese(text):
        return tells_duty(text) or (_CHINESE_TASK.search(text) is not None and not _are_titles(text))
    acted = _ACTED.match(text) is not None and len(text.split()) > 4
    return acted or _SENTENCE.search(text) is not None or _WORKED.search(text) is not None
