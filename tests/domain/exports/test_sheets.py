from __future__ import annotations

import csv
import io
import zipfile

import pytest
from lxml import etree

from domain.exports.sheets import csv_sheet, xlsx_sheet
from domain.exports.tables import TableCell

FORMULAS = (
    "=1+1",
    "+86 139",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    "  =cmd|' /C calc'!A0",
    "＝1+1",
    "\r=1",
    '=HYPERLINK("http://evil.example")',
)


def csv_lines(headings: list[str], *lines: list[TableCell]) -> list[list[str]]:
    made = csv_sheet(headings, lines)
    assert made.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def sheet_of(made: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        assert not [name for name in book.namelist() if "externalLink" in name or "vba" in name]
        return etree.fromstring(book.read("xl/worksheets/sheet1.xml"))


def test_a_table_is_csv_that_spreadsheets_know() -> None:
    lines = csv_lines(["name", "age", "skills"], ["周敏", 28, 'Excel; "核算",\n月结'], [None, 3.5, ""])
    assert lines == [["name", "age", "skills"], ["周敏", "28", 'Excel; "核算",\n月结'], ["", "3.5", ""]]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_in_csv(text: str) -> None:
    (_, (cell,)) = csv_lines(["name"], [text])
    assert cell == f"'{text}"


@pytest.mark.parametrize("parted", [";", "; ", "\t", "\n", "\r\n", ";\t"])
@pytest.mark.parametrize("first", ["Excel", "=1"])
def test_nor_is_what_stands_where_another_spreadsheet_begins_a_cell(parted: str, first: str) -> None:
    (_, (cell,)) = csv_lines(["skills"], [f"{first}{parted}=1+1{parted}B"])
    assert cell == ("'" if first == "=1" else "") + f"{first}{parted}'=1+1{parted}B"


def test_numbers_below_zero_are_numbers() -> None:
    assert csv_lines(["number"], [-2])[1] == ["-2"]


@pytest.mark.parametrize("text", [*FORMULAS, "http://a.example", "12", "_x0041_", "a\x00b", "x" * 40_000])
def test_every_text_is_a_text_in_a_workbook(text: str) -> None:
    sheet = sheet_of(xlsx_sheet(["name"], [[text]]))
    assert not sheet.findall(".//{*}f")
    assert not sheet.findall(".//{*}hyperlink")
    assert [cell.get("t") for cell in sheet.findall(".//{*}c")] == ["s", "s"]


def test_a_workbook_holds_numbers_as_numbers_and_nothing_for_nothing() -> None:
    cells = sheet_of(xlsx_sheet(["a", "b"], [[28, None]])).findall(".//{*}c")
    assert [(cell.get("r"), cell.get("t")) for cell in cells] == [("A1", "s"), ("B1", "s"), ("A2", None)]


def test_a_workbook_tells_no_moment_so_that_the_same_list_is_the_same_file() -> None:
    made = xlsx_sheet(["name"], [["周敏"]])
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
        core = etree.fromstring(book.read("docProps/core.xml"))
    moments = {moment.text for moment in core.iterfind("{http://purl.org/dc/terms/}*")}
    assert moments == {"1980-01-01T00:00:00Z"}
