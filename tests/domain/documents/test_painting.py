"""Places that were read, held against the pixels of painted pages."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.models import Box, Document, Recognition, Sheet
from domain.documents.painting import MOST_PIXELS, paint_page
from domain.documents.reader import read_document
from tests.domain.documents.pictures.test_recognition import LINES, drawn, encoded, needs_the_extra, pdf_of
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


@needs_the_extra
@pytest.mark.parametrize("kind", ["PNG", "PDF"])
@pytest.mark.parametrize("degrees", [0, 4, 90, 180, 271])
def test_boxes_of_recognised_lines_lie_on_their_pixels(kind: str, degrees: int) -> None:
    image = drawn(LINES).rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    media_type = MediaType.PNG if kind == "PNG" else MediaType.PDF
    content = encoded(image) if kind == "PNG" else pdf_of(image)
    document = read_document(content, media_type, recognition=Recognition.DONE)
    (sheet,) = document.sheets
    picture = painted(content, media_type, sheet)
    assert picture.width / picture.height == pytest.approx(sheet.width / sheet.height, rel=0.01)
    scale = picture.width / sheet.width
    boxes = places(document)
    assert len(boxes) == len(LINES)
    for line, box in boxes.items():
        left, top, right, bottom = (
            round(edge * scale) for edge in (box.left, box.top, box.right, box.bottom)
        )
        ink = inked(picture.crop((left - 15, top - 12, right + 15, bottom + 18)))
        # The line alone, from edge to edge, as far as recognition is sure of edges.
        assert ink[0] == pytest.approx(15, abs=15), line
        assert ink[2] == pytest.approx(right - left + 15, abs=20), line
        picture.paste(255, (left - 15, top - 8, right + 15, bottom + 18))
    assert picture.point(lambda value: 255 if value < DARK else 0).getbbox() is None


@needs_the_extra
def test_each_page_of_a_tiff_is_painted() -> None:
    pages = [drawn([LINES[0]]), drawn([LINES[1], LINES[2]])]
    content = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    heights = [inked(painted(content, MediaType.TIFF, Sheet(number, 842, 505)))[3] for number in (1, 2)]
    assert heights[1] > heights[0] + 40
    with pytest.raises(ReadFailure) as caught:
        paint_page(content, MediaType.TIFF, 3, turn=0.0, width=400)
    assert caught.value.code is FailureCode.DAMAGED


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_photograph_is_painted_as_its_camera_was_held(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = {3: 180, 6: 90, 8: 270}[orientation]
    content = encoded(drawn(LINES).rotate(turned, expand=True), "JPEG", exif=exif)
    picture = painted(content, MediaType.JPEG, Sheet(1, 842, 505))
    assert picture.width > picture.height
    assert inked(picture)[:2] == pytest.approx(inked(drawn(LINES).convert("L"))[:2], abs=4)


def test_a_small_picture_is_not_made_larger_and_colours_stay_as_they_are() -> None:
    image = Image.new("RGB", (300, 200), (200, 210, 190))
    made = Image.open(io.BytesIO(paint_page(encoded(image), MediaType.PNG, 1, turn=0.0, width=1_200)))
    assert made.size == (300, 200)
    assert made.convert("RGB").getpixel((150, 100)) == pytest.approx((200, 210, 190), abs=4)


@pytest.mark.parametrize("size", ["0 0 14400 14400", "0 0 10 14400", "0 0 14400 10", "0 0 1 1"])
@pytest.mark.parametrize("turn", [0.0, 90.0, 3.5])
def test_pages_of_any_size_make_pictures_of_bounded_size(size: str, turn: float) -> None:
    content = page(more=f"/CropBox [{size}]").replace(b"[0 0 595 842]", f"[{size}]".encode())
    made = Image.open(io.BytesIO(paint_page(content, MediaType.PDF, 1, turn=turn, width=2_000)))
    assert made.width * made.height <= 1.01 * MOST_PIXELS
    assert max(made.size) <= 10_001


@pytest.mark.parametrize("media_type", [MediaType.DOCX, MediaType.TEXT, MediaType.HTML])
def test_a_format_without_pages_has_no_picture(media_type: MediaType) -> None:
    with pytest.raises(ReadFailure) as caught:
        paint_page(b"", media_type, 1, turn=0.0, width=400)
    assert caught.value.code is FailureCode.NO_TEXT


def test_an_encrypted_file_and_a_damaged_one_have_no_picture() -> None:
    for content, code in (
        (b"%PDF-1.7 and nothing", FailureCode.DAMAGED),
        (PAGES["plain"][:99], FailureCode.DAMAGED),
    ):
        with pytest.raises(ReadFailure) as caught:
            paint_page(content, MediaType.PDF, 1, turn=0.0, width=400)
        assert caught.value.code is code


def test_what_was_filled_into_a_form_is_painted() -> None:
    content = form("Grace Okafor")
    document = read_document(content, MediaType.PDF)
    (sheet,) = document.sheets
    box = places(document)["Grace Okafor"]
    picture = painted(content, MediaType.PDF, sheet)
    scale = picture.width / sheet.width
    left, top, right, bottom = (round(edge * scale) for edge in (box.left, box.top, box.right, box.bottom))
    inked(picture.crop((left, top, right, bottom)))


def form(value: str) -> bytes:
    """A page with a field whose value is kept without being drawn."""
    return pdf_from_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /NeedAppearances true /DA "
            b"(/Helv 12 Tf 0 g) /DR << /Font << /Helv 6 0 R >> >> >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [5 0 R] "
            b"/Resources << /Font << /F0 6 0 R >> >> >>",
            pdf_stream(b"BT /F0 14 Tf 60 700 Td (Name and Objective of the person) Tj ET"),
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (%s) /Rect [60 600 300 620] /P 3 0 R "
            b"/DA (/Helv 12 Tf 0 g) /F 4 >>" % value.encode(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )
