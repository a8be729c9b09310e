"""What takes long to make of the bundled data: made once on a host, mapped into memory by all after that.

It is kept in a folder that is named by a hash of all that it is made from: the tables, the lexicons, the
encoder and the program's own rules. So programs of several versions share a folder without ever taking
over what another made, and whatever is damaged or missing is made anew.
"""

from __future__ import annotations

import contextlib
import logging
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np

from domain.retrieval.encoder import shared_encoder
from domain.vocabulary import lexicons

_BEGUN = "begun-"
_VERSIONS_KEPT = 6
_DOMAIN = Path(__file__).parents[1]
_MADE_BY = ("positions", "retrieval", "vocabulary")
_READ = (".py", ".tsv", ".npz")

T = TypeVar("T")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Generic[T]):
    """How something is made, written and read.

    Attributes:
        name: What its folders begin with.
        write: Writes it into a new folder.
        read: Reads it from there; raises `ValueError` where that is of another form.
    """

    name: str
    make: Callable[[], T]
    write: Callable[[T, Path], None]
    read: Callable[[Path], T]


def made_once(form: Form[T], folders: Sequence[Path]) -> T:
    """Return what is kept in one of the folders, or make it and keep it there.

    Args:
        form: What it is.
        folders: Where it may be kept for other processes, the best place first.
    """
    if not folders:
        return form.make()
    name = f"{form.name}-{_inputs()}"
    for folder in folders:
        if (found := _opened(form, folder / name)) is not None:
            return found
    made = form.make()
    for folder in folders:
        if _keep(form, made, folder, name):
            # What is mapped is in memory once, however many processes there are.
            found = _opened(form, folder / name)
            return made if found is None else found
    return made


def _opened(form: Form[T], folder: Path) -> T | None:
    """Return what is in a folder; None where there is nothing, or it is not as it was written."""
    try:
        if (folder / "sum").read_text() != _sum_of(folder):
            raise ValueError("its files have changed")
        found = form.read(folder)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        logger.warning("the index in %s is made anew: %s", folder, error)
        return None
    with contextlib.suppress(OSError):
        # Tells what is used from what may be cleared away.
        os.utime(folder)
    return found


def _keep(form: Form[T], made: T, folder: Path, name: str) -> bool:
    """Write it beside its place and move it there: whoever looks finds all of it or nothing."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_BEGUN, dir=folder, ignore_cleanup_errors=True) as aside:
            new = Path(aside) / "new"
            new.mkdir()
            form.write(made, new)
            (new / "sum").write_text(_sum_of(new))
            if (folder / name).exists():
                # Damaged, or another process was as quick.
                (folder / name).rename(Path(aside) / "old")
            new.rename(folder / name)
    except OSError as error:
        logger.info("the index of the bundled %s cannot be kept in %s: %s", form.name, folder, error)
        return False
    _clear(folder, f"{form.name}-")
    return True


def _clear(folder: Path, prefix: str) -> None:
    """Remove what other versions of the program, and those that were broken off, have left behind."""
    held = [path for path in folder.iterdir() if path.name.startswith((prefix, _BEGUN))]
    # Whoever still uses one has it mapped, and keeps it.
    for path in sorted(held, key=_last_used, reverse=True)[_VERSIONS_KEPT:]:
        shutil.rmtree(path, ignore_errors=True)


def _last_used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _sum_of(folder: Path) -> str:
    """Return a hash of the names and the contents of what is kept in a folder."""
    return _hash_of(
        (str(path.relative_to(folder)), path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "sum"
    )


@cache
def _inputs() -> str:
    """Return a hash of all that it is made from."""
    own = sorted(path for room in _MADE_BY for path in (_DOMAIN / room).glob("**/*") if path.suffix in _READ)
    words = [path for _, path in lexicons.files()]
    made_with = (sys.version, np.__version__, platform.machine(), str(shared_encoder().available))
    return _hash_of(((path.name, path) for path in (*own, *words)), *made_with)


def _hash_of(files: Iterable[tuple[str, Path]], *beside: str) -> str:
    found = blake2b(digest_size=10)
    for text in beside:
        found.update(text.encode() + b"\0")
    for name, path in files:
        content = path.read_bytes()
        found.update(f"{name}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()
