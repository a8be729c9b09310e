"""Columns of beginnings and ends are one, whatever their labels are."""

from __future__ import annotations

import pytest

from domain.documents.formats import MediaType
from domain.documents.models import Block, BlockKind, Document, Line, Page
from domain.documents.reader import read_document
from domain.documents.tables import with_tables_settled


def settled(*rows: tuple[str, ...]) -> list[list[str]]:
    table = tuple(tuple((Line(cell, tokens=(cell,)),) if cell else () for cell in row) for row in rows)
    lines = tuple(line for row in table for cell in row for line in cell)
    (block,) = with_tables_settled(Document((Page(1, (Block(lines, BlockKind.TABLE, rows=table),)),))).blocks
    assert list(block.lines) == [line for row in block.rows for cell in row for line in cell]
    return [[" / ".join(line.text for line in cell) for cell in row] for row in block.rows]


def test_a_beginning_and_an_end_become_one_cell_and_so_do_their_labels() -> None:
    assert settled(
        ("From", "To", "Company", "Job Title"),
        ("01/2020", "Present", "Northwind Systems", "Analyst"),
        ("06/2017", "12/2019", "Contoso Labs", "Clerk"),
    ) == [
        ["From-To", "Company", "Job Title"],
        ["01/2020 – Present", "Northwind Systems", "Analyst"],
        ["06/2017 – 12/2019", "Contoso Labs", "Clerk"],
    ]


def test_they_may_stand_at_the_end_of_a_row() -> None:
    assert settled(
        ("公司", "职位", "开始时间", "结束时间"),
        ("远山软件有限公司", "会计", "2018年7月", "至今"),
    ) == [
        ["公司", "职位", "开始时间-结束时间"],
        ["远山软件有限公司", "会计", "2018年7月 – 至今"],
    ]


def test_a_table_without_labels_is_settled_too() -> None:
    assert settled(("2018", "2020", "Contoso"), ("2020", "now", "Northwind")) == [
        ["2018 – 2020", "Contoso"],
        ["2020 – now", "Northwind"],
    ]


@pytest.mark.parametrize(
    "row",
    [
        ("2019", "2020"),
        ("Award", "2019", "First place", "2020"),
        ("2019 – 2020", "2021", "Contoso"),
        ("", "2021", "Contoso"),
        ("Present", "2021", "Contoso"),
        ("2020 sales rose by 3 %", "2021", "Contoso"),
    ],
)
def test_other_rows_stay_as_they_are(row: tuple[str, ...]) -> None:
    assert settled(row) == [list(row)]


def test_it_is_the_same_for_tables_of_other_formats() -> None:
    content = (
        b"<table><tr><th>From</th><th>To</th><th>Company</th></tr>"
        b"<tr><td>2018</td><td>2020</td><td>Contoso Labs</td></tr></table>"
    )

    assert read_document(content, MediaType.HTML).text == "From-To\nCompany\n2018 – 2020\nContoso Labs"


def test_a_heading_beside_several_rows_stands_above_them() -> None:
    rows = (
        ("学习经历", "起止时间", "学校"),
        ("", "2008-2012", "华东理工大学"),
        ("工作经历", "起止时间", "单位"),
        ("", "2012-2016", "远山软件有限公司"),
        ("自我评价", "认真负责", ""),
    )
    assert settled(*rows) == [
        ["学习经历"],
        ["起止时间", "学校"],
        ["2008-2012", "华东理工大学"],
        ["工作经历"],
        ["起止时间", "单位"],
        ["2012-2016", "远山软件有限公司"],
        ["自我评价", "认真负责", ""],
    ]


def test_it_is_told_too_where_the_rows_below_lack_the_cell() -> None:
    assert settled(
        ("Employment", "2015 – 2019", "Northwind Systems"),
        ("2012 – 2015", "Contoso Labs"),
        ("Hobbies", "Chess"),
    ) == [
        ["Employment"],
        ["2015 – 2019", "Northwind Systems"],
        ["2012 – 2015", "Contoso Labs"],
        ["Hobbies", "Chess"],
    ]


def test_a_heading_broken_by_its_narrow_cell_is_whole_again() -> None:
    broken = tuple(Line(sign) for sign in "任职经历")
    work = (Line("work"), Line("history"))
    for cell, whole in ((broken, "任职经历"), (work, "work history")):
        rows = ((cell, (Line("2015"),), (Line("Contoso"),)), ((), (Line("2012"),), (Line("Northwind"),)))
        block = Block(tuple(line for row in rows for c in row for line in c), BlockKind.TABLE, rows=rows)

        (made,) = with_tables_settled(Document((Page(1, (block,)),))).blocks

        assert [line.text for line in made.lines] == [whole, "2015", "Contoso", "2012", "Northwind"]


@pytest.mark.parametrize(
    "rows",
    [
        (("Contoso Labs", "Clerk", "2012"), ("", "Analyst", "2014")),
        (("Education", "BSc"), ("Experience", "Clerk")),
        (("Skills", "Python", "SQL"),),
    ],
)
def test_other_first_cells_stay_in_their_rows(rows: tuple[tuple[str, ...], ...]) -> None:
    assert settled(*rows) == [list(row) for row in rows]
