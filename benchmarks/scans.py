"""`python -m benchmarks.scans`: what a scanned page costs, and how much of it is read.

A page of A4 is drawn, painted at 300 dots an inch and read as the picture that it is then, on one thread.
Time is that of the processor; where cores are shared it is up to half as much again as on an idle machine.
"""

from __future__ import annotations

import difflib
import io
import time
from statistics import median
from typing import Annotated

import pypdfium2
import typer

from domain.documents.formats import MediaType
from domain.documents.pictures.recognition import load_models
from domain.documents.reader import recognise_document, render_document
from tests.drawn_pdf import drawn_pdf, written

DOTS_AN_INCH = 300
LINES = [
    "Grace Field, data analyst in Brookhaven, grace.field@example.com, 303 555 0161",
    "Built weekly revenue reports for the sales team and presented them to the board in 2021.",
    "Moved the reporting database to another supplier and trained colleagues from four departments.",
    "Bachelor of Science in Statistics, University of Brookhaven, September 2012 to June 2016.",
    "Python, SQL, spreadsheets, survey design, regression, forecasting, English and Spanish.",
]


def main(
    lines: Annotated[int, typer.Option(help="Lines on the page; fifty are a full one.")] = 45,
    rounds: Annotated[int, typer.Option(min=1, help="How often it is read.")] = 5,
) -> None:
    """Print the processor's time for a page, and the share of its letters that is read right."""
    load_models()
    printed = [LINES[number % len(LINES)] for number in range(lines)]
    content = _scan(printed)
    rendering, recognising, right = [], [], 0.0
    for _ in range(rounds):
        started = time.process_time()
        rendered = render_document(content, MediaType.PNG)
        between = time.process_time()
        document = recognise_document(content, rendered, MediaType.PNG)
        recognising.append(time.process_time() - between)
        rendering.append(between - started)
        right = difflib.SequenceMatcher(
            None, "\n".join(printed), "\n".join(line.text for line in document.lines)
        ).ratio()
    print(
        f"a page of {lines} lines at {DOTS_AN_INCH} dpi: {median(rendering):.2f} s to render, "
        f"{median(recognising):.2f} s to recognise ({min(recognising):.2f} at best), {right:.1%} of it right"
    )


def _scan(lines: list[str]) -> bytes:
    content = "".join(written(line, low=780 - 16 * row, size=10) for row, line in enumerate(lines))
    with pypdfium2.PdfDocument(drawn_pdf(content)) as document:
        picture = document[0].render(scale=DOTS_AN_INCH / 72).to_pil().convert("RGB")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


if __name__ == "__main__":
    typer.run(main)
