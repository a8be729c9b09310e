"""Two entries that stand side by side are read one after the other."""

from __future__ import annotations

import pytest

from domain.documents.layout.blocks import blocks_of
from domain.documents.layout.phrases import Glyph, Phrase, Space
from domain.documents.layout.side_by_side import side_by_side


def drawn(rows: list[tuple[str, ...]], *, left: float = 50, right: float = 320) -> list[Phrase]:
    phrases: list[Phrase] = []
    for row, texts in enumerate(rows):
        for text, start in zip(texts, (left, right), strict=False):
            glyphs = [
                Glyph(sign, start + 5 * at, start + 5 * (at + 1), 100 + 15 * row, 10, False, Space.NONE)
                for at, sign in enumerate(text)
            ]
            phrases.append(Phrase(glyphs, len(phrases)))
    return phrases


ENTRIES = [("Oak College", "Elm School"), ("Statistics", "Design"), ("2015 - 2019", "2013 - 2015")]


def test_entries_are_read_in_turn_and_what_is_around_them_stays() -> None:
    rows = [("EDUCATION",), *ENTRIES, ("EXPERIENCE",), ("Clerk, Contoso", "2019 - now")]

    lines = [line.text for block in blocks_of(drawn(rows)) for line in block.lines]

    assert [line.replace(" ", "") for line in lines] == [
        "EDUCATION",
        *("OakCollege", "Statistics", "2015-2019"),
        *("ElmSchool", "Design", "2013-2015"),
        "EXPERIENCE",
        "Clerk,Contoso2019-now",
    ]


def test_the_periods_may_stand_above() -> None:
    parts = side_by_side(drawn([("2015-2019", "2013年-至今"), ("Oak College", "Elm School"), ("Other",)]))

    assert parts is not None
    assert [len(part) for part in parts] == [0, 2, 2, 1]


@pytest.mark.parametrize(
    "rows",
    [
        [("Oak College", "York"), ("Statistics", "2015 - 2019")],
        [("Oak College", "2019"), ("Elm School", "2015")],
        [("2015 - 2019", "2013 - 2015")],
        [("Sales in 2019", "and not again"), ("2015 - 2019", "Contoso")],
    ],
)
def test_other_rows_are_pairs(rows: list[tuple[str, ...]]) -> None:
    assert side_by_side(drawn(rows)) is None
