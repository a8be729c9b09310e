"""The names of columns say what they hold, and of pay in which units."""

from __future__ import annotations

import pytest

from domain.positions.importing.headings import PayUnits, heading_of, units_of


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("薪资标准（元/月）", "salary"),
        ("月薪区间", "salary"),
        ("综合薪资(K)", "salary"),
        ("岗位月薪", "salary"),
        ("年薪（万元）", "salary"),
        ("时薪", "salary"),
        ("薪酬福利", "salary"),
        ("Base Salary Range", "salary"),
        ("Hourly Pay Rate", "salary"),
        ("Compensation (USD)", "salary"),
        ("annualsalary", "salary"),
        ("CTC (in Lakhs)", "salary"),
        ("最低月薪（K）", "salary_min"),
        ("薪酬下限", "salary_min"),
        ("Pay Range Minimum", "salary_min"),
        ("Salary Range : From", "salary_min"),
        ("baseSalary.value.minValue", "salary_min"),
        ("minsalary", "salary_min"),
        ("月薪上限", "salary_max"),
        ("Salary (Max)", "salary_max"),
        ("Salary Range : To", "salary_max"),
        ("Compensation Currency", "salary_currency"),
        ("baseSalary.value.unitText", "salary_period"),
        ("Salary Frequency", "salary_period"),
        ("薪资类型", "salary_period"),
        ("薪资月数", "salary_months"),
        ("职位名称 *", "title"),
        ("岗位名称（必填）", "title"),
        ("Job Posting Title", "title"),
        ("Primary Work Location", "city"),
        ("location.name", "city"),
        ("所在城市（必填）", "city"),
        ("company.display_name", "company"),
        ("招聘岗位学历要求", "degree"),
        ("Experience (Years)", "years"),
        ("Job Skills", "skills"),
        ("Town / County", "city"),
        ("岗位职责与要求", "description"),
        ("拟招聘岗位名称", "title"),
        ("岗位名称（英文）", "title_en"),
        ("Salary Upper Bound", "salary_max"),
        ("Pay/month", "salary"),
        ("到手月薪", "salary"),
    ],
)
def test_a_name_is_known_by_its_words(name: str, field: str) -> None:
    heading = heading_of(name)
    assert heading is not None
    assert heading.field == field


@pytest.mark.parametrize(
    "name",
    [
        "福利待遇",
        "试用期工资",
        "招聘人数",
        "职位类别",
        "Pay Grade",
        "Payment",
        "Tax rate",
        "Job Type",
        "发布日期",
        "Status",
        "*",
        "",
    ],
)
def test_a_name_of_something_else_is_left(name: str) -> None:
    assert heading_of(name) is None


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("薪资（元/月）", PayUnits("元", "月", "")),
        ("月薪(K)", PayUnits("", "月", "K")),
        ("年薪（万元）", PayUnits("元", "年", "万")),
        ("工资（小时）", PayUnits("", "小时", "")),
        ("hourly rate", PayUnits("", "hour", "")),
        ("Annual Salary (GBP)", PayUnits("GBP", "year", "")),
        ("Remuneration (AUD p.a.)", PayUnits("AUD", "year", "")),
        ("Day rate in €", PayUnits("EUR", "day", "")),
        ("Salary in '000s", PayUnits("", "", "K")),
        ("Salary", PayUnits()),
    ],
)
def test_a_name_tells_currency_period_and_scale(name: str, units: PayUnits) -> None:
    assert units_of(name) == units


def test_a_whole_name_goes_before_one_that_is_put_together() -> None:
    ranks = [heading_of(name) for name in ("薪资", "薪资（参考）", "岗位薪资水平")]
    assert [heading.field for heading in ranks if heading] == ["salary"] * 3
    assert sorted(heading.rank for heading in ranks if heading) == [
        heading.rank for heading in ranks if heading
    ]
