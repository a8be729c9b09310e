from __future__ import annotations

import pypdfium2
import pytest

from domain.documents.layout.phrases import Space
from domain.documents.models import Box
from domain.documents.pdf.fields import glyphs_of_value, undrawn_values
from tests import pdf_files


def form(*fields: bytes) -> bytes:
    widgets = [b"<< /Type /Annot /Subtype /Widget /Rect [50 700 250 720] %s >>" % field for field in fields]
    numbers = b" ".join(b"%d 0 R" % (4 + at) for at in range(len(fields)))
    return pdf_files.pdf_from_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] >> >>" % numbers,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [%s] >>" % numbers,
            *widgets,
        ]
    )


def values(content: bytes) -> list[tuple[str, Box]]:
    document = pypdfium2.PdfDocument(content)
    page = document[0]
    found = list(undrawn_values(page.raw))
    page.close()
    document.close()
    return found


def test_the_value_of_a_field_that_is_not_drawn_is_told_with_its_place() -> None:
    assert values(form(b"/FT /Tx /T (name) /V (Grace Field)")) == [("Grace Field", Box(50, 700, 250, 720))]


@pytest.mark.parametrize(
    "field",
    [b"/FT /Tx /T (a) /V ( )", b"/FT /Btn /T (a) /V (Yes)", b"/FT /Tx /T (a) /V (x) /F 2", b"/FT /Tx /T (a)"],
    ids=["blank", "a button", "hidden", "without a value"],
)
def test_other_fields_tell_nothing(field: bytes) -> None:
    assert values(form(field)) == []


def test_a_value_is_set_from_the_field_s_top_left() -> None:
    glyphs = list(glyphs_of_value("a 方\nb", Box(50, 100, 250, 140)))

    assert [glyph.text for glyph in glyphs] == ["a", "方", "b"]
    assert [glyph.space for glyph in glyphs] == [Space.DUE, Space.DRAWN, Space.DUE]
    assert glyphs[0].left == glyphs[2].left == 52
    assert 100 < glyphs[0].baseline < glyphs[2].baseline < 140
