"""Pages of a list that may grow while it is read.

A cursor names the place of a row by the values that order it, so that rows added or removed
elsewhere move nothing (keyset pagination).
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

import orjson
from strawberry import UNSET

from domain.errors import InvalidInput
from domain.rows import Column, Row, RowPlace, Scalar

ConditionsT = TypeVar("ConditionsT")

DEFAULT_PAGE = 20
LARGEST_PAGE = 100
_LARGEST_ID = 2**63 - 1
_LONGEST_CURSOR = 2048


class PageColumn(Column, Enum):
    """What a page tells of itself; the values are its attributes."""

    TOTAL = "total"
    ABOUT = "about"
    HAS_NEXT = "has_next"
    HAS_PREVIOUS = "has_previous"
    START_CURSOR = "start_cursor"
    END_CURSOR = "end_cursor"


class EdgeColumn(Column, Enum):
    """What a page tells of one of its rows; the values are its methods."""

    CURSOR = "cursor"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Order:
    """An order that a list may be had in.

    Attributes:
        by: The column whose values order the list.
        name: What cursors call it.
        value: The type of these values; None where the key itself is the place.
        key: The type of the rows' keys.
    """

    by: Column
    name: str
    descending: bool = False
    value: type[str | float] | None = None
    key: type[int | str] = int


@dataclass(frozen=True, slots=True)
class PageRequest(Generic[ConditionsT]):
    """Which page of which list."""

    size: int
    backwards: bool
    after: RowPlace | None
    before: RowPlace | None
    order: Order
    conditions: ConditionsT


class LoadedPage:
    """A page as it was loaded.

    `rows` may carry more columns than were asked for, the ordering value and the key among them, at
    the indexes `places`. `about` is what else the page tells, by `Key`s.
    """

    __slots__ = ("about", "columns", "has_next", "has_previous", "kind", "order", "places", "rows", "total")

    columns: tuple[Column, ...]
    kind: str

    def __init__(
        self,
        rows: Sequence[Row],
        *,
        request: PageRequest[Any],
        places: tuple[int, int],
        more: bool,
        total: int | None,
        about: Mapping[str, Any] | None = None,
    ) -> None:
        self.rows = rows
        self.about = about
        self.order = request.order
        self.places = places
        self.total = total
        # Behind the page that a cursor was taken from lies at least the row of that cursor.
        self.has_next = request.before is not None if request.backwards else more
        self.has_previous = more if request.backwards else request.after is not None

    @property
    def start_cursor(self) -> str | None:
        """The first row's cursor."""
        return self.cursor(self.rows[0]) if self.rows else None

    @property
    def end_cursor(self) -> str | None:
        """The last row's cursor."""
        return self.cursor(self.rows[-1]) if self.rows else None

    def cursor(self, row: Row) -> str:
        """Return the cursor of one of the rows."""
        return encode_cursor(self.order, row[self.places[0]], row[self.places[1]])

    def score(self, row: Row) -> Scalar:
        """Return how alike a row of a ranking is to what was searched; None in other lists."""
        return row[self.places[0]] if self.order.by is EdgeColumn.SCORE else None

    def get(self, column: PageColumn) -> Any:
        """Return what a field reads."""
        return getattr(self, column.value)


def page_request(
    *,
    first: int | None,
    after: str | None,
    last: int | None,
    before: str | None,
    order: Order,
    conditions: ConditionsT,
) -> PageRequest[ConditionsT]:
    """Return the page that a connection's arguments ask for; those not given are None or UNSET.

    Raises `InvalidInput`.
    """
    size, backwards = (first, False) if last in (None, UNSET) else (last, True)
    if backwards and first not in (None, UNSET):
        raise InvalidInput("first 与 last 不能同时使用")
    size = DEFAULT_PAGE if size is None or size is UNSET else size
    if not 0 <= size <= LARGEST_PAGE:
        raise InvalidInput(f"first 与 last 须在 0 至 {LARGEST_PAGE} 之间")
    return PageRequest(
        size=size,
        backwards=backwards,
        after=None if after is None or after is UNSET else decode_cursor(order, after),
        before=None if before is None or before is UNSET else decode_cursor(order, before),
        order=order,
        conditions=conditions,
    )


def encode_cursor(order: Order, ordering: object, key: object) -> str:
    """Return the opaque text that names a place."""
    place = [order.name, key] if order.value is None else [order.name, ordering, key]
    return urlsafe_b64encode(orjson.dumps(place)).decode()


def decode_cursor(order: Order, cursor: str) -> RowPlace:
    """Return the place that a cursor of a list in that order names. Raises `InvalidInput`."""
    try:
        if len(cursor) > _LONGEST_CURSOR:
            raise ValueError
        place = orjson.loads(urlsafe_b64decode(cursor))
        name, ordering, key = place[0], place[1], place[-1]
        genuine = (
            name == order.name
            and len(place) == (2 if order.value is None else 3)
            and encode_cursor(order, ordering, key) == cursor
            and isinstance(ordering, order.value or order.key)
            and type(key) is order.key
            and (not isinstance(key, int) or 0 <= key <= _LARGEST_ID)
        )
    except (ValueError, TypeError, LookupError, binascii.Error) as error:
        raise InvalidInput("游标无效") from error
    if not genuine:
        raise InvalidInput("游标无效，或属于另一种排序")
    return RowPlace(ordering, key)
