"""The folder or the object storage itself, where nothing is waited for but the disk or the network."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import obstore

from persistence.encryption import HEAD_BYTES
from persistence.object_stores import TIMEOUT_SECONDS, local_root, open_store, usable

FILES = "resumes"
PICTURES = "pages"
_MARKS = ".keys"
_BATCH = 500
_PIECE_BYTES = 1024 * 1024
CHECK_KEY = ".readiness"
CHECK_BYTES = bytes(4096)


class Storage:
    """Objects by their keys. What it does blocks, and raises what obstore or the system raises."""

    def __init__(self, url: str, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self.root = local_root(url)
        self.store = open_store(url, timeout_seconds=timeout_seconds)

    def check(self) -> None:
        """Look whether it takes files and gives them back. Raises `StoreUnusable`."""
        with usable():
            obstore.put(self.store, CHECK_KEY, CHECK_BYTES)
            obstore.get_range(self.store, CHECK_KEY, start=0, length=1)
            for _ in self.store.list(_MARKS, chunk_size=1):
                break

    def file_keys(self) -> Iterator[list[str]]:
        """Give the keys of all files, in batches."""
        yield from self._keys(FILES)

    def picture_keys(self) -> Iterator[list[str]]:
        """Give the keys of all pictures of pages, in batches."""
        yield from self._keys(PICTURES)

    def _keys(self, under: str) -> Iterator[list[str]]:
        for batch in self.store.list(under, chunk_size=_BATCH):
            yield [item["path"] for item in batch]

    def folders(self, under: str = FILES) -> Iterator[str]:
        """Give all that may hold files, one for each month."""
        yield under
        for folder in obstore.list_with_delimiter(self.store, under)["common_prefixes"]:
            yield from self.folders(folder)

    def sizes_in(self, folder: str) -> dict[str, int]:
        """Return the sizes of a folder's own files by their keys."""
        found = obstore.list_with_delimiter(self.store, folder)["objects"]
        return {item["path"]: item["size"] for item in found}

    def head(self, key: str) -> bytes:
        """Return the beginning of a file, long enough to tell its key. Raises `FileNotFoundError`."""
        if self.root is not None:
            with self.reading(key) as file:
                return file.read(HEAD_BYTES)
        # A range of what is empty is refused.
        if not self.size(key):
            return b""
        return bytes(obstore.get_range(self.store, key, start=0, length=HEAD_BYTES))

    def size(self, key: str) -> int:
        """Return how many bytes an object has. Raises `FileNotFoundError`."""
        return obstore.head(self.store, key)["size"]

    @contextlib.contextmanager
    def reading(self, key: str) -> Iterator[BinaryIO]:
        """Open an object as it is kept. Raises `FileNotFoundError`."""
        if self.root is not None:
            with (self.root / key).open("rb") as file:
                yield file
        else:
            with tempfile.TemporaryFile() as copy:
                for piece in obstore.get(self.store, key).stream(min_chunk_size=_PIECE_BYTES):
                    copy.write(piece)
                copy.seek(0)
                yield copy

    def write(self, key: str, file: BinaryIO) -> None:
        """Put an open file under a key, whole and durably, whatever is there."""
        obstore.put(self.store, key, file)
        self.sync(key)

    def replace(self, key: str, pieces: Iterable[bytes]) -> None:
        """Put something else into an object's place: whoever reads finds the one or the other, whole."""
        if self.root is not None:
            _replace(self.root / key, pieces)
            return
        # obstore cannot call what calls it.
        with tempfile.TemporaryFile() as copy:
            for piece in pieces:
                copy.write(piece)
            copy.seek(0)
            obstore.put(self.store, key, copy)

    def delete(self, key: str) -> None:
        """Remove an object; a missing one is no error."""
        with contextlib.suppress(FileNotFoundError):
            obstore.delete(self.store, key)

    def sync(self, key: str) -> None:
        """Have an object survive a power cut, where that is not the object storage's own work."""
        if self.root is not None:
            path = self.root / key
            sync_path(path)
            # Folders made on the way (a new month) must survive as well.
            for folder in path.parents:
                sync_path(folder)
                if folder == self.root:
                    break

    def marks(self) -> set[str]:
        """Return the names of all marks: small objects that tell something of the whole."""
        return {item["path"].rpartition("/")[2] for batch in self.store.list(_MARKS) for item in batch}

    def mark(self, name: str) -> None:
        """Set a mark, durably."""
        key = f"{_MARKS}/{name}"
        obstore.put(self.store, key, b"\n")
        self.sync(key)

    def unmark(self, name: str) -> None:
        """Take a mark away, durably; a missing one is no error."""
        self.delete(f"{_MARKS}/{name}")
        if self.root is not None and (folder := self.root / _MARKS).is_dir():
            sync_path(folder)


def sync_path(path: Path) -> None:
    """Write a file, or a folder's names, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    before = path.stat()
    # obstore hides such names from its listing, and what a kill leaves of them is swept.
    temporary = path.with_name(f"{path.name}#{secrets.randbelow(10**9)}")
    try:
        with temporary.open("xb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        # The sweep of files without a resume goes by their age.
        os.utime(temporary, ns=(before.st_atime_ns, before.st_mtime_ns))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_path(path.parent)
