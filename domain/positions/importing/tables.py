"""A file of postings, whatever its format, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol

from domain.errors import EmptyFile, InvalidInput, UnsupportedFileType
from domain.positions.importing.delimited import DelimitedTable
from domain.positions.importing.json_lines import JsonLinesTable
from domain.positions.importing.models import Rejection, SourceRow
from domain.positions.importing.xlsx import XlsxTable
from domain.vocabulary.encodings import check_encoding, detect_encoding

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
_JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
_DELIMITERS = {".tsv": "\t", ".tab": "\t"}


class Table(Protocol):
    """Rows under named columns."""

    @property
    def columns(self) -> tuple[str, ...]: ...

    @property
    def progress(self) -> tuple[int, int]:
        """How much has been read, and of how much."""

    def rows(self) -> Iterator[SourceRow | Rejection]: ...

    def close(self) -> None: ...


def open_table(path: Path, *, encoding: str | None = None, name: str | None = None) -> closing[Table]:
    """Open CSV, TSV, JSON Lines or an Excel workbook, told by content and then by name.

    Args:
        path: The file.
        encoding: Of a text file; told from its content where None.
        name: The file's name where `path` is not called by it.

    Raises:
        EmptyFile: There is no content.
        UnsupportedFileType: It is of a format that is none of these.
        InvalidInput: It is damaged, or the encoding is not known.
    """
    with path.open("rb") as file:
        head = file.read(64)
    if not head.strip():
        raise EmptyFile
    if head.startswith(_ZIP):
        return closing(XlsxTable(path))
    if head.startswith((_OLE, _PDF)):
        raise UnsupportedFileType("不支持的文件类型，请另存为 CSV、TSV、JSONL 或 XLSX")
    encoding = detect_encoding(path) if encoding is None else check_encoding(encoding)
    suffix = Path(name or path.name).suffix.lower()
    start = head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    if suffix in _JSON_SUFFIXES or start.startswith('{"'):
        if start.startswith("["):
            raise InvalidInput("JSON 文件须每行一个对象（JSON Lines）")
        return closing(JsonLinesTable(path, encoding=encoding))
    return closing(DelimitedTable(path, encoding=encoding, delimiter=_DELIMITERS.get(suffix)))
