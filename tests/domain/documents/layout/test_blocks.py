from __future__ import annotations

from domain.documents.layout.blocks import blocks_of, lines_of
from domain.documents.layout.phrases import Glyph, Phrase, Space, phrases_of
from domain.documents.models import Box


def word(
    text: str,
    left: float,
    baseline: float,
    *,
    size: float = 10,
    pitch: float = 0.5,
    score: float | None = None,
) -> list[Glyph]:
    step = pitch * size
    return [
        Glyph(letter, left + step * at, left + step * at + size / 2, baseline, size, False, Space.NONE, score)
        for at, letter in enumerate(text)
    ]


def phrases(*words: list[Glyph]) -> list[Phrase]:
    return phrases_of([glyph for each in words for glyph in each])


def test_words_on_one_baseline_are_a_line_of_tokens() -> None:
    [line] = lines_of(phrases(word("2019", 0, 20), word("Field", 100, 20.5)))

    assert (line.text, line.tokens) == ("2019 Field", ("2019", "Field"))
    assert line.box == Box(0, 11.5, 125, 22.5)


def test_a_gap_between_words_is_a_space() -> None:
    [line] = lines_of(phrases(word("Grace", 0, 20), word("Field", 29, 20)))

    assert (line.text, line.tokens) == ("Grace Field", ("Grace Field",))


def test_a_wide_gap_between_lines_parts_blocks() -> None:
    rows = [20, 35, 50, 90, 105]

    blocks = blocks_of(phrases(*(word(f"Row{row}", 0, row) for row in rows)))

    assert [block.text for block in blocks] == ["Row20\nRow35\nRow50", "Row90\nRow105"]


def test_a_heading_in_larger_letters_beside_an_entry_is_a_line_of_its_own() -> None:
    lines = lines_of(phrases(word("Skills", 0, 20, size=14), word("Python", 100, 20)))

    assert [line.text for line in lines] == ["Skills", "Python"]


def test_letters_set_apart_are_words_again() -> None:
    [line] = lines_of(phrases(word("JOHN", 0, 20, pitch=1.0), word("DOE", 47, 20, pitch=1.0)))

    assert line.text == "JOHN DOE"


def test_a_recognised_line_is_as_sure_as_its_letters() -> None:
    [line] = lines_of(phrases(word("ab", 0, 20, score=0.5), word("cd", 30, 20, score=1.0)))

    assert line.confidence == 0.75


def test_a_known_heading_in_larger_letters_need_not_stand_far_from_its_entry() -> None:
    lines = lines_of(phrases(word("SKILLS", 0, 20, size=12), word("Python", 45, 20)))
    unknown = lines_of(phrases(word("Python", 0, 20, size=12), word("Skills", 45, 20)))

    assert [line.text for line in lines] == ["SKILLS", "Python"]
    assert [line.text for line in unknown] == ["Python Skills"]


def set_apart(text: str, *, gap: float, due: str) -> list[Glyph]:
    """Letters half as wide as high, so far apart; before those in `due` stands what was taken for a space."""
    glyphs, left = [], 0.0
    for at, letter in enumerate(text):
        if letter == " ":
            left += 5 + gap
        else:
            space = Space.DUE if letter in due or text[at - 1] == " " else Space.NONE
            glyphs.append(Glyph(letter, left, left + 5, 20, 10, bold=False, space=space))
            left += 5 + gap
    return glyphs


def test_gaps_between_letters_set_wide_apart_are_no_spaces() -> None:
    [line] = lines_of(phrases(set_apart("Spring and Gradle", gap=1.4, due="irl")))

    assert line.text == "Spring and Gradle"


def test_narrow_gaps_of_text_set_closely_stay_spaces() -> None:
    glyphs = [*word("Grace", 0, 20), *word("Field", 26.2, 20)]
    glyphs[5].space = Space.DUE

    [line] = lines_of(phrases(glyphs))

    assert line.text == "Grace Field"


def test_a_line_knows_the_edges_of_its_words_and_signs() -> None:
    [line] = lines_of(phrases(word("No:7", 0, 20), word("Field", 100, 20)))

    assert line.text == "No:7 Field"
    assert line.words == ((0, 10), (10, 15), (15, 20), (100, 125))
