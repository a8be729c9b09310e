"""Pages of a list that may grow while it is read.

A cursor names the place of a row by the values that order it, so that rows added or removed
elsewhere move nothing (keyset pagination).
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import orjson
from strawberry import UNSET

from domain.errors import InvalidInput

DEFAULT_PAGE = 20
LARGEST_PAGE = 100
_LARGEST_ID = 2**63 - 1
_LONGEST_CURSOR = 2048
# Orders in which the key itself is the place, and those whose key is a text.
_ALONE = ("id", "key")
_TEXT_KEYS = ("key", "score")


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in a list: the value of the column that orders it, and its key."""

    value: Any
    key: Any


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page of a list.

    Attributes:
        order: The column that orders the list.
        values: The conditions in force, by name, sorted.
    """

    size: int
    backwards: bool
    after: Place | None
    before: Place | None
    order: str = "id"
    descending: bool = False
    values: tuple[tuple[str, Any], ...] = ()


class LoadedPage:
    """A page as it was loaded.

    `rows` may carry more columns than were asked for, the ordering value and the key among them, at
    the indexes `places`.
    """

    __slots__ = ("columns", "has_next", "has_previous", "kind", "order", "places", "rows", "total")

    columns: tuple[str, ...]
    kind: str

    def __init__(
        self,
        rows: Sequence[tuple[Any, ...]],
        *,
        request: PageRequest,
        places: tuple[int, int],
        more: bool,
        total: int | None,
    ) -> None:
        self.rows = rows
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

    def cursor(self, row: tuple[Any, ...]) -> str:
        """Return the cursor of one of the rows."""
        return encode_cursor(self.order, row[self.places[0]], row[self.places[1]])

    def score(self, row: tuple[Any, ...]) -> float | None:
        """Return how alike a row of a ranking is to what was searched; None in other lists."""
        return row[self.places[0]] if self.order == "score" else None

    def get(self, column: str) -> Any:
        """Return one of the attributes, as fields name them."""
        return getattr(self, column)


def page_request(
    *,
    first: int | None,
    after: str | None,
    last: int | None,
    before: str | None,
    order_by: Enum | None = None,
    values: dict[str, Any] | None = None,
) -> PageRequest:
    """Return the page that a connection's arguments ask for; those not given are None or UNSET.

    `order_by` is a column and whether it descends; without it the order is by id. Raises `InvalidInput`.
    """
    size, backwards = (first, False) if last in (None, UNSET) else (last, True)
    if backwards and first not in (None, UNSET):
        raise InvalidInput("first 与 last 不能同时使用")
    size = DEFAULT_PAGE if size is None or size is UNSET else size
    if not 0 <= size <= LARGEST_PAGE:
        raise InvalidInput(f"first 与 last 须在 0 至 {LARGEST_PAGE} 之间")
    order, descending = ("id", False) if order_by is None else order_by.value
    return PageRequest(
        size=size,
        backwards=backwards,
        after=None if after is None or after is UNSET else decode_cursor(order, after),
        before=None if before is None or before is UNSET else decode_cursor(order, before),
        order=order,
        descending=descending,
        values=tuple(sorted(values.items())) if values else (),
    )


def encode_cursor(order: str, ordering: Any, key: Any) -> str:
    """Return the opaque text that names a place."""
    place = [order, key] if order in _ALONE else [order, ordering, key]
    return urlsafe_b64encode(orjson.dumps(place)).decode()


def decode_cursor(order: str, cursor: str) -> Place:
    """Return the place that a cursor of a list in that order names. Raises `InvalidInput`."""
    try:
        if len(cursor) > _LONGEST_CURSOR:
            raise ValueError
        place = orjson.loads(urlsafe_b64decode(cursor))
        named, key = place[0], place[-1]
        ordering = place[1]
        genuine = (
            named == order
            and len(place) == (2 if order in _ALONE else 3)
            and encode_cursor(order, ordering, key) == cursor
            and isinstance(ordering, {"id": int, "score": float}.get(order, str))
            and (
                isinstance(key, str) if order in _TEXT_KEYS else type(key) is int and 0 <= key <= _LARGEST_ID
            )
        )
    except (ValueError, TypeError, LookupError, binascii.Error) as error:
        raise InvalidInput("游标无效") from error
    if not genuine:
        raise InvalidInput("游标无效，或属于另一种排序")
    return Place(ordering, key)
