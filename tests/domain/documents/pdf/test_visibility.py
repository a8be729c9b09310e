"""What a reader sees is read, and what was hidden to be found by machines is not."""

from __future__ import annotations

import pytest

from domain.documents.formats import MediaType
from domain.documents.hiding import LONGEST_PASSAGE, MOST_PASSAGES
from domain.documents.models import Hiding
from domain.documents.pdf.reader import read_pdf
from domain.documents.reader import read_document
from tests.drawn_pdf import drawn_pdf, filled, pictured, written

WHITE = "1 1 1 rg"
SEEN = written("Grace Field", low=780)


def lines(content: str) -> list[str]:
    return [line.text for line in read_pdf(drawn_pdf(content)).lines]


@pytest.mark.parametrize(
    "ground",
    [
        filled(0, 600, 595, 120, "0.1 0.1 0.4"),
        filled(0, 600, 595, 120, "0.5 0.1 0.9"),
        pictured(0, 600, 595, 120),
        "q 0 600 595 120 re W n /Sh0 sh Q\n",
    ],
    ids=["dark band", "coloured band", "picture", "gradient"],
)
def test_white_text_on_what_is_not_white_is_seen(ground: str) -> None:
    assert lines(SEEN + ground + written("Engineer", more=WHITE)) == ["Grace Field", "Engineer"]


@pytest.mark.parametrize(
    "hidden",
    [
        written("Kubernetes", more=WHITE),
        written("Kubernetes", more="0.97 0.97 0.97 rg"),
        written("Kubernetes", more="3 Tr"),
        written("Kubernetes", size=1),
        written("Kubernetes", left=900),
        written("Kubernetes", low=-40),
        written("Kubernetes") + pictured(0, 600, 595, 150),
        written("Kubernetes") + filled(0, 600, 595, 150, "1 1 1"),
        filled(0, 600, 595, 150, "0.2 0.2 0.5") + written("Kubernetes", more="0.2 0.2 0.5 rg"),
        pictured(0, 600, 595, 150) + written("Kubernetes", more="3 Tr"),
        written("Kubernetes", low=780, more="3 Tr"),
        written("Kubernetes", low=780, more="7 Tr"),
    ],
    ids=[
        "white on white",
        "nearly white",
        "invisible",
        "tiny",
        "beside the page",
        "below the page",
        "under a picture",
        "under a white rectangle",
        "in the colour of its ground",
        "invisible over a picture",
        "invisible behind what is seen",
        "a clip behind what is seen",
    ],
)
def test_hidden_words_stay_out(hidden: str) -> None:
    assert lines(SEEN + hidden) == ["Grace Field"]


@pytest.mark.parametrize(
    ("hidden", "hiding"),
    [
        (written("Kubernetes Terraform", more=WHITE), Hiding.COLOUR),
        (written("Kubernetes Terraform") + filled(0, 600, 595, 150, "1 1 1"), Hiding.COLOUR),
        (written("Kubernetes Terraform", more="3 Tr"), Hiding.MARKED),
        (written("Kubernetes Terraform", size=1), Hiding.SIZE),
        (written("Kubernetes Terraform", left=900), Hiding.PLACE),
        (written("Kubernetes Terraform", low=-40), Hiding.PLACE),
    ],
    ids=["white on white", "covered", "invisible", "tiny", "beside the page", "below the page"],
)
def test_hidden_words_are_told_with_their_place(hidden: str, hiding: Hiding) -> None:
    document = read_document(drawn_pdf(SEEN + hidden), MediaType.PDF)

    (told,) = document.hidden
    assert (told.hiding, told.text, told.page) == (hiding, "Kubernetes Terraform", 1)
    assert told.box is not None


def test_the_place_of_hidden_words_is_told_from_the_top() -> None:
    document = read_document(drawn_pdf(SEEN + written("Kubernetes", more=WHITE)), MediaType.PDF)

    (told,) = document.hidden
    assert told.box is not None
    assert (round(told.box.left), round(told.box.bottom, -1)) == (50, 140)
    assert told.box.top < told.box.bottom


@pytest.mark.parametrize(
    "content",
    [
        written("Engineer") + written("Engineer", left=51, low=699, more=WHITE),
        written("Engineer") + written("Engineer", more="3 Tr"),
        pictured(0, 600, 595, 150) + written("Kubernetes", more="3 Tr"),
        filled(0, 600, 595, 150, "0.2 0.2 0.5") + written("Engineer", more=WHITE),
        written("...", more=WHITE),
    ],
    ids=["a shadow", "a second layer", "the text of a picture", "seen on a band", "no words"],
)
def test_what_hides_nothing_is_not_told(content: str) -> None:
    assert read_document(drawn_pdf(SEEN + content), MediaType.PDF).hidden == ()


def test_so_much_is_told_and_no_more() -> None:
    words = "".join(
        written(f"Kubernetes{number} " * 40, low=700 - number, more=WHITE) + written("seen", low=400 - number)
        for number in range(30)
    )
    hidden = read_document(drawn_pdf(SEEN + words), MediaType.PDF).hidden

    assert len(hidden) == MOST_PASSAGES
    assert all(len(each.text) <= LONGEST_PASSAGE for each in hidden)


def test_text_that_is_a_clip_for_its_colours_is_seen() -> None:
    coloured = "q BT /F0 24 Tf 7 Tr 1 0 0 1 50 700 Tm (Engineer) Tj ET /Sh0 sh Q\n"

    assert lines(SEEN + coloured) == ["Grace Field", "Engineer"]


def test_invisible_text_over_its_own_drawn_letters_is_seen() -> None:
    drawn = "".join(filled(51 + 7 * number, 700, 4, 9, "0.2 0.2 0.9") for number in range(8))

    assert lines(SEEN + drawn + written("Engineer", more="3 Tr")) == ["Grace Field", "Engineer"]


def test_text_drawn_before_what_lies_beside_it_is_seen() -> None:
    assert lines(SEEN + written("Engineer") + filled(300, 600, 200, 150, "0.2 0.2 0.5")) == [
        "Grace Field",
        "Engineer",
    ]


def test_text_under_a_border_that_hides_nothing_is_seen() -> None:
    border = "q 0 0 0 RG 40 690 200 30 re S Q\n"

    assert lines(SEEN + written("Engineer") + border) == ["Grace Field", "Engineer"]


def test_a_letter_partly_off_the_page_is_kept() -> None:
    assert lines(SEEN + written("Engineer", left=-2)) == ["Grace Field", "Engineer"]


def test_text_that_stands_for_other_text_is_read_in_its_stead() -> None:
    said = "BT /F0 12 Tf 50 700 Td (O) Tj /Span << /ActualText (ffi) >> BDC (X) Tj EMC (ce) Tj ET\n"

    assert lines(SEEN + said) == ["Grace Field", "Office"]


def test_text_that_stands_for_other_text_in_a_form_stands_where_the_form_is_placed() -> None:
    form = (
        "BT /F0 48 Tf 200 2800 Td (2019 ) Tj ET "
        "BT /F0 48 Tf 320 2800 Td /Span << /ActualText (-) >> BDC (X) Tj EMC ET "
        "BT /F0 48 Tf 364 2800 Td (2023) Tj ET"
    )

    document = read_pdf(drawn_pdf(SEEN + "q /X0 Do Q", forms=[form]))

    assert [line.text for line in document.lines] == ["Grace Field", "2019 - 2023"]
