"""Texts and names are compared by words and by meaning, on scales of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from domain.retrieval import comparing
from domain.retrieval.comparing import ALIAS_SHARE, Likeness, TextReader, compare, gathered_met
from domain.retrieval.encoder import shared_encoder
from domain.retrieval.entries import IndexEntry
from domain.retrieval.segments import Segment
from tests.domain.retrieval.entries import REFERENCE, entry, indexed

READER = TextReader(encoder=shared_encoder(), rarity=REFERENCE.names)


def segment_of(*entries: IndexEntry) -> Segment:
    (part,) = indexed(*entries).parts
    return part.segment


def compared(texts: list[str], *entries: IndexEntry) -> Likeness:
    """Compare texts with all names of entries."""
    segment = segment_of(*entries)
    return compare(READER.read(texts), [(segment, np.arange(segment.rows))])


def test_the_very_name_is_wholly_alike() -> None:
    likeness = compared(["销售经理"], entry("1", "销售经理"))
    assert likeness.words[0, 0] == pytest.approx(1.0)
    assert 0.95 < likeness.meaning[0, 0] < 1.001
    assert 0.95 < likeness.fused[0, 0] < 1.001


def test_of_two_equal_names_the_one_proper_wins() -> None:
    aliased = IndexEntry(key="2", names=("焊工", "会计"), proper=1)
    likeness = compared(["会计"], entry("1", "会计"), aliased)
    assert likeness.fused[0, 2] == pytest.approx(ALIAS_SHARE * likeness.fused[0, 0])


def test_a_text_is_like_its_translation_by_meaning_alone() -> None:
    likeness = compared(["accountant"], entry("1", "会计"), entry("2", "焊工"))
    assert list(likeness.words[0]) == [0, 0]
    assert likeness.meaning[0, 0] > likeness.meaning[0, 1] + 0.2


def test_filler_alone_is_like_nothing() -> None:
    likeness = compared(["of the", ""], entry("1", "会计"))
    assert not likeness.fused.any()


def test_what_belongs_to_chosen_owners_is_told_with_their_rank() -> None:
    places, rank = comparing.ragged(np.array([0, 2, 2, 5]), np.array([2, 0]))
    assert (list(places), list(rank)) == ([2, 3, 4, 0, 1], [0, 0, 0, 1, 1])


def test_names_of_several_segments_are_compared_as_if_they_were_of_one() -> None:
    entries = [entry("1", "会计"), entry("2", "焊工"), entry("3", "Financial accountant")]
    together = compared(["会计", "accountant"], *entries)
    texts = READER.read(["会计", "accountant"])
    apart = compare(texts, [(segment_of(one), np.array([0])) for one in entries])
    np.testing.assert_allclose(apart.words, together.words)
    np.testing.assert_allclose(apart.meaning, together.meaning, atol=1e-6)


def test_what_is_met_of_several_segments_stands_one_after_the_other() -> None:
    one, other = segment_of(entry("1", "会计", skills=("Excel", "用友"))), segment_of(entry("2", "焊工"))
    chosen = [(other, np.array([0])), (one, np.array([0])), (one, np.array([0]))]
    rank, (form, slot) = gathered_met(
        "skill_start", "skill_form", ("skill_slot",), chosen, met=lambda forms: np.arange(1, len(forms))
    )
    assert (list(rank), list(slot)) == ([1, 2], [1, 1])
    assert list(form) == list(one.skill_form[1:]) * 2


def test_pieces_whose_keys_end_alike_are_not_taken_for_each_other() -> None:
    segment = segment_of(entry("1", "会计"))
    pieces = READER.read(["会计"]).pieces[0]
    others = replace(pieces, pieces=pieces.pieces ^ np.uint32(1 << 20))
    texts = replace(READER.read(["会计", "会计"]), pieces=[pieces, others])
    words = compare(texts, [(segment, np.array([0]))]).words[:, 0]
    assert words[0] > 0.5
    assert words[1] == 0.0
