from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.models import BlockKind, Document, Recognition
from domain.documents.pictures.recognition import is_available
from domain.documents.reader import read_document
from tests import pdf_files, picture_files

needs_the_extra = pytest.mark.skipif(
    not is_available(), reason="text recognition (the extra `ocr`) is not installed"
)
LINES = [
    "Grace Field",
    "Phone: (303) 555-0161",
    "Mail: grace.field@example.com",
    "Field and Company, Engineer",
]


def drawn(lines: list[str], *, size: tuple[int, int] = (700, 420)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        draw.text((40, 40 + 60 * row), line, fill="black", font=ImageFont.load_default(26))
    return image


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def read(
    folder: Path, content: bytes, media_type: MediaType, recognition: Recognition = Recognition.DONE
) -> Document:
    path = folder / "picture"
    path.write_bytes(content)
    return read_document(path.read_bytes(), media_type, recognition=recognition)


def pdf_of(image: Image.Image) -> bytes:
    return encoded(image, "PDF", resolution=72)


@needs_the_extra
def test_a_picture_is_read_with_places_and_confidence(tmp_path: Path) -> None:
    document = read(tmp_path, encoded(drawn(LINES)), MediaType.PNG)

    assert [line.text for line in document.lines] == LINES
    assert all(line.confidence is not None and line.confidence > 0.8 for line in document.lines)
    [page] = document.pages
    assert page.width == pytest.approx(842)
    name = document.lines[0].box
    assert name is not None
    assert name.left == pytest.approx(40 * 842 / 700, abs=8)
    assert name.top < 60 * 842 / 700 < name.bottom + 20


@needs_the_extra
@pytest.mark.parametrize("degrees", [4, 90, 180, 270])
def test_a_turned_picture_is_read_upright(tmp_path: Path, degrees: int) -> None:
    image = drawn(LINES).rotate(degrees, expand=True, fillcolor="white")

    document = read(tmp_path, encoded(image), MediaType.PNG)

    assert [line.text for line in document.lines] == LINES
    width, height = document.pages[0].width, document.pages[0].height
    assert width is not None
    assert height is not None
    assert width > height


@needs_the_extra
def test_a_camera_s_orientation_is_followed(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = drawn(LINES).rotate(90, expand=True)

    assert read(tmp_path, encoded(image, "JPEG", exif=exif), MediaType.JPEG).lines[0].text == LINES[0]


@needs_the_extra
def test_a_faint_picture_is_read(tmp_path: Path) -> None:
    image = Image.eval(drawn(LINES), lambda value: 215 + value // 10)

    assert [line.text for line in read(tmp_path, encoded(image), MediaType.PNG).lines] == LINES


@needs_the_extra
def test_columns_are_told_apart_and_a_ruled_form_is_a_table(tmp_path: Path) -> None:
    image = Image.new("RGB", (800, 300), "white")
    draw = ImageDraw.Draw(image)
    cells = [["Name", "Grace Field", "City", "Denver"], ["Phone", "303 555 0161", "Age", "31"]]
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            box = (20 + 190 * column, 40 + 80 * row, 210 + 190 * column, 120 + 80 * row)
            draw.rectangle(box, outline="black", width=2)
            draw.text((box[0] + 15, box[1] + 25), text, fill="black", font=ImageFont.load_default(24))

    [table] = read(tmp_path, encoded(image), MediaType.PNG).blocks

    assert table.kind is BlockKind.TABLE
    assert [[cell[0].text for cell in row] for row in table.rows] == cells


@needs_the_extra
def test_the_pages_of_a_tiff_are_read_up_to_a_dozen(tmp_path: Path) -> None:
    pages = [drawn([f"Page number {number}"], size=(400, 120)) for number in range(1, 15)]

    document = read(
        tmp_path, encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:]), MediaType.TIFF
    )

    assert [line.text for line in document.lines] == [f"Page number {number}" for number in range(1, 13)]


@needs_the_extra
@pytest.mark.parametrize("media_type", [MediaType.WEBP, MediaType.GIF, MediaType.BMP])
def test_other_pictures_are_read(tmp_path: Path, media_type: MediaType) -> None:
    content = encoded(drawn(LINES[:1], size=(300, 120)), media_type.value.removeprefix("image/"))

    assert read(tmp_path, content, media_type).text == LINES[0]


@needs_the_extra
def test_a_scanned_page_is_recognised(tmp_path: Path) -> None:
    document = read(tmp_path, pdf_of(drawn(LINES)), MediaType.PDF)

    assert [line.text for line in document.lines] == LINES


@needs_the_extra
def test_a_scanned_page_is_signalled_where_it_is_not_to_be_recognised(tmp_path: Path) -> None:
    with pytest.raises(NeedsRecognition) as caught:
        read(tmp_path, pdf_of(drawn(LINES)), MediaType.PDF, Recognition.SIGNALLED)

    assert not caught.value.has_text


@pytest.mark.parametrize("content", [pdf_of(drawn(LINES)), pdf_files.pdf_without_text()])
def test_a_scan_has_no_text_without_recognition(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReadFailure) as caught:
        read(tmp_path, content, MediaType.PDF, Recognition.NONE)

    assert (type(caught.value), caught.value.code) == (ReadFailure, FailureCode.NO_TEXT)


def test_a_picture_has_no_text_without_recognition(tmp_path: Path) -> None:
    with pytest.raises(ReadFailure) as caught:
        read(tmp_path, encoded(drawn(LINES)), MediaType.PNG, Recognition.NONE)

    assert (type(caught.value), caught.value.code) == (ReadFailure, FailureCode.NO_TEXT)


def test_pictures_behind_ample_text_are_left_alone(tmp_path: Path) -> None:
    text = pdf_files.PdfPage(
        [pdf_files.PlacedText("Worked on systems of many kinds " * 2, 50, 60 + 20 * n) for n in range(9)]
    )
    picture = pdf_files.PdfPage(fills=[(50 + 9 * n, 50, 55 + 9 * n, 60, 0.1) for n in range(50)])

    document = read(tmp_path, pdf_files.pdf_with_pages([text, picture]), MediaType.PDF, Recognition.SIGNALLED)

    assert [page.number for page in document.pages] == [1]


@needs_the_extra
def test_letters_drawn_as_shapes_before_the_text_are_signalled(tmp_path: Path) -> None:
    text = pdf_files.PdfPage(
        [pdf_files.PlacedText("Worked on systems of many kinds " * 2, 50, 60 + 20 * n) for n in range(9)]
    )
    picture = pdf_files.PdfPage(fills=[(50 + 9 * n, 50, 55 + 9 * n, 60, 0.1) for n in range(50)])

    with pytest.raises(NeedsRecognition) as caught:
        read(tmp_path, pdf_files.pdf_with_pages([picture, text]), MediaType.PDF, Recognition.SIGNALLED)

    assert caught.value.has_text


@needs_the_extra
@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (picture_files.png_of_size(30_000, 30_000), MediaType.PNG, FailureCode.TOO_COMPLEX),
        (picture_files.png_of_size(400, 400), MediaType.PNG, FailureCode.NO_TEXT),
        (picture_files.png_of_size(1, 5_000), MediaType.PNG, FailureCode.NO_TEXT),
        (picture_files.tiff_with_page_count(10_000), MediaType.TIFF, FailureCode.NO_TEXT),
        (encoded(drawn(LINES))[:2_000], MediaType.PNG, FailureCode.DAMAGED),
        (encoded(drawn(LINES), "JPEG")[:300], MediaType.JPEG, FailureCode.DAMAGED),
        (encoded(drawn(LINES), "WEBP")[:300], MediaType.WEBP, FailureCode.DAMAGED),
        (b"", MediaType.HEIC, FailureCode.DAMAGED),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", MediaType.PNG, FailureCode.DAMAGED),
    ],
    ids=[
        "billion pixels",
        "black",
        "a line of pixels",
        "10,000 pages",
        "cut off png",
        "cut off jpeg",
        "cut off webp",
        "empty",
        "postscript",
    ],
)
def test_what_cannot_be_read_fails_with_a_reason(
    tmp_path: Path, content: bytes, media_type: MediaType, code: FailureCode
) -> None:
    with pytest.raises(ReadFailure) as caught:
        read(tmp_path, content, media_type)
    assert caught.value.code is code
