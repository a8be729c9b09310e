from __future__ import annotations

from domain.documents.layout.phrases import Glyph, Phrase, Space, phrases_of
from domain.documents.models import Block, Box


def glyph(text: str, left: float, *, baseline: float = 100, size: float = 10, bold: bool = False) -> Glyph:
    return Glyph(text, left, left + size / 2, baseline, size, bold, Space.NONE)


def texts(phrases: list[Phrase]) -> list[str]:
    return ["".join(each.text for each in phrase.glyphs) for phrase in phrases]


def test_letters_without_a_wide_gap_are_one_phrase() -> None:
    phrases = phrases_of([glyph("a", 0), glyph("b", 5), glyph("c", 17)])

    assert texts(phrases) == ["ab", "c"]
    assert [phrase.order for phrase in phrases] == [0, 1]


def test_a_raised_letter_stays_with_its_line() -> None:
    assert texts(phrases_of([glyph("m", 0), glyph("2", 5, baseline=96, size=7)])) == ["m2"]


def test_letters_on_another_baseline_begin_a_phrase() -> None:
    assert texts(phrases_of([glyph("a", 0), glyph("b", 5, baseline=104)])) == ["a", "b"]


def test_a_phrase_is_bold_by_the_most_of_its_letters() -> None:
    [phrase] = phrases_of([glyph("a", 0, bold=True), glyph("b", 5, bold=True), glyph("c", 10)])

    assert phrase.bold
    assert (phrase.left, phrase.right, phrase.size) == (0, 15, 10)


def test_a_table_is_a_phrase_in_its_own_place() -> None:
    phrase = Phrase([], 3, Block((), box=Box(1, 2, 30, 40)))

    assert (phrase.left, phrase.top, phrase.right, phrase.bottom, phrase.baseline) == (1, 2, 30, 40, 40)
