"""A Word document that holds a resume as a picture."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from domain.documents import pasted
from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.models import Block, Line, Page, Recognition
from domain.documents.pasted import read_word, render_word
from domain.documents.pictures import recognition
from domain.documents.reader import read_document
from tests import word_files


def word(*paragraphs: str, pictures: dict[str, tuple[int, int]]) -> bytes:
    """A document of these paragraphs, with pictures of these sizes in its folder of media."""
    file = io.BytesIO(word_files.docx_with_paragraphs(paragraphs))
    with zipfile.ZipFile(file, "a") as archive:
        for name, size in pictures.items():
            picture = io.BytesIO()
            Image.new("RGB", size, "white").save(picture, "JPEG" if name.endswith("g") else "PNG")
            archive.writestr(f"word/media/{name}", picture.getvalue())
    return file.getvalue()


@pytest.fixture(autouse=True)
def recognition_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "is_available", lambda: True)


@pytest.mark.parametrize(("paragraphs", "has_text"), [([], False), (["Resume of Grace Field"], True)])
def test_a_pasted_page_is_signalled(paragraphs: list[str], has_text: bool) -> None:
    content = word(*paragraphs, pictures={"image1.jpeg": (800, 1100)})

    with pytest.raises(NeedsRecognition) as caught:
        read_document(content, MediaType.DOCX)
    assert caught.value.has_text is has_text


def test_pictures_beside_text_are_left_alone() -> None:
    content = word("Grace Field, data analyst", "x" * 80, pictures={"image1.jpeg": (800, 1100)})

    assert read_document(content, MediaType.DOCX).lines[0].text == "Grace Field, data analyst"


def test_a_short_document_without_pictures_is_read() -> None:
    assert read_document(word("Grace Field", pictures={}), MediaType.DOCX).text == "Grace Field"


def test_larger_pictures_are_rendered_in_their_order() -> None:
    sizes = {"image10.jpg": (900, 1200), "image2.jpeg": (800, 1100), "image1.jpeg": (90, 90)}

    rendered = list(render_word(word(pictures=sizes)))

    assert [(page.number, page.picture.size) for page in rendered] == [(1, (800, 1100)), (2, (900, 1200))]


def test_a_damaged_picture_is_left_out() -> None:
    content = word(pictures={"image2.jpeg": (800, 1100)})
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/media/image1.png", b"no picture")

    assert [page.picture.size for page in render_word(file.getvalue())] == [(800, 1100)]


def test_what_is_recognised_follows_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Page(1, (Block((Line("Engineer"),)),))
    monkeypatch.setattr(pasted, "recognised_pages", lambda _: ([found], (2,)))
    content = word("Grace Field", pictures={"image1.jpeg": (800, 1100)})

    document = read_word(content, recognition=Recognition.DONE)

    assert [(page.number, page.blocks[0].text) for page in document.pages] == [
        (1, "Grace Field"),
        (2, "Engineer"),
    ]
    assert document.unread == (2,)


def test_without_recognition_a_pasted_page_has_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "is_available", lambda: False)

    with pytest.raises(ReadFailure) as caught:
        read_document(word(pictures={"image1.jpeg": (800, 1100)}), MediaType.DOCX)
    assert caught.value.code is FailureCode.NO_TEXT


def test_pages_without_time_are_told_of_a_whole_document(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Page(1, (Block((Line("Engineer"),)),))
    monkeypatch.setattr(pasted, "recognised_pages", lambda _: ([found], (2,)))
    content = word(pictures={"image1.jpeg": (800, 1100)})

    assert read_document(content, MediaType.DOCX, recognition=Recognition.DONE).unread == (2,)
