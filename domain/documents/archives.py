"""Archives of documents: a ZIP whose entries are files of their own, with names in any encoding."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.zip_guard import GuardedZip
from domain.vocabulary.encodings import decode_text

_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
_WHAT_OFFICE_FILES_HAVE = frozenset({"[Content_Types].xml", "mimetype"})
# What systems leave beside the files of people.
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})
_FOLDERS_OF_SYSTEMS = frozenset({"__macosx"})
_WAYS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_NAME_IN_UTF8 = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075
_OF_OLD_ZIPS = "cp437"


class ArchivedFile(NamedTuple):
    """A file in an archive: its whole name there, and how large it says to be."""

    name: str
    size_bytes: int
    is_encrypted: bool
    entry: zipfile.ZipInfo


class Archive:
    """The files of a ZIP; folders, hidden files and what systems leave behind are none.

    Args:
        file: It must be seekable.
        file_bytes: How large a file may be.
        total_bytes: How large all that are read may be together.

    Raises:
        ReadFailure: DAMAGED, or TOO_COMPLEX where it lists too many.
    """

    def __init__(self, file: BinaryIO, *, file_bytes: int, total_bytes: int) -> None:
        self._zip = GuardedZip(file, part_bytes=file_bytes, total_bytes=total_bytes)
        entries = [entry for entry in self._zip.entries if not entry.is_dir()]
        self.files = [
            ArchivedFile(name, entry.file_size, bool(entry.flag_bits & _ENCRYPTED), entry)
            for entry, name in zip(entries, _names(entries), strict=True)
            if _is_a_persons(name)
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.__exit__(kind, error, trace)

    def read(self, file: ArchivedFile) -> bytes:
        """Return a file's content.

        Raises:
            ReadFailure: DAMAGED, ENCRYPTED, TOO_COMPLEX beyond a limit, or UNSUPPORTED_TYPE where it is
                packed in a way that is seldom used and may ask for any memory.
        """
        if file.is_encrypted:
            raise ReadFailure(FailureCode.ENCRYPTED)
        if file.entry.compress_type not in _WAYS:
            raise ReadFailure(FailureCode.UNSUPPORTED_TYPE)
        return self._zip.take(file.entry)


def begins_as_archive(head: bytes) -> bool:
    """Whether a file begins as a ZIP, which documents are as well."""
    return head.startswith(_BEGINNINGS)


def holds_documents(file: BinaryIO) -> bool:
    """Whether a ZIP's entries are documents, and not the parts of one: a folder `word` makes no Word file."""
    try:
        with GuardedZip(file) as opened:
            return _WHAT_OFFICE_FILES_HAVE.isdisjoint(entry.filename for entry in opened.entries)
    except ReadFailure:
        return False


def _is_a_persons(name: str) -> bool:
    *folders, last = PurePosixPath(name.replace("\\", "/")).parts or ("",)
    if any(folder.casefold() in _FOLDERS_OF_SYSTEMS for folder in folders):
        return False
    return bool(last) and not last.startswith((".", "~$")) and last.casefold() not in _LEFTOVERS


def _names(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Yield the entries' names. Those in an unknown encoding are told together, being more text so."""
    raw = {
        number: entry.filename.encode(_OF_OLD_ZIPS, "replace")
        for number, entry in enumerate(entries)
        if not entry.flag_bits & _NAME_IN_UTF8 and not entry.filename.isascii()
    }
    together = decode_text(b"\n".join(raw.values())) if raw else None
    told = together.split("\n") if together is not None else []
    known = dict(zip(raw, told, strict=True)) if len(told) == len(raw) else {}
    for number, entry in enumerate(entries):
        yield _unicode_path(entry) or known.get(number, entry.filename)


def _unicode_path(entry: zipfile.ZipInfo) -> str | None:
    """Return the name that an extra field gives in UTF-8, as some archivers do; None without one."""
    extra, at = entry.extra, 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        content = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and len(content) > 5:
            try:
                return content[5:].decode()
            except UnicodeDecodeError:
                return None
        at += 4 + size
    return None
