"""What is left of a file is told, with what it looks like."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.looking import Looker, resemblance
from domain.positions.importing.models import Posting, SourceRow
from domain.positions.importing.reports import MOST_SHOWN, ColumnUse, Resemblance

PAY, PLACE, DATE = Resemblance.PAY, Resemblance.PLACE, Resemblance.DATE


@pytest.mark.parametrize(
    ("name", "samples", "looks"),
    [
        ("薪资结构", [], PAY),
        ("Pay Grade", ["A1"], PAY),
        ("列3", ["8-10K", "12-15K", "面议"], PAY),
        ("列3", ["8-10K", "会计", "前台"], None),
        ("Country", ["Spain"], PLACE),
        ("列4", ["杭州", "上海市", "成都"], PLACE),
        ("发布日期", [], DATE),
        ("Column7", ["2026-03-01", "2026/3/5"], DATE),
        ("工作时间", ["9:00-18:00"], None),
        ("招聘人数", ["2", "3"], None),
    ],
)
def test_a_column_looks_like_what_its_cells_or_its_name_say(
    name: str, samples: Sequence[str], looks: Resemblance | None
) -> None:
    assert resemblance(name, samples) is looks


def test_each_column_is_taken_or_left() -> None:
    looker = Looker()
    rows = [
        SourceRow(
            2, [("职位", "会计"), ("人数", "2"), ("月薪（元）", "8000"), ("更新", "2026-01-02"), ("", "x")]
        )
    ]
    assert len(list(looker.passing(iter(rows)))) == 1
    names = ("职位", "人数", "月薪（元）", "更新", "", "人数")
    assert looker.uses(names, ColumnMap()) == (
        ColumnUse(name="职位", field="title"),
        ColumnUse(name="人数"),
        ColumnUse(name="月薪（元）", field="salary"),
        ColumnUse(name="更新", looks_like=DATE),
    )


def test_a_column_that_the_user_ignores_needs_no_warning() -> None:
    assert Looker().uses(("Country",), ColumnMap(["Country=-"])) == (ColumnUse(name="Country"),)


def test_only_the_first_postings_are_kept() -> None:
    looker = Looker()
    for line in range(2 * MOST_SHOWN):
        looker.note(Posting(line=line, title_en="Nurse"))
    assert [posting.line for posting in looker.first] == list(range(MOST_SHOWN))
