"""Entries become arrays, and what is left of several segments becomes one, as if it had been built so."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from domain.retrieval.building import merged
from domain.retrieval.segments import Segment
from domain.retrieval.skills import SkillForms
from tests.domain.retrieval.entries import ENTRIES, REFERENCE, SIZE, entry, segment_of

ARRAYS = [field.name for field in fields(Segment) if field.name not in ("columns", "stored")]


def test_rows_are_names_and_know_their_entry_and_whether_they_are_aliases() -> None:
    segment = segment_of(*ENTRIES)
    assert (segment.rows, len(segment)) == (6, 3)
    assert list(segment.owner) == [0, 0, 1, 1, 1, 2]
    assert list(segment.alias) == [False, False, False, True, True, False]
    assert list(segment.row_start) == [0, 2, 5, 6]


def test_what_has_a_piece_or_a_skill_is_found_by_it() -> None:
    forms = SkillForms(REFERENCE.skills)
    segment = segment_of(*ENTRIES, forms=forms)
    place = list(segment.form).index(forms.number(("excel",)))
    held = segment.form_owner[segment.form_start[place] : segment.form_start[place + 1]]
    assert list(held) == [0, 2]
    for place, term in enumerate(segment.term):
        for row in segment.term_row[segment.term_start[place] : segment.term_start[place + 1]]:
            assert term in segment.piece[segment.piece_start[row] : segment.piece_start[row + 1]]


def test_a_row_weighs_as_much_as_its_pieces_together() -> None:
    segment = segment_of(*ENTRIES)
    for row in range(segment.rows):
        start, end = segment.piece_start[row], segment.piece_start[row + 1]
        assert np.isclose(segment.mass[row], segment.weight[start:end].astype(np.float32).sum())


def test_a_skill_in_several_wordings_counts_once_in_the_total() -> None:
    worded = replace(entry("1", "会计", numbers=(0,)), skills=(("用友", "Yonyou"), ("Excel",)))
    segment = segment_of(worded)
    assert list(segment.skill_slot) == [0, 0, 1]
    assert segment.skill_total[0] == pytest.approx(
        segment.skill_weight[1:].astype(np.float32).sum(), rel=1e-3
    )


def test_what_is_left_of_several_is_what_would_have_been_built_of_it() -> None:
    forms = SkillForms(REFERENCE.skills)
    one, two = segment_of(*ENTRIES[:2], forms=forms), segment_of(ENTRIES[2], forms=forms)
    left = merged([(one, np.array([False, True])), (two, np.array([True]))])
    fresh = segment_of(*ENTRIES[1:], forms=forms)
    for name in ARRAYS:
        assert np.array_equal(getattr(left, name), getattr(fresh, name)), name
    assert [left.unpacked(number) for number in range(2)] == [fresh.unpacked(number) for number in range(2)]
    assert (left.columns[SIZE] == fresh.columns[SIZE]).all()


def test_the_numbers_of_skills_follow_the_entries_that_stay() -> None:
    forms = SkillForms(REFERENCE.skills)
    left = merged([(segment_of(*ENTRIES, forms=forms), np.array([False, False, True]))])
    place = list(left.form).index(forms.number(("excel",)))
    assert list(left.form_owner[left.form_start[place] : left.form_start[place + 1]]) == [0]
    assert forms.number(("用友",)) not in left.form


def test_of_segments_of_which_nothing_is_left_an_empty_one_is_made() -> None:
    gone = merged([(segment_of(*ENTRIES), np.zeros(3, np.bool_))])
    assert (len(gone), gone.rows, len(gone.term), len(gone.form)) == (0, 0, 0, 0)
    assert list(gone.record_start) == [0]
