"""Job names find their occupation in the classification."""

from __future__ import annotations

import pytest

from tools.occupations import Known, OccupationIndex, known_occupations, shared_occupations


@pytest.mark.parametrize(
    ("job_name", "occupation"),
    [("注册护士", "护士"), ("外卖配送员", "网约配送员"), ("电焊工学徒", "焊工"), ("大堂保安", "保安员")],
)
def test_a_job_name_finds_its_occupation_among_the_first(job_name: str, occupation: str) -> None:
    found = shared_occupations().find(job_name, limit=10)
    assert any(occupation in hit.name for hit in found)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_an_empty_job_name_has_no_occupation() -> None:
    assert shared_occupations().find("  ") == []


def test_job_names_of_an_occupation_vote_for_it() -> None:
    names = [Known("1", "甲类人员", False), Known("2", "乙类人员", False)]
    index = OccupationIndex([*names, Known("2", "会计", True)])
    assert index.find("成本会计", limit=1)[0].code == "2"


def test_the_table_names_every_occupation_that_a_job_has() -> None:
    table = known_occupations()
    named = {row.code for row in table if not row.is_job}
    assert len(named) > 2_000
    assert {row.code for row in table if row.is_job} <= named
