"""The fields of the schema that follow from the declared fields of the analysis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

import orjson
import strawberry

from domain.analyses.columns import AnalysisColumn, EntryKey
from domain.analyses.declaring import Entries, Field, One, Part, PartKind
from domain.analyses.fields import FIELDS
from domain.rows import Column, Key
from graphql_schema.blind import NOTHING
from graphql_schema.reading import TODAY, items, nested, value
from graphql_schema.types.evidence import Evidence

T = TypeVar("T")

TYPES: dict[PartKind, Any] = {
    PartKind.TEXT: str,
    PartKind.INTEGER: int,
    PartKind.NUMBER: float,
    PartKind.FLAG: bool,
    PartKind.TEXTS: list[str],
}


class _Leaf(NamedTuple):
    """A field of the schema: its name, its type, and what it reads."""

    name: str
    type: Any
    reads: Any


def declared(
    place: str,
    *,
    fields: Iterable[Field[Any]] = FIELDS,
    columns: Callable[[str], Column] = AnalysisColumn,
    after: str | None = None,
) -> Callable[[type[T]], type[T]]:
    """Give a type the declared fields of a place, behind the one named `after`, before its others.

    `columns` knows by their names the columns that the fields are read from.
    """

    def add(cls: type[T]) -> type[T]:
        own = dict(cls.__annotations__)
        first = {after: own.pop(after)} if after is not None else {}
        leaves = [leaf for field in fields if field.place == place for leaf in _leaves(field, columns)]
        _set(cls, leaves)
        cls.__annotations__ = first | {leaf.name: leaf.type for leaf in leaves} | own
        return cls

    return add


@cache
def entry_type(field: Entries[Any]) -> type:
    """Return the schema's type of a field's entries."""
    leaves = [_leaf(part, EntryKey(part.name)) for part in field.parts if part.description]
    leaves.append(
        _Leaf("evidence", Evidence, nested(inside=EntryKey.EVIDENCE, description=field.entry_evidence))
    )
    made = type(field.entry, (), {"__doc__": field.entry_description})
    _set(made, leaves)
    made.__annotations__ = {leaf.name: leaf.type for leaf in leaves}
    return strawberry.type(made, description=field.entry_description)


def _leaves(field: Field[Any], columns: Callable[[str], Column]) -> Iterator[_Leaf]:
    if isinstance(field, Entries):
        entry: Any = entry_type(field)
        yield _Leaf(field.name, list[entry], items(columns(field.name), description=field.description))
        return
    if isinstance(field, One) and field.derived is not None:
        derived = field.derived
        # Many rows share a birth date, and dashboards ask again.
        compute = lru_cache(maxsize=4096)(derived.compute)
        read = map(columns, field.read_columns)
        hidden = NOTHING if field.tells_who else None
        reads = value(*read, TODAY, compute=compute, description=derived.description, hidden=hidden)
        yield _Leaf(field.name, int | None, reads)
        return
    for part in field.columns:
        if part.description:
            yield _leaf(part, columns(part.name), tells_who=field.tells_who)


def _leaf(part: Part, column: Column, *, tells_who: bool = False) -> _Leaf:
    of = TYPES[part.kind] if part.members is None else part.members
    compute: Callable[..., Any] | None = part.members
    if part.kind is PartKind.TEXTS:
        compute = orjson.loads
    elif part.kind is PartKind.FLAG and not isinstance(column, Key):
        # Some databases hold 0 and 1.
        compute = bool
    hidden = NOTHING if tells_who or part.tells_who else None
    reads = value(column, compute=compute, description=part.description, hidden=hidden)
    return _Leaf(part.name, of if part.required else of | None, reads)


def _set(cls: type, leaves: Iterable[_Leaf]) -> None:
    for leaf in leaves:
        setattr(cls, leaf.name, leaf.reads)
