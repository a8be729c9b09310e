"""Makes segments: of entries, and of what is left of other segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.retrieval.encoder import Encoder, sign_bits
from domain.retrieval.entries import IndexColumn, IndexEntry
from domain.retrieval.names import Rarity, name_pieces
from domain.retrieval.segments import Segment, key_number, packed
from domain.retrieval.skills import SkillForms

_OF_ENTRY = ("key", "skill_total")
_OF_ROW = ("alias", "vector", "first_signs", "last_signs", "anchor", "nearness")
_STARTS = ("piece_start", "row_start", "record_start", "skill_start")

Arrays = dict[str, NDArray[Any]]


def build(
    entries: Sequence[IndexEntry],
    *,
    columns: Sequence[IndexColumn],
    encoder: Encoder,
    rarity: Rarity,
    forms: SkillForms,
) -> Segment:
    """Return the arrays of entries."""
    rows = [name for entry in entries for name in entry.names]
    vector = encoder.encode(rows)
    signs = sign_bits(vector)
    anchor, nearness = encoder.near_anchors(vector)
    piece_start, piece, weight = name_pieces(rows, rarity)
    skills = [forms.add(entry.skills) for entry in entries]
    records = [packed(entry.key, entry.payload) for entry in entries]
    counts = [len(entry.names) for entry in entries]
    aliases = [number >= entry.proper for entry in entries for number in range(len(entry.names))]
    return _with_postings(
        {
            "owner": np.repeat(np.arange(len(entries), dtype=np.int32), counts),
            "alias": np.array(aliases, np.bool_),
            "vector": vector,
            "first_signs": signs[:, 0].copy(),
            "last_signs": signs[:, 1].copy(),
            "anchor": anchor,
            "nearness": nearness,
            "piece_start": piece_start,
            "piece": piece,
            "weight": weight,
            "key": np.array([key_number(entry.key) for entry in entries], np.uint64),
            "row_start": _starts(counts),
            "record": np.frombuffer(b"".join(records), np.uint8),
            "record_start": _starts([len(record) for record in records]),
            "skill_start": _starts([len(skill) for skill in skills]),
            "skill_form": np.array([form for skill in skills for form, _, _ in skill], np.int32),
            "skill_slot": np.array([slot for skill in skills for _, slot, _ in skill], np.uint8),
            "skill_weight": np.array([weight for skill in skills for _, _, weight in skill], np.float16),
            "skill_total": np.array([_total(skill) for skill in skills], np.float32),
        },
        {
            column: np.array([entry.numbers[place] for entry in entries], column.kind)
            for place, column in enumerate(columns)
        },
    )


def merged(parts: Sequence[tuple[Segment, NDArray[np.bool_]]]) -> Segment:
    """Return one segment of what is alive in several, in their order."""
    taken = []
    offset = 0
    for segment, alive in parts:
        taken.append(_alive(segment, alive, offset))
        offset += int(alive.sum())
    joined: Arrays = {name: np.concatenate([arrays[name] for arrays in taken]) for name in taken[0]}
    for name in _STARTS:
        joined[name] = _starts(joined[name])
    columns = {
        column: np.concatenate([segment.columns[column][alive] for segment, alive in parts])
        for column in parts[0][0].columns
    }
    return _with_postings(joined, columns)


def _alive(segment: Segment, alive: NDArray[np.bool_], offset: int) -> Arrays:
    """Return what is alive, its entries numbered from `offset`, and in place of starts the lengths."""
    rows = alive[segment.owner]
    renumbered = np.cumsum(alive, dtype=np.int32) - 1 + offset
    pieces = np.repeat(rows, np.diff(segment.piece_start))
    skills = np.repeat(alive, np.diff(segment.skill_start))
    return {
        **{name: getattr(segment, name)[alive] for name in _OF_ENTRY},
        **{name: getattr(segment, name)[rows] for name in _OF_ROW},
        "owner": renumbered[segment.owner[rows]],
        "piece": segment.piece[pieces],
        "weight": segment.weight[pieces],
        "record": segment.record[np.repeat(alive, np.diff(segment.record_start))],
        "skill_form": segment.skill_form[skills],
        "skill_slot": segment.skill_slot[skills],
        "skill_weight": segment.skill_weight[skills],
        "piece_start": np.diff(segment.piece_start)[rows],
        "row_start": np.diff(segment.row_start)[alive],
        "record_start": np.diff(segment.record_start)[alive],
        "skill_start": np.diff(segment.skill_start)[alive],
    }


def _with_postings(arrays: Arrays, columns: dict[IndexColumn, NDArray[Any]]) -> Segment:
    """Add what follows from the rest: masses, and which rows and entries have a piece and a skill."""
    lengths = np.diff(arrays["piece_start"])
    row_of = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    order = np.argsort(arrays["piece"], kind="stable")
    term, counts = np.unique(arrays["piece"][order], return_counts=True)
    holder = np.repeat(np.arange(len(arrays["key"]), dtype=np.int32), np.diff(arrays["skill_start"]))
    by_form = np.argsort(arrays["skill_form"], kind="stable")
    form, form_counts = np.unique(arrays["skill_form"][by_form], return_counts=True)
    given: dict[str, Any] = dict(arrays)
    return Segment(
        **given,
        columns=columns,
        orders={
            column: np.argsort(numbers, kind="stable").astype(np.int32)
            for column, numbers in columns.items()
            if column.sought
        },
        mass=np.bincount(row_of, arrays["weight"], minlength=len(lengths)).astype(np.float32),
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
