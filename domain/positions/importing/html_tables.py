"""Rows of the largest table of a web page: what many programs save under the name of an Excel file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from domain.errors import FileTooLarge, InvalidInput
from domain.input_rules import InputRule
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.heads import MOST_ROWS_ABOVE, find_head
from domain.positions.importing.models import Rejection, RejectionReason, SourceRow
from domain.positions.importing.reports import TablePlace

MOST_BYTES = 16 * 2**20
"""A page is read whole."""

_MOST_SPANNED = 1_000
_MOST_CELLS = 5_000_000
_START = re.compile(r"<(?:!doctype html|html|head|meta|body|style|table|div)\b", re.IGNORECASE)


def looks_like_html(start: str) -> bool:
    """Return whether a file that starts like this is a web page."""
    return _START.match(start) is not None


class HtmlTable:
    """The table of a page with the most rows; lines are the numbers of its rows."""

    def __init__(self, path: Path, *, encoding: str, columns: ColumnMap) -> None:
        if path.stat().st_size > MOST_BYTES:
            raise FileTooLarge
        parser = etree.HTMLParser(no_network=True, encoding="utf-8", remove_comments=True)
        content = path.read_bytes().decode(encoding, "replace").encode("utf-8", "replace")
        page = etree.fromstring(content, parser)
        tables = [] if page is None else list(page.iter("table"))
        if not tables:
            raise InvalidInput("网页中没有表格，请另存为 CSV、TSV、JSONL 或 XLSX", rule=InputRule.NO_TABLE)
        counts = Counter(_table_of(row) for row in page.iter("tr"))
        table = max(tables, key=lambda one: counts[one])
        rows = [(number, row) for number, row in enumerate(_grid(table), start=1) if any(row)]
        head = find_head(rows[:MOST_ROWS_ABOVE], columns)
        self.columns = head.names
        self.place = TablePlace(head_line=head.line)
        self._below = [row for row in rows if row[0] > head.last_line]
        self._done = 0

    def rows(self) -> Iterator[SourceRow | Rejection]:
        """Yield every row that is not empty."""
        width = len(self.columns)
        for done, (line, row) in enumerate(self._below, start=1):
            self._done = done
            if any(row[width:]):
                yield Rejection(line, RejectionReason.TOO_MANY_CELLS, f"{len(row)} > {width}")
            else:
                yield SourceRow(line, zip(self.columns, row, strict=False))

    @property
    def progress(self) -> tuple[int, int]:
        """Rows read, and how many there are."""
        return self._done, len(self._below)

    def close(self) -> None:
        """Nothing is open."""


def _grid(table: etree._Element) -> Iterator[list[str]]:
    """Yield the cells of each row; one that spans several rows stands in each of them."""
    spanning: dict[int, tuple[int, str]] = {}
    count = 0
    for row in table.iter("tr"):
        if _table_of(row) is not table:
            continue
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _fill(cells, spanning)
            text = " ".join("".join(map(str, cell.itertext())).split())
            if (rows := _span(cell, "rowspan")) > 1:
                spanning[len(cells)] = (rows - 1, text)
            cells.append(text)
            cells.extend([""] * (_span(cell, "colspan") - 1))
        _fill(cells, spanning)
        count += len(cells)
        if count > _MOST_CELLS:
            raise InvalidInput(
                "网页中的表格过大，请另存为 CSV、TSV、JSONL 或 XLSX", rule=InputRule.TABLE_TOO_LARGE
            )
        yield cells


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors("table"), None)


def _fill(cells: list[str], spanning: dict[int, tuple[int, str]]) -> None:
    """Write the cells that go on from the rows above."""
    while (at := len(cells)) in spanning:
        rows, text = spanning.pop(at)
        cells.append(text)
        if rows > 1:
            spanning[at] = (rows - 1, text)


def _span(cell: etree._Element, name: str) -> int:
    told = cell.get(name, "1").strip()
    return max(1, min(int(told), _MOST_SPANNED)) if told.isascii() and told.isdigit() else 1
