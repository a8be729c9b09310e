"""The folder or the object storage itself, where nothing is waited for but the disk or the network."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import obstore
from obstore.store import LocalStore, from_url

from persistence.encryption import HEAD_BYTES, Readable

FILES = "resumes"
_MARKS = ".keys"
_BATCH = 500


class Storage:
    """Objects by their keys. What it does blocks, and raises what obstore or the system raises."""

    def __init__(self, url: str) -> None:
        self.root: Path | None = None
        parts = urlsplit(url)
        if parts.scheme == "file":
            self.root = Path(unquote(parts.path))
            self.root.mkdir(parents=True, exist_ok=True)
            self.store: obstore.store.ObjectStore = LocalStore(self.root)
        else:
            self.store = from_url(url)

    def file_keys(self) -> Iterator[list[str]]:
        """Give the keys of all files, in batches."""
        for batch in self.store.list(FILES, chunk_size=_BATCH):
            yield [item["path"] for item in batch]

    def head(self, key: str) -> bytes:
        """Return the beginning of a file, long enough to tell its key. Raises `FileNotFoundError`."""
        with self.reading(key, at_once=HEAD_BYTES) as file:
            return file.read(HEAD_BYTES)

    @contextlib.contextmanager
    def reading(self, key: str, *, at_once: int = 1024 * 1024) -> Iterator[Readable]:
        """Open an object as it is kept. Raises `FileNotFoundError`."""
        if self.root is not None:
            with (self.root / key).open("rb") as file:
                yield file
        else:
            reader = obstore.open_reader(self.store, key, buffer_size=at_once)
            try:
                yield _Reader(reader)
            finally:
                reader.close()

    def replace(self, key: str, pieces: Iterable[bytes]) -> None:
        """Put something else into an object's place: whoever reads finds the one or the other, whole."""
        if self.root is None:
            # obstore cannot read from one object while it writes another; a file is bounded.
            obstore.put(self.store, key, b"".join(pieces))
        else:
            _replace(self.root / key, pieces)

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


class _Reader:
    """An object that is read from an object storage."""

    def __init__(self, reader: obstore.ReadableFile) -> None:
        self._reader = reader

    def read(self, size: int) -> bytes:
        return bytes(self._reader.read(size))


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
