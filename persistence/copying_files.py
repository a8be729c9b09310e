"""Copying stored files from one store to another, as they are: what is encrypted stays so.

A file never changes but when it is written anew with another key, which its beginning shows. So what has
the same size, and the same beginning where there are keys, is there already: a copy that was broken off goes
on.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from enum import Enum, auto
from functools import partial

from persistence.storage import Storage

_AT_ONCE = 8


class Copied(Enum):
    """What became of a file; `GONE` was deleted from the source meanwhile, `REMOVED` from the target."""

    COPIED = auto()
    ALREADY = auto()
    GONE = auto()
    REMOVED = auto()


class FilesDiffer(Exception):
    """Files are not what they should be after they were copied; a sentence without its end."""


def copy_files(source: Storage, target: Storage, *, removes: bool = False) -> Counter[Copied]:
    """Copy every file that is not there yet, and the marks of keys.

    Args:
        removes: Whether files that the source does not have are removed from the target: a backup is to
            forget, too, what people have deleted.

    Raises what obstore or the system raises; `FilesDiffer`.
    """
    found: Counter[Copied] = Counter()
    marks = source.marks()
    # Before the files: no start may take what is copied for something that needs no key.
    for name in marks - target.marks():
        target.mark(name)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for folder in source.folders():
            sizes, there = source.sizes_in(folder), target.sizes_in(folder)
            copy = partial(_copy, source, target, there=there, compares_heads=bool(marks))
            found.update(threads.map(copy, sizes, sizes.values()))
            _check(source, sizes, target.sizes_in(folder))
        if removes:
            for folder in target.folders():
                for key in target.sizes_in(folder).keys() - source.sizes_in(folder).keys():
                    target.delete(key)
                    found[Copied.REMOVED] += 1
    return found


def _copy(
    source: Storage, target: Storage, key: str, size: int, *, there: dict[str, int], compares_heads: bool
) -> Copied:
    try:
        if there.get(key) == size and (not compares_heads or source.head(key) == target.head(key)):
            return Copied.ALREADY
        with source.reading(key) as file:
            target.write(key, file)
    except FileNotFoundError:
        return Copied.GONE
    return Copied.COPIED


def _check(source: Storage, sizes: dict[str, int], found: dict[str, int]) -> None:
    wrong = [
        key for key, size in sizes.items() if found.get(key) != size and _is_as_listed(source, key, size)
    ]
    if wrong:
        raise FilesDiffer(f"{len(wrong)} files are not what they should be, the first of them {wrong[0]}")


def _is_as_listed(storage: Storage, key: str, size: int) -> bool:
    """Whether it has neither been deleted nor been written anew meanwhile."""
    try:
        return storage.size(key) == size
    except FileNotFoundError:
        return False
