"""Grades are taken from the cards, compared, and measure a run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.graded.cards import shown
from benchmarks.graded.collect import card_grades
from benchmarks.graded.fitting import not_negative
from benchmarks.graded.judgements import Grades, agreement, read_judgements
from benchmarks.graded.measure import quality_of
from benchmarks.graded.resumes import chosen_resumes
from domain.positions.catalogue import load_catalogue

JUDGEMENTS = {
    ("anna", "cook"): Grades(3, 3),
    ("anna", "waiter"): Grades(2, 2),
    ("anna", "pilot"): Grades(0, 0),
    ("ben", "pilot"): Grades(0, 0),
}


def test_a_perfect_run_is_perfect_and_an_empty_place_counts_nothing() -> None:
    quality = quality_of({"anna": ["cook", "waiter"]}, JUDGEMENTS)
    assert (quality.ndcg, quality.first, quality.mean) == (1.0, 3.0, 1.0)
    assert (quality.absurd, quality.full, quality.unknown) == (0.0, 0.0, 0)


def test_absurd_and_unknown_matches_are_counted() -> None:
    quality = quality_of({"anna": ["pilot", "cook", "clown"]}, JUDGEMENTS)
    assert quality.ndcg < 0.8
    assert (quality.absurd, quality.unknown) == (0.5, 1)


def test_where_nothing_fits_showing_nothing_is_right() -> None:
    assert quality_of({"ben": []}, JUDGEMENTS).ndcg == 1.0
    assert quality_of({"ben": ["pilot"]}, JUDGEMENTS).ndcg == 0.0


def test_passes_that_agree_have_a_kappa_of_one_and_chance_has_none() -> None:
    assert agreement([Grades(3, 3), Grades(0, 0)]).kappa == 1.0
    apart = agreement([Grades(0, 0), Grades(0, 3), Grades(3, 0), Grades(3, 3)])
    assert (apart.equal, apart.within_one, apart.kappa) == (0.5, 0.5, 0.0)
    assert agreement([]).pairs == 0


def test_a_card_counts_only_where_both_passes_grade_all_of_it(tmp_path: Path) -> None:
    codes = tmp_path / "key.codes"
    codes.write_text("cook\nwaiter\n")
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, lines in ((first, "1\t3\tCook\n2\t0\tWaiter\n"), (second, "1\t2\n")):
        folder.mkdir()
        (folder / "key.tsv").write_text(lines)
    assert card_grades(codes, first, second) is None
    (second / "key.tsv").write_text("1\t2\n2\t1\n")
    assert card_grades(codes, first, second) == {"cook": Grades(3, 2), "waiter": Grades(0, 1)}


def test_weights_are_found_and_none_is_negative() -> None:
    values = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    assert not_negative(values, np.array([0.4, 0.2, 0.6])) == pytest.approx([0.4, 0.2])
    assert not_negative(values, np.array([0.4, -0.2, 0.2])).min() == 0.0


def test_a_position_on_a_card_shows_what_it_asks_for() -> None:
    position = next(some for some in load_catalogue() if some.code == "accountant")
    text = shown(position)
    assert text.startswith(f"**{position.title_zh} / {position.title_en}** – {position.years_min}+ years")
    assert text.endswith(position.salary_range)


def test_what_is_kept_of_grades_is_of_chosen_resumes() -> None:
    chosen = {resume.key for resume in chosen_resumes()}
    assert len(chosen) >= 60
    assert {key for key, _ in read_judgements()} <= chosen
