"""Which words of a page say what was read: its lines, cut where the evidence of a field begins and ends.

Evidence names a line. Within it the value is looked for as it is printed; of a value that is printed in
another way, such as a date, the longest piece that says nothing else is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final, NamedTuple

from domain.analyses.declaring import Entries, Field, Many, One, plain
from domain.analyses.facts import Evidence
from domain.analyses.fields import FIELDS
from domain.analyses.layouts import PageLayout
from domain.analyses.models import Analysis
from domain.documents.formats import MediaType
from domain.documents.models import Box
from domain.pages.models import PageLine, PagePart, ResumePage
from domain.pages.ports import KeptPages
from domain.searching.words import NEXT_PAGE, unmarked
from domain.vocabulary.script import simplified

_LONGEST_VALUE: Final = 200
_KEPT_PATTERNS: Final = 1_024
_SAME_PLACE: Final = 0.5
_WORD = re.compile(r"\w(?:.*\w)?", re.DOTALL)


class _Read(NamedTuple):
    """A value with the line that it was read from; `value` is None of what is made of several."""

    evidence: Evidence
    value: str | None


@dataclass(slots=True)
class _Line:
    text: str
    box: Box | None
    read: list[_Read] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    layout: PageLayout
    lines: list[_Line]


def pages_of(kept: KeptPages) -> list[ResumePage]:
    """Return the pages of a resume in their order, as far as is known of them."""
    pages = {page.layout.number: page for page in _printed(kept)}
    for read in _values(kept.analysis):
        number = read.evidence.page
        page = pages.setdefault(number, _Page(PageLayout(number), []))
        _line_of(page, read.evidence).read.append(read)
    paints = MediaType(kept.media_type).declared.paint is not None
    return [_told(pages[number], paints, kept.layouts is None) for number in sorted(pages)]


def _told(page: _Page, paints: bool, is_early: bool) -> ResumePage:
    layout = page.layout
    lines = tuple(PageLine(line.box, tuple(_parts(line))) for line in page.lines)
    has_picture = paints and (is_early or layout.width is not None)
    return ResumePage(layout.number, layout.width, layout.height, has_picture, lines)


def _printed(kept: KeptPages) -> Iterator[_Page]:
    texts = unmarked(kept.text).split(NEXT_PAGE) if kept.text else []
    layouts = kept.layouts
    if layouts is None:
        count = max(kept.page_count or 0, len(texts))
        layouts = tuple(PageLayout(number) for number in range(1, count + 1))
    for place, layout in enumerate(layouts):
        printed = texts[place].split("\n") if place < len(texts) else []
        boxes = (*layout.boxes, *[None] * len(printed))
        lines = [_Line(text, box) for text, box in zip(printed, boxes, strict=False) if text]
        yield _Page(layout, lines)


def _values(analysis: Analysis) -> Iterator[_Read]:
    for evidence in analysis.evidence:
        yield _Read(evidence, _printed_value(_FIELDS[evidence.field], analysis, evidence.index))
    for of in FIELDS:
        if isinstance(of, Entries):
            for index, entry in enumerate(analysis[of]):
                yield _Read(replace(entry.evidence, index=index), None)


_FIELDS: Final = {of.name: of for of in FIELDS}


def _printed_value(of: Field[Any], analysis: Analysis, index: int | None) -> str | None:
    value = analysis.values.get(of.name, of.nothing)
    if isinstance(of, Many):
        return str(plain(value[index])) if index is not None and index < len(value) else None
    return str(of.write(value)[0]) if isinstance(of, One) and value is not None else None


def _line_of(page: _Page, evidence: Evidence) -> _Line:
    """Return the line that evidence names; one that is not among the printed lines is added to them."""
    if found := _same_place(page.lines, evidence.box) or _same_text(page.lines, evidence):
        return found
    added = _Line(evidence.text, evidence.box)
    page.lines.append(added)
    return added


def _same_place(lines: list[_Line], box: Box | None) -> _Line | None:
    if box is None:
        return None
    best = max(lines, key=lambda line: _shared(line.box, box), default=None)
    return best if best is not None and _shared(best.box, box) >= _SAME_PLACE else None


def _shared(box: Box | None, other: Box) -> float:
    """Return how much two boxes have in common, of both together."""
    if box is None:
        return 0.0
    common = box.overlap(other)
    return common / max(box.area + other.area - common, 1e-6)


def _same_text(lines: list[_Line], evidence: Evidence) -> _Line | None:
    wanted = _letters(evidence.text)
    if not wanted:
        return None
    # Where places are known, the same words at another place are not meant.
    free = [
        line for line in lines if evidence.box is None or line.box is None or _meets(line.box, evidence.box)
    ]
    same = (line for line in free if _letters(line.text) == wanted)
    holding = (line for line in free if wanted in _letters(line.text))
    found = next(same, None) or next(holding, None)
    if found is not None and found.box is None:
        found.box = evidence.box
    return found


def _meets(box: Box, other: Box) -> bool:
    return box.overlap(other) > 0


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


class _Span(NamedTuple):
    start: int
    end: int
    evidence: Evidence


def _parts(line: _Line) -> Iterator[PagePart]:
    done = 0
    for start, end, evidence in sorted(_spans(line)):
        if done < start:
            yield PagePart(line.text[done:start])
        yield PagePart(line.text[start:end], evidence.field, evidence.index)
        done = end
    if done < len(line.text):
        yield PagePart(line.text[done:])


def _spans(line: _Line) -> list[_Span]:
    spans: list[_Span] = []
    printed_otherwise: list[Evidence] = []
    plain_text = simplified(line.text)
    for read in sorted(line.read, key=lambda each: len(each.value or ""), reverse=True):
        found = [] if read.value is None else list(_pattern(read.value).finditer(plain_text))
        free = (match for match in found if _is_free(spans, match.start(), match.end()))
        if match := next(free, None):
            spans.append(_Span(match.start(), match.end(), read.evidence))
        elif not found:
            printed_otherwise.append(read.evidence)
    for evidence in printed_otherwise:
        gap = max(_gaps(line.text, spans), key=lambda each: each[1] - each[0], default=None)
        if gap is None:
            break
        spans.append(_Span(*gap, evidence))
    return spans


def _is_free(spans: Iterable[_Span], start: int, end: int) -> bool:
    return all(end <= span.start or span.end <= start for span in spans)


def _gaps(text: str, spans: Iterable[_Span]) -> Iterator[tuple[int, int]]:
    done = 0
    for start, end in [*sorted((span.start, span.end) for span in spans), (len(text), len(text))]:
        if word := _WORD.search(text[done:start]):
            yield done + word.start(), done + word.end()
        done = end


@lru_cache(_KEPT_PATTERNS)
def _pattern(value: str) -> re.Pattern[str]:
    """Return what finds a value however it is spaced and parted, and not within a longer word or number."""
    letters = re.sub(r"[\W_]", "", simplified(value[:_LONGEST_VALUE]))
    if not letters:
        return _NEVER
    loose = r"[\W_]{0,3}".join(map(re.escape, letters))
    return re.compile(rf"(?<![0-9A-Za-z]){loose}[+#]*(?![0-9A-Za-z])", re.IGNORECASE | re.ASCII)


_NEVER = re.compile(r"(?!)")
