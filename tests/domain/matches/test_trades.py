"""Trades are near each other as the table says."""

from __future__ import annotations

import numpy as np

from domain.matches.trades import SAME_MINOR, SAME_SUB_MAJOR, Trades, load_trades

TRADES = Trades([(0.5, [2411, 4311]), (0.8, [2411, 2413, 3311]), (0.6, [2413]), (0.3, [2141, 2512])])


def near(one: int, other: int, trades: Trades = TRADES) -> float:
    (first, second) = trades.places(np.array([one, other]))
    return float(trades.around(int(first))[second])


def test_the_highest_row_that_holds_both_counts() -> None:
    assert near(2411, 4311) == 0.5
    assert near(2411, 2413) == near(2413, 2411) == 0.8


def test_groups_that_no_row_holds_together_are_near_by_their_digits() -> None:
    assert near(2411, 3311) == 0.8
    assert near(4311, 3311) == 0.0
    assert near(2512, 2411) == 0.0
    assert SAME_MINOR > SAME_SUB_MAJOR > near(2141, 2411)


def test_nobody_is_nearer_to_another_trade_than_to_the_own() -> None:
    assert near(2413, 2413) == 0.8
    assert near(4311, 4311) == 1.0
    table = load_trades()
    everything = np.array([table.around(place) for place in range(len(table.units))])
    assert (np.diag(everything)[:, None] >= everything).all()


def test_a_neighbourhood_is_shared_out() -> None:
    shares = np.zeros(len(TRADES.units))
    shares[TRADES.places(np.array([4311, 2512]))] = 0.5
    around = TRADES.neighbourhood(shares)
    (clerk, accountant, engineer) = TRADES.places(np.array([4311, 2411, 2141]))
    assert (around[clerk], around[accountant], around[engineer]) == (0.5, 0.25, 0.15)


def test_what_is_no_unit_group_has_no_place() -> None:
    assert list(TRADES.places(np.array([0, 9999, -5, 123456]))) == [-1, -1, -1, -1]
