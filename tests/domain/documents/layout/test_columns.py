from __future__ import annotations

from domain.documents.layout.columns import arrange
from domain.documents.layout.phrases import Glyph, Phrase, Space


def phrase(left: float, right: float, baseline: float, order: int = 0) -> Phrase:
    return Phrase([Glyph("x", left, right, baseline, 10, bold=False, space=Space.NONE)], order)


def column(left: float, right: float, *, top: float = 0, count: int = 8, pitch: float = 15) -> list[Phrase]:
    return [phrase(left, right, top + pitch * row, row) for row in range(count)]


def test_few_phrases_are_one_region() -> None:
    assert arrange([]) == []
    assert len(arrange(column(0, 100, count=2) + column(200, 300, count=2))) == 1


def test_two_columns_are_cut_at_their_gutter() -> None:
    left, right = column(0, 100), column(200, 400, top=4, pitch=13)

    assert [set(map(id, region)) for region in arrange([*left, *right])] == [
        set(map(id, left)),
        set(map(id, right)),
    ]


def test_a_header_across_both_columns_comes_first() -> None:
    header = phrase(0, 400, -30)
    left, right = column(0, 100), column(200, 400, top=4, pitch=13)

    regions = arrange([*left, header, *right])

    assert regions[0] == [header]
    assert [len(region) for region in regions] == [1, 8, 8]


def test_rows_of_pairs_are_no_columns() -> None:
    pairs = [
        one
        for row in range(8)
        for one in (phrase(0, 60, 15 * row, 2 * row), phrase(200, 400, 15 * row, 2 * row + 1))
    ]

    assert len(arrange(pairs)) == 1


def test_columns_too_close_to_each_other_are_one_region() -> None:
    assert len(arrange(column(0, 196) + column(200, 400, top=4, pitch=13))) == 1
