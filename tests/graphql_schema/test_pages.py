"""Which page arguments ask for, what a page tells of itself, and how a cursor names a place."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from enum import Enum
from typing import Any

import pytest
from strawberry import UNSET

from domain.errors import InvalidInput
from domain.rows import Column, RowPlace
from graphql_schema.pages import (
    EdgeColumn,
    LoadedPage,
    Order,
    PageColumn,
    PageRequest,
    decode_cursor,
    encode_cursor,
    page_request,
)


class Cell(Column, Enum):
    ID = "id"
    TIME = "time"
    CODE = "code"


BY_ID = Order(Cell.ID, "id")
BY_TIME = Order(Cell.TIME, "time", value=str, descending=True)
BY_CODE = Order(Cell.CODE, "code", key=str)
RANKING = Order(EdgeColumn.SCORE, "score", value=float, key=str, descending=True)


def asked(order: Order = BY_TIME, /, **arguments: Any) -> PageRequest[str]:
    given = {"first": UNSET, "after": UNSET, "last": UNSET, "before": UNSET} | arguments
    return page_request(**given, order=order, conditions="all")


@pytest.mark.parametrize("nothing", [None, UNSET])
def test_without_arguments_the_first_twenty_are_asked_for(nothing: Any) -> None:
    request = asked(first=nothing, after=nothing, last=nothing, before=nothing)
    assert (request.size, request.backwards, request.after, request.before) == (20, False, None, None)


def test_a_page_is_asked_for_from_either_end_but_not_from_both() -> None:
    assert (asked(first=3).size, asked(first=3).backwards) == (3, False)
    assert (asked(last=3, first=None).size, asked(last=3).backwards) == (3, True)
    with pytest.raises(InvalidInput):
        asked(first=3, last=3)


@pytest.mark.parametrize("end", ["first", "last"])
def test_a_page_holds_none_to_a_hundred(end: str) -> None:
    assert [asked(**{end: size}).size for size in (0, 100)] == [0, 100]
    for size in (-1, 101):
        with pytest.raises(InvalidInput):
            asked(**{end: size})


def test_the_bounds_of_a_page_are_the_places_of_its_cursors() -> None:
    request = asked(after=encode_cursor(BY_TIME, "2026", 7), before=encode_cursor(BY_TIME, "2025", 3))
    assert (request.after, request.before) == (RowPlace("2026", 7), RowPlace("2025", 3))


def test_the_same_request_is_equal_and_can_be_a_key() -> None:
    assert asked(first=2) == asked(first=2)
    assert hash(asked(first=2)) == hash(asked(first=2))
    assert asked(first=2) != asked(last=2)


@pytest.mark.parametrize(
    ("order", "ordering", "key"),
    [(BY_TIME, "2026", 7), (BY_ID, 7, 7), (RANKING, 0.5, "a:b"), (BY_CODE, "b", "b")],
)
def test_a_cursor_gives_back_its_place(order: Order, ordering: object, key: object) -> None:
    assert decode_cursor(order, encode_cursor(order, ordering, key)) == (ordering, key)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "nonsense",
        "é",
        encode_cursor(BY_TIME, "2026", 7).rstrip("=") + "====",
        encode_cursor(BY_TIME, "2026", -1),
        encode_cursor(BY_TIME, "2026", 2**63),
        encode_cursor(BY_TIME, "2026", "7"),
        encode_cursor(BY_TIME, "2026", True),
        encode_cursor(BY_TIME, 2026, 7),
        encode_cursor(BY_TIME, "2" * 2000, 7),
        encode_cursor(BY_ID, 7, 7),
        urlsafe_b64encode(b'["time", "2026", 7]').decode(),
        urlsafe_b64encode(b'["time","2026",7,8]').decode(),
        urlsafe_b64encode(b'{"0":"time"}').decode(),
    ],
)
def test_whatever_is_not_a_cursor_of_the_order_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidInput):
        decode_cursor(BY_TIME, cursor)


@pytest.mark.parametrize("value", [1.5, True, None, [], {}])
def test_a_cursor_of_another_type_is_refused(value: object) -> None:
    with pytest.raises(InvalidInput):
        decode_cursor(BY_ID, encode_cursor(BY_ID, value, value))


@pytest.mark.parametrize(
    ("arguments", "more", "around"),
    [
        ({"first": 2}, True, (False, True)),
        ({"first": 2}, False, (False, False)),
        ({"first": 2, "after": encode_cursor(BY_TIME, "2026", 1)}, False, (True, False)),
        ({"last": 2}, True, (True, False)),
        ({"last": 2, "before": encode_cursor(BY_TIME, "2026", 1)}, False, (False, True)),
    ],
)
def test_a_page_knows_whether_there_is_more_on_either_side(
    arguments: dict[str, Any], more: bool, around: tuple[bool, bool]
) -> None:
    page = LoadedPage([], request=asked(**arguments), places=(0, 1), more=more, total=None)
    assert (page.get(PageColumn.HAS_PREVIOUS), page.get(PageColumn.HAS_NEXT)) == around


def test_a_page_begins_and_ends_with_the_cursors_of_its_rows() -> None:
    rows = [("x", "2026", 1), ("y", "2025", 2), ("z", "2024", 3)]
    page = LoadedPage(rows, request=asked(), places=(1, 2), more=False, total=3)
    assert page.start_cursor == page.cursor(rows[0]) == encode_cursor(BY_TIME, "2026", 1)
    assert page.end_cursor == page.cursor(rows[2]) == encode_cursor(BY_TIME, "2024", 3)
    empty = LoadedPage([], request=asked(), places=(1, 2), more=False, total=3)
    assert (empty.start_cursor, empty.end_cursor, empty.get(PageColumn.TOTAL)) == (None, None, 3)


def test_only_a_row_of_a_ranking_has_a_score() -> None:
    ranked = LoadedPage([], request=asked(RANKING), places=(1, 0), more=False, total=None)
    listed = LoadedPage([], request=asked(), places=(1, 0), more=False, total=None)
    assert ranked.score(("a:b", 0.5)) == 0.5
    assert listed.score((7, "2026")) is None
