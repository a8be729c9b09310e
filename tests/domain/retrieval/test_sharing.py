"""What shares most is found without adding up what many share."""

from __future__ import annotations

import numpy as np
import pytest

from domain.retrieval import sharing
from domain.retrieval.comparing import TextReader
from domain.retrieval.encoder import shared_encoder
from domain.retrieval.names import TextPieces
from domain.retrieval.sharing import best, best_sums, sharing_rows
from tests.domain.retrieval.entries import REFERENCE, entry, indexed

READER = TextReader(encoder=shared_encoder(), rarity=REFERENCE.names)


def pieces_of(text: str) -> TextPieces:
    return READER.read([text]).pieces[0]


def test_rows_that_share_the_rarest_pieces_come_from_what_is_still_there() -> None:
    (part,) = indexed(entry("1", "会计"), entry("2", "成本会计"), entry("3", "焊工")).parts
    pieces = pieces_of("会计")
    with_, without = sharing_rows([pieces, pieces_of("司机")], part.segment, 10)
    assert (sorted(with_), len(without)) == ([0, 1], 0)
    alive = np.array([False, True, True])
    assert [list(rows) for rows in sharing_rows([pieces], part.segment, 10, alive=alive)] == [[1]]


@pytest.mark.parametrize("size", [10, 10_000], ids=["dense", "sparse"])
def test_weights_are_summed_by_number(size: int) -> None:
    numbers, sums = best_sums([np.array([2, 7]), np.array([7])], np.array([1.0, 3.0]), size, 2)
    assert (list(numbers), list(sums)) == ([2, 7], [1.0, 4.0])


@pytest.mark.parametrize("seed", range(40))
def test_the_best_sums_are_those_of_all_sums(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_SUMMED_WHOLE", 0)
    chance = np.random.default_rng(seed)
    size, wanted = 3_000, int(chance.integers(1, 40))
    lists = [
        np.sort(chance.choice(size, int(chance.integers(1, 1_500)), replace=False))
        for _ in range(int(chance.integers(1, 9)))
    ]
    # Few distinct weights make many equal sums at the edge.
    weights = chance.choice([0.1, 0.7, 2.5], len(lists)) * np.array(
        [3.0 / len(some) ** 0.4 for some in lists]
    )
    alive = chance.random(size) < 0.7 if seed % 2 else None
    everywhere = np.zeros(size)
    for some, weight in zip(lists, weights, strict=True):
        everywhere[some] += weight
    if alive is not None:
        everywhere[~alive] = 0.0
    numbers, sums = best_sums(lists, weights, size, wanted, alive=alive)
    assert list(sums) == list(everywhere[numbers])
    edge = np.sort(everywhere[everywhere > 0])[::-1][:wanted][-1]
    assert set(np.flatnonzero(everywhere >= edge)) <= set(numbers)


def test_of_equal_values_at_the_edge_those_of_the_lowest_keys_are_best() -> None:
    (part,) = indexed(*(entry(str(number), f"会计{number}") for number in range(5))).parts
    values = np.array([1.0, 2.0, 1.0, 1.0, 0.5])
    chosen = best(values, np.arange(5), part.segment, 2)
    lowest = min((0, 2, 3), key=lambda row: part.segment.key[row])
    assert sorted(chosen) == sorted([1, lowest])


@pytest.mark.parametrize("seed", range(8))
def test_the_highest_of_very_many_is_found_by_some_of_them(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "_SORTED_WHOLE", 100)
    chance = np.random.default_rng(seed)
    for values in (chance.random(3_000), chance.integers(0, 5, 3_000), np.sort(chance.random(3_000))):
        for place in (1, 30, 200, 2_999, 3_000):
            assert sharing.highest(values, place) == np.sort(values)[-place]
