"""A segment keeps entries as arrays, and gives back what was put in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from domain.retrieval.building import build, merged
from domain.retrieval.encoder import shared_encoder
from domain.retrieval.entries import IndexColumn, IndexEntry
from domain.retrieval.segments import Segment, key_number, layout, packed
from domain.retrieval.skills import SkillForms
from tests.domain.retrieval.entries import REFERENCE, entry

SIZE = IndexColumn("size", np.float32)
ENTRIES = [
    entry("甲", "会计", "Accountant", skills=("用友", "Excel"), numbers=(1,)),
    IndexEntry(key="乙", names=("护士", "护理", "Nurse"), proper=1, numbers=(2,), payload=b"\x00\xff"),
    entry("丙", "焊工", skills=("Excel",), numbers=(3,)),
]


def segment_of(*entries: IndexEntry, forms: SkillForms | None = None) -> Segment:
    return build(
        entries,
        columns=(SIZE,),
        encoder=shared_encoder(),
        rarity=REFERENCE.names,
        forms=forms or SkillForms(REFERENCE.skills),
    )


def test_rows_are_names_and_know_their_entry_and_whether_they_are_aliases() -> None:
    segment = segment_of(*ENTRIES)
    assert (segment.rows, len(segment)) == (6, 3)
    assert list(segment.owner) == [0, 0, 1, 1, 1, 2]
    assert list(segment.alias) == [False, False, False, True, True, False]
    assert list(segment.row_start) == [0, 2, 5, 6]


def test_keys_payloads_and_numbers_come_back() -> None:
    segment = segment_of(*ENTRIES)
    assert [segment.unpacked(number) for number in range(3)] == [
        (given.key, given.payload) for given in ENTRIES
    ]
    assert [segment.unpacked(number)[0] for number in range(3)] == ["甲", "乙", "丙"]
    assert list(segment.columns[SIZE]) == [1, 2, 3]
    assert list(segment.key) == [key_number(given.key) for given in ENTRIES]


def test_what_has_a_piece_or_a_skill_is_found_by_it() -> None:
    forms = SkillForms(REFERENCE.skills)
    segment = segment_of(*ENTRIES, forms=forms)
    place = list(segment.form).index(forms.number(("excel",)))
    held = segment.form_owner[segment.form_start[place] : segment.form_start[place + 1]]
    assert list(held) == [0, 2]
    for place, term in enumerate(segment.term):
        for row in segment.term_row[segment.term_start[place] : segment.term_start[place + 1]]:
            assert term in segment.piece[segment.piece_start[row] : segment.piece_start[row + 1]]


def test_a_saved_segment_is_the_same(tmp_path: Path) -> None:
    before = segment_of(*ENTRIES)
    before.save(tmp_path / "0")
    after = Segment.load(tmp_path / "0", [SIZE])
    assert [after.unpacked(number) for number in range(3)] == [before.unpacked(number) for number in range(3)]
    for name in ("vector", "piece", "weight", "skill_form", "term_row"):
        assert (getattr(after, name) == getattr(before, name)).all()
    assert (after.columns[SIZE] == before.columns[SIZE]).all()


def test_what_is_left_of_several_is_what_would_have_been_built_of_it() -> None:
    forms = SkillForms(REFERENCE.skills)
    one, two = segment_of(*ENTRIES[:2], forms=forms), segment_of(ENTRIES[2], forms=forms)
    left = merged([(one, np.array([False, True])), (two, np.array([True]))])
    fresh = segment_of(*ENTRIES[1:], forms=forms)
    for name in (
        "owner",
        "alias",
        "vector",
        "piece",
        "piece_start",
        "term",
        "term_row",
        "form",
        "form_owner",
    ):
        assert (getattr(left, name) == getattr(fresh, name)).all(), name
    assert [left.unpacked(number) for number in range(2)] == [fresh.unpacked(number) for number in range(2)]
    assert (left.columns[SIZE] == fresh.columns[SIZE]).all()


def test_a_key_too_long_is_refused() -> None:
    with pytest.raises(OverflowError):
        packed("x" * 70_000, b"")


def test_the_layout_changes_with_columns_and_payloads() -> None:
    kinds = [
        layout([SIZE], "a"),
        layout([], "a"),
        layout([SIZE], "b"),
        layout([IndexColumn("size", np.int8)], "a"),
    ]
    assert len(set(kinds)) == 4
