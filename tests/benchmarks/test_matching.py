"""The measures of matching count as they say, and the picture shows what was measured."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.matching import average_precision, positions_of
from benchmarks.matching_plot import figure
from benchmarks.matching_scale import Measured, build, resumes, synthetic
from domain.matches.matcher import Matcher
from domain.positions.catalogue import load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED


def measured(positions: int, milliseconds: float) -> Measured:
    return Measured(positions, milliseconds, milliseconds / 2, 0.1, 1.0, 200.0, 150.0, 3.0)


def test_average_precision_counts_what_was_not_found_as_nothing() -> None:
    assert average_precision(["a", "x", "b"], {"a", "b"}) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(["a"], {"a", "b"}) == 0.5
    assert average_precision([], {"a"}) == 0.0


def test_an_occupation_means_the_positions_of_its_name() -> None:
    catalogue = load_catalogue()
    assert positions_of("Accountant", catalogue) == {"accountant"}
    assert positions_of("Java开发", catalogue) == {"java-developer", "senior-java-developer"}
    assert positions_of("Zyxgleblor", catalogue) == set()


def test_synthetic_positions_are_the_same_every_time() -> None:
    first = list(synthetic(30))
    assert first == list(synthetic(30))
    assert len({position.code for position in first}) == 30


def test_a_synthetic_index_is_saved_and_matched_with(tmp_path: Path) -> None:
    build(tmp_path / "index", 50)
    index = PositionIndex()
    assert index.load(tmp_path / "index") is not None
    assert index.sources() == {BUNDLED: len(load_catalogue()), "synthetic": 50}
    assert len(Matcher(index).match(resumes(1)[0])) == 10


def test_the_picture_shows_every_size_and_its_cost() -> None:
    svg = figure([measured(1_000, 2.5), measured(1_000_000, 25.0)])
    words = {element.text for element in ElementTree.fromstring(svg).iter() if element.text}
    assert {"1,000", "1,000,000", "2.5", "25"} <= words
