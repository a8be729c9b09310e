"""Workbooks are read row by row, whatever they hold."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from domain.errors import InvalidInput
from tests.domain.positions.importing.helpers import (
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
