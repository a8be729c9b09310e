"""Rows of an Excel workbook's first visible sheet, streamed: neither its cells nor its strings are held.

A reader of our own: what postings need of the format is little, and workbooks come from strangers, so
entries are counted and measured as they inflate, and the XML is read without entities.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO

from lxml import etree

from domain.documents.errors import ReadFailure
from domain.documents.zip_guard import GuardedZip
from domain.errors import InvalidInput
from domain.positions.importing.models import Rejection, RejectionReason, SourceRow

MOST_SHEET_BYTES = 2 * 2**30
MOST_COLUMNS = 16_384
_KEPT_STRINGS = 10_000
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class XlsxTable:
    """A sheet of rows; the first that is not empty names the columns. Lines are the sheet's row numbers."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file, GuardedZip(file) as archive:
                sheet, strings = _parts(archive)
        except ReadFailure as failure:
            raise InvalidInput(f"无法读取工作簿（{failure.code}）") from failure
        self._archive = zipfile.ZipFile(path)
        self._strings = _Strings()
        try:
            if strings in self._archive.namelist():
                for text in _texts(_Measured(self._archive, strings)):
                    self._strings.add(text)
            self._sheet = _Measured(self._archive, sheet)
            self._read = self._rows()
            self._header = next(self._read, (0, []))[1]
        except _DAMAGE as error:
            self.close()
            raise InvalidInput(f"工作簿已损坏：{error}") from error
        self.columns = tuple(name.strip() for name in self._header)

    def rows(self) -> Iterator[SourceRow | Rejection]:
        """Yield every row that is not empty. Raises `InvalidInput` where the sheet breaks off."""
        width, line = len(self.columns), 1
        try:
            for line, row in self._read:
                if len(row) > width and any(row[width:]):
                    yield Rejection(line, RejectionReason.TOO_MANY_CELLS, f"{len(row)} > {width}")
                else:
                    yield SourceRow(line, zip(self.columns, row, strict=False))
        except _DAMAGE as error:
            raise InvalidInput(f"工作表在第 {line} 行之后已损坏：{error}") from error

    @property
    def progress(self) -> tuple[int, int]:
        """Bytes of the sheet read, and how many there are."""
        return self._sheet.done, self._sheet.size

    def close(self) -> None:
        """Close the file."""
        self._archive.close()
        self._strings.close()

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        row: list[str] = []
        line = 0
        for _, element in _parsed(self._sheet, ("{*}row", "{*}c")):
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
        return _number(value) if kind == "n" else value


class _Strings:
    """The strings that cells share, on disk: a workbook of descriptions has any amount of them."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the table
        self._starts = array("Q", [0])
        self.get = lru_cache(_KEPT_STRINGS)(self._get)

    def add(self, text: str) -> None:
        content = text.encode("utf-8", "replace")
        self._file.write(content)
        self._starts.append(self._starts[-1] + len(content))

    def _get(self, number: int) -> str:
        if not 0 <= number < len(self._starts) - 1:
            return ""
        start, end = self._starts[number], self._starts[number + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8")

    def close(self) -> None:
        self._file.close()


class _TooLarge(Exception):
    """An entry inflates beyond `MOST_SHEET_BYTES`."""


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

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self.done += len(content)
        if self.done > MOST_SHEET_BYTES:
            raise _TooLarge(f"{self.done} bytes")
        return content


def _parts(archive: GuardedZip) -> tuple[str, str]:
    """Return the names of the first visible sheet and of the shared strings."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
        links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    except etree.XMLSyntaxError as error:
        raise InvalidInput(f"工作簿已损坏：{error}") from error
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    sheets = list(book.iterfind("{*}sheets/{*}sheet"))
    shown = [sheet for sheet in sheets if sheet.get("state", "visible") == "visible"] or sheets
    if not shown:
        raise InvalidInput("工作簿中没有工作表")
    sheet = targets.get(shown[0].get(_RELATIONSHIP) or shown[0].get(_STRICT_RELATIONSHIP), "")
    strings = next(
        (link.get("Target", "") for link in links if link.get("Type", "").endswith("/sharedStrings")), ""
    )
    return _path(sheet), _path(strings)


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _parsed(stream: _Measured, tags: tuple[str, ...]) -> Iterator[tuple[str, etree._Element]]:
    return iter(
        etree.iterparse(
            stream,
            events=("end",),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
        )
    )


def _texts(stream: _Measured) -> Iterator[str]:
    for _, element in _parsed(stream, ("{*}si",)):
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
    if found is None:
        return following
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _number(value: str) -> str:
    """Write a number as a sheet shows it: `15000.0` and `1.5E4` as `15000`."""
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value
