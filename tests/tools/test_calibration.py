from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from benchmarks.evaluation.reading import values_of
from domain.analyses.declaring import Field
from domain.analyses.facts import Evidence
from domain.analyses.fields import AGE, BIRTH_DATE, COMPANIES, EMAIL, NAME, SKILLS, TITLES
from domain.vocabulary.languages import Language
from tests.factories import stated
from tools.calibration import as_unseen, fit, try_curves
from tools.judging import (
    Judged,
    LabelledSet,
    brier,
    figures_of,
    folds_of,
    judge,
    mean_confidence,
    share_right,
)


def judged(confidence: float, *, right: int, wrong: int) -> list[Judged]:
    outcomes = [True] * right + [False] * wrong
    return [Judged("name", confidence, outcome, 1.0, str(n)) for n, outcome in enumerate(outcomes)]


class Scorer:
    """Compares by equality."""

    @staticmethod
    def norm(value: object) -> str:
        return str(value)

    @staticmethod
    def fuzzy(one: str, other: str) -> bool:
        return one in other

    @staticmethod
    def score_scalar(field: str, row: dict[str, Any], read: dict[str, Any], _today: date) -> Any:
        if field not in row or field in row.get("placeholders", ()):
            return None
        right = row[field] == read[field]
        return int(right), int(not right), int(not right), right


def test_values_are_judged_by_their_labels() -> None:
    labels: list[dict[str, Any]] = [
        {"file": "a", "name": "Ann", "email": None, "titles": ["Baker", "Cook"], "placeholders": ["email"]},
        {"file": "b", "name": "Ann", "companies": ["Oak"], "companies_incomplete": True, "skills": ["tea"]},
    ]
    labelled = LabelledSet("public", labels, {"a": {"content_group": "one"}, "b": {"content_group": "one"}})
    read: dict[str, Any] = {
        "a": [
            (NAME, "Ann", 0.9),
            (EMAIL, "x@y", 0.9),
            (TITLES, "Head Cook", 0.8),
            (TITLES, "Cook", 0.7),
            (TITLES, "Baker", 0.6),
        ],
        "b": [
            (NAME, "Bo", 0.9),
            (COMPANIES, "Oak", 0.9),
            (SKILLS, "tea", 0.9),
        ],
    }
    found = list(judge(Scorer(), labelled, read))
    assert [(item.family, item.confidence, item.right) for item in found] == [
        ("name", 0.9, True),
        ("titles", 0.8, False),
        ("titles", 0.7, True),
        ("titles", 0.6, True),
        ("name", 0.9, False),
    ]
    assert {item.weight for item in found} == {0.5}


def test_figures_are_kept_by_language_and_field_without_what_differs_each_time() -> None:
    class TimingScorer:
        @staticmethod
        def evaluate(labels: Any, *_others: Any, **_options: Any) -> Any:
            fields = {"name": {"f1": 0.5, "labelled": len(labels)}}
            return {"parts": {"zh": {"files": 2, "errors": 0, "seconds_median": 0.123, "fields": fields}}}

    figures = figures_of(TimingScorer(), LabelledSet("public", [{}, {}], {}), {}, date(2026, 1, 1))
    assert figures == {"zh": {"files": 2, "errors": 0, "fields": {"name": {"f1": 0.5, "labelled": 2}}}}


def test_figures_weigh_their_values() -> None:
    found = [Judged("name", 0.8, True, 3.0, "a"), Judged("name", 0.4, False, 1.0, "b")]
    assert share_right(found) == 0.75
    assert mean_confidence(found) == pytest.approx(0.7)
    assert brier(found) == pytest.approx((3 * 0.2**2 + 0.4**2) / 4)


def test_a_reader_that_is_better_than_it_says_is_believed_more() -> None:
    offset, slope = fit(judged(0.8, right=200, wrong=2))
    assert offset + slope * 1.386 > 2.0


def test_a_reader_that_is_worse_than_it_says_is_believed_less() -> None:
    offset, slope = fit(judged(0.9, right=60, wrong=60))
    assert offset + slope * 2.197 < 1.0
    assert slope > 0


def test_few_values_change_little() -> None:
    offset, slope = fit(judged(0.9, right=2, wrong=0))
    assert (offset, slope) == pytest.approx((0.0, 1.0), abs=0.1)


def test_a_fifth_of_what_the_rules_mended_counts_as_wrong() -> None:
    companies = [replace(item, family="companies") for item in judged(0.9, right=100, wrong=0)]
    assert share_right(as_unseen("companies", companies)) == pytest.approx(1 - (1 - 0.803) / 5)
    fewer = [replace(item, family="companies") for item in judged(0.9, right=50, wrong=50)]
    assert as_unseen("companies", fewer) == fewer
    assert as_unseen("companies", []) == []


def test_a_curve_is_tried_on_folds_it_has_not_seen() -> None:
    apart = {0: judged(0.9, right=60, wrong=0), 1: judged(0.9, right=0, wrong=60)}
    tried = try_curves(apart)
    assert brier(tried) > brier([item for items in apart.values() for item in items]) > 0.4


def labelled_of(name: str, repositories: dict[str, str]) -> LabelledSet:
    labels: list[dict[str, Any]] = [{"file": file} for file in repositories]
    return LabelledSet(
        name, labels, {file: {"source_repo": repository} for file, repository in repositories.items()}
    )


def test_a_part_of_one_set_is_held_out_by_repositories() -> None:
    files = {f"{number}.pdf": f"somebody/{number % 40}" for number in range(80)}
    whole = labelled_of("public_3", files)
    shown, held = whole.part(), whole.part(held_out=True)
    assert sorted([*shown.files, *held.files]) == sorted(files)
    assert 0 < len(held.files) < 40
    repositories = {held.repository(file) for file in held.files}
    assert repositories.isdisjoint(shown.repository(file) for file in shown.files)
    assert labelled_of("public", files).part().files == list(files)
    assert labelled_of("public", files).part(held_out=True).files == []


def test_a_repository_is_in_one_fold_whichever_sets_its_files_are_in() -> None:
    one = labelled_of("public", {"a": "big", "b": "big", "c": "small"})
    other = labelled_of("public_2", {"d": "big", "e": "middle", "f": "middle", "g": "other", "h": "last"})
    folds = folds_of([one, other])
    assert sorted(folds.values()) == [0, 1, 2, 3, 4]
    assert folds == folds_of([one, other])


def test_an_age_made_of_the_birth_date_is_judged_as_the_birth_date_alone() -> None:
    def evidence(field: Field[Any], confidence: float, index: int | None = None) -> Evidence:
        return Evidence(field=field.name, index=index, page=1, box=None, text="", confidence=confidence)

    analysis = replace(
        stated(Language.ENGLISH, birth_date="1990", name="XXX", titles=("Baker",)),
        evidence=(
            evidence(AGE, 0.9),
            evidence(BIRTH_DATE, 0.9),
            evidence(NAME, 0.3),
            evidence(TITLES, 0.8, 0),
        ),
    )
    assert values_of(analysis) == [
        (BIRTH_DATE, "1990", 0.9),
        (TITLES, "Baker", 0.8),
    ]
    assert values_of(None) == []
