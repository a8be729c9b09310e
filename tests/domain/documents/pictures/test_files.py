from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.pictures.files import LONGEST_SIDE, picture_of_page, pictures_of, shrunk
from tests import picture_files


def opened(folder: Path, image: Image.Image, kind: str = "PNG", *, most: int = 5) -> list[Image.Image]:
    path = folder / "picture"
    image.save(path, kind)
    return list(pictures_of(path.read_bytes(), kind, most=most))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16", "I", "CMYK"])
def test_every_kind_of_pixels_becomes_colours(tmp_path: Path, mode: str) -> None:
    image = Image.new("RGB", (20, 10), "white").convert("L") if mode.startswith("I") else None
    image = Image.new(mode, (20, 10)) if image is None else image.convert("I").convert(mode)

    [picture] = opened(tmp_path, image, "TIFF" if mode in {"CMYK", "I"} else "PNG")

    assert (picture.mode, picture.size) == ("RGB", (20, 10))


@pytest.mark.parametrize("mode", ["1", "P"])
def test_thin_strokes_of_black_or_white_and_of_a_palette_are_left_as_shades(
    tmp_path: Path, mode: str
) -> None:
    page = Image.new("L", (3 * LONGEST_SIDE, 6), 255)
    page.paste(0, (300, 0, 301, 6))
    page.paste(0, (602, 0, 603, 6))

    [picture] = opened(tmp_path, page.convert(mode))

    row = picture.convert("L").crop((0, 1, LONGEST_SIDE, 2)).tobytes()
    assert (min(row[95:105]) < 230, min(row[195:205]) < 230) == (True, True)


def test_what_shines_through_is_white(tmp_path: Path) -> None:
    [picture] = opened(tmp_path, Image.new("RGBA", (4, 4), (0, 0, 0, 0)))

    assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_the_first_pages_of_a_tiff_are_opened_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(picture_files.tiff_with_page_count(4))

    assert len(list(pictures_of(path.read_bytes(), "TIFF", most=3))) == 3
    assert len(list(pictures_of(path.read_bytes(), "TIFF", most=9))) == 4


def test_a_page_of_a_tiff_is_opened_without_those_before_it(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    damaged, sound = Image.new("L", (40, 40), 10), Image.new("L", (50, 20), 200)
    damaged.save(path, "TIFF", save_all=True, append_images=[sound], compression="tiff_lzw")
    content = bytearray(path.read_bytes())
    with Image.open(path) as image:
        [start], [size] = image.tag_v2[273], image.tag_v2[279]  # type: ignore[attr-defined]
    content[start : start + size] = b"\xff" * size

    assert picture_of_page(bytes(content), "TIFF", 2).getpixel((5, 5)) == (200, 200, 200)
    with pytest.raises(ReadFailure):
        picture_of_page(bytes(content), "TIFF", 1)
    with pytest.raises(ReadFailure):
        picture_of_page(bytes(content), "TIFF", 3)


def test_a_page_is_shrunk_and_a_tall_screenshot_keeps_its_width() -> None:
    assert max(shrunk(Image.new("L", (4_000, 3_000))).size) == LONGEST_SIDE
    assert shrunk(Image.new("L", (300, 200))).size == (300, 200)
    width, height = shrunk(Image.new("L", (1_000, 8_000))).size
    assert (width, height) == (1_000, 8_000)


def test_too_many_pixels_are_refused_before_they_are_decoded(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(picture_files.png_of_size(30_000, 30_000))

    with pytest.raises(ReadFailure) as caught:
        list(pictures_of(path.read_bytes(), "PNG", most=1))
    assert caught.value.code is FailureCode.TOO_COMPLEX


def test_a_file_is_opened_as_nothing_but_its_format(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "GIF")
    path = tmp_path / "picture"
    path.write_bytes(out.getvalue())

    with pytest.raises(ReadFailure) as caught:
        list(pictures_of(path.read_bytes(), "PNG", most=1))
    assert caught.value.code is FailureCode.DAMAGED
