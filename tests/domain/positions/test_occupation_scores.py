"""Job names find the occupations that they may mean."""

from __future__ import annotations

import numpy as np
import pytest

from domain.positions.models import Position
from domain.positions.occupation_scores import Role, ridge_weights
from domain.positions.occupations import Known, Occupation, OccupationIndex
from domain.retrieval import comparing
from domain.retrieval.encoder import shared_encoder
from tests.domain.retrieval.entries import REFERENCE, entry, indexed

NAMES = [Known("1", "甲类人员", Role.OWN), Known("2", "乙类人员", Role.OWN), Known("3", "丙类人员", Role.OWN)]


def found(job_name: str, *rows: Known, positions: list[Position] | None = None) -> list[Occupation]:
    return OccupationIndex([*NAMES, *rows], positions or []).find(job_name, limit=10)


def test_an_occupation_is_found_by_its_own_name() -> None:
    assert found("乙类人员")[0].code == "2"


def test_an_occupation_is_found_by_a_job_name_of_it() -> None:
    assert found("成本会计", Known("2", "会计", Role.JOB), Known("3", "焊工", Role.JOB))[0].code == "2"


def test_an_occupation_is_found_by_a_kind_of_jobs_put_to_it() -> None:
    assert found("成本会计", Known("3", "会计", Role.KIND))[0].code == "3"


def test_an_occupation_is_found_by_a_position_of_it() -> None:
    position = Position(code="x", title_zh="成本会计", title_en="", occupation_code="3")
    assert found("成本会计", positions=[position])[0].code == "3"


def test_what_belongs_to_no_named_occupation_counts_for_nothing() -> None:
    codes = {occupation.code for occupation in found("会计", Known("9", "会计", Role.JOB))}
    assert codes <= {"1", "2", "3"}


@pytest.mark.parametrize("job_name", ["", "  "])
def test_an_empty_job_name_means_nothing(job_name: str) -> None:
    assert found(job_name) == []


def test_names_that_say_the_same_share_what_one_of_them_counts() -> None:
    (part,) = indexed(entry("1", "会计"), entry("2", "会计"), entry("3", "成本会计")).parts
    texts = comparing.TextReader(encoder=shared_encoder(), rarity=REFERENCE.names).read(["会计"])
    one, both = np.array([0, 2]), np.array([0, 1, 2])
    meaning = comparing.compare(texts, [(part.segment, both)]).meaning[0].astype(np.float64)
    alone = ridge_weights(texts.pieces[0], meaning[one], part.segment, one)
    shared = ridge_weights(texts.pieces[0], meaning, part.segment, both)
    assert shared[0] == pytest.approx(shared[1])
    assert shared[0] < 0.7 * alone[0]
    assert shared[0] + shared[1] < 1.0
