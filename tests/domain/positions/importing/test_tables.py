from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import DomainError, EmptyFile, InvalidInput, UnsupportedFileType
from domain.positions.importing.lines import LONGEST_LINE
from tests.domain.positions.importing.helpers import postings, read, rejections, titles, workbook

TABLE = "职位名称,公司,城市,薪资\n会计,瑞丰贸易,杭州,8千-1.2万/月\n护士,仁和医院,成都,面议\n"


def written(folder: Path, content: bytes | str, name: str = "jobs.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_encoding_is_told_from_the_content(tmp_path: Path, encoding: str) -> None:
    assert titles(written(tmp_path, TABLE, encoding=encoding)) == ["会计", "护士"]


def test_big5_is_told_from_gb18030(tmp_path: Path) -> None:
    table = (
        "職務名稱,公司名稱,工作地點\n軟體工程師,測試資訊有限公司,台北市\n業務專員,範例企業有限公司,高雄市\n"
    )
    assert titles(written(tmp_path, table, encoding="big5")) == ["軟體工程師", "業務專員"]


def test_signs_of_western_encodings_are_told_from_chinese(tmp_path: Path) -> None:
    table = "title,salary,city\nChef,£30k - £35k,Málaga\nNurse,£28k,Zürich\n"
    found = postings(written(tmp_path, table, encoding="cp1252"))
    assert [posting.city for posting in found] == ["Málaga", "Zürich"]
    assert [posting.salary.currency for posting in found if posting.salary] == ["GBP", "GBP"]


def test_an_encoding_may_be_given(tmp_path: Path) -> None:
    assert titles(written(tmp_path, TABLE, encoding="gbk"), encoding="gbk") == ["会计", "护士"]
    with pytest.raises(InvalidInput, match="rot13"):
        read(written(tmp_path, TABLE), encoding="rot13")


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


def test_control_characters_are_dropped(tmp_path: Path) -> None:
    (found,) = postings(written(tmp_path, "title,city\n\u200bNur\0se\u3000 RN ,Ro\x07me\n"))
    assert (found.title_en, found.city) == ("Nurse RN", "Rome")


def test_bytes_that_cannot_be_decoded_reject_the_row_whose_title_they_hurt(tmp_path: Path) -> None:
    content = (
        ("职位名称,城市\n会计,杭州\n" + "护士,成都\n" * 50).encode() + b"\xe6\x8a,\xe6\n" + "厨师,\n".encode()
    )
    assert rejections(written(tmp_path, content)) == [(53, "UNDECODABLE")]


def test_json_lines_hold_lists_numbers_and_inner_objects(tmp_path: Path) -> None:
    lines = [
        {
            "title": "Nurse",
            "id": 17,
            "skills": ["ICU", "triage"],
            "company": {"name": "Mercy"},
            "salary": None,
        },
        {"id": "18", "jobTitle": "Chef", "city": "Rome"},
    ]
    path = written(tmp_path, "\n".join(map(json.dumps, lines)), "jobs.jsonl")
    first, second = postings(path, "company.name=company")
    assert (first.given_id, first.skills, first.company) == ("17", ("ICU", "triage"), "Mercy")
    assert (second.given_id, second.title_en, second.city) == ("18", "Chef", "Rome")


def test_a_line_that_is_no_object_is_rejected_with_its_number(tmp_path: Path) -> None:
    path = written(tmp_path, '{"title": "Nurse"}\n\n{"title": \n["Chef"]\n{"title": "Cook"}\n', "jobs.jsonl")
    assert rejections(path) == [(3, "NOT_JSON"), (4, "NOT_JSON")]


def test_a_json_array_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="每行一个对象"):
        read(written(tmp_path, '[{"title": "Nurse"}]', "jobs.json"))


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


def test_a_workbook_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    assert titles(written(tmp_path, workbook([["title"], ["Nurse"]]), "jobs.csv")) == ["Nurse"]


def test_a_damaged_workbook_says_after_which_row(tmp_path: Path) -> None:
    content = workbook([["title"], *[[f"Nurse {number}"] for number in range(20)]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part[:-600] if name.endswith("sheet1.xml") else part)
    with pytest.raises(InvalidInput, match=r"第 \d+ 行"):
        read(written(tmp_path, out.getvalue(), "jobs.xlsx"))
    with pytest.raises(InvalidInput):
        read(written(tmp_path, content[: len(content) // 2], "half.xlsx"))


def test_an_entity_in_a_workbook_is_not_resolved(tmp_path: Path) -> None:
    content = workbook([["title"], ["Nurse"]], shared=False)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + part.replace(
                    b"Nurse", b"N&e;"
                )
            new.writestr(name, part)
    path = written(tmp_path, out.getvalue(), "jobs.xlsx")
    assert titles(path) == ["N"]


def test_other_formats_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFileType, match="XLSX"):
        read(written(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.xls"))
    with pytest.raises(EmptyFile):
        read(written(tmp_path, b" \n"))
    with pytest.raises(InvalidInput):
        read(written(tmp_path, b"\x89PNG\r\n\x1a\n" + bytes(600), "a.png"))


def test_a_file_without_a_column_of_titles_names_its_columns(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="甲、乙"):
        read(written(tmp_path, "甲,乙\n1,2\n"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=2000), name=st.sampled_from(["a.csv", "a.tsv", "a.jsonl", "a.xlsx"]))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, name: str) -> None:
    path = written(tmp_path, content, name)
    try:
        read(path, "-=title")
    except DomainError:
        return


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
