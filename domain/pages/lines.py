"""Which words of a page say what was read: its lines, cut where the evidence of a field begins and ends.

Evidence names a line. Within it the value is looked for as it is printed; of what cannot be found so, such as
the times of a job, the longest piece that says nothing else is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from domain.analyses.declaring import Entries, Field, Many, One, plain
from domain.analyses.facts import Evidence
from domain.analyses.fields import AGE, FIELDS, GENDER
from domain.analyses.layouts import PageLayout
from domain.analyses.models import Analysis
from domain.documents.formats import MediaType
from domain.documents.models import Box
from domain.pages.entries import Head, entries_of, head_of
from domain.pages.models import PageEntry, PageLine, PagePart, ResumePage
from domain.pages.ports import KeptPages
from domain.pages.printing import letters_of, pattern_of
from domain.pages.spacing import letter_edges
from domain.searching.words import NEXT_PAGE, unmarked
from domain.vocabulary.script import simplified

_SAME_PLACE: Final = 0.5
# An age that is worked out is printed as the date of birth, and says nothing of its own.
_TOLD_BY_OTHERS: Final = {AGE.name, GENDER.name}
_FAR: Final = 2.0
"""In heights of a line: what stands so far apart is not marked together."""
_WORD = re.compile(r"\w(?:.*\w)?", re.DOTALL)


class _Read(NamedTuple):
    """A value with the line that it was read from; `value` is None of what is made of several."""

    evidence: Evidence
    value: str | None


@dataclass(slots=True)
class _Line:
    text: str
    box: Box | None
    words: tuple[tuple[float, float], ...] = ()
    read: list[_Read] = field(default_factory=list)
    entries: tuple[PageEntry, ...] = ()
    letters: str = field(init=False)

    def __post_init__(self) -> None:
        self.letters = letters_of(self.text)


@dataclass(slots=True)
class _Page:
    """A page; `at` are its lines by their places, most of which evidence names exactly."""

    layout: PageLayout
    lines: list[_Line]
    at: dict[Box | None, _Line] = field(init=False)

    def __post_init__(self) -> None:
        self.at = {line.box: line for line in reversed(self.lines) if line.box is not None}


def pages_of(kept: KeptPages) -> list[ResumePage]:
    """Return the pages of a resume in their order, as far as is known of them."""
    pages = {page.layout.number: page for page in _printed(kept)}
    for read in _values(kept.analysis):
        number = read.evidence.page
        page = pages.setdefault(number, _Page(PageLayout(number), []))
        _line_of(page, read.evidence).read.append(read)
    _tell_entries([line for number in sorted(pages) for line in pages[number].lines], kept.analysis)
    paints = MediaType(kept.media_type).declared.paint is not None
    return [_told(pages[number], paints, kept.layouts is None) for number in sorted(pages)]


def _told(page: _Page, paints: bool, is_early: bool) -> ResumePage:
    layout = page.layout
    lines = tuple(PageLine(line.box, tuple(_parts(line)), line.entries) for line in page.lines)
    has_picture = paints and (is_early or layout.width is not None)
    return ResumePage(layout.number, layout.width, layout.height, has_picture, lines)


def _printed(kept: KeptPages) -> Iterator[_Page]:
    texts = unmarked(kept.text).split(NEXT_PAGE) if kept.text else []
    layouts = kept.layouts
    if layouts is None:
        count = max(kept.page_count or 0, len(texts))
        layouts = tuple(PageLayout(number) for number in range(1, count + 1))
    for layout in layouts:
        printed = texts[layout.number - 1].split("\n") if layout.number <= len(texts) else []
        boxes = (*layout.boxes, *[None] * len(printed))
        words = (*layout.words, *[()] * len(printed))
        lines = [_Line(*line) for line in zip(printed, boxes, words, strict=False) if line[0]]
        yield _Page(layout, lines)


def _values(analysis: Analysis) -> Iterator[_Read]:
    for evidence in analysis.evidence:
        yield _Read(evidence, _printed_value(_FIELDS[evidence.field], analysis, evidence.index))
    for of in FIELDS:
        if isinstance(of, Entries):
            for index, entry in enumerate(analysis[of]):
                # What somebody has said stands on no page.
                if entry.evidence.text:
                    yield _Read(replace(entry.evidence, index=index), None)


_FIELDS: Final = {of.name: of for of in FIELDS}


def _tell_entries(lines: list[_Line], analysis: Analysis) -> None:
    """Tell each line which times at schools and employers it speaks of."""
    heads = list(_heads(lines, analysis))
    for line, entries in zip(lines, entries_of([line.text for line in lines], heads), strict=True):
        line.entries = entries


def _heads(lines: list[_Line], analysis: Analysis) -> Iterator[Head]:
    for place, line in enumerate(lines):
        for evidence, _ in line.read:
            of = _FIELDS[evidence.field]
            if isinstance(of, Entries) and evidence.index is not None:
                yield head_of(place, of, analysis[of][evidence.index], evidence.index)


def _printed_value(of: Field[Any], analysis: Analysis, index: int | None) -> str | None:
    value = analysis.values.get(of.name, of.nothing)
    if isinstance(of, Many):
        return str(plain(value[index])) if index is not None and index < len(value) else None
    return str(of.write(value)[0]) if isinstance(of, One) and value is not None else None


def _line_of(page: _Page, evidence: Evidence) -> _Line:
    """Return the line that evidence names; one that is not among the printed lines is added to them."""
    found = page.at.get(evidence.box) or _same_place(page.lines, evidence.box)
    if found := found or _same_text(page.lines, evidence):
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
    wanted = letters_of(evidence.text)
    if not wanted:
        return None
    # Where places are known, the same words at another place are not meant.
    free = [
        line for line in lines if evidence.box is None or line.box is None or _meets(line.box, evidence.box)
    ]
    same = (line for line in free if line.letters == wanted)
    holding = (line for line in free if wanted in line.letters)
    found = next(same, None) or next(holding, None)
    if found is not None and found.box is None:
        found.box = evidence.box
    return found


def _meets(box: Box, other: Box) -> bool:
    return box.overlap(other) > 0


class _Span(NamedTuple):
    start: int
    end: int
    evidence: Evidence


def _parts(line: _Line) -> Iterator[PagePart]:
    spans = sorted(_spans(line))
    edges = [] if line.box is None or not spans else letter_edges(line.text, line.box, line.words)

    def part(start: int, end: int, field: str | None = None, index: int | None = None) -> PagePart:
        box = None
        if line.box is not None and edges:
            box = Box(edges[start][0], line.box.top, edges[end - 1][1], line.box.bottom).rounded()
        return PagePart(line.text[start:end], field, index, box or line.box)

    done = 0
    for start, end, evidence in spans:
        if done < start:
            yield part(done, start)
        yield part(start, end, evidence.field, evidence.index)
        done = end
    if done < len(line.text):
        yield part(done, len(line.text))


def _spans(line: _Line) -> list[_Span]:
    spans: list[_Span] = []
    printed_otherwise: list[Evidence] = []
    plain_text = simplified(line.text)
    for read in sorted(line.read, key=lambda each: len(each.value or ""), reverse=True):
        found = [] if read.value is None else _found(read.evidence.field, read.value, plain_text)
        free = (match for match in found if _is_free(spans, match.start(), match.end()))
        if match := next(free, None):
            spans.append(_Span(match.start(), match.end(), read.evidence))
        elif not found and read.evidence.field not in _TOLD_BY_OTHERS:
            printed_otherwise.append(read.evidence)
    apart = _apart(line) if printed_otherwise else []
    for evidence in printed_otherwise:
        taken = [*((span.start, span.end) for span in spans), *apart]
        gap = max(_gaps(line.text, taken), key=lambda each: each[1] - each[0], default=None)
        if gap is None:
            break
        spans.append(_Span(*gap, evidence))
    return spans


def _apart(line: _Line) -> list[tuple[int, int]]:
    """Return the spaces that divide what stands far from each other."""
    if line.box is None or not line.words:
        return []
    wide = _FAR * (line.box.bottom - line.box.top)
    edges = letter_edges(line.text, line.box, line.words)
    return [
        (at, at + 1) for at, (left, right) in enumerate(edges) if line.text[at] == " " and right - left > wide
    ]


def _found(field: str, value: str, text: str) -> list[re.Match[str]]:
    return [match for match in pattern_of(field, value).finditer(text) if match[0]]


def _is_free(spans: Iterable[_Span], start: int, end: int) -> bool:
    return all(end <= span.start or span.end <= start for span in spans)


def _gaps(text: str, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    done = 0
    for start, end in [*sorted(taken), (len(text), len(text))]:
        if word := _WORD.search(text[done:start]):
            yield done + word.start(), done + word.end()
        done = end
