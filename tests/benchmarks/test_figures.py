"""Statistics of the benchmarks; no timing."""

from __future__ import annotations

import pytest

from benchmarks.figures import paired_ratio, percentile, spread


def test_a_percentile_between_two_values_is_interpolated() -> None:
    assert percentile([40, 10, 30, 20], 50) == 25
    assert percentile([10, 20, 30, 40, 50], 99) == pytest.approx(49.6)


def test_the_ends_of_the_values_are_their_least_and_greatest_percentile() -> None:
    assert (percentile([3, 1, 2], 0), percentile([3, 1, 2], 100)) == (1, 3)


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


def test_a_spread_is_the_median_between_its_quartiles() -> None:
    assert spread([5, 1, 4, 2, 3]) == (2, 3, 4)


def test_a_ratio_is_taken_within_each_round() -> None:
    # The machine was four times slower in the second round: the ratio does not see it.
    assert paired_ratio([2, 8, 2], [1, 4, 1]) == (2, 2, 2)


def test_rounds_without_a_counterpart_are_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        paired_ratio([1, 2], [1])
