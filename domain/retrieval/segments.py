"""Positions of one source as arrays, ready to be compared: the unchanging parts of an index.

A row is a name of a position; a position has one or several. Pieces, skills and rows that vary in number
lie one after the other, with an array of where each begins (`*_start`, one longer than there are owners).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from domain.positions.models import Position
from domain.retrieval.encoder import Encoder, Vectors, sign_bits
from domain.retrieval.names import Rarity, name_pieces, names_of
from domain.retrieval.skills import SkillForms
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.places import place_key


class StoredBytes:
    """A file's bytes, read where they are asked for: mapped ones would stay in memory, neighbours and all."""

    def __init__(self, path: Path) -> None:
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
    """Arrays over rows (the first group), over pieces, over positions and over skills."""

    owner: NDArray[np.int32]
    alias: NDArray[np.bool_]
    vector: Vectors
    bits: NDArray[np.uint64]
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
    degree: NDArray[np.int8]
    years: NDArray[np.float32]
    pay_max: NDArray[np.float32]
    group: NDArray[np.int32]
    city: NDArray[np.uint32]
    payload: NDArray[np.uint8]
    payload_start: NDArray[np.int64]

    skill_start: NDArray[np.int64]
    skill_form: NDArray[np.int32]
    skill_slot: NDArray[np.uint8]
    skill_weight: NDArray[np.float16]
    skill_total: NDArray[np.float32]
    form: NDArray[np.int32]
    form_start: NDArray[np.int64]
    form_owner: NDArray[np.int32]

    stored: StoredBytes | None = None

    @property
    def rows(self) -> int:
        """How many names there are."""
        return len(self.owner)

    def __len__(self) -> int:
        return len(self.key)

    def position(self, number: int) -> Position:
        """Return one position as it was added."""
        return _unpacked(self._payload(number))

    def code(self, number: int) -> str:
        """Return one position's code."""
        return str(orjson.loads(self._payload(number))[0])

    def _payload(self, number: int) -> bytes:
        start, end = int(self.payload_start[number]), int(self.payload_start[number + 1])
        return self.stored.read(start, end) if self.stored else self.payload[start:end].tobytes()

    def save(self, folder: Path) -> None:
        """Write every array as a file of its own."""
        folder.mkdir(parents=True)
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> Segment:
        """Map the arrays of `save` into memory; what is not used is not read."""
        arrays: dict[str, Any] = {}
        for name in _ARRAYS:
            arrays[name] = np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)
        return cls(**arrays, stored=StoredBytes(folder / "payload.npy"))


_ARRAYS = [field.name for field in fields(Segment) if field.name != "stored"]
_FIELDS = [field.name for field in fields(Position)]

LAYOUT = blake2b(" ".join(_ARRAYS + _FIELDS).encode(), digest_size=4).hexdigest()
"""A key of what a segment holds; files of another layout are of no use."""


def build(positions: Sequence[Position], *, encoder: Encoder, rarity: Rarity, forms: SkillForms) -> Segment:
    """Return the arrays of positions."""
    names = [names_of(position) for position in positions]
    rows = [name for group in names for name in group]
    vector = encoder.encode(rows)
    anchor, nearness = encoder.near_anchors(vector)
    piece_start, piece, weight = name_pieces(rows, rarity)
    skills = [forms.add(position.skills) for position in positions]
    payloads = [_packed(position) for position in positions]
    counts = [len(group) for group in names]
    titles = [len({p.title_zh, p.title_en} - {""}) for p in positions]
    return _with_postings(
        {
            "owner": np.repeat(np.arange(len(positions), dtype=np.int32), counts),
            "alias": np.array(
                [
                    number >= own
                    for own, group in zip(titles, names, strict=True)
                    for number in range(len(group))
                ],
                np.bool_,
            ),
            "vector": vector,
            "bits": sign_bits(vector),
            "anchor": anchor,
            "nearness": nearness,
            "piece_start": piece_start,
            "piece": piece,
            "weight": weight,
            "key": np.array([code_key(position.code) for position in positions], np.uint64),
            "row_start": _starts(counts),
            "degree": np.array([position.degree for position in positions], np.int8),
            "years": np.array([position.years_min for position in positions], np.float32),
            "pay_max": np.array([position.salary_max or 0 for position in positions], np.float32),
            "group": np.array([group_number(position.occupation_code) for position in positions], np.int32),
            "city": np.array([place_key(position.city) for position in positions], np.uint32),
            "payload": np.frombuffer(b"".join(payloads), np.uint8),
            "payload_start": _starts([len(payload) for payload in payloads]),
            "skill_start": _starts([len(skill) for skill in skills]),
            "skill_form": np.array([form for skill in skills for form, _, _ in skill], np.int32),
            "skill_slot": np.array([slot for skill in skills for _, slot, _ in skill], np.uint8),
            "skill_weight": np.array([weight for skill in skills for _, _, weight in skill], np.float16),
            "skill_total": np.array([_total(skill) for skill in skills], np.float32),
        }
    )


def merged(parts: Sequence[tuple[Segment, NDArray[np.bool_]]]) -> Segment:
    """Return one segment of what is alive in several, in their order."""
    columns: dict[str, list[NDArray[Any]]] = {}
    offset = 0
    for segment, alive in parts:
        rows = alive[segment.owner]
        renumbered = np.cumsum(alive, dtype=np.int32) - 1 + offset
        offset += int(alive.sum())
        of_position = {
            name: getattr(segment, name)[alive]
            for name in ("key", "degree", "years", "pay_max", "group", "city", "skill_total")
        }
        of_row = {
            name: getattr(segment, name)[rows] for name in ("alias", "vector", "bits", "anchor", "nearness")
        }
        pieces = np.repeat(rows, np.diff(segment.piece_start))
        skills = np.repeat(alive, np.diff(segment.skill_start))
        payload = np.repeat(alive, np.diff(segment.payload_start))
        taken = {
            **of_position,
            **of_row,
            "owner": renumbered[segment.owner[rows]],
            "piece": segment.piece[pieces],
            "weight": segment.weight[pieces],
            "payload": segment.payload[payload],
            "skill_form": segment.skill_form[skills],
            "skill_slot": segment.skill_slot[skills],
            "skill_weight": segment.skill_weight[skills],
            "piece_start": np.diff(segment.piece_start)[rows],
            "row_start": np.diff(segment.row_start)[alive],
            "payload_start": np.diff(segment.payload_start)[alive],
            "skill_start": np.diff(segment.skill_start)[alive],
        }
        for name, array in taken.items():
            columns.setdefault(name, []).append(array)
    joined = {name: np.concatenate(arrays) for name, arrays in columns.items()}
    for name in ("piece_start", "row_start", "payload_start", "skill_start"):
        joined[name] = _starts(joined[name])
    return _with_postings(joined)


def code_key(code: str) -> int:
    """Return the key by which a position of one source is told from the others."""
    return int.from_bytes(blake2b(code.encode(), digest_size=8).digest(), "little")


def group_number(occupation_code: str | None) -> int:
    """Return the digits of an occupation's group, like 20603 of `2-06-03-00`; 0 for none."""
    digits = (occupation_code or "")[:7].replace("-", "")
    return int(digits) if digits.isdigit() else 0


def _with_postings(columns: dict[str, NDArray[Any]]) -> Segment:
    """Add what follows from the rest: masses, and which rows and positions have a piece and a skill."""
    lengths = np.diff(columns["piece_start"])
    row_of = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    order = np.argsort(columns["piece"], kind="stable")
    term, counts = np.unique(columns["piece"][order], return_counts=True)
    holder = np.repeat(np.arange(len(columns["key"]), dtype=np.int32), np.diff(columns["skill_start"]))
    by_form = np.argsort(columns["skill_form"], kind="stable")
    form, form_counts = np.unique(columns["skill_form"][by_form], return_counts=True)
    arrays: dict[str, Any] = dict(columns)
    return Segment(
        **arrays,
        mass=np.bincount(row_of, columns["weight"], minlength=len(lengths)).astype(np.float32),
        term=term,
        term_start=_starts(counts),
        term_row=row_of[order],
        form=form,
        form_start=_starts(form_counts),
        form_owner=holder[by_form],
    )


def _total(skill: Sequence[tuple[int, int, float]]) -> float:
    return sum({slot: weight for _, slot, weight in skill}.values())


def _starts(lengths: Sequence[int] | NDArray[Any]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.asarray(lengths, np.int64))]).astype(np.int64)


def _packed(position: Position) -> bytes:
    return orjson.dumps([getattr(position, name) for name in _FIELDS])


def _unpacked(payload: bytes) -> Position:
    values = dict(zip(_FIELDS, orjson.loads(payload), strict=True))
    values["degree"] = DegreeLevel(values["degree"])
    for name in ("aliases", "skills"):
        values[name] = tuple(values[name])
    return Position(**values)
