"""Comparing the files of two stores by their checksums, and writing anew those that differ."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import Enum, auto
from functools import partial

from sqlalchemy import Engine, select
from sqlmodel import col

from persistence.copying_files import FilesDiffer
from persistence.storage import Storage
from persistence.tables import ResumeRow

_BATCH = 500
_AT_ONCE = 8
_PIECE_BYTES = 1024 * 1024


class Compared(Enum):
    """How a file was found: the same, written anew, or not in the store it is to come from."""

    SAME = auto()
    MENDED = auto()
    MISSING = auto()


def storage_keys(engine: Engine) -> Iterator[list[str]]:
    """Give the keys of all resumes' files, in batches."""
    after = 0
    while True:
        with engine.connect() as connection:
            rows = connection.execute(
                select(col(ResumeRow.id), col(ResumeRow.storage_key))
                .where(col(ResumeRow.id) > after)
                .order_by(col(ResumeRow.id))
                .limit(_BATCH)
            ).all()
        if not rows:
            return
        yield [key for _, key in rows]
        after = rows[-1][0] or 0


def compare_files(source: Storage, target: Storage, keys: Iterator[Sequence[str]]) -> Counter[Compared]:
    """Compare these files, and have the target hold what the source does.

    Raises what obstore or the system raises; `FilesDiffer` where a file does not come back as it was written.
    """
    found: Counter[Compared] = Counter()
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for batch in keys:
            found.update(threads.map(partial(_compare, source, target), batch))
    return found


def _compare(source: Storage, target: Storage, key: str) -> Compared:
    wanted = _checksum(source, key)
    if wanted is None:
        return Compared.MISSING
    if _checksum(target, key) == wanted:
        return Compared.SAME
    with source.reading(key) as file:
        target.write(key, file)
    if _checksum(target, key) != wanted:
        raise FilesDiffer(f"{key} does not come back as it was written")
    return Compared.MENDED


def _checksum(storage: Storage, key: str) -> bytes | None:
    summed = hashlib.sha256()
    try:
        with storage.reading(key) as file:
            while piece := file.read(_PIECE_BYTES):
                summed.update(piece)
    except FileNotFoundError:
        return None
    return summed.digest()
