from __future__ import annotations

import pytest

from domain.analyses.interest import clean_interest
from domain.documents.models import Block, Box, Document, Line, Page
from tests.domain.analyses.documents import document, facts_of


@pytest.mark.parametrize(
    ("printed", "interest"),
    [
        ("求职意向:灯光师", "灯光师"),
        ("应聘职位/Position:灯光师", "灯光师"),
        ("应聘职位:灯光师 到岗:一周内", "灯光师"),
        ("学校:江南大学\n求职意向\n期望薪资:9K\n职能/职位:灯光师", "灯光师"),
        ("求职意向:灯光师 / 烟台 / 9-12K / 全职", "灯光师"),
        ("求职意向:灯光师 | 上海 | 4-8K | 随时到岗", "灯光师"),
        ("应聘职位 灯光师   期望城市 拉萨", "灯光师"),
        ("期望职位: 茶艺师(全职)", "茶艺师"),
        ("求职意向:数据标注员、客服专员", "数据标注员、客服专员"),
        ("Desired Position: Marine Biologist", "Marine Biologist"),
        ("Position Applied For: Shift Supervisor", "Shift Supervisor"),
        ("Post Applied For: Shift Supervisor", "Shift Supervisor"),
        ("Objective\nMuseum Registrar", "Museum Registrar"),
        ("求职意向\n海洋环境监测员", "海洋环境监测员"),
        ("求职意向——灯光师", "灯光师"),
        ("目标职能:灯光师   目标薪资:面议", "灯光师"),
        ("求职意向\n期望职位:会展策划 工作地点:上海 工作性质:全职", "会展策划"),
        ("OBJECTIVE\nTo secure a post as a stage technician\nwith a touring company", None),
    ],
)
def test_a_stated_objective_is_read_without_its_extras(printed: str, interest: str | None) -> None:
    expected = interest or "To secure a post as a stage technician with a touring company"
    assert facts_of(document(f"# Ann Holt\n{printed}")).career_interest == expected


@pytest.mark.parametrize(
    "printed",
    [
        "OBJECTIVE\nTo find a post in the firing of kilns,\nglazes or related areas.",
        "OBJECTIVE To find a post in the firing of kilns,\nglazes or related areas.",
        "Objective: To find a post in the firing of kilns,\nglazes or related areas.",
        "Objective   To find a post in the firing of kilns,\nglazes or related areas.",
    ],
)
def test_an_objective_is_read_to_its_end(printed: str) -> None:
    text = f"# Ann Holt\n{printed}\nEXPERIENCE\nKiln Works Ltd"
    expected = "To find a post in the firing of kilns, glazes or related areas"
    assert facts_of(document(text)).career_interest == expected


def test_dates_and_addresses_are_no_interest() -> None:
    assert clean_interest("Sep") is None
    assert clean_interest("github.com/moss") is None
    assert clean_interest("CTO") == "CTO"


def test_only_extras_leave_nothing() -> None:
    assert clean_interest("上海 / 全职 / 8-10K") is None


@pytest.mark.parametrize(
    "text",
    [
        "# 贺兰\n高级导游\n13800008888",
        "# 贺兰   高级导游\n13800008888",
        "# 贺兰 | 高级导游",
        "# 贺兰 - 高级导游",
        "高级导游\n# 贺兰\n13800008888",
    ],
)
def test_the_headline_stands_in_for_an_objective(text: str) -> None:
    assert facts_of(document(text)).career_interest == "高级导游"


def test_a_headline_over_two_lines_is_joined() -> None:
    text = "# Ann Holt\nSenior Ceramics Designer &\nStudio Manager\nann@example.com"
    assert facts_of(document(text)).career_interest == "Senior Ceramics Designer & Studio Manager"


@pytest.mark.parametrize(
    ("headline", "interest"),
    [("Senior Kiln Technician", None), ("Chartered Technician", None), ("Studio Manager", "Studio Manager")],
)
def test_an_english_headline_that_repeats_a_job_is_no_objective(headline: str, interest: str | None) -> None:
    job = "EXPERIENCE\nKiln Technician\nHolt Pottery Ltd   Jan 2020 - Present"
    assert facts_of(document(f"# Ann Holt\n{headline}\nann@example.com\n{job}")).career_interest == interest


def test_the_objective_goes_before_the_headline() -> None:
    assert facts_of(document("# 贺兰\n高级导游\n求职意向:计调")).career_interest == "计调"


def test_a_projects_objective_is_not_the_candidates() -> None:
    text = "# Ann Holt\nProjects\nObjective: reduce churn\nExperience\n• Objective: raise sales"
    assert facts_of(document(text)).career_interest is None


def test_nothing_is_made_up_from_a_summary() -> None:
    text = "# Ann Holt\nann@example.com\nSummary\nA careful engineer with a love of bridges."
    assert facts_of(document(text)).career_interest is None


def hanging(*rows: tuple[float, tuple[str, ...], float]) -> Document:
    """Return a document of rows: their left edge, tokens and size."""
    lines = tuple(
        Line(
            " ".join(tokens),
            box=Box(left, 100.0 + 14 * number, left + 300, 112.0 + 14 * number),
            font_size=size,
            tokens=tokens if len(tokens) > 1 else (),
        )
        for number, (left, tokens, size) in enumerate(rows)
    )
    return Document((Page(1, (Block(lines),)),))


def test_an_objective_goes_on_below_itself_beside_its_label() -> None:
    made = hanging(
        (40.0, ("Ann Holt",), 20.0),
        (40.0, ("Objective:", "To look after rare birds in a public or private"), 11.0),
        (120.0, ("aviary. Would also train volunteers.",), 11.0),
        (40.0, ("Education:", "Harrow University"), 11.0),
        (120.0, ("B.A. Biology",), 11.0),
    )
    wanted = "To look after rare birds in a public or private aviary. Would also train volunteers"
    assert facts_of(made).career_interest == wanted


def test_an_objective_may_stand_behind_its_heading_in_capitals() -> None:
    made = hanging(
        (40.0, ("Ann Holt",), 20.0),
        (40.0, ("OBJECTIVE To look after rare birds in a public or private",), 11.0),
        (120.0, ("aviary",), 11.2),
    )
    assert facts_of(made).career_interest == "To look after rare birds in a public or private aviary"


def test_personal_data_in_the_midst_of_jobs_still_tell_the_interest() -> None:
    text = "工作经历\n2019.03-2020.10   北岸渔业有限公司   船员\n姓名:贺兰\n求职意向:水手\n籍贯:烟台\n性别:女"
    assert facts_of(document(text)).career_interest == "水手"


def test_a_page_of_code_is_no_headline() -> None:
    assert facts_of(document("# 贺兰\nGitHub example-agent\n13800008888")).career_interest is None
