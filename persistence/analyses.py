"""The stored analyses: columns, rows and values all follow from the declared fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Boolean, Column, Float, Integer, Text, text
from sqlalchemy.types import TypeEngine

from domain.analyses.declaring import Cell, Entries, Field, Many, One, PartKind, plain
from domain.analyses.fields import FIELDS
from domain.analyses.models import Analysis
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
    ]


def analysis_values(
    analysis: Analysis, at: datetime, *, fields: Iterable[Field[Any]] = FIELDS
) -> dict[str, Cell]:
    """Return an analysis as the values of its columns."""
    values: dict[str, Cell] = {"language": analysis.language.value, "analysed_at": iso(at)}
    for field in fields:
        values.update(zip((column.name for column in field.columns), _cells(field, analysis), strict=True))
    values["evidence"] = json_text(analysis.evidence)
    values["warnings"] = json_text(analysis.warnings)
    return values


def analysis_of(row: Mapping[str, Any], *, fields: Iterable[Field[Any]] = FIELDS) -> Analysis:
    """Return the analysis that a row holds, without its entries, evidence and warnings."""
    found = {field.name: value for field in fields if (value := _read(field, row)) not in (None, ())}
    return Analysis(language=Language(row["language"]), values=found)


def _column(name: str, kind: PartKind) -> Column[Any]:
    if kind in _LISTS:
        return Column(name, Text, nullable=False, server_default=text("'[]'"))
    return Column(name, _TYPES[kind])


def _cells(field: Field[Any], analysis: Analysis) -> tuple[Cell, ...]:
    if isinstance(field, One):
        value = analysis[field]
        return (None,) * len(field.columns) if value is None else field.write(value)
    if isinstance(field, Many):
        return (json_text([plain(value) for value in analysis[field]]),)
    assert isinstance(field, Entries)
    return (json_text([{**field.cells(entry), "evidence": entry.evidence} for entry in analysis[field]]),)


def _read(field: Field[Any], row: Mapping[str, Any]) -> Any:
    if isinstance(field, One):
        cells = [row[column.name] for column in field.columns]
        return None if cells[0] is None else field.read(*cells)
    if isinstance(field, Many):
        listed = row[field.name]
        return () if listed == "[]" else tuple(map(field.read, orjson.loads(listed)))
    return ()
