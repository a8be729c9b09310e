from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.pictures.files import LONGEST_SIDE, pictures_of, shrunk
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


def test_what_shines_through_is_white(tmp_path: Path) -> None:
    [picture] = opened(tmp_path, Image.new("RGBA", (4, 4), (0, 0, 0, 0)))

    assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_the_first_pages_of_a_tiff_are_opened_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(picture_files.tiff_with_page_count(4))

    assert len(list(pictures_of(path.read_bytes(), "TIFF", most=3))) == 3
    assert len(list(pictures_of(path.read_bytes(), "TIFF", most=9))) == 4


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
