"""Whether anything was committed to an SQLite database, seen without asking SQLite.

The index of a database's log lies in memory that all its processes share, and begins with a header
(https://sqlite.org/walformat.html, "WAL-Index Header"). Whoever commits writes it before his commit ends,
with a count of commits and a checksum of the log in it. So what is read under a header would be read again
as long as the header is the same: SQLite itself keeps the pages that it has read for so long, and no longer.
`PRAGMA data_version` tells that too, but takes locks, and as long as a small read.

What is mapped is SQLite's own descriptor. Were it one of ours, the process would lose all its locks on the
file as soon as it was closed (https://sqlite.org/howtocorrupt.html, "Posix advisory locks canceled").
"""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
import weakref
from collections.abc import Hashable
from itertools import count
from pathlib import Path

from domain.keeping import Kept
from domain.rows import Row

_MOST_BYTES = 8 * 2**20
_HEADER_BYTES = 48
_VERSION = (3_007_000).to_bytes(4, sys.byteorder)
_OPEN_FILES = Path("/proc/self/fd")
_FAILED = ctypes.c_void_p(-1).value
_openings = count()

_Asked = tuple[Hashable, ...]


class LogHeader:
    """The header of the log of a database that this process has open, and has open as long as this is used.

    Raises:
        OSError: Where it cannot be seen: on other systems than Linux, or without a log.
    """

    def __init__(self, database: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        address = _mapped(libc, _descriptor(database.with_name(f"{database.name}-shm")))
        weakref.finalize(self, libc.munmap, ctypes.c_void_p(address), ctypes.c_size_t(mmap.PAGESIZE))
        # A log that was emptied while nobody had it open begins as it did before.
        self._opening = next(_openings).to_bytes(8, sys.byteorder)
        self._header = (ctypes.c_char * _HEADER_BYTES).from_address(address)
        if not self._header.raw.startswith(_VERSION):
            raise OSError("the log's index has another form")

    def read(self) -> bytes:
        """Return what is another after each commit, of whichever process; none comes a second time."""
        return self._opening + self._header.raw


class UnchangedRows:
    """Rows by what was asked for them, as long as nothing is committed; for one thread.

    What is put in was read after it was looked for, and nothing else was looked for in between. What was
    asked is a statement, which others hold too, and its parameters.
    """

    def __init__(self, header: LogHeader) -> None:
        self.mark = header.read
        self._seen = b""
        self._rows: Kept[_Asked, Row] = Kept(most_bytes=_MOST_BYTES)

    def get(self, asked: _Asked) -> Row | None:
        """Return what would be read now, None where it is not known."""
        mark = self.mark()
        if mark != self._seen:
            self._seen = mark
            self._rows = Kept(most_bytes=_MOST_BYTES)
        return self._rows.get(asked)

    def put(self, asked: _Asked, row: Row) -> None:
        """Remember what was read."""
        self._rows.put(asked, row, size_bytes=sum(map(sys.getsizeof, (*asked[1:], *row))))


def _descriptor(file: Path) -> int:
    """Return this process's descriptor of a file. Raises `OSError`."""
    wanted = file.stat()
    for entry in _OPEN_FILES.iterdir():
        descriptor = int(entry.name)
        try:
            found = os.fstat(descriptor)
        except OSError:
            # That by which the folder is read, or what another thread has closed.
            continue
        # To look at what is not there yet would end the process.
        if os.path.samestat(found, wanted) and found.st_size >= _HEADER_BYTES:
            return descriptor
    raise FileNotFoundError(file)


def _mapped(libc: ctypes.CDLL, descriptor: int) -> int:
    """Map the first page of an open file, without another descriptor. Raises `OSError`."""
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = (
        *(ctypes.c_void_p, ctypes.c_size_t),
        *(ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long),
    )
    address: int | None = libc.mmap(None, mmap.PAGESIZE, mmap.PROT_READ, mmap.MAP_SHARED, descriptor, 0)
    if address in (None, _FAILED):
        raise OSError(ctypes.get_errno(), "the log's index cannot be mapped")
    return int(address or 0)
