"""What becomes of recognised letters; what recognises them stands aside here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.models import BlockKind, Page, Recognition
from domain.documents.pictures import reader, recognition
from domain.documents.pictures.reader import (
    _repaired_text,
    read_picture,
    recognised_page,
    recognised_pages,
    rendered_while_time,
)
from domain.documents.pictures.recognition import Letter, Recognised, RecognisedLine, is_available
from domain.documents.pictures.rendered import RenderedPage

needs_the_extra = pytest.mark.skipif(
    not is_available(), reason="text recognition (the extra `ocr`) is not installed"
)
WIDTH, HEIGHT = 400, 200
Recognising = Callable[..., None]


def line(text: str, *, left: float, top: float, score: float = 0.9) -> RecognisedLine:
    """Return a line whose letters and spaces are ten pixels wide and whose box is 20 high."""
    letters = tuple(
        Letter(letter, left + 10 * place, left + 10 * place + 10, text[max(0, place - 1)] == " ")
        for place, letter in enumerate(text)
        if letter != " "
    )
    return RecognisedLine(letters, top, top + 20, score)


@pytest.fixture
def recognising(monkeypatch: pytest.MonkeyPatch) -> Recognising:
    """Have one picture after the other recognised as so many lines."""

    def recognise(*pages: list[RecognisedLine], ruled: np.ndarray | None = None) -> None:
        pixels = np.full((HEIGHT, WIDTH, 3), 255, np.uint8) if ruled is None else ruled
        found = iter(pages)
        monkeypatch.setattr(recognition, "recognise", lambda _: Recognised(tuple(next(found)), pixels))

    return recognise


def page(points: float = 1.0) -> Page:
    return recognised_page(RenderedPage(1, Image.new("RGB", (WIDTH, HEIGHT)), points))


def picture(folder: Path, *, size: tuple[int, int] = (WIDTH, HEIGHT), pages: int = 1) -> Path:
    path = folder / "picture.tiff"
    images = [Image.new("RGB", size, "white") for _ in range(pages)]
    images[0].save(path, "TIFF", save_all=True, append_images=images[1:])
    return path


def test_without_recognition_a_picture_has_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "possible", lambda _: Recognition.NONE)
    with pytest.raises(ReadFailure) as caught:
        read_picture(picture(tmp_path).read_bytes(), "TIFF", recognition=Recognition.DONE)
    assert caught.value.code is FailureCode.NO_TEXT


def test_a_picture_is_left_to_whoever_may_recognise_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "possible", lambda wanted: wanted)
    with pytest.raises(NeedsRecognition):
        read_picture(picture(tmp_path).read_bytes(), "TIFF", recognition=Recognition.SIGNALLED)


@needs_the_extra
def test_pages_without_text_are_left_out_and_the_others_keep_their_numbers(
    tmp_path: Path, recognising: Recognising
) -> None:
    recognising([], [line("Cook", left=10, top=10)])
    document = read_picture(picture(tmp_path, pages=2).read_bytes(), "TIFF", recognition=Recognition.DONE)
    assert [(page.number, page.blocks[0].text) for page in document.pages] == [(2, "Cook")]


@needs_the_extra
def test_pictures_of_which_nothing_can_be_read_have_no_text(tmp_path: Path, recognising: Recognising) -> None:
    recognising([], [line("···", left=10, top=10)])
    with pytest.raises(ReadFailure) as caught:
        read_picture(picture(tmp_path, pages=2).read_bytes(), "TIFF", recognition=Recognition.DONE)
    assert caught.value.code is FailureCode.NO_TEXT


@needs_the_extra
@pytest.mark.parametrize(("size", "width"), [((WIDTH, HEIGHT), 842), ((HEIGHT, WIDTH), 595)])
def test_a_picture_is_as_wide_as_a_page_of_a4_that_lies_or_stands(
    tmp_path: Path, recognising: Recognising, size: tuple[int, int], width: float
) -> None:
    upright = np.full((size[1], size[0], 3), 255, np.uint8)
    recognising([line("Cook", left=10, top=10)], ruled=upright)
    document = read_picture(picture(tmp_path, size=size).read_bytes(), "TIFF", recognition=Recognition.DONE)
    assert document.pages[0].width == pytest.approx(width)


@needs_the_extra
def test_lines_stand_in_points_and_are_as_sure_as_they_were_recognised(recognising: Recognising) -> None:
    recognising([line("Head cook", left=20, top=40, score=0.7)])
    (found,) = page(points=0.5).blocks[0].lines
    assert found.text == "Head cook"
    assert found.confidence == pytest.approx(0.7)
    assert found.box is not None
    assert (found.box.left, found.box.right) == (10, 55)
    assert 20 <= found.box.top < found.box.bottom <= 30


@needs_the_extra
def test_a_line_is_split_at_its_wide_gaps(recognising: Recognising) -> None:
    recognising([line("City   Paris    France", left=20, top=40)])
    assert page().blocks[0].lines[0].tokens == ("City", "Paris", "France")
    recognising([line("City Paris", left=20, top=40)])
    assert page().blocks[0].lines[0].tokens == ("City Paris",)


@needs_the_extra
def test_lines_are_read_as_they_stand_however_they_were_found(recognising: Recognising) -> None:
    recognising(
        [line("third", left=20, top=80), line("second", left=180, top=40), line("first", left=20, top=40)]
    )
    read = [token for block in page().blocks for found in block.lines for token in found.tokens]
    assert read == ["first", "second", "third"]


@needs_the_extra
def test_letters_between_ruling_lines_are_a_table(recognising: Recognising) -> None:
    ruled = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    for y in (20, 60, 100):
        ruled[y : y + 2, 20:300] = 0
    for x in (20, 160, 298):
        ruled[20:102, x : x + 2] = 0
    recognising(
        [
            line("Name", left=40, top=30),
            line("Grace", left=180, top=30),
            line("City", left=40, top=70),
            line("Paris", left=180, top=70),
        ],
        ruled=ruled,
    )
    (table,) = page().blocks
    assert table.kind is BlockKind.TABLE
    assert [[cell[0].text for cell in row] for row in table.rows] == [["Name", "Grace"], ["City", "Paris"]]


@needs_the_extra
def test_an_address_is_repaired_in_the_line_and_in_its_pieces(recognising: Recognising) -> None:
    recognising([line("Mail   grace@163，com", left=20, top=40)])
    (found,) = page().blocks[0].lines
    assert found.text.endswith("grace@163.com")
    assert found.tokens == ("Mail", "grace@163.com")


@pytest.mark.parametrize(
    ("recognised", "meant"),
    [
        ("邮箱:grace@163，com", "邮箱:grace@163.com"),
        ("grace @ example. com", "grace@example.com"),
        ("123456Qqq.com", "123456@qq.com"),
        ("grace©gmail.com", "grace@gmail.com"),
        ("2019, com © Field", "2019, com © Field"),
        ("meet @ Field, Com", "meet @ Field, Com"),
        ("a@b, c@d", "a@b, c@d"),
    ],
)
def test_marks_within_an_address_are_repaired_where_that_is_certain(recognised: str, meant: str) -> None:
    assert _repaired_text(recognised) == meant


@given(text=st.text(alphabet="@.,，comqgra 1©-_\n", max_size=200))
def test_repairs_keep_every_letter(text: str) -> None:
    letters = [character for character in _repaired_text(text) if character.isalnum() and character != "Q"]

    assert letters == [character for character in text if character.isalnum() and character != "Q"]


class FakeTime:
    """Time for so many pieces."""

    def __init__(self, pieces: int) -> None:
        self._pieces = pieces

    def allows_another(self) -> bool:
        self._pieces -= 1
        return self._pieces >= 0


def rendered(count: int) -> list[RenderedPage]:
    return [RenderedPage(number, Image.new("RGB", (WIDTH, HEIGHT)), 1.0) for number in range(1, count + 1)]


@needs_the_extra
@pytest.mark.parametrize("pieces", [0, 2])
def test_pages_that_there_is_no_time_for_are_told(
    monkeypatch: pytest.MonkeyPatch, recognising: Recognising, pieces: int
) -> None:
    monkeypatch.setattr(reader, "TimeLeft", lambda **_: FakeTime(pieces))
    recognising(*[[line("Cook", left=10, top=10)] for _ in range(5)])

    pages, unread = recognised_pages(rendered(5))

    # The first is read in any case: there would be nothing else.
    read = max(1, pieces)
    assert [page.number for page in pages] == list(range(1, read + 1))
    assert unread == tuple(range(read + 1, 6))


def test_pages_are_rendered_while_there_is_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "TimeLeft", lambda **_: FakeTime(2))

    assert [page.number for page in rendered_while_time(rendered(5))] == [1, 2, 3]
