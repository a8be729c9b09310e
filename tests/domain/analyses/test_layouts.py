"""Ways to set a resume that no single field owns."""

from __future__ import annotations

import pytest

from tests.domain.analyses.documents import document, facts_of, table


def test_labels_flush_against_the_value_before_them_are_told() -> None:
    text = (
        "姓名:令狐小满性别:女出生年月:1991年6月\n"
        "联系电话:13900003753邮箱:lhxm@example.com\n现居地:大连求职意向:茶艺师"
    )
    found = facts_of(document(text))
    assert (found.name, found.gender, found.birth_date) == ("令狐小满", "female", "1991-06")
    assert (found.phone, found.email) == ("13900003753", "lhxm@example.com")
    assert (found.city, found.career_interest) == ("大连", "茶艺师")


def test_facts_on_one_line_are_divided_by_single_spaces() -> None:
    found = facts_of(document("武小婷 女 1994.12 大专 昆明市\n工作经历\n2020.01-2021.02   缓缓茶社   店长"))
    assert (found.name, found.gender, found.birth_date) == ("武小婷", "female", "1994-12")
    assert (found.highest_degree, found.city) == ("大专", "昆明市")


def test_a_position_below_the_heading_of_the_objective_is_the_interest() -> None:
    found = facts_of(
        document("# 武小婷\n求职意向\n岗位:茶艺师\n薪资:6-8K\n工作经历\n2020.01-2021.02   缓缓茶社   店长")
    )
    assert (found.career_interest, found.expected_salary) == ("茶艺师", "6-8K")


def test_a_hometown_is_no_place_to_live() -> None:
    assert facts_of(document("# 武小婷\n籍贯:宁夏银川")).city is None


def test_what_somebody_wants_to_study_is_no_degree() -> None:
    form = table(("考生姓名", "武小婷"), ("本科院校", "西岭师范大学"), ("报考专业", "园艺硕士"))
    text = "教育背景\n2019.09-2023.06   西岭师范大学   园艺   本科"
    found = facts_of(document("# 硕士研究生复试简历", form, text))
    assert (found.name, found.highest_degree) == ("武小婷", "本科")


def test_a_table_without_rules_is_read_by_its_head() -> None:
    text = (
        "工作经历\n起止时间   单位名称   职务   证明人\n"
        "2023.01-2024.02   缓缓茶社   店长   李明\n2020.01-2022.12   北岸糕点   学徒   王平"
    )
    found = facts_of(document(text))
    assert found.companies == ("缓缓茶社", "北岸糕点")
    assert found.titles == ("店长", "学徒")


def test_an_unknown_employer_stands_where_the_other_employers_stand() -> None:
    text = (
        "工作经历\n店长   2022.01-2024.02\n缓缓茶业有限公司\n负责门店\n"
        "学徒   2020.01-2021.12\n北岸\n负责烘焙\n帮厨   2018.01-2019.12\n南坡酒店\n清洗食材"
    )
    assert facts_of(document(text)).companies == ("缓缓茶业有限公司", "北岸", "南坡酒店")


def test_an_employer_that_ends_like_a_title_is_told_by_the_title_beside_it() -> None:
    found = facts_of(document("工作经历\n北岸精工   2020.01-2021.12\n车工\n加工轴类零件"))
    assert (found.companies, found.titles) == (("北岸精工",), ("车工",))


def test_an_employer_before_a_labelled_title_may_have_any_name() -> None:
    found = facts_of(document("工作经历\n北岸(2020.01-2021.12)\n职位:车工\n工作内容:加工轴类零件"))
    assert (found.companies, found.titles) == (("北岸",), ("车工",))


@pytest.mark.parametrize(
    ("entry", "company", "title"),
    [
        ("Freelance Translator at Babbleworks\nJuly 2021 - Now", "Babbleworks", "Freelance Translator"),
        ("Oak & Ash Bakery / Head Baker\nLeeds, UK / 2019 - 2021", "Oak & Ash Bakery", "Head Baker"),
        ("Meadow Farms, Singapore   2019 - 2021\nField Agronomist", "Meadow Farms", "Field Agronomist"),
        (
            "Company: Elm Dental\nPosition: Office Junior\nDuration: 2019 - 2021",
            "Elm Dental",
            "Office Junior",
        ),
    ],
)
def test_an_english_entry_is_divided_into_employer_and_title(entry: str, company: str, title: str) -> None:
    found = facts_of(document(f"# Ann Holt\nEXPERIENCE\n{entry}\n• Worked with care every day."))
    assert (found.companies, found.titles) == ((company,), (title,))


def test_years_that_fill_a_block_of_their_own_are_no_contact_data() -> None:
    blocks = ["# Ann Holt", "WORK EXPERIENCE", "2019 - 2023", "Site Engineer", "Elm Construction"]
    found = facts_of(document(*blocks))
    assert (found.companies, found.titles) == (("Elm Construction",), ("Site Engineer",))


def test_a_degree_that_ends_in_education_is_no_heading() -> None:
    text = "# Ann Holt\nEducation\nMSc Primary Education   2009\nUniversity of Elmbridge"
    found = facts_of(document(text))
    assert (found.highest_degree, found.schools) == ("MSc Primary Education", ("University of Elmbridge",))


# Each says too little of what it is to be refused.
POSTING = """
招聘岗位:门店店长
年龄25-40岁,性别不限
月薪:8000-12000元/月
"""
BILL = """
Date: 12 March 2024
Description   Price   Total
Steel plate   £120.00   £480.00
"""
NEWS = (
    "Council approves new library\nThe mayor, aged 54, said on Tuesday the building would open in two years."
)


@pytest.mark.parametrize("text", [POSTING, BILL, NEWS, "Chapter One\nThe rain had not stopped for days."])
def test_what_may_be_no_resume_has_no_person(text: str) -> None:
    found = facts_of(document(text))
    assert (found.name, found.age_stated, found.gender, found.career_interest) == (None,) * 4


@pytest.mark.parametrize("text", ["会议纪要\n时间:2023年6月5日 14:00", "求职信\n联系电话:13900003333"])
def test_a_large_heading_is_no_name(text: str) -> None:
    assert facts_of(document(f"# {text}")).name is None


def test_amounts_of_money_are_no_expected_pay() -> None:
    assert facts_of(document(BILL)).expected_salary is None
    assert facts_of(document("# Ann Holt\n£41,000 p.a.\nEXPERIENCE")).expected_salary == "£41,000 p.a."


def test_a_form_of_study_and_work_gives_both() -> None:
    text = "学习工作经历\n2014.09-2018.07 东岭大学 学生\n2018.08-2021.05 南坡社区服务中心 社工"
    found = facts_of(document(f"{text}\n家庭成员\n父亲 武大山 南坡机械厂 工人 13800007654"))
    assert (found.schools, found.companies, found.titles) == (("东岭大学",), ("南坡社区服务中心",), ("社工",))


def test_a_school_in_two_languages_is_read_in_the_one_that_tells() -> None:
    text = "EDUCATION 學歷\n2012 - 2015   Elmbridge College 海灣   Higher Diploma in Accounting"
    assert facts_of(document(text)).schools == ("Elmbridge College",)


def test_a_sentence_may_tell_the_employer() -> None:
    text = (
        "# Ann Holt\nWORK EXPERIENCE\nPresently working as Maintenance Engineer in Elm Works since June 2016."
    )
    found = facts_of(document(text))
    assert (found.companies, found.titles) == (("Elm Works",), ("Maintenance Engineer",))


@pytest.mark.parametrize(
    ("header", "company", "title"),
    [
        ("Community Pharmacist   Elm Chemists", "Elm Chemists", "Community Pharmacist"),
        ("Year 4 Class Teacher, Birch Nursery", "Birch Nursery", "Year 4 Class Teacher"),
        ("Chef de Partie at The Copper Kettle", "The Copper Kettle", "Chef de Partie"),
    ],
)
def test_plurals_name_firms_and_titles_may_hold_small_words(header: str, company: str, title: str) -> None:
    found = facts_of(document(f"# Ann Holt\nEXPERIENCE\n{header}   2019 - 2021\n• Worked with care."))
    assert (found.companies, found.titles) == ((company,), (title,))


def test_an_interest_has_no_city_behind_it() -> None:
    assert facts_of(document("# 武小婷\n求职意向:茶艺师(深圳)")).career_interest == "茶艺师"


def test_the_heading_after_an_empty_label_is_no_interest() -> None:
    assert (
        facts_of(document("# 武小婷\n求职意向\n教育经历\n2010.09-2013.06   东岭大学")).career_interest is None
    )


@pytest.mark.parametrize(
    ("printed", "company"),
    [("北岸科 技有限公司   车工", "北岸科技有限公司"), ("南坡 集团   车工", "南坡集团")],
)
def test_a_stray_space_does_not_cut_an_employer(printed: str, company: str) -> None:
    assert facts_of(document(f"工作经历\n2020.01-2021.12   {printed}")).companies == (company,)


def test_a_recognised_line_may_lose_the_space_before_its_period() -> None:
    found = facts_of(document("工作经历\n北岸科技有限公司区域经理2020-01-2021-12\n负责销售"))
    assert (found.companies, found.titles) == (("北岸科技有限公司",), ("区域经理",))


def test_cells_joined_for_want_of_a_rule_are_told_by_their_labels() -> None:
    found = facts_of(document(table(("求职意向", "茶艺师   期望薪资   6-8K"), ("姓名", "武小婷"))))
    assert (found.career_interest, found.expected_salary) == ("茶艺师", "6-8K")


def test_labels_in_two_languages_stand_flush_against_the_value_before() -> None:
    found = facts_of(document("姓名 Name:武小婷性别 Gender:女"))
    assert (found.name, found.gender) == ("武小婷", "female")


@pytest.mark.parametrize("title", ["应聘 人员登记表", "求职 申请表"])
def test_the_title_of_a_form_is_no_interest(title: str) -> None:
    assert facts_of(document(f"{title}\n姓名:武小婷\n电话:13900003753")).career_interest is None


def test_headings_may_announce_dates() -> None:
    text = "INSTITUTIONS ATTENDED WITH DATES\nUniversity of Elmbridge, 2006 - 2010"
    assert facts_of(document(text)).schools == ("University of Elmbridge",)


def test_where_somebody_comes_from_is_no_place_to_live() -> None:
    found = facts_of(document("个人简历\n本人武长江,男,42岁,高中学历,四川达州人,从事厨师工作20年。"))
    assert (found.name, found.city, found.years_of_experience) == ("武长江", None, 20.0)


def test_a_task_above_a_title_is_no_employer() -> None:
    text = (
        "EXPERIENCE\nElm Hospital   Leeds, UK\nCharge Nurse   Jan 2020 - Present\n• Supervised 12 nurses\n"
        "Staff Nurse   Jun 2016 - Dec 2019\n• Cared for ventilated patients"
    )
    found = facts_of(document(text))
    assert (found.companies, found.titles) == (("Elm Hospital",), ("Charge Nurse", "Staff Nurse"))


@pytest.mark.parametrize("place", ["Lagos", "Singapore"])
def test_an_employer_with_its_city_is_told_by_its_last_word(place: str) -> None:
    entry = f"Birch Nursery, {place} – Class Teacher (2015 – till date)"
    found = facts_of(document(f"# Ann Holt\nEXPERIENCE\n{entry}"))
    assert (found.companies, found.titles) == (("Birch Nursery",), ("Class Teacher",))


def test_several_engineers_are_a_firm() -> None:
    found = facts_of(document("# Ann Holt\nEXPERIENCE\nElm & Voss Engineers   2019 - 2021\nSite Engineer"))
    assert (found.companies, found.titles) == (("Elm & Voss Engineers",), ("Site Engineer",))


def test_a_headline_does_not_take_in_the_place_below_it() -> None:
    text = "# Ann Holt\nSenior Community Pharmacy Manager\nKraków, Poland\nEXPERIENCE"
    assert facts_of(document(text)).career_interest == "Senior Community Pharmacy Manager"


def test_a_stray_space_does_not_cut_a_school() -> None:
    text = "教育经历\n2003—09~2007—06   北岸工商 学院   会计学   本科"
    assert facts_of(document(text)).schools == ("北岸工商学院",)


def test_facts_that_lost_their_spaces_are_told() -> None:
    found = facts_of(
        document("# 武小婷\n女 36岁大专8年工作经验 昆明市\n工作经历\n2020.01-2021.02   缓缓茶社   店长")
    )
    assert (found.age_stated, found.highest_degree, found.city) == (36, "大专", "昆明市")


def test_dots_that_lost_their_spaces_divide_facts() -> None:
    found = facts_of(document("# 武小婷\n女·27岁·5年工作经验"))
    assert (found.gender, found.age_stated, found.years_of_experience) == ("female", 27, 5.0)
