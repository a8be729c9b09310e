"""Where the letters of a line stand."""

from __future__ import annotations

from domain.documents.models import Box
from domain.pages.spacing import letter_edges

LINE = Box(0, 0, 100, 10)


def test_letters_stand_within_the_edges_of_their_words() -> None:
    edges = letter_edges("ab 大", LINE, ((0, 10), (90, 100)))
    assert edges == [(0, 5), (5, 10), (10, 90), (90, 100)]


def test_signs_are_words_of_their_own() -> None:
    edges = letter_edges("大:1", LINE, ((0, 10), (20, 30), (90, 100)))
    assert edges == [(0, 10), (20, 30), (90, 100)]


def test_without_the_edges_of_words_wide_letters_take_more_of_the_line() -> None:
    wide, narrow = letter_edges("大i", LINE, ())
    assert wide[0] == 0
    assert wide[1] == narrow[0]
    assert 3 * (narrow[1] - narrow[0]) < wide[1] - wide[0]
    assert round(narrow[1], 6) == 100
