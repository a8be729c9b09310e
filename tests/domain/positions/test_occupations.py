"""Job names find their occupation in the classification."""

from __future__ import annotations

import re

import pytest

from domain.positions.catalogue import load_catalogue
from domain.positions.models import Position
from domain.positions.occupation_scores import Role
from domain.positions.occupations import Known, OccupationIndex, known_occupations, shared_occupations
from domain.vocabulary.levels import Level


@pytest.mark.parametrize(
    ("job_name", "occupation"),
    [("注册护士", "护士"), ("外卖配送员", "网约配送员"), ("电焊工学徒", "焊工"), ("大堂保安", "保安员")],
)
def test_a_job_name_finds_its_occupation_among_the_first(job_name: str, occupation: str) -> None:
    found = shared_occupations().find(job_name, limit=10)
    assert any(occupation in hit.name for hit in found)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_the_table_names_every_occupation_that_a_job_has() -> None:
    table = known_occupations()
    named = {row.code for row in table if row.role is not Role.JOB}
    assert len(named) > 2_000
    assert {row.code for row in table if row.role is Role.JOB} <= named


def test_a_position_of_that_very_name_votes_too() -> None:
    names = [Known("1-01-01-01", "甲类人员", Role.OWN), Known("2-02-02-02", "乙类人员", Role.OWN)]
    position = Position(
        code="x",
        title_zh="数仓架构师",
        title_en="Warehouse Architect",
        occupation_code="2-02-02-02",
        isco="2521",
    )
    assert OccupationIndex(names, [position]).find("数仓架构师")[0].code == "2-02-02-02"


@pytest.mark.parametrize(
    ("title", "code", "isco", "level"),
    [
        ("铣工", "6-18-01-02", "7223", Level.NORMAL),
        ("出租车司机", "4-02-02-01", "8322", Level.NORMAL),
        ("高级Java开发工程师", "2-02-10-03", "2512", Level.SENIOR),
        ("急招焊工", "6-18-02-04", "7212", None),
        ("Head Nurse", "2-05-08-00", "2221", Level.LEAD),
        ("Zyxgleblor", None, None, None),
        (" ", None, None, None),
    ],
)
def test_a_title_tells_what_is_sure(
    title: str, code: str | None, isco: str | None, level: Level | None
) -> None:
    (told,) = shared_occupations().tell([title])
    assert (told.code, told.isco, told.level) == (code, isco, level)


def test_every_title_of_a_batch_gets_its_own_answer() -> None:
    titles = ["出租车司机", "", "护士"] * 100
    told = shared_occupations().tell(titles)
    assert told == [*shared_occupations().tell(titles[:3])] * 100


def test_what_is_told_is_of_the_forms_of_the_classifications() -> None:
    for told in shared_occupations().tell([position.title_zh for position in load_catalogue()]):
        assert told.code is None or re.fullmatch(r"\d-\d{2}-\d{2}-\d{2}", told.code)
        assert told.isco is None or re.fullmatch(r"\d{4}", told.isco)
