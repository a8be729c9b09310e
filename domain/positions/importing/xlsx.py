"""Rows of a sheet of an Excel workbook, streamed: neither its cells nor its strings are held.

A reader of our own: what postings need of the format is little, and workbooks come from strangers, so
entries are counted and measured as they inflate, and the XML is read without entities.
"""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
import zlib
from array import array
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import IO

from lxml import etree

from domain.documents.errors import ReadFailure
from domain.documents.zip_guard import GuardedZip
from domain.errors import InvalidInput
from domain.input_rules import InputRule
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.heads import MOST_ROWS_ABOVE, find_head
from domain.positions.importing.models import Rejection, RejectionReason, SourceRow
from domain.positions.importing.reports import TablePlace
from domain.positions.importing.xlsx_book import Sheet, read_book
from domain.positions.importing.xlsx_links import Place, links_of
from domain.positions.importing.xlsx_merges import column_number, filled, merges_of, tail_of

MOST_SHEET_BYTES = 2 * 2**30
MOST_BYTES_BETWEEN = 16 * 2**20
"""So much XML is read on the way to a cell or a string: what is neither is kept until one comes."""
MOST_COLUMNS = 16_384
_KEPT_STRINGS = 10_000
# The name of the column of addresses that titles lead to.
_LINKED = "hyperlink"
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")


class XlsxTable:
    """A sheet of rows, one of the first of which names the columns. Lines are the sheet's row numbers.

    It is the sheet of that name, or the first visible one that has a column of titles.
    """

    def __init__(self, path: Path, *, columns: ColumnMap, sheet: str | None = None) -> None:
        try:
            with path.open("rb") as file, GuardedZip(file) as archive:
                self._book = read_book(archive)
        except ReadFailure as failure:
            raise InvalidInput(f"无法读取工作簿（{failure.code}）", rule=InputRule.DAMAGED) from failure
        self._archive = zipfile.ZipFile(path)
        self._strings = _Strings(self._shared_texts())
        self._sheet: _Measured | None = None
        try:
            self._open(self._book.choice(sheet), columns)
        except _DAMAGE as error:
            self.close()
            raise InvalidInput(f"工作簿已损坏：{error}", rule=InputRule.DAMAGED) from error
        except InvalidInput:
            self.close()
            raise

    def _shared_texts(self) -> Generator[str, None, None]:
        if self._book.strings in self._archive.namelist():
            with closing(_Measured(self._archive, self._book.strings)) as stream:
                yield from _texts(stream)

    def _open(self, sheets: Sequence[Sheet], columns: ColumnMap) -> None:
        """Open the first of the sheets that has titles, or the first."""
        for number, sheet in enumerate([*sheets, sheets[0]]):
            with self._archive.open(sheet.path) as file:
                tail = tail_of(file)
            if self._sheet is not None:
                self._sheet.close()
            self._sheet = _Measured(self._archive, sheet.path)
            rows = filled(self._rows(self._sheet), merges_of(tail))
            first = self._first(rows)
            head = find_head(first, columns)
            if head.has_title or number == len(sheets):
                break
        self._links = links_of(self._archive, sheet.path, tail)
        self._holds = [columns.field(name) for name in head.names]
        self._width = len(head.names)
        own = "url" not in self._holds and any(self._is_title(place.column) for place in self._links)
        self.columns = (*head.names, _LINKED) if own else head.names
        self.place = TablePlace(
            head_line=head.line,
            sheet=sheet.name,
            other_sheets=tuple(other.name for other in self._book.shown if other is not sheet),
        )
        self._read = chain((row for row in first if row[0] > head.last_line), rows)

    @staticmethod
    def _first(rows: Iterator[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
        """Return the rows that may name the columns."""
        first: list[tuple[int, list[str]]] = []
        try:
            first.extend(islice(rows, MOST_ROWS_ABOVE))
        except etree.XMLSyntaxError as error:
            line = first[-1][0] if first else 0
            raise InvalidInput(f"工作表在第 {line} 行之后已损坏：{error}", rule=InputRule.DAMAGED) from error
        return first

    def rows(self) -> Iterator[SourceRow | Rejection]:
        """Yield every row that is not empty. Raises `InvalidInput` where the sheet breaks off."""
        width, line = self._width, 1
        try:
            for line, row in self._read:
                if len(row) > width and any(row[width:]):
                    yield Rejection(line, RejectionReason.TOO_MANY_CELLS, f"{len(row)} > {width}")
                else:
                    cells = self._linked(line, row) if self._links else row
                    yield SourceRow(line, zip(self.columns, cells, strict=False))
        except _DAMAGE as error:
            raise InvalidInput(f"工作表在第 {line} 行之后已损坏：{error}", rule=InputRule.DAMAGED) from error

    def _linked(self, line: int, row: list[str]) -> list[str]:
        """Return a row with the addresses of its links: in their column, or in one of their own."""
        cells = [*row[: self._width], *[""] * (len(self.columns) - len(row))]
        for at, field in enumerate(self._holds):
            address = self._links.get(Place(line, at))
            if address is not None and field == "url":
                cells[at] = address
            elif address is not None and self._is_title(at) and len(self.columns) > self._width:
                cells[-1] = address
        return cells

    def _is_title(self, at: int) -> bool:
        return at < self._width and (self._holds[at] or "").startswith("title")

    @property
    def progress(self) -> tuple[int, int]:
        """Bytes of the sheet read, and how many there are."""
        return (0, 0) if self._sheet is None else (self._sheet.done, self._sheet.size)

    def close(self) -> None:
        """Close the file."""
        if self._sheet is not None:
            self._sheet.close()
        self._strings.close()
        self._archive.close()

    def _rows(self, sheet: _Measured) -> Iterator[tuple[int, list[str]]]:
        row: list[str] = []
        line = 0
        for element in _parsed(sheet, ("{*}row", "{*}c", "{*}sheetData")):
            if element.tag.endswith("}sheetData"):
                return
            if element.tag.endswith("}c"):
                at = _column(element.get("r"), len(row))
                if at < MOST_COLUMNS and (text := self._text(element)):
                    row.extend([""] * (at - len(row)))
                    row[at:] = [text]
            else:
                line = int(element.get("r") or line + 1)
                if any(row):
                    yield line, row
                row = []
            _forget(element)

    def _text(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _runs(cell)
        value = cell.findtext("{*}v") or ""
        if kind == "s":
            return self._strings.get(int(value)) if value else ""
        if kind == "e":
            return ""
        return self._book.styles.text(value, cell.get("s")) if kind == "n" else value


class _Strings:
    """The strings that cells share, on disk: a workbook of descriptions has any amount of them.

    They are read as far as cells ask for them, which mostly do so in their order: a preview needs few.
    """

    def __init__(self, texts: Generator[str, None, None]) -> None:
        self._texts = texts
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the table
        self._starts = array("Q", [0])
        self.get = lru_cache(_KEPT_STRINGS)(self._get)

    def _read_on(self, number: int) -> None:
        self._file.seek(0, os.SEEK_END)
        for text in islice(self._texts, number + 2 - len(self._starts)):
            content = text.encode("utf-8", "replace")
            self._file.write(content)
            self._starts.append(self._starts[-1] + len(content))

    def _get(self, number: int) -> str:
        if number >= len(self._starts) - 1:
            self._read_on(number)
        if not 0 <= number < len(self._starts) - 1:
            return ""
        start, end = self._starts[number], self._starts[number + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8")

    def close(self) -> None:
        self._texts.close()
        self._file.close()


class _TooLarge(Exception):
    """An entry inflates beyond `MOST_SHEET_BYTES`, or says nothing for `MOST_BYTES_BETWEEN`."""


_DAMAGE = (
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OSError,
    _TooLarge,
)


class _Measured:
    """An entry as a file whose real bytes are counted."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._file: IO[bytes] = archive.open(name)
        self.size = archive.getinfo(name).file_size
        self.done = 0
        self.used = 0

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self.done += len(content)
        if self.done > MOST_SHEET_BYTES or self.done - self.used > MOST_BYTES_BETWEEN:
            raise _TooLarge(f"{self.done} bytes")
        return content

    def close(self) -> None:
        self._file.close()


def _parsed(stream: _Measured, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    for _, element in etree.iterparse(
        stream,
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    ):
        stream.used = stream.done
        yield element


def _texts(stream: _Measured) -> Iterator[str]:
    for element in _parsed(stream, ("{*}si",)):
        yield _runs(element)
        _forget(element)


def _runs(element: etree._Element) -> str:
    """Return the text of a string's runs, without the reading aids of East Asian ones."""
    return "".join(
        text.text or ""
        for text in element.iter("{*}t")
        if (parent := text.getparent()) is None or not str(parent.tag).endswith("}rPh")
    )


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _column(reference: str | None, following: int) -> int:
    found = _REFERENCE.fullmatch(reference or "")
    return following if found is None else column_number(found[1])
