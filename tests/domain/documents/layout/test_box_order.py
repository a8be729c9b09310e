from __future__ import annotations

from domain.documents.layout.box_order import collide, reading_order
from domain.documents.models import Box


def test_boxes_are_read_column_by_column() -> None:
    right = [Box(300, 10, 500, 90), Box(300, 120, 500, 190)]
    left = [Box(0, 40, 200, 140), Box(0, 160, 200, 300)]

    assert reading_order([*right, *left]) == [2, 3, 0, 1]


def test_a_box_across_the_columns_comes_before_them() -> None:
    boxes = [
        Box(300, 110, 500, 190),
        Box(0, 140, 200, 240),
        Box(300, 220, 500, 290),
        Box(0, 260, 200, 400),
        Box(0, 0, 500, 90),
    ]

    assert reading_order(boxes) == [4, 1, 3, 0, 2]


def test_rows_of_pairs_are_read_row_by_row() -> None:
    boxes = [Box(0, 0, 90, 20), Box(0, 40, 90, 60), Box(100, 0, 300, 20), Box(100, 40, 300, 60)]

    assert reading_order(boxes) == [0, 2, 1, 3]


def test_boxes_that_lie_on_one_another_keep_their_order() -> None:
    assert reading_order([Box(0, 50, 100, 100), Box(0, 50, 100, 100), Box(0, 0, 100, 20)]) == [0, 1, 2]


def test_boxes_collide_where_they_lie_over_others() -> None:
    assert collide([Box(0, 0, 100, 100)], [Box(50, 50, 150, 150)])
    assert not collide([Box(0, 0, 100, 100)], [Box(95, 0, 200, 100)])
    assert not collide([], [Box(0, 0, 1, 1)])
