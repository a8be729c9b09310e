"""Entries of one source as arrays, ready to be compared: the unchanging parts of an index.

A row is a name of an entry; an entry has one or several. Pieces, skills and rows that vary in number lie one
after the other, with an array of where each begins (`*_start`, one longer than there are owners).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.encoder import Vectors
from domain.retrieval.entries import IndexColumn

_KEY_BYTES = 2


class StoredBytes:
    """A file's bytes, read where they are asked for: mapped ones would stay in memory, neighbours and all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            np.lib.format.read_magic(file)
            np.lib.format.read_array_header_1_0(file)
            self._offset = file.tell()
        self._descriptor = os.open(path, os.O_RDONLY)

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes from `start` to `end`."""
        return os.pread(self._descriptor, end - start, self._offset + start)

    def __del__(self) -> None:
        if hasattr(self, "_descriptor"):
            os.close(self._descriptor)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Segment:
    """Arrays over rows (the first group), over pieces, over entries and over skills.

    Attributes:
        first_signs, last_signs: Of a row's vector, 64 each, see `sign_bits`; all first ones together are
            looked through fastest.
        key: The numbers of the entries' keys, see `key_number`.
        record: For each entry its key and its payload, see `packed`.
        columns: For each column a number an entry.
        orders: For each column that is sought by, the entries by their numbers, smallest first.
    """

    owner: NDArray[np.int32]
    alias: NDArray[np.bool_]
    vector: Vectors
    first_signs: NDArray[np.uint64]
    last_signs: NDArray[np.uint64]
    anchor: NDArray[np.uint16]
    nearness: NDArray[np.uint8]
    mass: NDArray[np.float32]

    piece_start: NDArray[np.int64]
    piece: NDArray[np.uint32]
    weight: NDArray[np.float16]
    term: NDArray[np.uint32]
    term_start: NDArray[np.int64]
    term_row: NDArray[np.int32]

    key: NDArray[np.uint64]
    row_start: NDArray[np.int64]
    record: NDArray[np.uint8]
    record_start: NDArray[np.int64]

    skill_start: NDArray[np.int64]
    skill_form: NDArray[np.int32]
    skill_slot: NDArray[np.uint8]
    skill_weight: NDArray[np.float16]
    skill_total: NDArray[np.float32]
    form: NDArray[np.int32]
    form_start: NDArray[np.int64]
    form_owner: NDArray[np.int32]

    columns: Mapping[IndexColumn, NDArray[Any]]
    orders: Mapping[IndexColumn, NDArray[np.int32]]
    stored: StoredBytes | None = None

    @property
    def folder(self) -> Path | None:
        """Where it is mapped from; None where it is in memory alone."""
        return self.stored.path.parent if self.stored else None

    @property
    def rows(self) -> int:
        """How many names there are."""
        return len(self.owner)

    def __len__(self) -> int:
        return len(self.key)

    def unpacked(self, number: int) -> tuple[str, bytes]:
        """Return the key and the payload of one entry."""
        start, end = int(self.record_start[number]), int(self.record_start[number + 1])
        record = self.stored.read(start, end) if self.stored else self.record[start:end].tobytes()
        middle = _KEY_BYTES + int.from_bytes(record[:_KEY_BYTES], "little")
        return record[_KEY_BYTES:middle].decode(), record[middle:]

    def save(self, folder: Path) -> None:
        """Write every array as a file of its own."""
        folder.mkdir(parents=True)
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))
        for column, numbers in self.columns.items():
            np.save(_column_path(folder, column), numbers)
        for column, order in self.orders.items():
            np.save(_order_path(folder, column), order)

    @classmethod
    def load(cls, folder: Path, columns: Sequence[IndexColumn]) -> Segment:
        """Map the arrays of `save` into memory; what is not used is not read."""
        arrays: dict[str, Any] = {name: _mapped(folder / f"{name}.npy") for name in _ARRAYS}
        numbers = {column: _mapped(_column_path(folder, column)) for column in columns}
        orders = {column: _mapped(_order_path(folder, column)) for column in columns if column.sought}
        return cls(**arrays, columns=numbers, orders=orders, stored=StoredBytes(folder / "record.npy"))


_ARRAYS = [field.name for field in fields(Segment) if field.name not in ("columns", "orders", "stored")]


def packed(key: str, payload: bytes) -> bytes:
    """Return a record: the length of the key, the key, the payload."""
    name = key.encode()
    return len(name).to_bytes(_KEY_BYTES, "little") + name + payload


def key_number(key: str) -> int:
    """Return the number by which an entry of one source is told from the others."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def layout(columns: Sequence[IndexColumn], payload_form: str) -> str:
    """Return a key of what a segment holds; files of another layout are of no use."""
    held = [f"{column.name}:{np.dtype(column.kind).str}{':sought' * column.sought}" for column in columns]
    parts = [*_ARRAYS, *held, payload_form]
    return blake2b(" ".join(parts).encode(), digest_size=4).hexdigest()


def _mapped(path: Path) -> NDArray[Any]:
    array: NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return array


def _order_path(folder: Path, column: IndexColumn) -> Path:
    return folder / f"order-{column.name}.npy"


def _column_path(folder: Path, column: IndexColumn) -> Path:
    return folder / f"column-{column.name}.npy"
