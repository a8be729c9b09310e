"""Rows of read models: light tuples, in the order of the columns that were asked for."""

from __future__ import annotations

from enum import Enum
from typing import Generic, NamedTuple, NewType, Protocol, TypeVar

Scalar = str | int | float | bytes | None
"""What may stand in a row."""

Row = tuple[Scalar, ...]
"""The values of the columns asked for, in their order."""

Json = NewType("Json", bytes)
"""JSON as it goes out to clients."""


class Column:
    """Names a value of a row; each noun has its own. Columns are equal to nothing but themselves."""

    __slots__ = ()

    # As cheap as a text's: tuples of columns are looked up in every request.
    __hash__ = object.__hash__


class Key(Column, Enum):
    """Names a value of an object that a column holds as JSON, by its key there."""


ColumnT = TypeVar("ColumnT", bound=Column)
_ColumnT_co = TypeVar("_ColumnT_co", bound=Column, covariant=True)
_ColumnT_contra = TypeVar("_ColumnT_contra", bound=Column, contravariant=True)
_ConditionsT_contra = TypeVar("_ConditionsT_contra", contravariant=True)


class RowPlace(NamedTuple):
    """Where a row stands in a list: the value that orders the list, and the row's key."""

    value: Scalar
    key: int | str


class PageQuery(NamedTuple, Generic[_ColumnT_co]):
    """The unchanging part of a page; an implementation may keep what it derives from it.

    Attributes:
        columns: What to read of each row.
        order: The column that orders the list; rows with equal values are ordered by their ids.
        descending: Whether the rows are read in descending order.
    """

    columns: tuple[_ColumnT_co, ...]
    order: _ColumnT_co
    descending: bool = False


class JsonField(NamedTuple, Generic[_ColumnT_co]):
    """A key of the objects in a JSON array, with the column of its value."""

    key: str
    column: _ColumnT_co


class ListReads(Protocol[_ColumnT_contra, _ConditionsT_contra]):
    """Bounded reads of a list: of its rows only those columns that a query asks for."""

    async def page(
        self,
        query: PageQuery[_ColumnT_contra],
        *,
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
        conditions: _ConditionsT_contra,
    ) -> list[Row]:
        """Return at most `limit` rows, between two places in the order in which they are read."""

    async def count(self, conditions: _ConditionsT_contra) -> int:
        """Return how many there are."""
