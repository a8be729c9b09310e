"""Writing stored files anew with another key, beside a server that goes on."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from persistence.encryption import PLAIN, Altered, CannotOpen, Encrypting, FileKeys, decrypted, key_of
from persistence.key_use import note_use
from persistence.storage import Storage

Known = Callable[[list[str]], set[str]]
"""Tells which of some storage keys belong to a resume."""

logger = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Counts:
    """How many files were found how."""

    written: int = 0
    already: int = 0
    ownerless: int = 0
    failed: int = 0


def reencrypt(storage: Storage, keys: FileKeys, *, known: Known) -> Counts:
    """Write every file with the first of the keys; broken off, it goes on when it is called again.

    A resume's row is deleted before its file, so a row that is there after the file was written anew shows
    that nothing deleted has come back. A file without a row is left to the sweep.
    """
    counts = Counts()
    note_use(storage, keys)
    _forget_pictures(storage, keys)
    for batch in storage.file_keys():
        for key in batch:
            try:
                _reencrypt(storage, keys, key, known=known, counts=counts)
            except FileNotFoundError:
                continue
            except CannotOpen as error:
                logger.error("%s: %s", key, error)
                counts.failed += 1
    return counts


def _forget_pictures(storage: Storage, keys: FileKeys) -> None:
    """Remove the pictures of pages that have another key: they are made anew."""
    for batch in storage.picture_keys():
        for key in batch:
            with contextlib.suppress(FileNotFoundError, Altered):
                if key_of(storage.head(key)) == keys.first:
                    continue
            storage.delete(key)


def _reencrypt(storage: Storage, keys: FileKeys, key: str, *, known: Known, counts: Counts) -> None:
    if key_of(storage.head(key)) == keys.first:
        counts.already += 1
        return
    if not known([key]):
        counts.ownerless += 1
        return
    with storage.reading(key) as file:
        content = decrypted(file, keys, name=key)
        storage.replace(key, content if keys.first == PLAIN else _encrypted(content, keys, key))
    if known([key]):
        counts.written += 1
    else:
        storage.delete(key)


def _encrypted(pieces: Iterable[bytes], keys: FileKeys, key: str) -> Iterator[bytes]:
    encrypting = Encrypting(keys, name=key)
    for piece in pieces:
        yield encrypting.update(piece)
    yield encrypting.finish()
