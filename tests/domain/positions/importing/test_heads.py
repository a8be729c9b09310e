"""The row that names the columns is found below what people put above it."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.heads import find_head
from tests.domain.positions.importing.helpers import postings, rejections, titles, written

HEAD = ["编号", "职位名称", "城市"]


def head(*rows: list[str], mappings: tuple[str, ...] = ()) -> tuple[tuple[str, ...], int, int]:
    found = find_head(list(enumerate(rows, start=1)), ColumnMap(mappings))
    return found.names, found.line, found.last_line


def test_titles_and_notes_above_are_passed_over() -> None:
    rows = [["2026年春季招聘", "", ""], ["填表日期：3月1日"], HEAD, ["1", "会计", "杭州"]]
    assert head(*rows) == (tuple(HEAD), 3, 3)


def test_a_name_above_that_could_be_a_column_does_not_outweigh_the_columns() -> None:
    assert head(["招聘岗位"], HEAD, ["1", "会计", "杭州"])[1] == 2


def test_without_a_column_of_titles_the_first_of_the_widest_rows_is_shown() -> None:
    assert head(["清单"], ["甲", "乙"], ["1", "2"])[0] == ("甲", "乙")


def test_what_the_user_maps_names_columns_too() -> None:
    assert head(["清单", ""], ["甲", "乙"], ["1", "2"], mappings=("甲=title",))[1] == 2


def test_a_second_row_names_the_parts_of_the_first() -> None:
    rows = [["职位名称", "薪资", "", "城市"], ["", "最低", "最高", ""], ["会计", "8000", "9000", "杭州"]]
    assert head(*rows) == (("职位名称", "薪资 最低", "薪资 最高", "城市"), 1, 2)


def test_a_first_posting_is_no_second_row_of_names() -> None:
    rows = [["职位名称", "公司", "城市"], ["城市经理", "公司", "地点"], ["会计", "x", "杭州"]]
    assert head(*rows)[2] == 1


def test_a_row_of_nothing_has_no_names() -> None:
    assert head() == ((), 1, 1)


@pytest.mark.parametrize("sign", [";", "|", "\t"])
def test_a_line_that_states_the_delimiter_is_no_row(tmp_path: Path, sign: str) -> None:
    table = f"sep={sign}\n职位名称{sign}城市\n会计{sign}杭州\n"
    assert titles(written(tmp_path, table)) == ["会计"]


def test_lines_above_the_names_do_not_hide_the_delimiter(tmp_path: Path) -> None:
    table = (
        "Open roles, spring 2026\n\nJob Title;Location;Salary (EUR)\nNurse;Bonn;42.000\nChef;Köln;38.500,00\n"
    )
    found = postings(written(tmp_path, table))
    assert [(one.title_en, one.city, one.salary and one.salary.low, one.line) for one in found] == [
        ("Nurse", "Bonn", 42_000, 4),
        ("Chef", "Köln", 38_500, 5),
    ]


def test_sums_and_repeated_names_below_are_no_positions(tmp_path: Path) -> None:
    table = "职位名称,人数\n会计,2\n职位名称,人数\n护士,3\n合计,5\n备注：以上均为急聘,\n"
    assert rejections(written(tmp_path, table)) == [(3, "NO_TITLE"), (5, "NO_TITLE"), (6, "NO_TITLE")]
