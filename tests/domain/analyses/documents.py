"""Small documents for the tests of the analysis, written by hand. Their people do not exist."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from domain.analyses.declaring import Entries, Field, Many, One, plain
from domain.analyses.extraction import analyse
from domain.analyses.fields import AGE, FIELDS
from domain.analyses.models import Analysis
from domain.documents.models import Block, BlockKind, Document, Line, Link, Page

_GAP = "   "

Stay = tuple[str, str | None, str | None, str | None, str | None]


def line(text: str, *, size: float | None = None, bold: bool = False) -> Line:
    """Return a line; three spaces divide its tokens."""
    tokens = tuple(part.strip() for part in text.split(_GAP) if part.strip())
    return Line(" ".join(tokens), font_size=size, bold=bold, tokens=tokens if len(tokens) > 1 else ())


def lines(text: str, *, size: float | None = None) -> tuple[Line, ...]:
    """Return a line for each row; a row that begins with `# ` is large, as a name or title is."""
    made = []
    for row in text.strip("\n").splitlines():
        if row.strip().startswith("# "):
            made.append(line(row.strip()[2:], size=20.0, bold=True))
        elif row.strip():
            made.append(line(row.strip(), size=size))
    return tuple(made)


def block(text: str, *, size: float | None = None, kind: BlockKind = BlockKind.TEXT) -> Block:
    """Return a block of lines."""
    return Block(lines(text, size=size), kind=kind)


def table(*rows: tuple[str, ...]) -> Block:
    """Return a table; a line break in a cell begins a new line."""
    made = tuple(tuple(lines(cell) for cell in row) for row in rows)
    return Block(tuple(one for row in made for cell in row for one in cell), kind=BlockKind.TABLE, rows=made)


def document(*blocks: Block | str, links: tuple[str, ...] = ()) -> Document:
    """Return a document of one page."""
    made = tuple(block(part, size=10.0) if isinstance(part, str) else part for part in blocks)
    return Document((Page(1, made, tuple(Link(uri) for uri in links)),))


def facts_of(made: Document) -> SimpleNamespace:
    """Return what a document states, by the names of the fields, each value as it is printed."""
    analysis = analyse(made)
    values = {field.name: _printed(field, analysis) for field in FIELDS if field is not AGE}
    return SimpleNamespace(
        language=analysis.language,
        evidence=analysis.evidence,
        age=analysis.age,
        age_stated=analysis[AGE],
        **values,
    )


def _printed(field: Field[Any], analysis: Analysis) -> Any:
    if isinstance(field, One):
        value = analysis[field]
        return None if value is None else plain(value)
    if isinstance(field, Many):
        return tuple(plain(value) for value in analysis[field])
    assert isinstance(field, Entries)
    return tuple(SimpleNamespace(**field.cells(entry), evidence=entry.evidence) for entry in analysis[field])


def stays(*blocks: Block | str) -> list[Stay]:
    """Return school, degree, subject, beginning and end of each entry of the education."""
    found = facts_of(document(*blocks)).education
    return [(entry.school, entry.degree, entry.major, entry.start, entry.end) for entry in found]
