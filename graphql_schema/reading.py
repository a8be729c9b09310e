"""What a field reads: the one place that says so, for graphql-core and for compiled queries alike.

A type's rows are tuples of named columns. Its fields are declared with

* `value(ResumeColumn.STATE, compute=…)`: made of columns of the row,
* `asked()`: made of a column and of arguments,
* `nested()`: another object made of the same row,
* `items()`: a list of objects out of a column that holds them as JSON,
* a `Relation`: other rows, or one other row, loaded by a `Source` for all parents at once.

For graphql-core these are resolvers: a row is a `Record`, read by column, and relations are batched.
The compiler finds the same declarations through `reads_of` and makes code of them. Values are ready
for JSON, except enums, which are members.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

import orjson
import strawberry
from graphql import GraphQLField, GraphQLObjectType, get_named_type
from strawberry.dataloader import DataLoader
from strawberry.extensions.field_extension import FieldExtension

from domain import policies
from domain.rows import Column, Row
from domain.viewers import Viewer
from graphql_schema.admission.cost import POINTS
from graphql_schema.blind import Hidden
from graphql_schema.context import Context
from graphql_schema.loading import Rule, Source, Wanted
from graphql_schema.pages import EdgeColumn


class _Today(Column):
    pass


TODAY = _Today()
"""Stands for the present day among a value's columns."""

_READS = "reads"
RULE = "rule"
"""Where a field without a source keeps its rule among its metadata."""

_NODE = "node"


@dataclass(frozen=True, slots=True)
class Value:
    """A leaf. Without `compute` it is the column itself; a lone column that is null is null without it."""

    columns: tuple[Column, ...]
    compute: Callable[..., Any] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A leaf with arguments: `compute` makes it of what the resolver makes of these, and of the column.

    It is null where the column is.
    """

    column: Column
    compute: Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Nested:
    """An object of the same row, or of the object `inside` a JSON object; null where `present` is."""

    inside: Column | None = None
    present: Column | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """The objects of a JSON array; their columns are their keys."""

    column: Column


@dataclass(frozen=True, slots=True)
class Edges:
    """The rows of a page, each with its cursor."""


class Record:
    """A row on its way through graphql-core. `kind` is the name of its type."""

    __slots__ = ("get", "kind")

    def __init__(self, kind: str, get: Callable[[Any], Any]) -> None:
        self.kind = kind
        self.get = get


class Asking(FieldExtension):
    """Marks a leaf whose resolver turns arguments into what it is computed of, see `Asked`."""

    def __init__(self, reads: Asked) -> None:
        self.reads = reads

    # Positional only: arguments of these names are the field's.
    def resolve(  # type: ignore[override]
        self, next_: Callable[..., Any], source: Any, info: strawberry.Info, /, **kwargs: Any
    ) -> Any:
        request, found = next_(source, info, **kwargs), source.get(self.reads.column)
        return None if found is None else self.reads.compute(request, found)


class Relation(FieldExtension):
    """Marks a field whose resolver turns arguments into a request to `source`.

    `key` is the parent's column that the source knows its rows by; where it is null there are none.
    """

    def __init__(self, source: Source[Any, Any], *, key: Column | None = None) -> None:
        self.source = source
        self.key = key

    # Positional only: arguments of these names are the field's.
    def resolve(  # type: ignore[override]
        self, next_: Callable[..., Any], source: Any, info: strawberry.Info, /, **kwargs: Any
    ) -> Any:
        return self._resolve(next_, source, info, kwargs)

    async def _resolve(
        self, next_: Callable[..., Any], source: Any, info: strawberry.Info, kwargs: dict[str, Any]
    ) -> Any:
        request = next_(source, info, **kwargs)
        load = partial(self._load, info.context, request, _row_type(info, request))
        if self.key is None:
            return (await load([None]))[0]
        key = source.get(self.key)
        if key is None:
            return None if self.source.shape == "one" else []
        batches: dict[Hashable, DataLoader[Any, Any]] = info.context.batches
        loader = batches.setdefault((self, request), DataLoader(load_fn=load, cache=False))
        return await loader.load(key)

    async def _load(
        self, context: Context, request: Any, row_type: GraphQLObjectType, keys: list[Any]
    ) -> list[Any]:
        kind, columns = row_type.name, columns_of(row_type)
        distinct = list(dict.fromkeys(keys))
        parents = () if self.key is None else distinct
        loaded = await self.source.load(context, Wanted(request, columns, parents, True))
        if loaded.pages is not None:
            for page in loaded.pages.values():
                page.columns, page.kind = columns, kind
            return [loaded.pages[key] for key in keys]
        if self.source.shape == "object":
            return [_record(kind, columns, row) for row in loaded.rows]
        if self.source.shape == "one":
            found = {row[0]: _record(kind, columns, row[1:]) for row in loaded.rows}
            return [found.get(key) for key in keys]
        groups: dict[Any, list[Record]] = {key: [] for key in distinct}
        for row in loaded.rows:
            groups[row[0]].append(_record(kind, columns, row[1:]))
        return [groups[key] for key in keys]


def relation(
    graphql_type: Any,
    source: Source[Any, Any],
    *,
    description: str,
    key: Column | None = None,
    points: int = 1,
    hidden: Hidden | None = None,
) -> Callable[[Callable[..., Any]], Any]:
    """Declare a field of rows; what it decorates turns the arguments into a request. See `Relation`.

    `points` is what the field itself counts among an operation's cost, `hidden` what blind operations show.
    """
    declared: Callable[[Callable[..., Any]], Any] = strawberry.field(
        graphql_type=graphql_type,
        # The last one is asked first.
        extensions=[Relation(source, key=key), *([] if hidden is None else [hidden])],
        description=description,
        metadata={POINTS: points},
    )
    return declared


def value(
    *columns: Column,
    description: str,
    compute: Callable[..., Any] | None = None,
    name: str | None = None,
    points: int = 1,
    hidden: Hidden | None = None,
) -> Any:
    """Declare a leaf field; see `Value`.

    `points` is what it counts among an operation's cost, `hidden` what blind operations show in its place.
    """
    single = columns[0] if len(columns) == 1 else None

    def resolve_column(root: Any) -> Any:
        found = root.get(single)
        return found if compute is None or found is None else compute(found)

    def resolve_columns(root: Any, info: strawberry.Info) -> Any:
        assert compute is not None
        return compute(*(info.context.today if item is TODAY else root.get(item) for item in columns))

    resolver: Callable[..., Any] = resolve_columns if single is None else resolve_column
    return strawberry.field(
        resolver=resolver,
        extensions=[] if hidden is None else [hidden],
        description=description,
        name=name,
        metadata={_READS: Value(columns, compute), POINTS: points},
    )


def asked(
    column: Column, *, graphql_type: Any, compute: Callable[[Any, Any], Any], description: str
) -> Callable[[Callable[..., Any]], Any]:
    """Declare a leaf with arguments, which what it decorates turns into the first argument of `compute`."""
    declared: Callable[[Callable[..., Any]], Any] = strawberry.field(
        graphql_type=graphql_type,
        extensions=[Asking(Asked(column, compute))],
        description=description,
    )
    return declared


def nested(
    *,
    description: str,
    inside: Column | None = None,
    present: Column | None = None,
    rule: Rule | None = None,
) -> Any:
    """Declare a field that holds an object of the same row; see `Nested`.

    `rule` names why one who sees the parent may see an object that is also shown by itself.
    """

    def resolve(root: Any) -> Any:
        if present is not None and root.get(present) is None:
            return None
        return Record("", root.get) if inside is None else _item(root.get(inside))

    return strawberry.field(
        resolver=resolve, description=description, metadata={_READS: Nested(inside, present), RULE: rule}
    )


def items(column: Column, *, description: str, hidden: Hidden | None = None) -> Any:
    """Declare a field that holds the objects of a JSON array; see `Items`, and `value` of `hidden`."""

    def resolve(root: Any) -> Any:
        return [_item(found) for found in orjson.loads(root.get(column))]

    return strawberry.field(
        resolver=resolve,
        extensions=[] if hidden is None else [hidden],
        description=description,
        metadata={_READS: Items(column)},
    )


def _item(found: dict[str, Any]) -> Record:
    return Record("", lambda key: found[key.value])


def edges(*, description: str) -> Any:
    """Declare the field of a connection that holds its edges."""

    def resolve(root: Any) -> Any:
        return [
            Record(
                "",
                {
                    EdgeColumn.CURSOR: root.cursor(row),
                    EdgeColumn.SCORE: root.score(row),
                    _NODE: _record(root.kind, root.columns, row),
                }.__getitem__,
            )
            for row in root.rows
        ]

    return strawberry.field(resolver=resolve, description=description, metadata={_READS: Edges()})


def edge_node(*, description: str) -> Any:
    """Declare the field of an edge that holds its row."""

    def resolve(root: Any) -> Any:
        return root.get(_NODE)

    return strawberry.field(resolver=resolve, description=description, metadata={_READS: Nested()})


def reads_of(field: GraphQLField) -> Value | Asked | Nested | Items | Edges | Relation | None:
    """Return what a field of the schema reads; None where only its resolver knows."""
    declared = field.extensions.get("strawberry-definition")
    for extension in getattr(declared, "extensions", ()):
        if isinstance(extension, Relation):
            return extension
        if isinstance(extension, Asking):
            return extension.reads
    found: Value | Nested | Items | Edges | None = (getattr(declared, "metadata", None) or {}).get(_READS)
    return found


def rule_of(field: GraphQLField) -> Rule | None:
    """Return who may ask for a field; None where whoever sees its parent may."""
    reads = reads_of(field)
    if isinstance(reads, Relation):
        return reads.source.rule
    declared = field.extensions.get("strawberry-definition")
    found: Rule | None = (getattr(declared, "metadata", None) or {}).get(RULE)
    return found


@lru_cache(maxsize=64)
def columns_of(graphql_type: GraphQLObjectType) -> tuple[Column, ...]:
    """Return every column that the fields of a type and of what is nested in it read."""
    found: dict[Column, None] = {}
    for field in graphql_type.fields.values():
        reads = reads_of(field)
        if isinstance(reads, Value):
            found.update(dict.fromkeys(column for column in reads.columns if column is not TODAY))
        elif isinstance(reads, Relation) and reads.key is not None:
            found[reads.key] = None
        elif isinstance(reads, Items | Asked):
            found[reads.column] = None
        elif isinstance(reads, Nested):
            inner = get_named_type(field.type)
            assert isinstance(inner, GraphQLObjectType)
            found.update(dict.fromkeys(columns_of(inner)))
            if reads.present is not None:
                found[reads.present] = None
    return tuple(found)


async def record_of(
    source: Source[Any, Any],
    request: Any,
    info: strawberry.Info[Context, None],
    *,
    viewer: Viewer | None = None,
) -> Record:
    """Return a single object for graphql-core to read; as `viewer` sees it where given."""
    row_type = _named(info, request.kind)
    columns = columns_of(row_type)
    context = info.context if viewer is None else replace(info.context, viewer=viewer)
    if policies.sees_blindly(context.viewer):
        # Logged in just now, by an operation of nobody.
        info.context.blind = True
    loaded = await source.load(context, Wanted(request, columns, (), False))
    return _record(row_type.name, columns, loaded.rows[0])


def _row_type(info: strawberry.Info[Any, Any], request: Any) -> GraphQLObjectType:
    """Return the type of a relation's rows; where the field may hold several, the request tells it."""
    found = get_named_type(info._raw_info.return_type)
    if not isinstance(found, GraphQLObjectType):
        return _named(info, request.kind)
    for field in found.fields.values():
        if isinstance(reads_of(field), Edges):
            edge = get_named_type(field.type)
            assert isinstance(edge, GraphQLObjectType)
            node = get_named_type(edge.fields[_NODE].type)
            assert isinstance(node, GraphQLObjectType)
            return node
    return found


def _named(info: strawberry.Info[Any, Any], name: str) -> GraphQLObjectType:
    found = info.schema._schema.get_type(name)
    assert isinstance(found, GraphQLObjectType)
    return found


def _record(kind: str, columns: tuple[Column, ...], row: Row) -> Record:
    return Record(kind, dict(zip(columns, row, strict=False)).__getitem__)
