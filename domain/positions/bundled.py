"""The index of the bundled positions, made once on a host."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from domain.positions.catalogue import Catalogue, load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.kept import Form, made_once
from domain.positions.models import BUNDLED
from domain.retrieval.reference import Reference


def bundled_index(folders: Sequence[Path] = ()) -> PositionIndex:
    """Return an index of the bundled positions, which may be added to.

    Args:
        folders: Where it may be kept for other processes, the best place first.
    """
    form = Form(name="positions", make=lambda: _built().copy(), write=_write, read=_read)
    return made_once(form, folders)


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


def _write(index: PositionIndex, folder: Path) -> None:
    index.save(folder / "index")
    (folder / "reference").write_bytes(index.reference.dump())


def _read(folder: Path) -> PositionIndex:
    index = PositionIndex(reference=Reference.restored((folder / "reference").read_bytes()))
    if index.load(folder / "index") is None:
        raise ValueError("its files are of another form")
    return index
