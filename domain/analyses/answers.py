"""A reading as plain data, and back: what a child that reads a file answers its server.

Nothing of it is trusted. The declared parts of each field tell which keys there are and of which type their
values must be; what does not fit is no reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from domain.analyses.declaring import Entries, Field, Many, One, Part, PartKind, plain
from domain.analyses.facts import Evidence
from domain.analyses.fields import FIELDS
from domain.analyses.layouts import MOST_BOXES, MOST_WORDS, PageLayout, kept_words, pack_layouts
from domain.analyses.models import Analysis
from domain.analyses.ports import Reading
from domain.analyses.printed import MOST_CHARACTERS, MOST_SEARCHED_PAGES
from domain.analyses.warnings import AnalysisWarning, WarningKind, new_warning
from domain.documents.hiding import LONGEST_PASSAGE, MOST_PASSAGES
from domain.documents.models import Box
from domain.telling import told
from domain.vocabulary.languages import Language

MOST_LISTED: Final = 500
MOST_EVIDENCE: Final = 5_000
LONGEST_TEXT: Final = 20_000
MOST_PAGES: Final = 100_000
MOST_UNREAD: Final = 100
LARGEST_NUMBER: Final = 2**31 - 1
FARTHEST: Final = 1e7
LONGEST_REASON: Final = 500
_WHOLE_TURN: Final = 400.0
_KEYS: Final = {
    "page_count",
    "unread_pages",
    "texts",
    "layouts",
    "language",
    "values",
    "evidence",
    "warnings",
}


class NoReading(ValueError):
    """What a child answered is not what a reading looks like."""


def packed(reading: Reading, *, fields: Iterable[Field[Any]] = FIELDS) -> dict[str, Any]:
    """Return a reading as objects, lists, texts and numbers."""
    analysis = reading.analysis
    return {
        "page_count": reading.page_count,
        "unread_pages": list(reading.unread_pages),
        "texts": list(reading.texts),
        "layouts": pack_layouts(reading.layouts),
        "language": analysis.language.value,
        "values": {
            field.name: pack_value(field, analysis.values[field.name])
            for field in fields
            if field.name in analysis.values
        },
        "evidence": [pack_evidence(evidence) for evidence in analysis.evidence],
        "warnings": [_packed_warning(warning) for warning in analysis.warnings],
    }


def unpacked(answer: object, *, fields: Iterable[Field[Any]] = FIELDS) -> Reading:
    """Return the reading that a child answered. Raises `NoReading`."""
    try:
        found = _object(answer, _KEYS)
        known = {field.name: field for field in fields}
        values = _object(found["values"], None)
        if not values.keys() <= known.keys():
            raise NoReading("an unknown field")
        read = {name: unpack_value(known[name], value) for name, value in values.items()}
        evidence = [unpack_evidence(each) for each in _list(found["evidence"], MOST_EVIDENCE)]
        for each in evidence:
            _check_place(each, known, read)
        language = Language(_of(found["language"], (str,)))
        warnings = [_warning(each, language) for each in _list(found["warnings"], MOST_PASSAGES)]
        analysis = Analysis(
            language=language,
            values={name: value for name, value in read.items() if value not in (None, ())},
            evidence=tuple(evidence),
            warnings=tuple(warnings),
        )
        unread = [_number(page, 1, MOST_PAGES) for page in _list(found["unread_pages"], MOST_UNREAD)]
        pages = _number(found["page_count"], 0, MOST_PAGES)
        return Reading(
            page_count=pages,
            analysis=analysis,
            unread_pages=tuple(unread),
            texts=_texts(found["texts"]),
            layouts=_layouts(found["layouts"]),
        )
    except NoReading:
        raise
    except Exception as error:
        # Whatever the types of the values say against what they are to be made of.
        raise NoReading(told(error)[:LONGEST_REASON]) from error


def pack_value(field: Field[Any], value: Any) -> Any:
    """Return the value of a field as lists, texts and numbers."""
    if isinstance(field, One):
        return list(field.write(value))
    if isinstance(field, Many):
        return [plain(each) for each in value]
    assert isinstance(field, Entries)
    return [{**field.cells(entry), "evidence": pack_evidence(entry.evidence)} for entry in value]


def unpack_value(field: Field[Any], value: object) -> Any:
    """Return the value of a field that was packed. Raises `NoReading`, `ValueError`."""
    if isinstance(field, One):
        cells = _list(value, len(field.columns))
        if len(cells) != len(field.columns) or cells[0] is None:
            raise NoReading(f"{field.name} of other parts")
        return field.read(*(_cell(part, cell) for part, cell in zip(field.columns, cells, strict=True)))
    if isinstance(field, Many):
        return tuple(field.read(_of(each, (str,))) for each in _list(value, MOST_LISTED))
    assert isinstance(field, Entries)
    return tuple(_entry(field, each) for each in _list(value, MOST_LISTED))


def _texts(value: object) -> tuple[str, ...]:
    texts = _list(value, MOST_SEARCHED_PAGES)
    if any(type(text) is not str for text in texts) or sum(map(len, texts)) > MOST_CHARACTERS:
        raise NoReading("pages that are too long, or none")
    return tuple(texts)


def _layouts(value: object) -> tuple[PageLayout, ...]:
    layouts = tuple(map(_layout, _list(value, MOST_SEARCHED_PAGES)))
    if sum(len(layout.boxes) for layout in layouts) > MOST_BOXES:
        raise NoReading("places of too many lines")
    return layouts


def _layout(value: object) -> PageLayout:
    number, width, height, turn, boxes = _list(value, 5)
    lines = [_edges(line) for line in _list(boxes, MOST_BOXES)]
    return PageLayout(
        _number(number, 1, MOST_PAGES),
        None if width is None else _decimal(width, 0.0, FARTHEST),
        None if height is None else _decimal(height, 0.0, FARTHEST),
        _decimal(turn, -_WHOLE_TURN, _WHOLE_TURN),
        tuple(None if line is None else Box(*line[:4]) for line in lines),
        kept_words(lines),
    )


def _edges(value: object) -> list[float] | None:
    """Return the edges of a line's box, and of its words behind them."""
    if value is None:
        return None
    edges = [_decimal(edge, -FARTHEST, FARTHEST) for edge in _list(value, 4 + 2 * MOST_WORDS)]
    if len(edges) < 4 or len(edges) % 2:
        raise NoReading("half a place")
    return edges


def _entry(field: Entries[Any], value: object) -> Any:
    found = _object(value, {*(part.name for part in field.parts), "evidence"})
    cells = {part.name: _cell(part, found[part.name]) for part in field.parts}
    evidence = unpack_evidence(found["evidence"])
    if evidence.field != field.name:
        raise NoReading("evidence for another field")
    return field.read(evidence=evidence, **cells)


def _cell(part: Part, value: object) -> Any:
    if value is None and not part.required:
        return None
    if part.kind is PartKind.FLAG:
        return _of(value, (bool,))
    if part.kind is PartKind.INTEGER:
        return _number(value, -LARGEST_NUMBER, LARGEST_NUMBER)
    if part.kind is PartKind.NUMBER:
        number = _of(value, (int, float))
        if not -LARGEST_NUMBER <= number <= LARGEST_NUMBER:
            raise NoReading("a number of such a size")
        return number
    return _of(value, (str,))


def _packed_warning(warning: AnalysisWarning) -> dict[str, Any]:
    # The message follows from the kind: the server says it in its own words.
    return {
        "kind": warning.kind.value,
        "page": warning.page,
        "box": _packed_box(warning.box),
        "text": warning.text,
    }


def _warning(value: object, language: Language) -> AnalysisWarning:
    found = _object(value, {"kind", "page", "box", "text"})
    text = _of(found["text"], (str,))
    if len(text) > LONGEST_PASSAGE:
        raise NoReading("a warning that is too long")
    return new_warning(
        WarningKind(_of(found["kind"], (str,))),
        language,
        page=_number(found["page"], 1, MOST_PAGES),
        box=_box(found["box"]),
        text=text,
    )


def _packed_box(box: Box | None) -> list[float] | None:
    return None if box is None else [box.left, box.top, box.right, box.bottom]


def _box(value: object) -> Box | None:
    return None if value is None else Box(*(_decimal(edge, -FARTHEST, FARTHEST) for edge in _list(value, 4)))


def pack_evidence(evidence: Evidence) -> dict[str, Any]:
    """Return a piece of evidence as lists, texts and numbers."""
    return {
        "field": evidence.field,
        "index": evidence.index,
        "page": evidence.page,
        "box": _packed_box(evidence.box),
        "text": evidence.text,
        "confidence": evidence.confidence,
    }


def unpack_evidence(value: object) -> Evidence:
    """Return the evidence that was packed. Raises `NoReading`."""
    found = _object(value, {"field", "index", "page", "box", "text", "confidence"})
    return Evidence(
        field=_of(found["field"], (str,)),
        index=None if found["index"] is None else _number(found["index"], 0, MOST_LISTED),
        page=_number(found["page"], 1, MOST_PAGES),
        box=_box(found["box"]),
        text=_of(found["text"], (str,)),
        confidence=_decimal(found["confidence"], 0.0, 1.0),
    )


def _check_place(evidence: Evidence, known: Mapping[str, Field[Any]], read: Mapping[str, Any]) -> None:
    """Hold evidence to values that are there: it would else be evidence for nothing."""
    field = known.get(evidence.field)
    if field is None or isinstance(field, Entries):
        raise NoReading("evidence for no field")
    if (evidence.index is None) is isinstance(field, Many):
        raise NoReading("evidence for no place")
    if evidence.index is not None and evidence.index >= len(read.get(field.name, ())):
        raise NoReading("evidence for a value that is not there")


def _object(value: object, keys: set[str] | None) -> dict[str, Any]:
    if type(value) is not dict or (keys is not None and value.keys() != keys):
        raise NoReading("an object of other keys")
    return value


def _list(value: object, most: int) -> list[Any]:
    if type(value) is not list or len(value) > most:
        raise NoReading("no list, or one of too many items")
    return value


def _of(value: Any, types: tuple[type, ...]) -> Any:
    if type(value) not in types:
        raise NoReading("a value of another type")
    # No database takes the character 0.
    if type(value) is str and (len(value) > LONGEST_TEXT or "\0" in value):
        raise NoReading("a text that is too long, or none")
    return value


def _number(value: object, least: int, most: int) -> int:
    number: int = _of(value, (int,))
    if not least <= number <= most:
        raise NoReading("a number of such a size")
    return number


def _decimal(value: object, least: float, most: float) -> float:
    number = float(_of(value, (int, float)))
    # What is no number is not between either.
    if not least <= number <= most:
        raise NoReading("a number of such a size")
    return number
