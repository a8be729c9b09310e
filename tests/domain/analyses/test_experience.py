from __future__ import annotations

import pytest

from domain.analyses import experience
from domain.analyses.pair_finding import find_pairs
from domain.analyses.sections import split_sections
from domain.analyses.text import read_text
from domain.analyses.titles import split_title, title_score
from tests.domain.analyses.documents import document, facts_of, table
from tests.domain.analyses.test_headers import told_by


@pytest.mark.parametrize(
    "text",
    [
        "园林养护主管",
        "测量员",
        "会计",
        "Java开发工程师",
        "Line Cook",
        "Head of Department",
        "VP of Sales",
        "Hydrogeologist",
    ],
)
def test_a_job_title_is_known(text: str) -> None:
    assert title_score(text) > 0.55


@pytest.mark.parametrize(
    "text",
    [
        "有限公司",
        "集美大学",
        "负责日常接待。",
        "Slatewright Roofing",
        "Designed a bridge.",
        "负责单证",
        "共青团员",
    ],
)
def test_other_words_are_no_job_title(text: str) -> None:
    assert title_score(text) <= 0.55


def test_an_employer_and_a_title_are_split_where_only_a_space_divides_them() -> None:
    assert split_title("Birchfield High School Science Teacher") == (
        "Birchfield High School",
        "Science Teacher",
    )
    assert split_title("Quarrybank Academy Head of Department") == (
        "Quarrybank Academy",
        "Head of Department",
    )
    assert split_title("Line Cook Osteria Nove") == ("Osteria Nove", "Line Cook")


@pytest.mark.parametrize(
    ("header", "company", "title"),
    [
        ("平湖建筑有限公司 会计", "平湖建筑有限公司", "会计"),
        ("平湖建筑有限公司会计", "平湖建筑有限公司", "会计"),
        ("前厅部   大堂经理   云顶山酒店", "云顶山酒店", "大堂经理"),
        ("摄影社/ 副社长", "摄影社", "副社长"),
        ("东港水产集团 [ 3年2个月 ]   质检主管", "东港水产集团", "质检主管"),
        ("Marrow Mills Ltd   Flour Whisperer", "Marrow Mills Ltd", "Flour Whisperer"),
        ("Packer | Marrow Mills Ltd | 2 yrs 3 mos", "Marrow Mills Ltd", "Packer"),
        ("Baker, Oak & Ash Bakery", "Oak & Ash Bakery", "Baker"),
        ("Oak & Ash Bakery — Baker", "Oak & Ash Bakery", "Baker"),
        ("Baker at Oak & Ash", "Oak & Ash", "Baker"),
        ("with Oak & Ash, Leeds as Head Baker", "Oak & Ash", "Head Baker"),
        ("as Head Baker with Oak & Ash", "Oak & Ash", "Head Baker"),
        ("Elmford Police Department, Baker", "Elmford Police Department", "Baker"),
        ("Trade Services Officer, Elm Ltd", "Elm Ltd", "Trade Services Officer"),
        ("Member, School of Flour, Elm Institute", "Elm Institute", "Member, School of Flour"),
        ("Packer | Designer Group", "Designer Group", "Packer"),
        (
            "Owner & Head Brewer · Tallow Works, Chicago, IL · Brewing Team",
            "Tallow Works",
            "Owner & Head Brewer",
        ),
    ],
)
def test_a_header_line_has_an_employer_and_a_title(header: str, company: str, title: str) -> None:
    assert told_by(header) == (company, title)


LAYOUTS = {
    "one line": "{period}   {company}   {title}",
    "date at the end": "{company}   {title}   {period}",
    "title first": "{title} | {company} | {period}",
    "date below": "{title} – {company}\n{period}",
    "company above": "{company}   {period}\n{title}",
    "title above": "{title}\n{company}   {period}",
    "one a line": "{period}\n{company}\n{title}",
    "place between": "{company}\n{title}\nLeeds, UK\n{period}",
    "brackets": "{company}, {title} ({period})",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_employers_and_titles_are_read_in_many_layouts(layout: str) -> None:
    first = layout.format(company="Oak & Ash Bakery", title="Head Baker", period="May 2020 - Present")
    second = layout.format(company="Marrow Mills Ltd", title="Packer", period="Jan 2016 - Apr 2020")
    text = f"# Ann Holt\nWORK EXPERIENCE\n{first}\n• Baked bread.\n{second}\n• Packed flour."
    found = facts_of(document(text))
    assert found.companies == ("Oak & Ash Bakery", "Marrow Mills Ltd")
    assert found.titles == ("Head Baker", "Packer")


CHINESE_LAYOUTS = {
    "one line": "{period}   {company}   {title}",
    "single spaces": "{company} {title} {period}",
    "glued": "{company}{title} ({period})",
    "bars": "{period} | {company} | {title}",
    "one a line": "{period}\n{company}\n{title}",
    "date below": "{company}   {title}\n{period}",
    "labels": "公司名称:{company}\n任职时间:{period}\n担任职务:{title}",
    "company with date": "{company}({period})\n职位:{title}   部门:综合部",
}


@pytest.mark.parametrize("layout", CHINESE_LAYOUTS.values(), ids=CHINESE_LAYOUTS.keys())
def test_chinese_employers_and_titles_are_read_in_many_layouts(layout: str) -> None:
    first = layout.format(company="蓝海渔业有限公司", title="轮机员", period="2018年3月至今")
    second = layout.format(company="东港水产加工厂", title="质检主管", period="2015年3月至2018年2月")
    text = f"# 舒畅\n工作经历\n{first}\n• 维护主机,保障航行\n{second}\n• 负责抽检"
    found = facts_of(document(text))
    assert found.companies == ("蓝海渔业有限公司", "东港水产加工厂")
    assert found.titles == ("轮机员", "质检主管")


def test_employers_in_a_table_with_headers_are_read() -> None:
    rows = (
        ("职业经历",),
        ("起止时间", "单位/项目", "职务", "工作内容"),
        ("2023-04–至今", "蓝海渔业有限\n公司", "轮机员", "维护主机;\n2021年评为先进"),
        ("2017-04 至 2023-\n01", "东港水产加工厂", "质检主管", "负责抽检"),
    )
    found = facts_of(document(table(*rows)))
    assert found.companies == ("蓝海渔业有限公司", "东港水产加工厂")
    assert found.titles == ("轮机员", "质检主管")


def test_several_titles_at_one_employer_are_read() -> None:
    text = """
    # Ruth Amadi
    EXPERIENCE
    Nsukka General Hospital   2012 – Present
    Chief Pharmacist   2018 – Present
    • Led a team.
    Staff Pharmacist   2012 – 2018
    • Dispensed.
    """
    found = facts_of(document(text))
    assert found.companies == ("Nsukka General Hospital",)
    assert found.titles == ("Chief Pharmacist", "Staff Pharmacist")


@pytest.mark.parametrize(
    ("heading", "entry", "companies"),
    [
        ("社团活动", "摄影协会   会长", ()),
        ("校园经历", "摄影协会   会长", ()),
        ("校园经历", "蓝海渔业有限公司   校园大使", ("蓝海渔业有限公司",)),
        ("ACTIVITIES", "Elm Society   President", ()),
        ("VOLUNTEER EXPERIENCE", "Elm Society   President", ("Elm Society",)),
    ],
)
def test_clubs_are_no_employers_in_chinese_nor_activities_in_english(
    heading: str, entry: str, companies: tuple[str, ...]
) -> None:
    text = read_text(document(f"# 舒畅\n{heading}\n2014.09-2015.06   {entry}"))
    found = experience.entries(text, find_pairs(text), split_sections(text))
    assert tuple(job.company for job in found) == companies


def test_several_whole_entries_are_jobs_below_no_heading_too() -> None:
    rows = "Oak & Ash — Baker, 2019–present\nElm — Packer, 2015–2019"
    found = facts_of(document(f"# Ann Holt\nann@example.com\n{rows}\nEDUCATION\nKiln School, 2015"))
    assert (found.companies, found.titles) == (("Oak & Ash", "Elm"), ("Baker", "Packer"))


def test_a_row_of_labels_is_no_job() -> None:
    rows = "No   Company   Rank   From   To\n1   Elm Ltd   Packer   01.06.2017   31.08.2019"
    found = facts_of(document(f"# Ann Holt\nWORK EXPERIENCE\n{rows}"))
    assert (found.companies, found.titles) == (("Elm Ltd",), ("Packer",))


def test_projects_are_no_employers() -> None:
    text = "# 舒畅\n项目经历\n2019.02-2020.03   智慧渔港平台   负责人\n参与选型"
    assert facts_of(document(text)).companies == ()


def test_a_degree_among_the_jobs_is_no_employer() -> None:
    text = "# Ann Holt\nEXPERIENCE\nHarrow University   2010 - 2014\nBachelor of Arts in History"
    assert facts_of(document(text)).companies == ()


@pytest.mark.parametrize(
    ("printed", "years"),
    [
        ("工作年限:8年", 8.0),
        ("工作经验 5 年", 5.0),
        ("女 | 6年工作经验 | 本科", 6.0),
        ("工作年限: 三年", 3.0),
        ("Summary\n16+ years of experience in logistics.", 16.0),
        ("Summary\nOver 12 years of hands-on experience.", 12.0),
        ("自我评价\n从事矿山安全相关工作9年", 9.0),
        ("工作年限:应届毕业生", None),
        ("Age: 25 years old", None),
    ],
)
def test_stated_years_of_experience_are_read(printed: str, years: float | None) -> None:
    assert facts_of(document(f"# 舒畅\n{printed}")).years_of_experience == years
