from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from domain.documents.models import Block, Box, Line
from tests.domain.analyses.documents import document, facts_of, table


def entries(*blocks: Block | str) -> list[tuple[str | None, str | None, str | None, str | None, bool]]:
    found = facts_of(document(*blocks)).experience
    return [(entry.company, entry.title, entry.start, entry.end, entry.is_current) for entry in found]


def only(found: SimpleNamespace) -> Any:
    (entry,) = found.experience
    return entry


def test_employments_have_their_dates_in_the_order_printed() -> None:
    text = """# 林清川
工作经历
2019.03-至今   蓝海渔业有限公司   轮机长
负责主机保养
2015.07-2019.02   东港水产有限公司   轮机员
协助维修"""
    assert entries(text) == [
        ("蓝海渔业有限公司", "轮机长", "2019-03", None, True),
        ("东港水产有限公司", "轮机员", "2015-07", "2019-02", False),
    ]


def test_an_english_employment_may_stand_on_two_lines() -> None:
    text = "# Ann Holt\nEXPERIENCE\nOak & Ash Bakery Ltd   Jan 2016 - Apr 2020\nHead Baker\n• Baked bread."
    assert entries(text) == [("Oak & Ash Bakery Ltd", "Head Baker", "2016-01", "2020-04", False)]


def test_a_table_with_a_header_gives_time_and_duties_of_each_row() -> None:
    rows = table(
        ("起止时间", "单位名称", "职务", "工作内容"),
        ("2019.03-\n至今", "蓝海渔业有限公司", "轮机长", "负责主机保养"),
        ("2015.07-2019.02", "东港水产有限公司", "轮机员", "协助维修"),
    )
    found = facts_of(document("# 林清川\n工作经历", rows)).experience
    assert [(entry.company, entry.start, entry.end, entry.summary) for entry in found] == [
        ("蓝海渔业有限公司", "2019-03", None, "负责主机保养"),
        ("东港水产有限公司", "2015-07", "2019-02", "协助维修"),
    ]
    assert [entry.is_current for entry in found] == [True, False]


def test_labelled_parts_are_one_employment() -> None:
    labelled = "公司名称:蓝海渔业有限公司\n职位:轮机长\n工作时间:2019.03-2021.02\n保养主机和辅机。"
    assert entries(f"# 林清川\n工作经历\n{labelled}") == [
        ("蓝海渔业有限公司", "轮机长", "2019-03", "2021-02", False)
    ]


def test_the_summary_is_what_stands_below_the_head() -> None:
    text = """# 林清川
工作经历
2019.03-至今   蓝海渔业有限公司   轮机长
• 负责主机保养
• 管理三名轮机员
2015.07-2019.02   东港水产有限公司   轮机员
• 协助维修
教育背景
集美大学   轮机工程   本科   2011.09-2015.06"""
    found = facts_of(document(text)).experience
    assert [entry.summary for entry in found] == ["负责主机保养\n管理三名轮机员", "协助维修"]


def test_an_item_that_the_margin_cut_is_one_item() -> None:
    def line(text: str, top: float, right: float) -> Line:
        return Line(text, box=Box(50, top, right, top + 10), font_size=10.0)

    made = Block(
        (
            line("EXPERIENCE", 10, 120),
            line("Oak & Ash Bakery Ltd, Head Baker, 2016 - 2020", 30, 300),
            line("• Baked four kinds of bread every morning for the", 50, 500),
            line("whole of the town.", 62, 140),
            line("• Trained two apprentices.", 74, 200),
        )
    )
    entry = only(facts_of(document("# Ann Holt", made)))
    assert entry.summary == (
        "Baked four kinds of bread every morning for the whole of the town.\nTrained two apprentices."
    )


def test_a_summary_is_bounded_at_a_whole_item() -> None:
    duties = "\n".join(f"• 第{number}项工作内容是保养主机与辅机并记录" for number in range(200))
    summary = only(
        facts_of(document(f"# 林清川\n工作经历\n2019.03-至今 蓝海渔业有限公司 轮机长\n{duties}"))
    ).summary
    assert summary is not None
    assert len(summary) <= 1_500
    assert summary.endswith("并记录")


@pytest.mark.parametrize(
    "text",
    [
        "# 林清川\n工作经历\n2019.03-至今   蓝海渔业有限公司   轮机长\n2015-2016   轮机员\n协助维修",
        "# Ann Holt\nEXPERIENCE\nOak & Ash Bakery Ltd   2016 - 2020\nBaker\nBaker   2012 - 2016",
    ],
)
def test_lists_and_entries_agree(text: str) -> None:
    found = facts_of(document(text))
    assert {entry.company for entry in found.experience if entry.company} == set(found.companies)
    assert {entry.title for entry in found.experience if entry.title} == set(found.titles)
    assert found.companies


def test_an_employment_is_evident_from_its_line() -> None:
    entry = only(facts_of(document("# 林清川\n工作经历\n2019.03-至今   蓝海渔业有限公司   轮机长")))
    assert (entry.evidence.index, entry.evidence.page) == (0, 1)
    assert "蓝海渔业有限公司" in entry.evidence.text
