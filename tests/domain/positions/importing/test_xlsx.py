"""Workbooks are read row by row, whatever they hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import InvalidInput
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.models import Rejection
from domain.positions.importing.tables import open_table
from tests.domain.positions.importing.helpers import (
    Styled,
    postings,
    read,
    titles,
    workbook,
    written,
)


@pytest.mark.parametrize("shared", [True, False])
def test_a_workbook_is_read_from_its_first_visible_sheet(tmp_path: Path, shared: bool) -> None:
    content = workbook(
        [
            ["职位名称", "编号", "城市", "薪资"],
            [],
            ["会计", 1201.0, "", 8000],
            ["护士 & 助产士", 1.5e3, "成都", "1-1.5万/月"],
        ],
        shared=shared,
        extra_sheet=True,
    )
    first, second = postings(written(tmp_path, content, "jobs.xlsx"))
    assert (first.title_zh, first.given_id, first.city, first.line) == ("会计", "1201", None, 3)
    assert first.salary is not None
    assert first.salary.monthly_cny == (8000, 8000)
    assert (second.title_zh, second.given_id, second.city) == ("护士 & 助产士", "1500", "成都")


def changed(content: bytes, end: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook of which one part is another."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name.endswith(end) else part)
    return out.getvalue()


def cut(content: bytes, end: str, *, by: int) -> bytes:
    """Return a workbook of which one part breaks off."""
    return changed(content, end, lambda part: part[:-by])


def test_no_more_strings_are_read_than_the_rows_ask_for(tmp_path: Path) -> None:
    content = workbook([["title"], *[[f"Nurse {number} {'x' * 100}"] for number in range(2_000)]])
    path = written(tmp_path, cut(content, "sharedStrings.xml", by=600), "jobs.xlsx")
    with open_table(path, columns=ColumnMap()) as table:
        rows = table.rows()
        first = [next(rows) for _ in range(500)]
        assert [row.line for row in first] == list(range(2, 502))
        with pytest.raises(InvalidInput, match="已损坏"):
            list(rows)


def test_a_damaged_workbook_says_after_which_row(tmp_path: Path) -> None:
    content = workbook([["title"], *[[f"Nurse {number}"] for number in range(20)]])
    with pytest.raises(InvalidInput, match=r"第 \d+ 行"):
        read(written(tmp_path, cut(content, "sheet1.xml", by=600), "jobs.xlsx"))
    with pytest.raises(InvalidInput):
        read(written(tmp_path, content[: len(content) // 2], "half.xlsx"))


def test_an_entity_in_a_workbook_is_not_resolved(tmp_path: Path) -> None:
    entity = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    content = changed(
        workbook([["title"], ["Nurse"]], shared=False),
        "sheet1.xml",
        lambda part: entity + part.replace(b"Nurse", b"N&e;"),
    )
    assert titles(written(tmp_path, content, "jobs.xlsx")) == ["N"]


@pytest.mark.parametrize("part", ["sheet1.xml", "sharedStrings.xml"])
def test_a_workbook_that_says_nothing_for_long_is_not_kept_in_memory_until_it_does(
    tmp_path: Path, part: str
) -> None:
    # As much of `<x/>` would take a hundred times the memory.
    nothing = (b" " * 2**23 + b"<x/>") * 3
    begun = {"sheet1.xml": b"<sheetData>", "sharedStrings.xml": b"<si>"}[part]

    def stretched(content: bytes) -> bytes:
        return content.replace(begun, nothing + begun, 1)

    content = changed(workbook([["title"], ["Nurse"]]), part, stretched)
    with pytest.raises(InvalidInput, match="已损坏"):
        read(written(tmp_path, content, "jobs.xlsx"))


def test_what_stands_behind_the_rows_of_a_sheet_may_be_long(tmp_path: Path) -> None:
    end = b"</sheetData>"
    content = changed(
        workbook([["title"], ["Nurse"]]),
        "sheet1.xml",
        lambda part: part.replace(end, end + (b" " * 2**23 + b"<x/>") * 3),
    )
    assert titles(written(tmp_path, content, "jobs.xlsx")) == ["Nurse"]


def test_what_is_merged_over_rows_holds_for_each_of_them(tmp_path: Path) -> None:
    rows = [
        ["公司", "职位名称", "城市", "薪资"],
        ["云帆", "会计", "杭州", "8-10K"],
        ["", "出纳", "", ""],
        ["", "前台", "", "6K"],
        ["远山", "司机", "", ""],
    ]
    content = workbook(rows, merged=["A2:A4", "C2:C3", "D2:D3", "A1:B1"])
    found = postings(written(tmp_path, content, "jobs.xlsx"))
    assert [(one.company, one.city, one.salary and one.salary.printed) for one in found] == [
        ("云帆", "杭州", "8-10K"),
        ("云帆", "杭州", "8-10K"),
        ("云帆", None, "6K"),
        ("远山", None, None),
    ]


def test_dates_are_no_numbers(tmp_path: Path) -> None:
    rows: list[list[str | float | Styled]] = [
        ["职位名称", "工作经验", "薪资", "职位描述"],
        ["会计", Styled(46086, 1), Styled(46244, 2), Styled(46086.5, 3)],
    ]
    content = workbook(rows, formats=['m"月"d"日"', "yyyy/m/d;@", "[$-804]yyyy-mm-dd hh:mm"])
    (found,) = postings(written(tmp_path, content, "jobs.xlsx"))
    assert (found.years_min, found.salary, found.description) == (0, None, "2026-03-05 12:00:00")


@pytest.mark.parametrize(
    ("code", "currency"),
    [
        ('"$"#,##0', "USD"),
        ("[$€-407]#,##0.00", "EUR"),
        ("[$¥-804]#,##0", "CNY"),
        ("£#,##0", "GBP"),
        ("#,##0", "CNY"),
    ],
)
def test_the_currency_that_a_sheet_shows_counts(tmp_path: Path, code: str, currency: str) -> None:
    content = workbook([["title", "Monthly salary"], ["Nurse", Styled(4200, 1)]], formats=[code])
    (found,) = postings(written(tmp_path, content, "jobs.xlsx"))
    assert found.salary is not None
    assert (found.salary.low, found.salary.currency) == (4200, currency)


def test_the_first_visible_sheet_with_titles_is_read_and_the_others_are_told(tmp_path: Path) -> None:
    notes, jobs = [["How to fill this in"], ["Please"]], [["title", "city"], ["Nurse", "Rome"]]
    path = written(tmp_path, workbook(notes, second=jobs, extra_sheet=True), "jobs.xlsx")
    with open_table(path, columns=ColumnMap()) as table:
        assert (table.place.sheet, table.place.other_sheets) == ("b", ("a",))
        assert table.columns == ("title", "city")


def test_where_a_title_leads_is_its_address(tmp_path: Path) -> None:
    rows = [["Job Title", "City"], ["Nurse", "Rome"], ["Chef", "Oslo"], ["Cook"]]
    links = {
        "A2": "https://x.example.com/1?a=1&b=2",
        "B3": "https://maps.example.com",
        "A4": "mailto:a@x.example",
    }
    found = postings(written(tmp_path, workbook(rows, links=links), "jobs.xlsx"))
    assert [one.url for one in found] == ["https://x.example.com/1?a=1&b=2", None, None]
    assert [one.city for one in found] == ["Rome", "Oslo", None]


def test_the_words_of_a_column_of_links_are_their_addresses(tmp_path: Path) -> None:
    rows = [["职位名称", "链接"], ["会计", "查看"], ["护士", "查看"], ["前台", "https://x.example.com/3"]]
    links = {"B2": "https://x.example.com/1", "B3": "https://x.example.com/2"}
    found = postings(written(tmp_path, workbook(rows, links=links), "jobs.xlsx"))
    assert [one.url for one in found] == [f"https://x.example.com/{number}" for number in (1, 2, 3)]


def test_another_sheet_can_be_chosen(tmp_path: Path) -> None:
    path = written(tmp_path, workbook([["title"], ["Nurse"]], second=[["title"], ["Chef"]]), "jobs.xlsx")
    with open_table(path, columns=ColumnMap(), sheet="b") as table:
        assert [dict(row.cells) for row in table.rows() if not isinstance(row, Rejection)] == [
            {"title": "Chef"}
        ]
    with pytest.raises(InvalidInput, match="a、b"), open_table(path, columns=ColumnMap(), sheet="c"):
        pass
