"""A rail stands beside what it heads or dates; a side column is read by itself."""

from __future__ import annotations

from collections.abc import Iterator

from domain.documents.layout.blocks import blocks_of
from domain.documents.layout.phrases import Glyph, Phrase, Space
from domain.documents.layout.rails import holds_dates, paired


def phrase(text: str, left: float, baseline: float, *, size: float = 10, bold: bool = False) -> Phrase:
    glyphs = [
        Glyph(letter, left + at * size / 2, left + (at + 1) * size / 2, baseline, size, bold, Space.NONE)
        for at, letter in enumerate(text.replace(" ", ""))
    ]
    for at, letter in enumerate(text):
        if letter == " ":
            glyphs[at - text[:at].count(" ")].space = Space.DRAWN
    return Phrase(glyphs, 0)


def in_order(*phrases: Phrase) -> list[Phrase]:
    for order, each in enumerate(phrases):
        each.order = order
    return list(phrases)


def entry(firm: str, top: float, *, lines: int = 4) -> Iterator[Phrase]:
    yield phrase(firm, 170, top, bold=True)
    for line in range(1, lines):
        yield phrase(f"what was done there, in line {line}", 170, top + 14 * line)


def lines_of(*phrases: Phrase) -> list[str]:
    return [" | ".join(line.tokens) for block in blocks_of(in_order(*phrases)) for line in block.lines]


DUTIES = [f"what was done there, in line {line}" for line in (1, 2, 3)]


def test_dates_drawn_before_all_entries_stand_beside_theirs() -> None:
    dates = [phrase(f"20{year}.1-20{year}.9", 40, 100 + 90 * at) for at, year in enumerate((21, 19, 17))]
    entries = [each for at, firm in enumerate("ABC") for each in entry(f"Firm {firm}", 103 + 90 * at)]

    assert lines_of(*dates, *entries) == [
        *("2021.1-2021.9 | Firm A", *DUTIES),
        *("2019.1-2019.9 | Firm B", *DUTIES),
        *("2017.1-2017.9 | Firm C", *DUTIES),
    ]


def test_a_heading_above_a_date_goes_before_the_entry() -> None:
    rail = [
        phrase("Education", 40, 82, size=14),
        phrase("2013-2016", 40, 104),
        phrase("Work", 40, 186, size=14),
        phrase("2016-2019", 40, 208),
        phrase("2019-2021", 40, 308),
    ]
    entries = [*entry("Oak College", 106), *entry("Firm A", 210), *entry("Firm B", 310)]

    assert lines_of(*rail, *entries)[:2] == ["Education", "2013-2016 | Oak College"]
    assert lines_of(*rail, *entries)[5:7] == ["Work", "2016-2019 | Firm A"]


def test_a_date_stacked_over_rows_is_one_token() -> None:
    rail = [
        phrase(word, 40, top + 12 * at)
        for top in (100, 200)
        for at, word in enumerate(("Sep", "2020", "to", "Jun", "2024"))
    ]

    assert lines_of(*rail, *entry("Firm A", 100, lines=6), *entry("Firm B", 200, lines=6))[0] == (
        "Sep 2020 to Jun 2024 | Firm A"
    )


def test_a_broken_label_is_one_token() -> None:
    rail = [
        *(phrase("Name and kind of", 20, 100), phrase("organisation", 20, 112)),
        *(phrase("What was", 20, 180), phrase("learnt there", 20, 192)),
    ]

    regions = paired(rail, [*entry("Firm A", 100), *entry("Skills of a smith", 180)])

    assert regions is not None
    assert [lines_of(*region)[0] for region in regions] == [
        "Name and kind of organisation | Firm A",
        "What was learnt there | Skills of a smith",
    ]


def test_labels_beside_rows_of_their_own_stay_apart() -> None:
    rail = [phrase(text, 20, 100 + 14 * at) for at, text in enumerate(("Name", "City", "Post"))]
    rail += [phrase(text, 20, 200 + 14 * at) for at, text in enumerate(("School", "Study"))]

    regions = paired(rail, [*entry("Firm A", 100), *entry("Oak College", 200)])

    assert regions is not None
    assert lines_of(*regions[0]) == ["Name", "City", "Post"]


def test_a_side_column_is_no_rail() -> None:
    side = [phrase(f"skill number {row}", 40, 93 + 15 * row) for row in range(16)]
    body = [each for at, firm in enumerate("ABC") for each in entry(f"Firm {firm}", 100 + 90 * at)]

    assert paired(side, body) is None
    assert paired(side, []) is None


def test_short_pieces_that_stand_anywhere_are_no_rail() -> None:
    side = [phrase(text, 40, top) for text, top in (("Berlin", 130), ("Phone 12345", 230), ("Chess", 312))]
    body = [each for at, firm in enumerate("ABC") for each in entry(f"Firm {firm}", 100 + 90 * at)]

    assert paired(side, body) is None


def test_a_column_of_dates_is_told_from_one_of_sentences() -> None:
    assert holds_dates(
        [phrase("May 2020", 400, 10), phrase("York | Jun 2019", 400, 40), phrase("Leeds", 400, 70)]
    )
    assert not holds_dates(
        [phrase("since 2020 we have sold more and more of it", 40, 10), phrase("in 2021", 40, 25)]
    )
