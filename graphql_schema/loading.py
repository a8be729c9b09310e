"""Loading rows for all parents at once: what is wanted, what comes, and the sources in between."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, ClassVar, Generic, Literal, NamedTuple, TypeVar

from domain.policies import Permission
from domain.rows import Column, ColumnT, JsonField, Row
from domain.viewers import Viewer
from graphql_schema.context import Context
from graphql_schema.pages import LoadedPage

RequestT = TypeVar("RequestT")

Rule = Permission | Mapping[str, Permission]
"""Who may ask: a permission, or one for each type that may be asked for."""


class Loaded(NamedTuple):
    """Rows of a relation, and, for a connection, the pages that hold them, by their parent's key."""

    rows: Sequence[Row]
    pages: dict[int | None, LoadedPage] | None = None


class Wanted(NamedTuple, Generic[RequestT, ColumnT]):
    """What to load for all parents at once.

    Attributes:
        request: What the field's resolver made of its arguments.
        keys: The parents' ids, or what else their rows are known by, each once; none where there is no
            parent.
        total: Whether it must be known how long a list is that comes in pages.
        json: Where each parent's list is wanted as JSON in place of rows, see `Source.json_columns`.
    """

    request: RequestT
    columns: tuple[ColumnT, ...]
    keys: Sequence[Any]
    total: bool
    json: tuple[JsonField[ColumnT], ...] | None = None


class KeptList(NamedTuple):
    """A list that stands with each parent already, as JSON of the fields that are asked for most often.

    Attributes:
        fields: These alone, in this order and under these names.
        columns: Columns of the parent's row that hold it.
        shown: Returns the JSON value, of the request and the values of the columns.
    """

    fields: tuple[JsonField[Any], ...]
    columns: tuple[Column, ...]
    shown: Callable[..., Any]


class Source(ABC, Generic[RequestT, ColumnT]):
    """Where the rows of a relation come from.

    Attributes:
        shape: What becomes of them: the object that is asked for, the one object of a parent or null, a
            list, or pages of a connection.
        rule: Who may see the rows, as `load` sees to it; None where whoever sees the parent may.
        json_columns: Columns that a list may be had of as JSON, its rows then being pairs of the
            parent's key and the JSON.
        kept: A list that need not be loaded.
    """

    shape: ClassVar[Literal["object", "one", "list", "pages"]]
    rule: ClassVar[Rule | None]
    json_columns: frozenset[Column] = frozenset()
    kept: KeptList | None = None

    def follows(self, request: RequestT, columns: Collection[Column], viewer: Viewer) -> bool:  # noqa: ARG002
        """Whether it changes only where the viewer's `UserColumnReads.version` or the day does."""
        return False

    @abstractmethod
    async def load(self, context: Context, wanted: Wanted[RequestT, ColumnT]) -> Loaded:
        """Return the rows; those of a parent begin with its key, and those of a list come together.

        The pages of a connection without a parent are under None.

        Raises:
            DomainError: The viewer may not see them, or the object does not exist.
        """
