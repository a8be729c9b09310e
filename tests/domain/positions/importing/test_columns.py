"""Columns are known by their usual names, or by what the user says."""

from __future__ import annotations

from collections import Counter

import pytest

from domain.errors import InvalidInput
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.headings import FIELDS
from domain.positions.importing.models import Cell, Posting, SourceRow
from domain.positions.importing.postings import read_posting
from domain.vocabulary.lexicons import lexicon


def posting(*mappings: str, **cells: Cell) -> Posting:
    read = read_posting(SourceRow(2, cells.items()), ColumnMap(mappings))
    assert isinstance(read, Posting), read
    return read


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("职位名称", "title"),
        ("Job Title", "title"),
        ("job_title", "title"),
        ("positionName", "title"),
        ("公司名称", "company"),
        ("Company", "company"),
        ("工作地点", "city"),
        ("Location", "city"),
        ("薪资", "salary"),
        ("salary_min", "salary_min"),
        ("学历要求", "degree"),
        ("经验", "years"),
        ("workYear", "years"),
        ("技能标签", "skills"),
        ("编号", "external_id"),
        ("ID", "external_id"),
        ("URL", "url"),
        ("岗位职责", "description"),
        ("福利", None),
        ("", None),
    ],
)
def test_usual_names_are_recognised(name: str, field: str | None) -> None:
    assert ColumnMap().field(name) == field


def test_no_name_stands_for_two_fields() -> None:
    counts = Counter(entry.text for entry in lexicon("columns").entries)
    assert [name for name, count in counts.items() if count > 1] == []


def test_a_mapping_takes_the_place_of_the_usual_names() -> None:
    read = posting("工种=title", "备注=skills", title="不是职位", 工种="电工", 备注="PLC；配电")
    assert (read.title_zh, read.skills) == ("电工", ("PLC", "配电"))


def test_a_column_may_be_ignored() -> None:
    assert posting("company=-", title="Nurse", company="Mercy").company is None


def test_a_mapped_name_may_hold_the_sign_of_equality() -> None:
    assert posting("a=b=title", **{"a=b": "Nurse"}).title_en == "Nurse"


@pytest.mark.parametrize("mapping", ["title", "=title", "职位=标题", "a=b=c"])
def test_a_mapping_that_cannot_be_meant_is_refused(mapping: str) -> None:
    with pytest.raises(InvalidInput, match=FIELDS[0]):
        ColumnMap([mapping])


def test_a_mapped_column_must_be_there() -> None:
    with pytest.raises(InvalidInput, match="岗位"):
        ColumnMap(["岗位=title"]).check(["职位", "公司"])


def test_the_likeliest_column_that_is_not_empty_counts() -> None:
    read = posting(
        title="Nurse", companyShortName="Mercy", companyFullName="Mercy Hospital Ltd.", city="", 地区="杭州"
    )
    assert (read.company, read.city) == ("Mercy Hospital Ltd.", "杭州")
