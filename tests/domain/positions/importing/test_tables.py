"""A file is told by its content and its name, and read in its encoding."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import DomainError, EmptyFile, InvalidInput, UnsupportedFileType
from tests.domain.positions.importing.helpers import (
    TABLE,
    postings,
    read,
    rejections,
    titles,
    workbook,
    written,
)


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


def test_japanese_is_told_from_chinese(tmp_path: Path) -> None:
    table = "Job Title,Location,Salary\nシェフ,大阪市,月給26万円\n看護師,東京,年収420万円～480万円\n"
    found = postings(written(tmp_path, table, encoding="cp932"))
    assert [(one.city, one.salary and one.salary.low) for one in found] == [
        ("大阪市", 260_000),
        ("東京", 4_200_000),
    ]


def test_an_encoding_may_be_given(tmp_path: Path) -> None:
    assert titles(written(tmp_path, TABLE, encoding="gbk"), encoding="gbk") == ["会计", "护士"]
    with pytest.raises(InvalidInput, match="rot13"):
        read(written(tmp_path, TABLE), encoding="rot13")


def test_control_characters_are_dropped(tmp_path: Path) -> None:
    (found,) = postings(written(tmp_path, "title,city\n\u200bNur\0se\u3000 RN ,Ro\x07me\n"))
    assert (found.title_en, found.city) == ("Nurse RN", "Rome")


def test_bytes_that_cannot_be_decoded_reject_the_row_whose_title_they_hurt(tmp_path: Path) -> None:
    content = (
        ("职位名称,城市\n会计,杭州\n" + "护士,成都\n" * 50).encode() + b"\xe6\x8a,\xe6\n" + "厨师,\n".encode()
    )
    assert rejections(written(tmp_path, content)) == [(53, "UNDECODABLE")]


def test_a_workbook_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    assert titles(written(tmp_path, workbook([["title"], ["Nurse"]]), "jobs.csv")) == ["Nurse"]


def test_other_formats_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFileType, match="XLSX"):
        read(written(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.xls"))
    with pytest.raises(EmptyFile):
        read(written(tmp_path, b" \n"))
    with pytest.raises(InvalidInput):
        read(written(tmp_path, b"\x89PNG\r\n\x1a\n" + bytes(600), "a.png"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.xml", "<?xml version='1.0'?><notes><note><text>Hi</text></note></notes>"),
        ("book.xml", "<?xml version='1.0'?><Workbook><Worksheet/></Workbook>"),
    ],
)
def test_xml_without_postings_is_refused_with_what_to_do(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(UnsupportedFileType, match="XLSX"):
        read(written(tmp_path, content, name))


def test_a_damaged_feed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="XML"):
        read(written(tmp_path, "<?xml version='1.0'?><jobs><job><title>Nurse</title>", "a.xml"))


def test_entities_of_a_feed_are_not_resolved(tmp_path: Path) -> None:
    feed = (
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        "<jobs><job><title>N&e;urse</title></job></jobs>"
    )
    assert titles(written(tmp_path, feed, "a.xml")) == ["N&e;urse"]


def test_a_zip_that_is_no_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(UnsupportedFileType, match="XLSX"):
        read(written(tmp_path, out.getvalue(), "jobs.ods"))


@pytest.mark.parametrize("name", ["a.json", "a.html", "a.xml"])
def test_documents_that_are_read_whole_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    content = {
        "a.json": '[{"title": "Nurse"}]',
        "a.html": "<table><tr><th>title</th></tr><tr><td>Nurse</td></tr></table>",
        "a.xml": "<?xml version='1.0'?><jobs><job><title>Nurse</title></job></jobs>",
    }[name]
    path = written(tmp_path, content, name)
    assert titles(path) == ["Nurse"]
    for module in ("json_documents", "html_tables", "xml_documents"):
        monkeypatch.setattr(f"domain.positions.importing.{module}.MOST_BYTES", 10)
    with pytest.raises(DomainError):
        read(path)


def test_a_table_within_a_table_is_not_counted_for_it(tmp_path: Path) -> None:
    inner = "<table>" + "<tr><td>x</td></tr>" * 2 + "</table>"
    page = f"<table><tr><td>{inner}</td></tr></table><table><tr><th>title</th></tr><tr><td>Nurse</td></tr>"
    assert titles(written(tmp_path, page + "<tr><td>Chef</td></tr></table>", "a.html")) == ["Nurse", "Chef"]


def test_a_page_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="表格"):
        read(written(tmp_path, "<html><body><p>Jobs</p></body></html>", "jobs.html"))


def test_a_file_without_a_column_of_titles_names_its_columns(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="甲、乙"):
        read(written(tmp_path, "甲,乙\n1,2\n"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=2000),
    name=st.sampled_from(["a.csv", "a.tsv", "a.jsonl", "a.xlsx", "a.xml", "a.html"]),
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, name: str) -> None:
    path = written(tmp_path, content, name)
    try:
        read(path, "-=title")
    except DomainError:
        return
