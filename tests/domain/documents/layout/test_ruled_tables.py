from __future__ import annotations

import pytest

from domain.documents.layout.phrases import Glyph, Space
from domain.documents.layout.ruled_tables import Rule, take_tables
from domain.documents.models import BlockKind


def grid(rows: int, columns: int) -> list[Rule]:
    across = [Rule(0, 30 * row, 100 * columns, 30 * row) for row in range(rows + 1)]
    down = [Rule(100 * column, 0, 100 * column, 30 * rows) for column in range(columns + 1)]
    return across + down


def word(text: str, left: float, baseline: float) -> list[Glyph]:
    return [
        Glyph(letter, left + 6 * at, left + 6 * at + 6, baseline, 10, bold=False, space=Space.NONE)
        for at, letter in enumerate(text)
    ]


def test_letters_within_ruled_cells_become_a_table() -> None:
    glyphs = word("Name", 10, 20) + word("Grace", 110, 20) + word("City", 10, 50) + word("Denver", 110, 50)

    [phrase], rest = take_tables(glyphs, grid(2, 2))

    assert rest == []
    assert phrase.table is not None
    assert phrase.table.kind is BlockKind.TABLE
    assert [[cell[0].text for cell in row] for row in phrase.table.rows] == [
        ["Name", "Grace"],
        ["City", "Denver"],
    ]


def test_letters_outside_are_left_over() -> None:
    outside = word("Resume", 10, 150)
    glyphs = word("Name", 10, 20) + outside + word("Grace", 110, 20) + word("City", 10, 50)

    [phrase], rest = take_tables(glyphs, grid(2, 2))

    assert rest == outside
    assert phrase.order == 0


@pytest.mark.parametrize(
    "rules",
    [[], grid(1, 1), grid(2, 2)[:4], grid(2, 2) * 300],
    ids=["none", "a frame", "only across", "thousands"],
)
def test_rules_that_make_no_grid_are_no_table(rules: list[Rule]) -> None:
    glyphs = word("Name", 10, 20) + word("Grace", 110, 20) + word("City", 10, 50)

    assert take_tables(glyphs, rules) == ([], glyphs)


def test_a_grid_with_a_single_filled_column_is_a_frame() -> None:
    glyphs = word("Name", 10, 20) + word("City", 10, 50)

    assert take_tables(glyphs, grid(2, 2)) == ([], glyphs)


def test_a_page_in_ruled_columns_is_no_table() -> None:
    glyphs = [
        *(glyph for line in range(3) for glyph in word(f"line {line}", 10, 8 + 9 * line)),
        *word("Skills", 110, 20),
        *word("more", 10, 50),
    ]

    assert take_tables(glyphs, grid(2, 2))[0] == []
