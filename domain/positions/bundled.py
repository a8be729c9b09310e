"""The index of the bundled positions: built once on a host, mapped into memory by every start after that.

It is kept in a folder that is named by a hash of all that it is made from: the table, the lexicons, the
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
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

from domain.positions.catalogue import Catalogue, load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED
from domain.retrieval.encoder import shared_encoder
from domain.retrieval.reference import Reference
from domain.vocabulary import lexicons

_NAME, _BEGUN = "positions-", "begun-"
_VERSIONS_KEPT = 6
_DOMAIN = Path(__file__).parents[1]
_MADE_BY = ("positions", "retrieval", "vocabulary")
_READ = (".py", ".tsv", ".npz")

logger = logging.getLogger(__name__)


def bundled_index(folders: Sequence[Path] = ()) -> PositionIndex:
    """Return an index of the bundled positions, which may be added to.

    Args:
        folders: Where it may be kept for other processes, the best place first.
    """
    if not folders:
        return _built().copy()
    name = _NAME + _inputs()
    for folder in folders:
        if index := _opened(folder / name):
            return index
    index = _built()
    for folder in folders:
        if _keep(index, folder, name):
            # What is mapped is in memory once, however many processes there are.
            return _opened(folder / name) or index.copy()
    return index.copy()


def index_of(catalogue: Catalogue) -> PositionIndex:
    """Return an index of a catalogue; of the bundled one each process builds one at most."""
    if catalogue is load_catalogue():
        return bundled_index()
    index = PositionIndex()
    index.add(catalogue, source=BUNDLED)
    return index


@cache
def _built() -> PositionIndex:
    index = PositionIndex()
    index.add(load_catalogue(), source=BUNDLED)
    return index


def _opened(folder: Path) -> PositionIndex | None:
    """Return the index of a folder; None where there is none, or it is not as it was written."""
    try:
        if (folder / "sum").read_text() != _sum_of(folder):
            raise ValueError("its files have changed")
        index = PositionIndex(reference=Reference.restored((folder / "reference").read_bytes()))
        if index.load(folder / "index") is None:
            raise ValueError("its files are of another form")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        logger.warning("the index in %s is made anew: %s", folder, error)
        return None
    with contextlib.suppress(OSError):
        # Tells what is used from what may be cleared away.
        os.utime(folder)
    return index


def _keep(index: PositionIndex, folder: Path, name: str) -> bool:
    """Write an index beside its place and move it there: whoever looks finds all of it or nothing."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_BEGUN, dir=folder, ignore_cleanup_errors=True) as aside:
            new = Path(aside) / "new"
            index.save(new / "index")
            (new / "reference").write_bytes(index.reference.dump())
            (new / "sum").write_text(_sum_of(new))
            if (folder / name).exists():
                # Damaged, or another process was as quick.
                (folder / name).rename(Path(aside) / "old")
            new.rename(folder / name)
    except OSError as error:
        logger.info("the index of the bundled positions cannot be kept in %s: %s", folder, error)
        return False
    _clear(folder)
    return True


def _clear(folder: Path) -> None:
    """Remove what other versions of the program, and those that were broken off, have left behind."""
    held = [path for path in folder.iterdir() if path.name.startswith((_NAME, _BEGUN))]
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
    """Return a hash of all that the index is made from."""
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
