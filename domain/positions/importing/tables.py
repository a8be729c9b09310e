"""A file of postings, whatever its format, as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol

from domain.errors import EmptyFile, InvalidInput, UnsupportedFileType
from domain.input_rules import InputRule
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.delimited import DelimitedTable
from domain.positions.importing.html_tables import HtmlTable, looks_like_html
from domain.positions.importing.json_documents import JsonTable, read_document
from domain.positions.importing.json_lines import JsonLinesTable
from domain.positions.importing.models import Rejection, SourceRow
from domain.positions.importing.reports import TablePlace
from domain.positions.importing.xlsx import XlsxTable
from domain.positions.importing.xml_documents import read_xml
from domain.vocabulary.encodings import check_encoding, detect_encoding

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
_JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
_HEAD_BYTES = 2_000
_XML_HEAD = re.compile(r"<\?xml[^>]*\?>\s*")
_JSON_START = re.compile(r"\{\s*\"|\[\s*\{")
_DELIMITERS = {".tsv": "\t", ".tab": "\t"}


class Table(Protocol):
    """Rows under named columns."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Their names, as far as they are known: rows of JSON may bring others."""

    @property
    def place(self) -> TablePlace:
        """Where in the file the rows are."""

    @property
    def progress(self) -> tuple[int, int]:
        """How much has been read, and of how much."""

    def rows(self) -> Iterator[SourceRow | Rejection]: ...

    def close(self) -> None: ...


def open_table(
    path: Path,
    *,
    columns: ColumnMap,
    encoding: str | None = None,
    name: str | None = None,
    sheet: str | None = None,
) -> closing[Table]:
    """Open CSV, TSV, JSON, XML, an Excel workbook or a page with a table, told by content and then by name.

    Args:
        path: The file.
        columns: What tells the row that names the columns from those above it.
        encoding: Of a text file; told from its content where None.
        name: The file's name where `path` is not called by it.
        sheet: The name of a workbook's sheet; the first with titles where None.

    Raises:
        EmptyFile: There is no content.
        UnsupportedFileType: It is of a format that is none of these.
        InvalidInput: It is damaged, or the encoding or the sheet is not known.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head.strip():
        raise EmptyFile
    if head.startswith(_ZIP):
        return closing(XlsxTable(path, columns=columns, sheet=sheet))
    if head.startswith((_OLE, _PDF)):
        raise UnsupportedFileType("不支持的文件类型，请另存为 CSV、TSV、JSONL 或 XLSX")
    encoding = detect_encoding(path) if encoding is None else check_encoding(encoding)
    suffix = Path(name or path.name).suffix.lower()
    start = head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    if suffix in _JSON_SUFFIXES or _JSON_START.match(start):
        document = read_document(path, encoding=encoding, columns=columns)
        if document is not None:
            return closing(JsonTable(document))
        if start.startswith("["):
            raise InvalidInput(
                "JSON 文件已损坏或过大，请改为每行一个对象（JSON Lines）", rule=InputRule.DAMAGED
            )
        return closing(JsonLinesTable(path, encoding=encoding))
    if start.startswith("<?xml") and not looks_like_html(_XML_HEAD.sub("", start)):
        return closing(JsonTable(read_xml(path, columns=columns)))
    if looks_like_html(_XML_HEAD.sub("", start)):
        return closing(HtmlTable(path, encoding=encoding, columns=columns))
    delimiter = _DELIMITERS.get(suffix)
    return closing(DelimitedTable(path, encoding=encoding, columns=columns, delimiter=delimiter))
