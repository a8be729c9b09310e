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


def words(text: str, left: float, baseline: float, order: int, *, bold: bool = False) -> Phrase:
    glyphs = [
        Glyph(letter, left + 5 * at, left + 5 * (at + 1), baseline, 10, bold, Space.NONE)
        for at, letter in enumerate(text)
    ]
    return Phrase(glyphs, order)


def test_columns_drawn_row_by_row_are_told_by_the_headings_in_both() -> None:
    left = ["CONTACT", "grace@x.com", "Leeds", "SKILLS", "Python", "SQL", "Tableau"]
    right = ["EXPERIENCE", "Analyst", "Northwind", "2019", "Reports", "EDUCATION", "Oak College"]
    rows = [
        words(text, x, 20 * row, 2 * row + at, bold=text.isupper() and text != "SQL")
        for row, pair in enumerate(zip(left, right, strict=True))
        for at, (x, text) in enumerate(zip((40, 230), pair, strict=True))
    ]

    assert ["".join(g.text for p in region for g in p.glyphs) for region in arrange(rows)] == [
        "".join(left),
        "".join(right),
    ]


def test_a_table_whose_head_is_called_like_a_section_is_none() -> None:
    rows = [("SKILLS", ""), ("Kind", "Skills"), *((f"Kind {at}", f"Skill number {at}") for at in range(7))]
    drawn = [
        words(text, x, 20 * row, 2 * row + at, bold=row < 2)
        for row, pair in enumerate(rows)
        for at, (x, text) in enumerate(zip((40, 230), pair, strict=True))
        if text
    ]

    assert len(arrange(drawn)) == 1


def test_values_set_apart_below_their_labels_are_no_column() -> None:
    drawn = [
        words(text, x, 30 * row + shift, 2 * row + at)
        for row in range(6)
        for at, (x, shift, text) in enumerate(((40, 0, f"Label {row}:"), (230, 15, f"Value {row}")))
    ]

    [region] = arrange(drawn)

    assert sorted(region, key=lambda each: each.baseline) == drawn


def test_columns_drawn_one_after_the_other_may_nearly_touch() -> None:
    left = [phrase(0, 196 if row == 2 else 150, 15 * row, row) for row in range(8)]
    right = [phrase(201 if row == 5 else 210, 400, 4 + 13 * row, 8 + row) for row in range(8)]

    assert [len(region) for region in arrange([*left, *right])] == [8, 8]


def test_many_dates_drawn_after_their_entries_stand_beside_them() -> None:
    entries = [words(f"Firm number {row}", 40, 20 * row, row) for row in range(12)]
    dates = [words(f"May {2001 + row}", 400, 20 * row, 12 + row) for row in range(12)]

    assert len(arrange([*entries, *dates])) == 1


def test_a_name_above_a_heading_with_a_few_pairs_makes_no_column() -> None:
    name = [words("Grace Field", 250, 40, 0, bold=True), words("+44 20 7946 0958", 240, 60, 1)]
    left = [
        words(text, 40, 90 + 20 * at, 2 + at) for at, text in enumerate(("EDUCATION", "Oak College", "BSc"))
    ]
    right = [words(text, 460, 110 + 20 * at, 5 + at) for at, text in enumerate(("2015 to 2019", "York"))]

    assert len(arrange([*name, *left, *right])) == 1


def test_what_goes_on_below_a_side_column_stays_with_its_column() -> None:
    left = [words(f"Line {row} of the work", 40, 15 * row, row) for row in range(12)]
    right = [words(f"Skill {row}", 400, 4 + 16 * row, 12 + row) for row in range(8)]
    below = [words(f"and a longer line {row} " * 5, 40, 180 + 15 * row, 20 + row) for row in range(3)]

    assert [phrase for region in arrange([*left, *right, *below]) for phrase in region] == [
        *right,
        *left,
        *below,
    ]


def test_a_section_below_two_columns_comes_after_both() -> None:
    left = [words(f"Line {row} of the work", 40, 15 * row, row) for row in range(8)]
    right = [words(f"Skill {row}", 400, 4 + 15 * row, 12 + row) for row in range(8)]
    below = [words("EDUCATION", 40, 135, 20, bold=True), words("a longer line " * 7, 40, 150, 21)]

    assert [phrase for region in arrange([*left, *right, *below]) for phrase in region] == [
        *left,
        *right,
        *below,
    ]
