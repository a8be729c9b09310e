"""The stored analyses: columns, rows and values all follow from the declared fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Boolean, Column, Float, Integer, Text, text
from sqlalchemy.types import TypeEngine

from domain.analyses.columns import ENTRIES
from domain.analyses.correcting import Correction
from domain.analyses.declaring import Cell, Entries, Field, Many, One, PartKind, plain
from domain.analyses.facts import Evidence
from domain.analyses.fields import FIELDS
from domain.analyses.models import Analysis
from domain.analyses.review import ReviewItem
from domain.analyses.warnings import AnalysisWarning, WarningKind, new_warning
from domain.documents.models import Box
from domain.vocabulary.languages import Language
from persistence.columns import iso, json_text

_TYPES: dict[PartKind, type[TypeEngine[Any]]] = {
    PartKind.TEXT: Text,
    PartKind.INTEGER: Integer,
    PartKind.NUMBER: Float,
    PartKind.FLAG: Boolean,
    PartKind.TEXTS: Text,
    PartKind.OBJECTS: Text,
}
_LISTS = (PartKind.TEXTS, PartKind.OBJECTS)


def analysis_columns(fields: Iterable[Field[Any]] = FIELDS) -> list[Column[Any]]:
    """Return the columns of an analysis beside its key.

    Those of entries, evidence and warnings are long and seldom asked for: they come last, where a row's other
    columns are read without them.
    """
    declared = [column for field in fields for column in field.columns]
    return [
        Column("language", Text, nullable=False),
        *(_column(item.name, item.kind) for item in declared if item.kind is not PartKind.OBJECTS),
        Column("analysed_at", Text, nullable=False),
        *(_column(item.name, item.kind) for item in declared if item.kind is PartKind.OBJECTS),
        _column("evidence", PartKind.OBJECTS),
        _column("warnings", PartKind.OBJECTS),
        _column("corrections", PartKind.OBJECTS),
        _column("review", PartKind.OBJECTS),
    ]


def analysis_values(
    analysis: Analysis,
    at: datetime,
    *,
    corrections: Iterable[Correction] = (),
    review: Iterable[ReviewItem] = (),
    fields: Iterable[Field[Any]] = FIELDS,
) -> dict[str, Cell]:
    """Return an analysis as the values of its columns.

    Args:
        corrections: Those that are in the analysis already.
        review: What of it deserves a look.
    """
    values: dict[str, Cell] = {"language": analysis.language.value, "analysed_at": iso(at)}
    for field in fields:
        cells = _cells(field, analysis.values.get(field.name, field.nothing))
        values.update(zip((column.name for column in field.columns), cells, strict=True))
    values["evidence"] = json_text(analysis.evidence)
    values["warnings"] = json_text(analysis.warnings)
    values["corrections"] = json_text([_told(each) for each in corrections])
    values["review"] = json_text(tuple(review))
    return values


def analysis_of(row: Mapping[str, Any], *, fields: Iterable[Field[Any]] = FIELDS) -> Analysis:
    """Return the analysis that a row holds, without its evidence and warnings."""
    found = {field.name: value for field in fields if (value := _read(field, row)) not in (None, ())}
    return Analysis(language=Language(row["language"]), values=found)


def whole_analysis_of(row: Mapping[str, Any]) -> Analysis:
    """Return the analysis that a row holds."""
    analysis = analysis_of(row)
    return replace(
        analysis,
        evidence=tuple(map(_evidence, orjson.loads(row["evidence"]))),
        warnings=tuple(_warning(item, analysis.language) for item in orjson.loads(row["warnings"])),
    )


def _entry(field: Entries[Any], item: dict[str, Any]) -> Any:
    # An older version stored fewer parts.
    parts = {part.name: item.get(part.name) for part in field.parts}
    return field.read(evidence=_evidence(item["evidence"]), **parts)


def _evidence(item: dict[str, Any]) -> Evidence:
    return Evidence(**item | {"box": _box(item["box"])})


def _warning(item: dict[str, Any], language: Language) -> AnalysisWarning:
    place = {"page": item["page"], "box": _box(item["box"]), "text": item["text"]}
    return new_warning(WarningKind(item["kind"]), language, **place)


def _box(edges: dict[str, float] | None) -> Box | None:
    return None if edges is None else Box(**edges)


def _column(name: str, kind: PartKind) -> Column[Any]:
    if kind in _LISTS:
        return Column(name, Text, nullable=False, server_default=text("'[]'"))
    return Column(name, _TYPES[kind])


def _cells(field: Field[Any], value: Any) -> tuple[Cell, ...]:
    if isinstance(field, One):
        return (None,) * len(field.columns) if value is None else field.write(value)
    if isinstance(field, Many):
        return (json_text([plain(each) for each in value]),)
    assert isinstance(field, Entries)
    return (json_text([{**field.cells(entry), "evidence": entry.evidence} for entry in value]),)


def _told(correction: Correction) -> dict[str, object]:
    field = correction.field
    return {
        "field": field.name,
        "corrected": _shown(field, correction.value),
        "read": _shown(field, correction.read),
        "offered": _shown(field, correction.newest) if correction.is_contested else None,
        "at": iso(correction.at),
        "actor_id": correction.actor_id,
    }


def _shown(field: Field[Any], value: Any) -> dict[str, object]:
    """Return a value in the form in which values of any field are told."""
    told: dict[str, object] = {"text": None, "items": [], **{each.name: "[]" for each in ENTRIES}}
    if isinstance(field, One):
        return told | {"text": None if value is None else str(value)}
    if isinstance(field, Many):
        return told | {"items": [str(each) for each in value]}
    return told | {field.name: _cells(field, value)[0]}


def _read(field: Field[Any], row: Mapping[str, Any]) -> Any:
    if isinstance(field, One):
        cells = [row[column.name] for column in field.columns]
        return None if cells[0] is None else field.read(*cells)
    if isinstance(field, Many):
        listed = row[field.name]
        return () if listed == "[]" else tuple(map(field.read, orjson.loads(listed)))
    assert isinstance(field, Entries)
    entries = row[field.name]
    return () if entries == "[]" else tuple(_entry(field, item) for item in orjson.loads(entries))
