"""Columns, rows and values of analyses follow from the declared fields."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
from sqlalchemy import Column, Text

from domain.analyses.declaring import Entries, Many, One, PartKind, plain
from domain.analyses.extraction import analyse
from domain.analyses.fields import EXPECTED_SALARY, FIELDS, HIGHEST_DEGREE
from domain.analyses.models import Analysis
from domain.matches.matcher import Matcher
from domain.positions.catalogue import load_catalogue
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.languages import Language
from persistence.analyses import analysis_columns, analysis_of, analysis_values, whole_analysis_of
from tests.domain.analyses.documents import document
from tests.factories import NOW, detailed, new_analysis

COLUMNS = [column.name for column in analysis_columns()]


@cache
def matcher() -> Matcher:
    return Matcher(load_catalogue())


def kept(analysis: Analysis) -> Analysis:
    """Return the analysis as it comes back from its row."""
    return analysis_of(analysis_values(analysis, NOW))


def printed(analysis: Analysis) -> dict[str, object]:
    values: dict[str, object] = {}
    for field in FIELDS:
        if isinstance(field, One):
            values[field.name] = None if (value := analysis[field]) is None else plain(value)
        elif isinstance(field, Many):
            values[field.name] = [plain(value) for value in analysis[field]]
    return values


def test_every_field_has_its_columns() -> None:
    declared = {part.name for field in FIELDS for part in field.columns}
    assert declared == set(COLUMNS) - {
        "language",
        "analysed_at",
        "evidence",
        "warnings",
        "corrections",
        "review",
    }
    assert len(COLUMNS) == len(set(COLUMNS))
    assert set(analysis_values(new_analysis(), NOW)) == set(COLUMNS)


def test_what_is_long_comes_last() -> None:
    long = [part.name for field in FIELDS if isinstance(field, Entries) for part in field.columns]
    assert COLUMNS[-6:] == [*long, "evidence", "warnings", "corrections", "review"]


def test_lists_are_never_null() -> None:
    lists = {
        part.name
        for field in FIELDS
        for part in field.columns
        if part.kind in (PartKind.TEXTS, PartKind.OBJECTS)
    }
    columns: dict[str, Column[object]] = {column.name: column for column in analysis_columns()}
    for name in lists:
        assert isinstance(columns[name].type, Text)
        assert not columns[name].nullable
    nothing = analysis_values(Analysis(language=Language.ENGLISH), NOW)
    assert {nothing[name] for name in lists} == {"[]"}


def test_values_come_back_with_their_types() -> None:
    analysis = new_analysis()
    assert kept(analysis) == analysis
    assert printed(kept(analysis)) == printed(analysis)
    assert kept(Analysis(language=Language.ENGLISH)) == Analysis(language=Language.ENGLISH)


def test_a_whole_analysis_comes_back() -> None:
    analysis = detailed(new_analysis())
    assert kept(analysis) == replace(analysis, evidence=(), warnings=())
    assert whole_analysis_of(analysis_values(analysis, NOW)) == analysis


def test_entries_are_kept_as_json_with_their_evidence() -> None:
    (study,) = json.loads(str(analysis_values(detailed(new_analysis()), NOW)["education"]))
    evidence = study.pop("evidence")
    assert study == {
        "school": "浙江大学",
        "degree": "本科",
        "degree_level": 3,
        "major": "会计学",
        "start": "2016-09",
        "end": "2020-06",
        "is_current": False,
    }
    assert (evidence["field"], evidence["page"]) == ("education", 2)


@pytest.mark.parametrize(
    ("degree", "level", "pay", "month"),
    [
        ("碩士", DegreeLevel.MASTER, "1萬5", 15_000),
        ("大專", DegreeLevel.ASSOCIATE, "8千元", 8_000),
        ("本科", DegreeLevel.BACHELOR, "24万/年", 20_000),
        ("博士", DegreeLevel.DOCTOR, "2024年 10k", 10_000),
    ],
)
def test_degree_and_pay_mean_the_same_from_the_document_to_the_match(
    degree: str, level: DegreeLevel, pay: str, month: int
) -> None:
    form = (
        f"# 單曉嵐\n期望薪資:{pay}\n求職意向:農藝師\n學歷\n2012.09-2015.06   中興農業大學   園藝   {degree}"
    )
    analysis = analyse(document(form))
    row = analysis_values(analysis, NOW)
    assert (row["highest_degree"], row["highest_degree_level"]) == (degree, level)
    assert (row["expected_salary"], row["expected_salary_min"]) == (pay, month)
    again = analysis_of(row)
    assert (again[HIGHEST_DEGREE], again[EXPECTED_SALARY]) == (
        analysis[HIGHEST_DEGREE],
        analysis[EXPECTED_SALARY],
    )
    for fit in (matcher().fits(analysis, limit=1)[0], matcher().fits(again, limit=1)[0]):
        assert fit.degree is level
        assert fit.pay is not None
        assert fit.pay.least == month
