"""Pieces of names are weighed by how few things have them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from domain.retrieval.names import (
    UNKNOWN_IN_BOTH,
    UNKNOWN_IN_TEXT,
    Rarity,
    name_pieces,
    piece_key,
    text_pieces,
)

RARITY = Rarity.among([["会计", "Accountant"], ["会计助理"], ["焊工", "Welder"], ["电焊工"]])


def test_a_piece_tells_more_the_fewer_things_have_it() -> None:
    assert RARITY.of("会计") == pytest.approx(math.log(1 + 4 / 2))
    assert RARITY.of("weld") == pytest.approx(math.log(1 + 4 / 1))
    assert "会计" in RARITY
    assert "司机" not in RARITY
    assert RARITY.of("司机") == UNKNOWN_IN_BOTH


def test_a_thing_counts_once_however_many_of_its_names_have_a_piece() -> None:
    assert Rarity.among([["会计", "成本会计"], ["焊工"]]).of("会计") == pytest.approx(math.log(1 + 2 / 1))


def test_a_character_that_very_many_have_tells_nothing() -> None:
    assert RARITY.of("会") == 0.0


def test_the_fingerprint_tells_references_apart() -> None:
    assert (
        RARITY.fingerprint
        == Rarity.among([["会计助理"], ["会计", "Accountant"], ["电焊工"], ["焊工", "Welder"]]).fingerprint
    )
    assert RARITY.fingerprint != Rarity.among([["会计"]]).fingerprint


def test_a_texts_pieces_come_in_the_order_of_their_keys() -> None:
    pieces = text_pieces("会计 welder", RARITY)
    assert list(pieces.pieces) == sorted(map(piece_key, ("会计", "weld")))
    assert pieces.count == 4


def test_what_the_reference_does_not_know_weighs_little_where_a_name_lacks_it() -> None:
    known, more = text_pieces("welder", RARITY), text_pieces("welder Zyxglub", RARITY)
    assert more.mass - known.mass == pytest.approx(1.5 * UNKNOWN_IN_TEXT, abs=0.4)


def test_names_pieces_lie_one_after_the_other() -> None:
    starts, keys, weights = name_pieces(["会计", "Welder", "会计"], RARITY)
    assert list(starts) == [0, 1, 2, 3]
    assert list(keys) == [piece_key("会计"), piece_key("weld"), piece_key("会计")]
    assert weights.dtype == np.float16
    assert weights[0] == weights[2]
