"""Rows of CSV and TSV are read as people's programs write them."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.positions.importing.lines import LONGEST_LINE, LONGEST_RECORD
from tests.domain.positions.importing.helpers import (
    TABLE,
    postings,
    read,
    rejections,
    titles,
    written,
)


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ","), ("a.tsv", "\t"), ("a.txt", ";"), ("b.txt", "|")]
)
def test_the_delimiter_is_told_from_name_or_content(tmp_path: Path, name: str, delimiter: str) -> None:
    assert titles(written(tmp_path, TABLE.replace(",", delimiter), name)) == ["会计", "护士"]


def test_quoted_cells_hold_delimiters_quotes_and_line_breaks(tmp_path: Path) -> None:
    table = 'title,description\r\n"Engineer, ""Java""","first\r\nsecond"\r\nNurse,x\r\n'
    first, second = postings(written(tmp_path, table))
    assert (first.title_en, first.description, first.line) == ('Engineer, "Java"', "first\nsecond", 2)
    assert (second.title_en, second.line) == ("Nurse", 4)


def test_quotes_that_are_never_closed_cost_no_more_than_the_file(tmp_path: Path) -> None:
    """Each line closes a quote and opens one, and one is left at the end: for each, all the rest is read."""
    path = written(tmp_path, "title,city\n" + 'x","y\n' * 100_000 + 'z"\n')
    started = time.process_time()
    with pytest.raises(InvalidInput, match="没有闭合的引号"):
        read(path)
    assert time.process_time() - started < 30


def test_a_row_that_never_ends_costs_only_its_first_line(tmp_path: Path) -> None:
    endless = 'Broken,"\n' + 'x","y\n' * (LONGEST_RECORD // 6) + '"\nNurse,Rome\n'
    found = rejections(written(tmp_path, "title,city\n" + endless))
    assert found[0] == (2, "OPEN_QUOTE")


def test_short_rows_lack_their_last_cells_and_empty_ones_are_passed_over(tmp_path: Path) -> None:
    found = postings(written(tmp_path, "title,company,city\n\n,,\nNurse\nChef,Rosa,Rome,,,\n"))
    assert [(posting.title_en, posting.city, posting.line) for posting in found] == [
        ("Nurse", None, 4),
        ("Chef", "Rome", 5),
    ]


def test_a_row_with_cells_beyond_the_header_is_rejected_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "title,city\nNurse,Rome\nChef,Rome,Italy\n")
    assert rejections(path) == [(3, "TOO_MANY_CELLS")]


def test_a_quote_that_is_never_closed_costs_only_its_own_line(tmp_path: Path) -> None:
    path = written(tmp_path, 'title,city\nNurse,"Rome\nChef,Oslo\nCook,Bonn\n')
    found = read(path)
    assert rejections(path) == [(2, "OPEN_QUOTE")]
    assert [row.line for row in found] == [2, 3, 4]


def test_a_quote_that_swallows_too_much_costs_only_its_own_line(tmp_path: Path) -> None:
    filler = "".join(f"Nurse {number},{'x' * 1000}\n" for number in range(300))
    path = written(tmp_path, f'title,description\nBroken,"never closed\n{filler}')
    found = read(path)
    assert rejections(path) == [(2, "OPEN_QUOTE")]
    assert len(found) == 301


def test_a_cell_beyond_the_limit_is_rejected_and_the_rest_goes_on(tmp_path: Path) -> None:
    huge = "x" * (csv.field_size_limit() + 10)
    path = written(tmp_path, f"title,description\nNurse,{huge}\nChef,y\n")
    assert rejections(path) == [(2, "CELL_TOO_LONG")]
    assert len(read(path)) == 2


def test_a_line_without_end_is_passed_over_in_pieces(tmp_path: Path) -> None:
    path = written(tmp_path, "title,description\nNurse," + "x" * (3 * LONGEST_LINE) + "\nChef,y\n")
    assert rejections(path) == [(2, "CELL_TOO_LONG")]
    assert [row.line for row in read(path)] == [2, 3]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20), st.text(max_size=40)
        ),
        min_size=1,
        max_size=12,
    ),
    encoding=st.sampled_from(["utf-8", "utf-16", "gb18030"]),
)
def test_what_a_program_writes_as_csv_is_read_row_by_row(
    tmp_path: Path, rows: list[tuple[str, str]], encoding: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["title", "description"])
    writer.writerows((title, text.replace("\ufffd", "")) for title, text in rows)
    content = out.getvalue().encode(encoding, "ignore")
    found = read((written(tmp_path, content)), encoding=encoding)
    assert len(found) == len(rows)
