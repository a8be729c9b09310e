"""A segment keeps entries as arrays, and gives back what was put in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from domain.retrieval.entries import IndexColumn
from domain.retrieval.index import Index
from domain.retrieval.live import LiveSegment
from domain.retrieval.segments import Segment, key_number, layout, packed
from tests.domain.retrieval.entries import ENTRIES, REFERENCE, SIZE, entry, segment_of


def test_keys_payloads_and_numbers_come_back() -> None:
    segment = segment_of(*ENTRIES)
    assert [segment.unpacked(number) for number in range(3)] == [
        (given.key, given.payload) for given in ENTRIES
    ]
    assert [segment.unpacked(number)[0] for number in range(3)] == ["甲", "乙", "丙"]
    assert list(segment.columns[SIZE]) == [1, 2, 3]
    assert list(segment.key) == [key_number(given.key) for given in ENTRIES]


def test_a_saved_segment_is_the_same(tmp_path: Path) -> None:
    before = segment_of(*ENTRIES)
    before.save(tmp_path / "0")
    after = Segment.load(tmp_path / "0", [SIZE])
    assert [after.unpacked(number) for number in range(3)] == [before.unpacked(number) for number in range(3)]
    for name in ("vector", "piece", "weight", "skill_form", "term_row"):
        assert (getattr(after, name) == getattr(before, name)).all()
    assert (after.columns[SIZE] == before.columns[SIZE]).all()


def test_a_key_too_long_is_refused() -> None:
    with pytest.raises(OverflowError):
        packed("x" * 70_000, b"")


def test_the_layout_changes_with_columns_and_payloads() -> None:
    kinds = [
        layout([SIZE], "a"),
        layout([], "a"),
        layout([SIZE], "b"),
        layout([IndexColumn("size", np.int8)], "a"),
        layout([SIZE._replace(sought=True)], "a"),
    ]
    assert len(set(kinds)) == 5


def test_entries_are_found_by_the_number_they_are_sought_by(tmp_path: Path) -> None:
    kind = IndexColumn("kind", np.int16, sought=True)
    entries = [entry(str(number), "会计", numbers=(number % 3 - 1,)) for number in range(9)]
    index = Index(reference=REFERENCE, columns=(kind,))
    index.add_entries(entries[:5], source="own")
    index.add_entries(entries[5:], source="own")
    (part,) = index.parts
    part.segment.save(tmp_path / "0")
    loaded = LiveSegment("own", Segment.load(tmp_path / "0", [kind]), part.alive)
    for held in (part, loaded):
        assert sorted(held.having(kind, (-1, 1, 7))) == [0, 2, 3, 5, 6, 8]
        assert not len(held.having(kind, ()))
