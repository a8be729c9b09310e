"""Which keys stored files need, told by marks beside them, so that a start need not look at each file.

There is a mark for each key that ever wrote, and one where no file was found that is not encrypted. Only
where a key may be needed that is not known are the files themselves looked at.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from persistence.encryption import PLAIN, Altered, FileKeys, key_of
from persistence.storage import Storage

_ID = "id-"
_ALL_ENCRYPTED = "all-encrypted"


class KeyMissing(Exception):
    """Stored files need a key that is not known; a sentence for the operator, without its end."""


def note_use(storage: Storage, keys: FileKeys) -> None:
    """Note that files are written with the first of the keys."""
    marks = storage.marks()
    if keys.first == PLAIN:
        if _ALL_ENCRYPTED in marks:
            storage.unmark(_ALL_ENCRYPTED)
    elif _ID + keys.first not in marks:
        storage.mark(_ID + keys.first)


def check_keys(storage: Storage, keys: FileKeys) -> None:
    """Raise `KeyMissing` where a stored file could not be read for want of its key."""
    marks = storage.marks()
    used = {mark.removeprefix(_ID) for mark in marks if mark.startswith(_ID)}
    unsure = {key_id for key_id in used if not keys.reads(key_id)} - keys.lost
    if not keys.reads_plain and _ALL_ENCRYPTED not in marks:
        unsure.add(PLAIN)
    if not unsure:
        return
    for found in _used(storage):
        if found == PLAIN and PLAIN in unsure:
            raise KeyMissing(
                "stored files are not encrypted, and it does not list `plain`: add it, "
                "run `resume-gateway reencrypt`, and take it out again"
            )
        if found in unsure:
            raise KeyMissing(f"stored files are encrypted with the key {found!r}, which it does not list")
    for key_id in unsure - {PLAIN}:
        storage.unmark(_ID + key_id)
    if PLAIN in unsure:
        storage.mark(_ALL_ENCRYPTED)


def _used(storage: Storage) -> Iterator[str]:
    for batch in storage.file_keys():
        for key in batch:
            # Deleted meanwhile, or damaged, which is told when it is read.
            with contextlib.suppress(FileNotFoundError, Altered):
                yield key_of(storage.head(key))
