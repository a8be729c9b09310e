from __future__ import annotations

import pypdfium2
import pytest

from domain.documents.layout.ruled_tables import Rule
from domain.documents.models import Box
from domain.documents.pdf.shapes import Shape, drawing_of, is_outlined, outlines_of, rules_of, share_of
from tests import pdf_files


def test_paths_and_pictures_of_a_page_are_found() -> None:
    page = pdf_files.PdfPage(
        fills=[(50, 50, 150, 100, 0.5), (50, 150, 150, 200, 1.0)], rules=[(50, 300, 250, 300)], picture=True
    )
    document = pypdfium2.PdfDocument(pdf_files.pdf_with_pages([page]))
    loaded = document[0]

    shapes = drawing_of(loaded.raw).shapes
    loaded.close()
    document.close()

    assert [(shape.picture, shape.filled, shape.dark, shape.ruled) for shape in shapes] == [
        (True, False, True, False),
        (False, True, True, False),
        (False, True, False, False),
        (False, False, False, True),
    ]


def test_a_thin_shape_is_a_rule_and_a_stroked_rectangle_is_four() -> None:
    def rules(box: Box, *, stroked: bool = False, ruled: bool = True) -> list[Rule]:
        return list(rules_of(Shape(box, stroked=stroked, ruled=ruled), box))

    assert rules(Box(0, 10, 100, 12)) == [Rule(0, 11, 100, 11)]
    assert rules(Box(10, 0, 12, 100)) == [Rule(11, 0, 11, 100)]
    assert len(rules(Box(0, 0, 100, 50), stroked=True)) == 4
    assert rules(Box(0, 0, 100, 50)) == []
    assert rules(Box(0, 10, 100, 12), ruled=False) == []


def test_a_picture_s_share_counts_what_is_on_the_page() -> None:
    page = Box(0, 0, 100, 100)

    assert share_of(Shape(Box(-50, 0, 50, 100), picture=True), page) == pytest.approx(0.5)
    assert share_of(Shape(Box(200, 0, 300, 100), picture=True), page) == 0
    assert share_of(Shape(Box(0, 0, 100, 100)), page) == 0


def test_letters_drawn_as_shapes_are_found_again() -> None:
    outlines = outlines_of([Shape(Box(10, 10, 20, 20), filled=True), Shape(Box(50, 50, 60, 60))])

    assert is_outlined(15, 15, outlines)
    assert not is_outlined(55, 55, outlines)
