"""Texts and names are compared by words and by meaning, on scales of their own."""

from __future__ import annotations

import numpy as np
import pytest

from domain.retrieval import comparing
from domain.retrieval.comparing import ALIAS_SHARE, TextReader, Texts
from domain.retrieval.encoder import shared_encoder
from domain.retrieval.entries import IndexEntry
from domain.retrieval.segments import Segment
from tests.domain.retrieval.entries import REFERENCE, entry, indexed

READER = TextReader(encoder=shared_encoder(), rarity=REFERENCE.names)


def segment_of(*entries: IndexEntry) -> Segment:
    (part,) = indexed(*entries).parts
    return part.segment


def read(*texts: str) -> Texts:
    return READER.read(texts)


def test_the_very_name_is_wholly_alike() -> None:
    likeness = comparing.compare(read("销售经理"), segment_of(entry("1", "销售经理")), np.array([0]))
    assert likeness.words[0, 0] == pytest.approx(1.0)
    assert 0.95 < likeness.meaning[0, 0] < 1.001
    assert 0.95 < likeness.fused[0, 0] < 1.001


def test_of_two_equal_names_the_one_proper_wins() -> None:
    aliased = IndexEntry(key="2", names=("焊工", "会计"), proper=1)
    likeness = comparing.compare(read("会计"), segment_of(entry("1", "会计"), aliased), np.array([0, 2]))
    assert likeness.fused[0, 1] == pytest.approx(ALIAS_SHARE * likeness.fused[0, 0])


def test_a_text_is_like_its_translation_by_meaning_alone() -> None:
    likeness = comparing.compare(
        read("accountant"), segment_of(entry("1", "会计"), entry("2", "焊工")), np.arange(2)
    )
    assert list(likeness.words[0]) == [0, 0]
    assert likeness.meaning[0, 0] > likeness.meaning[0, 1] + 0.2


def test_filler_alone_is_like_nothing() -> None:
    likeness = comparing.compare(read("of the", ""), segment_of(entry("1", "会计")), np.array([0]))
    assert not likeness.fused.any()


def test_what_belongs_to_chosen_owners_is_told_with_their_rank() -> None:
    places, rank = comparing.ragged(np.array([0, 2, 2, 5]), np.array([2, 0]))
    assert (list(places), list(rank)) == ([2, 3, 4, 0, 1], [0, 0, 0, 1, 1])
