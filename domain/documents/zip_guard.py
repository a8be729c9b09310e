"""A zip that may be a bomb: counted before it is opened, measured while it is inflated."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from types import TracebackType
from typing import BinaryIO, Self

from domain.documents.errors import FailureCode, ReadFailure
from domain.telling import told

MAXIMUM_ENTRIES = 4_000
MAXIMUM_DIRECTORY_BYTES = 2**20
MAXIMUM_PART_BYTES = 16 * 2**20
MAXIMUM_TOTAL_BYTES = 32 * 2**20

_END = struct.Struct("<4s4H2IH")
_END_SIGNATURE = b"PK\x05\x06"
_MAXIMUM_TAIL = _END.size + 65_535
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    # A place before the beginning of what is in memory.
    ValueError,
)


class GuardedZip:
    """Read a zip's entries, within the limits above or those given.

    Raises:
        ReadFailure: DAMAGED, ENCRYPTED, or TOO_COMPLEX beyond a limit.
    """

    def __init__(
        self,
        file: BinaryIO,
        *,
        part_bytes: int | None = None,
        total_bytes: int | None = None,
    ) -> None:
        self._part_bytes = part_bytes or MAXIMUM_PART_BYTES
        self._left_bytes = total_bytes or MAXIMUM_TOTAL_BYTES
        _check_directory(file)
        try:
            self._archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, struct.error) as error:
            raise ReadFailure(FailureCode.DAMAGED, told(error)) from error
        self._names = self._archive.namelist()
        self._contents: dict[str, bytes] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def names(self, pattern: re.Pattern[str]) -> list[str]:
        """The names that match wholly, each once, sorted."""
        return sorted({name for name in self._names if pattern.fullmatch(name)})

    def has_read_all(self, *patterns: re.Pattern[str]) -> bool:
        """Tell whether every entry a pattern matches could be read within the limits."""
        try:
            for pattern in patterns:
                for name in self.names(pattern):
                    self.read(name)
        except ReadFailure:
            return False
        return True

    def read_if_there(self, name: str) -> bytes | None:
        """An entry's content, or None when it is missing or damaged."""
        if name not in self._names:
            return None
        try:
            return self.read(name)
        except ReadFailure as failure:
            if failure.code is FailureCode.DAMAGED:
                return None
            raise

    def read(self, name: str) -> bytes:
        """An entry's content by its name, which is kept to be asked for again."""
        if name not in self._contents:
            try:
                entry = self._archive.getinfo(name)
            except KeyError as error:
                raise ReadFailure(FailureCode.DAMAGED, told(error)) from error
            self._contents[name] = self.take(entry)
        return self._contents[name]

    @property
    def entries(self) -> list[zipfile.ZipInfo]:
        """What the directory lists, in its order; of two of one name both."""
        return self._archive.infolist()

    def take(self, entry: zipfile.ZipInfo) -> bytes:
        """An entry's content: real bytes are counted, not the declared size."""
        limit = min(self._part_bytes, self._left_bytes)
        try:
            if entry.file_size > limit:
                raise ReadFailure(FailureCode.TOO_COMPLEX, f"an entry inflates beyond {limit} bytes")
            with self._archive.open(entry) as opened:
                content = opened.read(limit + 1)
        except _DAMAGES as error:
            raise ReadFailure(FailureCode.DAMAGED, told(error)) from error
        except RuntimeError as error:
            raise ReadFailure(FailureCode.ENCRYPTED, told(error)) from error
        if len(content) > limit:
            raise ReadFailure(FailureCode.TOO_COMPLEX, f"an entry inflates beyond {limit} bytes")
        self._left_bytes -= len(content)
        return content


def _check_directory(file: BinaryIO) -> None:
    """Refuse a central directory that takes seconds to list; zipfile would list it while it opens."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _MAXIMUM_TAIL))
    tail = file.read()
    at = tail.rfind(_END_SIGNATURE)
    if at < 0 or at + _END.size > len(tail):
        raise ReadFailure(FailureCode.DAMAGED, "no end of central directory")
    _, _, _, _, entries, directory_size, _, _ = _END.unpack_from(tail, at)
    # The count may lie or be a ZIP64 mark (65,535); the directory's size bounds the real work.
    if entries > MAXIMUM_ENTRIES or directory_size > MAXIMUM_DIRECTORY_BYTES:
        raise ReadFailure(FailureCode.TOO_COMPLEX, f"{entries} entries")
