"""What a field reads: the one place that says so, for graphql-core and for compiled queries alike.

A type's rows are tuples of named columns. Its fields are declared with

* `value("state", compute=…)`: made of columns of the row,
* `nested()`: another object made of the same row, under a prefix for a joined one,
* `items()`: a list of objects out of a column that holds them as JSON,
* a `Relation`: other rows, loaded by a `Source` for all parents at once.

For graphql-core these are resolvers: a row is a `Record`, read by column name, and relations are
batched. The compiler finds the same declarations through `reads_of` and makes code of them.
Values are ready for JSON, except enums, which are members.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, ClassVar, Literal, NamedTuple

import orjson
import strawberry
from graphql import GraphQLField, GraphQLObjectType, get_named_type
from strawberry.dataloader import DataLoader
from strawberry.extensions.field_extension import FieldExtension

from domain.viewers import Viewer
from graphql_schema.context import Context

TODAY = "$today"
"""Stands for the present day among a value's columns."""

_READS = "reads"


@dataclass(frozen=True, slots=True)
class Value:
    """A leaf. Without `compute` it is the column itself; a lone column that is null is null without it."""

    columns: tuple[str, ...]
    compute: Callable[..., Any] | None = None


@dataclass(frozen=True, slots=True)
class Nested:
    """An object of the same row, null where the column `present` is."""

    prefix: str = ""
    present: str | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """The objects of a JSON array. Their columns are their keys; `box.left` is a key of a key's object."""

    column: str


@dataclass(frozen=True, slots=True)
class Edges:
    """The rows of a page, each with its cursor."""


class Record:
    """A row on its way through graphql-core. `kind` is the name of its type."""

    __slots__ = ("get", "kind")

    def __init__(self, kind: str, get: Callable[[str], Any]) -> None:
        self.kind = kind
        self.get = get


class Loaded(NamedTuple):
    """Rows of a relation, and, for a connection, the pages that hold them, by their parent's key."""

    rows: Sequence[tuple[Any, ...]]
    pages: dict[Any, Any] | None = None


class Wanted(NamedTuple):
    """What to load for all parents at once.

    Attributes:
        request: What the field's resolver made of its arguments.
        keys: The parents, each once; `(None,)` where there is no parent.
        total: Whether it must be known how long a list is that comes in pages.
        json: Keys and columns, where each parent's list is wanted as JSON in place of rows; see
            `Source.json_columns`.
    """

    request: Any
    columns: tuple[str, ...]
    keys: Sequence[Any]
    total: bool
    json: tuple[tuple[str, str], ...] | None = None


class Source(ABC):
    """Where the rows of a relation come from.

    Attributes:
        shape: What becomes of them: one object, a list, or pages of a connection.
        kind: The name of their type; empty where it depends on the request.
        json_columns: Columns that a list may be had of as JSON, its rows then being pairs of the
            parent's key and the JSON.
    """

    shape: ClassVar[Literal["object", "list", "pages"]]
    kind: str = ""
    json_columns: frozenset[str] = frozenset()

    @abstractmethod
    async def load(self, context: Context, wanted: Wanted) -> Loaded:
        """Return the rows; those of a list begin with their parent's key, and one parent's come together.

        Raises:
            DomainError: The viewer may not see them, or the object does not exist.
        """

    def kind_of(self, request: Any) -> str:
        """Return the name of the rows' type."""
        return self.kind or str(request.kind)


class Relation(FieldExtension):
    """Marks a field whose resolver turns arguments into a request to `source`.

    `key` is the parent's column that the source knows its rows by; where it is null there are none.
    """

    def __init__(self, source: Source, *, key: str | None = None) -> None:
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
        load = partial(self._load, info.context, request, _columns(self.source.kind_of(request), info))
        if self.key is None:
            return (await load([None]))[0]
        key = source.get(self.key)
        if key is None:
            return []
        batches: dict[Hashable, DataLoader[Any, Any]] = info.context.batches
        loader = batches.setdefault((self, request), DataLoader(load_fn=load, cache=False))
        return await loader.load(key)

    async def _load(
        self, context: Context, request: Any, columns: tuple[str, ...], keys: list[Any]
    ) -> list[Any]:
        distinct = list(dict.fromkeys(keys))
        loaded = await self.source.load(context, Wanted(request, columns, distinct, True))
        if loaded.pages is not None:
            for page in loaded.pages.values():
                page.columns, page.kind = columns, self.source.kind_of(request)
            return [loaded.pages[key] for key in keys]
        record = partial(_record, self.source.kind_of(request), columns)
        if self.source.shape == "object":
            return [record(row) for row in loaded.rows]
        groups: dict[Any, list[Record]] = {key: [] for key in distinct}
        for row in loaded.rows:
            groups[row[0]].append(record(row[1:]))
        return [groups[key] for key in keys]


def relation(
    graphql_type: Any, source: Source, *, description: str, key: str | None = None
) -> Callable[[Callable[..., Any]], Any]:
    """Declare a field of rows; what it decorates turns the arguments into a request. See `Relation`."""
    declared: Callable[[Callable[..., Any]], Any] = strawberry.field(
        graphql_type=graphql_type, extensions=[Relation(source, key=key)], description=description
    )
    return declared


def value(
    *columns: str, description: str, compute: Callable[..., Any] | None = None, name: str | None = None
) -> Any:
    """Declare a leaf field; see `Value`."""
    single = columns[0] if len(columns) == 1 else None

    def resolve_column(root: Any) -> Any:
        found = root.get(single)
        return found if compute is None or found is None else compute(found)

    def resolve_columns(root: Any, info: strawberry.Info) -> Any:
        assert compute is not None
        return compute(*(info.context.today if item == TODAY else root.get(item) for item in columns))

    return strawberry.field(
        resolver=resolve_columns if single is None else resolve_column,
        description=description,
        name=name,
        metadata={_READS: Value(columns, compute)},
    )


def nested(*, description: str, prefix: str = "", present: str | None = None) -> Any:
    """Declare a field that holds an object of the same row; see `Nested`."""

    def resolve(root: Any) -> Any:
        if present is not None and root.get(present) is None:
            return None
        return root if not prefix else Record("", lambda column: root.get(prefix + column))

    return strawberry.field(
        resolver=resolve, description=description, metadata={_READS: Nested(prefix, present)}
    )


def items(column: str, *, description: str) -> Any:
    """Declare a field that holds the objects of a JSON array; see `Items`."""

    def resolve(root: Any) -> Any:
        return [Record("", partial(_inside, item)) for item in orjson.loads(root.get(column))]

    return strawberry.field(resolver=resolve, description=description, metadata={_READS: Items(column)})


def _inside(item: dict[str, Any], column: str) -> Any:
    found: Any = item
    for key in column.split("."):
        found = found[key]
    return found


def edges(*, description: str) -> Any:
    """Declare the field of a connection that holds its edges."""

    def resolve(root: Any) -> Any:
        return [
            Record(
                "",
                {
                    "cursor": root.cursor(row),
                    "score": root.score(row),
                    "node": _record(root.kind, root.columns, row),
                }.__getitem__,
            )
            for row in root.rows
        ]

    return strawberry.field(resolver=resolve, description=description, metadata={_READS: Edges()})


def edge_node(*, description: str) -> Any:
    """Declare the field of an edge that holds its row."""

    def resolve(root: Any) -> Any:
        return root.get("node")

    return strawberry.field(resolver=resolve, description=description, metadata={_READS: Nested()})


def reads_of(field: GraphQLField) -> Value | Nested | Items | Edges | Relation | None:
    """Return what a field of the schema reads; None where only its resolver knows."""
    declared = field.extensions.get("strawberry-definition")
    for extension in getattr(declared, "extensions", ()):
        if isinstance(extension, Relation):
            return extension
    found: Value | Nested | Items | Edges | None = (getattr(declared, "metadata", None) or {}).get(_READS)
    return found


@lru_cache(maxsize=64)
def columns_of(graphql_type: GraphQLObjectType) -> tuple[str, ...]:
    """Return every column that the fields of a type and of what is nested in it read."""
    found: dict[str, None] = {}
    for field in graphql_type.fields.values():
        reads = reads_of(field)
        if isinstance(reads, Value):
            found.update(dict.fromkeys(column for column in reads.columns if column != TODAY))
        elif isinstance(reads, Relation) and reads.key is not None:
            found[reads.key] = None
        elif isinstance(reads, Items):
            found[reads.column] = None
        elif isinstance(reads, Nested):
            inner = get_named_type(field.type)
            assert isinstance(inner, GraphQLObjectType)
            found.update(dict.fromkeys(reads.prefix + column for column in columns_of(inner)))
            if reads.present is not None:
                found[reads.present] = None
    return tuple(found)


async def record_of(
    source: Source, request: Any, info: strawberry.Info[Context, None], *, viewer: Viewer | None = None
) -> Record:
    """Return a single object for graphql-core to read; as `viewer` sees it where given."""
    kind = source.kind_of(request)
    columns = _columns(kind, info)
    context = info.context if viewer is None else replace(info.context, viewer=viewer)
    loaded = await source.load(context, Wanted(request, columns, (None,), False))
    return _record(kind, columns, loaded.rows[0])


def _columns(kind: str, info: strawberry.Info[Any, Any]) -> tuple[str, ...]:
    graphql_type = info.schema._schema.get_type(kind)
    assert isinstance(graphql_type, GraphQLObjectType)
    return columns_of(graphql_type)


def _record(kind: str, columns: tuple[str, ...], row: tuple[Any, ...]) -> Record:
    return Record(kind, dict(zip(columns, row, strict=False)).__getitem__)
