"""The rows of the fewest differing signs are found without counting all signs of all rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from domain.retrieval import signs
from domain.retrieval.live import LiveSegment
from domain.retrieval.signs import Differing
from tests.domain.retrieval.entries import entry, segment_of

EMPTY = segment_of(entry("1", "会计", numbers=(1,)))


def part_of(bits: NDArray[np.uint64], alive: NDArray[np.bool_] | None = None) -> LiveSegment:
    """Return a part whose rows have these signs (rows, 2), each of an entry of its own."""
    size = len(bits)
    segment = replace(
        EMPTY,
        first_signs=bits[:, 0].copy(),
        last_signs=bits[:, 1].copy(),
        owner=np.arange(size, dtype=np.int32),
        # Keys run against the rows, so that a choice by them is no choice by rows.
        key=np.arange(size, 0, -1).astype(np.uint64),
    )
    return LiveSegment("own", segment, np.ones(size, np.bool_) if alive is None else alive)


def differing(bits: NDArray[np.uint64], part: LiveSegment) -> NDArray[np.int64]:
    held = np.stack([part.segment.first_signs, part.segment.last_signs], axis=1)
    counted: NDArray[np.int64] = np.bitwise_count(held ^ bits).sum(axis=1).astype(np.int64)
    return np.where(part.alive, counted, 999)


@pytest.fixture(params=[(1 << 16, 8), (0, 8), (0, 0)], ids=["all counted", "where worth it", "bounded"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, worth = request.param
    monkeypatch.setattr(signs, "_COUNTED_WHOLE", whole)
    monkeypatch.setattr(signs, "_WORTH_BOUNDING", worth)
    monkeypatch.setattr(signs, "_CHUNK", 300)


def crowd(chance: np.random.Generator, size: int, *, around: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return signs of which many are near to one of a few."""
    flips = np.uint64(1) << chance.integers(0, 64, (size, 2, 12)).astype(np.uint64)
    kept = chance.random((size, 2, 12)) < chance.random((size, 1, 1))
    noise = np.bitwise_xor.reduce(np.where(kept, flips, np.uint64(0)), axis=2)
    made: NDArray[np.uint64] = around[chance.integers(0, len(around), size)] ^ noise
    return made


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("seed", range(12))
def test_the_nearest_of_all_parts_are_found(seed: int) -> None:
    chance = np.random.default_rng(seed)
    around = chance.integers(0, 2**64, (5, 2), np.uint64)
    alive = chance.random(900) < 0.5
    parts = [part_of(crowd(chance, 900, around=around), alive), part_of(crowd(chance, 2_000, around=around))]
    wanted = int(chance.integers(1, 60))
    (rows,) = Differing(parts, around[:1]).nearest(wanted)
    counts = [differing(around[0], part) for part in parts]
    edge = np.sort(np.concatenate(counts))[wanted - 1]
    sure = sum(int((count <= edge).sum()) for count in counts)
    for some, count in zip(rows, counts, strict=True):
        assert set(np.flatnonzero(count < edge)) <= set(some) <= set(np.flatnonzero(count <= edge))
    assert sum(map(len, rows)) == (sure if sure <= 2 * wanted else wanted)


@pytest.mark.usefixtures("way")
def test_of_very_many_as_near_those_of_the_lowest_keys_are_taken() -> None:
    bits = np.zeros((1_000, 2), np.uint64)
    ((rows,),) = Differing([part_of(bits)], bits[:1]).nearest(7)
    assert list(rows) == list(range(993, 1_000))


@pytest.mark.usefixtures("way")
def test_of_fewer_than_wanted_all_are_taken_that_are_still_there() -> None:
    bits = np.random.default_rng(1).integers(0, 2**64, (5, 2), np.uint64)
    alive = np.array([True, False, True, True, True])
    ((rows,),) = Differing([part_of(bits, alive)], bits[:1]).nearest(7)
    assert list(rows) == [0, 2, 3, 4]


@pytest.mark.usefixtures("way")
def test_signs_are_counted_to_the_nearest_text() -> None:
    bits = np.random.default_rng(2).integers(0, 2**64, (6, 2), np.uint64)
    parts = [part_of(bits[:2]), part_of(bits)]
    rows, texts = np.array([1, 4, 5]), bits[2:4]
    expected = np.minimum(differing(texts[0], parts[1]), differing(texts[1], parts[1]))[rows]
    assert list(Differing(parts, texts).fewest(1, rows)) == list(expected)
    assert list(Differing(parts, texts[:0]).fewest(1, rows)) == [255] * 3
