from __future__ import annotations

import math

import pytest

from domain.documents.models import BlockKind
from domain.documents.pdf.reader import read_pdf
from tests.drawn_pdf import drawn_pdf, written

LINES = [f"Line {number} of what was done" for number in range(8)]
BODY = "".join(written(line, low=700 - 20 * number, left=60) for number, line in enumerate(LINES))


def turned(text: str, degrees: float, *, size: float = 40, colour: str = "0.8 0.8 0.8") -> str:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    matrix = f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} 60 560"
    return f"q BT /F0 {size} Tf {colour} rg {matrix} Tm ({text}) Tj ET Q\n"


def lines(content: str) -> list[str]:
    return [line.text for line in read_pdf(drawn_pdf(content)).lines]


@pytest.mark.parametrize(
    "mark",
    [
        turned("Bright Hire", 45),
        turned("Bright Hire", -30, colour="0 0 0"),
        written("Bright Hire", left=60, low=600, size=60, more="0.85 0.85 0.85 rg"),
    ],
    ids=["aslant", "aslant and black", "upright and faint"],
)
@pytest.mark.parametrize("is_under", [True, False])
def test_watermarks_are_not_read(mark: str, is_under: bool) -> None:
    assert lines(mark + BODY if is_under else BODY + mark) == LINES


def test_a_large_pale_name_that_nothing_crosses_is_read() -> None:
    name = written("Grace Field", low=760, size=36, more="0.8 0.8 0.8 rg")

    assert lines(name + BODY) == ["Grace Field", *LINES]


def test_pale_text_of_the_usual_size_is_read() -> None:
    assert "2019 - 2023" in lines(BODY + written("2019 - 2023", low=530, left=60, more="0.75 0.75 0.75 rg"))


def test_what_stands_sideways_is_in_the_margin_piece_by_piece() -> None:
    sideways = (
        "BT /F0 20 Tf 0 1 -1 0 40 300 Tm (Grace Field) Tj ET BT /F0 20 Tf 0 1 -1 0 40 600 Tm (Engineer) Tj ET"
    )

    [*_, last] = read_pdf(drawn_pdf(BODY + sideways)).blocks

    assert last.kind is BlockKind.MARGIN
    assert [line.text for line in last.lines] == ["Grace Field", "Engineer"]


def test_a_page_that_lies_askew_is_read() -> None:
    assert lines(turned("Grace Field", 30, size=12)) == ["Grace Field"]
