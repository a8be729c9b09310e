"""Places that were read, held against the pixels of painted pages."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from domain.documents.formats import MediaType
from domain.documents.models import Box, Document, Sheet
from domain.documents.painting import paint_page
from domain.documents.reader import read_document
from tests.pdf_files import pdf_from_objects, pdf_stream

WORDS = ("Grace Okafor", "Accountant", "grace@example.com")
DARK = 128
_UPRIGHT = "1 0 0 1"
# What is written runs up the page, down it, or upside down.
_TURNED = {"up": "0 1 -1 0", "down": "0 -1 1 0", "over": "-1 0 0 -1"}


def page(
    *,
    matrix: str = _UPRIGHT,
    starts: tuple[tuple[int, int], ...] = ((60, 700), (60, 650), (200, 600)),
    more: str = "",
) -> bytes:
    """A page of these words, each at its place."""
    drawn = "".join(
        f"BT /F0 14 Tf {matrix} {left} {low} Tm ({word}) Tj ET\n"
        for word, (left, low) in zip(WORDS, starts, strict=True)
    )
    return pdf_from_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s /Contents 4 0 R /Resources << /Font << "
            b"/F0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>" % more.encode(),
            pdf_stream(drawn.encode()),
        ]
    )


PAGES = {
    "plain": page(),
    "turned by a quarter": page(more="/Rotate 90"),
    "turned by half": page(more="/Rotate 180"),
    "turned by three quarters": page(more="/Rotate 270"),
    "cropped": page(more="/CropBox [40 500 500 800]"),
    "cropped and turned": page(more="/CropBox [40 500 500 800] /Rotate 90"),
    "a media box that begins elsewhere": page(more="/CropBox [-20 -30 480 790]"),
    "written upwards": page(matrix=_TURNED["up"], starts=((100, 100), (150, 100), (200, 300))),
    "written downwards": page(matrix=_TURNED["down"], starts=((400, 700), (350, 700), (300, 500))),
    "written upside down": page(matrix=_TURNED["over"], starts=((500, 100), (500, 150), (400, 200))),
    "written upwards on a turned page": page(
        matrix=_TURNED["up"], starts=((100, 100), (150, 100), (200, 300)), more="/Rotate 90"
    ),
    "written downwards, turned and cropped": page(
        matrix=_TURNED["down"],
        starts=((400, 700), (350, 700), (300, 500)),
        more="/Rotate 270 /CropBox [100 200 500 800]",
    ),
}


def painted(content: bytes, media_type: MediaType, sheet: Sheet, width: int = 1_200) -> Image.Image:
    made = paint_page(content, media_type, sheet.number, turn=sheet.turn, width=width)
    return Image.open(io.BytesIO(made)).convert("L")


def inked(picture: Image.Image) -> tuple[int, int, int, int]:
    """Return the edges of what is dark."""
    found = picture.point(lambda value: 255 if value < DARK else 0).getbbox()
    assert found is not None
    return found


def places(document: Document) -> dict[str, Box]:
    return {line.text: line.box for line in document.lines if line.box is not None}


@pytest.mark.parametrize("name", PAGES)
def test_boxes_of_words_lie_on_their_pixels(name: str) -> None:
    content = PAGES[name]
    document = read_document(content, MediaType.PDF)
    (sheet,) = document.sheets
    picture = painted(content, MediaType.PDF, sheet)
    scale = picture.width / sheet.width
    assert picture.height == pytest.approx(sheet.height * scale, abs=2)
    boxes = places(document)
    assert set(boxes) == set(WORDS)
    for word, box in boxes.items():
        left, top, right, bottom = (edge * scale for edge in (box.left, box.top, box.right, box.bottom))
        crop = picture.crop((round(left) - 6, round(top) - 6, round(right) + 6, round(bottom) + 10))
        ink = inked(crop)
        # The word alone, from edge to edge.
        assert ink[0] == pytest.approx(6, abs=6), word
        assert ink[2] == pytest.approx(right - left + 6, abs=8), word
        assert ink[1] >= 4, word
        picture.paste(255, (round(left) - 4, round(top) - 4, round(right) + 4, round(bottom) + 10))
    assert picture.point(lambda value: 255 if value < DARK else 0).getbbox() is None
