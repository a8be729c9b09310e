from __future__ import annotations

from domain.documents.models import Box, box_around


def test_a_box_holds_all_boxes_that_are_known() -> None:
    assert box_around([Box(1, 2, 3, 4), None, Box(0, 3, 2, 9)]) == Box(0, 2, 3, 9)
    assert box_around([None]) is None


def test_boxes_overlap_by_what_both_hold() -> None:
    assert Box(0, 0, 4, 4).overlap(Box(2, 3, 6, 5)) == 2
    assert Box(0, 0, 4, 4).overlap(Box(5, 5, 6, 6)) == 0
