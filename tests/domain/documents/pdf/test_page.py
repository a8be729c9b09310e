from __future__ import annotations

import pypdfium2
import pytest

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.pdf import letters as letters_module
from domain.documents.pdf.page import PageContent, read_page
from tests import pdf_files
from tests.pdf_files import PdfPage, PlacedLink, PlacedText


def content_of(page: PdfPage) -> PageContent:
    document = pypdfium2.PdfDocument(pdf_files.pdf_with_pages([page]))
    content = read_page(document.raw, 0)
    document.close()
    assert content is not None
    return content


def text(content: PageContent) -> str:
    return "".join((" " if glyph.space else "") + glyph.text for glyph in content.glyphs).strip()


def test_letters_stand_from_the_top_left_in_their_size() -> None:
    content = content_of(PdfPage([PlacedText("方晓", 50, 60, 12, bold=True)]))

    first = content.glyphs[0]
    assert (first.text, first.bold) == ("方", True)
    assert (first.left, first.baseline, first.size) == pytest.approx((50, 60, 12), abs=0.5)
    assert (content.width, content.height) == (pdf_files.A4_WIDTH, pdf_files.A4_HEIGHT)


def test_what_no_reader_sees_is_left_out() -> None:
    seen = PlacedText("Grace", 50, 60)
    hidden = PlacedText("hidden", 50, 90, render_mode=3)
    white = PlacedText("white", 50, 120, colour=(1, 1, 1))
    outside = PlacedText("outside", 900, 60)

    assert text(content_of(PdfPage([seen, hidden, white, outside]))) == "Grace"


def test_white_text_on_a_dark_ground_is_seen() -> None:
    page = PdfPage([PlacedText("Grace", 60, 70, colour=(1, 1, 1))], fills=[(40, 40, 300, 100, 0.2)])

    assert text(content_of(page)) == "Grace"


def test_invisible_text_alone_is_a_scan_s_and_is_read() -> None:
    page = PdfPage([PlacedText("Grace", 50, 60, render_mode=3)], picture=True)

    content = content_of(page)

    assert text(content) == "Grace"
    assert content.picture_share == pytest.approx(1.0, abs=0.01)


def test_a_link_has_its_address_and_the_text_under_it() -> None:
    page = PdfPage([PlacedText("Mail", 50, 60)], [PlacedLink("mailto:grace@example.com", 45, 45, 120, 65)])

    [link] = content_of(page).links

    assert (link.uri, link.text) == ("mailto:grace@example.com", "Mail")


def test_more_letters_than_a_page_shows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters_module, "MAXIMUM_LETTERS", 3)

    with pytest.raises(ReadFailure) as caught:
        content_of(PdfPage([PlacedText("Grace", 50, 60)]))
    assert caught.value.code is FailureCode.TOO_COMPLEX


def test_a_page_that_is_not_there_is_none() -> None:
    document = pypdfium2.PdfDocument(pdf_files.pdf_with_lines(["Grace"]))

    assert read_page(document.raw, 7) is None
    document.close()
