from __future__ import annotations

import pytest

from domain.documents.pdf.layers import hidden_layers
from domain.documents.pdf.reader import read_pdf
from tests.drawn_pdf import drawn_pdf, written

LAYERS = [b"<< /Type /OCG /Name (Print) >>", b"<< /Type /OCG /Name (Notes) >>"]
CONTENT = (
    written("Grace Field", low=780)
    + f"/OC /MC0 BDC {written('Engineer')} EMC\n"
    + f"/OC /MC1 BDC {written('Kubernetes', low=600)} EMC\n"
)


def layered(default: str) -> bytes:
    return drawn_pdf(
        CONTENT,
        properties="/MC0 8 0 R /MC1 9 0 R",
        catalogue=f"/OCProperties << /OCGs [8 0 R 9 0 R] /D << {default} >> >>",
        objects=LAYERS,
    )


def lines(content: bytes) -> list[str]:
    return [line.text for line in read_pdf(content).lines]


@pytest.mark.parametrize(
    "default", ["/OFF [9 0 R]", "/BaseState /OFF /ON [8 0 R]"], ids=["one is off", "all but one are off"]
)
def test_a_layer_that_is_off_is_not_read(default: str) -> None:
    assert hidden_layers(layered(default)) == {"Notes"}
    assert lines(layered(default)) == ["Grace Field", "Engineer"]


def test_layers_that_are_on_are_read() -> None:
    assert lines(layered("/OFF []")) == ["Grace Field", "Engineer", "Kubernetes"]


def test_a_file_without_layers_has_none_hidden() -> None:
    assert hidden_layers(drawn_pdf(CONTENT)) == frozenset()


def test_what_cannot_be_parsed_hides_nothing() -> None:
    assert hidden_layers(b"%PDF-1.7 /OCProperties") == frozenset()
