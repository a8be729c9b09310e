"""Pictures beside text are recognised where they show text, and only there."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from domain.documents.errors import NeedsRecognition
from domain.documents.models import Block, BlockKind, Box, Document, Line, Page, Recognition
from domain.documents.pdf import reader
from domain.documents.pdf.reader import read_pdf, render_pdf
from domain.documents.pictures import recognition
from tests.drawn_pdf import drawn_pdf, pictured, written

BODY = "".join(
    written(f"Line {number} of what was done there in all those years", low=600 - 20 * number)
    for number in range(12)
)
BAND = (40, 700, 500, 80)
Grey = tuple[int, int, bytes]


def grey(image: Image.Image) -> Grey:
    return (*image.size, image.convert("L").tobytes())


def with_lines(*lines: str, size: tuple[int, int] = (1500, 240)) -> Grey:
    image = Image.new("L", size, 235)
    for row, line in enumerate(lines):
        ImageDraw.Draw(image).text((40, 40 + 60 * row), line, fill=20, font=ImageFont.load_default(40))
    return grey(image)


def photo() -> Grey:
    image = Image.effect_noise((400, 300), 120).filter(ImageFilter.GaussianBlur(2))
    return grey(image.resize((1500, 240)))


def shapes() -> Grey:
    image = Image.new("L", (1500, 240), 255)
    draw, places = ImageDraw.Draw(image), random.Random(3)
    for _ in range(6):
        x, y = places.randrange(1400), places.randrange(160)
        draw.ellipse((x, y, x + 80, y + 80), fill=places.randrange(200))
    return grey(image)


CONTACTS = with_lines("Grace Field   grace.field@example.com", "Brookhaven   +1 303 555 0161")


@pytest.fixture(autouse=True)
def recognition_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "is_available", lambda: True)


def signals(picture: Grey, *, place: tuple[float, float, float, float] = BAND, more: str = "") -> bool:
    try:
        read_pdf(
            drawn_pdf(BODY + pictured(*place) + more, picture=picture), recognition=Recognition.SIGNALLED
        )
    except NeedsRecognition as need:
        return need.has_text
    return False


@pytest.mark.parametrize(
    ("picture", "place"),
    [
        (CONTACTS, BAND),
        (with_lines("Grace Field"), BAND),
        (with_lines(*(f"Line {n}" for n in range(14)), size=(900, 950)), (300, 20, 280, 300)),
    ],
    ids=["a band of contacts", "a name", "a pasted page"],
)
def test_a_picture_with_lines_of_text_is_signalled(
    picture: Grey, place: tuple[float, float, float, float]
) -> None:
    assert signals(picture, place=place)


@pytest.mark.parametrize(
    ("picture", "place"),
    [
        (photo(), BAND),
        (shapes(), BAND),
        (grey(Image.new("L", (30, 30), 180)), BAND),
        (grey(Image.linear_gradient("L")), BAND),
        (CONTACTS, (40, 760, 100, 40)),
    ],
    ids=["a photo", "ornaments", "a plain ground", "a gradient", "a small one"],
)
def test_other_pictures_are_left_alone(picture: Grey, place: tuple[float, float, float, float]) -> None:
    assert not signals(picture, place=place)


def test_a_picture_that_text_is_set_on_is_a_ground() -> None:
    assert not signals(CONTACTS, more=written("Grace Field", low=740, size=24))


def test_only_the_picture_is_rendered_where_it_stands() -> None:
    [part] = render_pdf(drawn_pdf(BODY + pictured(*BAND), picture=CONTACTS))

    assert (part.number, part.left) == (1, 40)
    assert part.top == pytest.approx(842 - 780, abs=1)
    assert part.picture.size[0] * part.points == pytest.approx(500, abs=1)


def test_what_is_recognised_stands_among_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    band = Block((Line("Grace Field", Box(50, 70, 200, 90)),), BlockKind.TEXT, Box(50, 70, 200, 90))
    monkeypatch.setattr(reader, "recognised_pages", lambda _: ([Page(1, (band,))], ()))

    document: Document = read_pdf(
        drawn_pdf(BODY + pictured(*BAND), picture=CONTACTS), recognition=Recognition.DONE, rendered=[]
    )

    assert [line.text for line in document.lines][:2] == [
        "Grace Field",
        "Line 0 of what was done there in all those years",
    ]
    assert document.unread == ()
