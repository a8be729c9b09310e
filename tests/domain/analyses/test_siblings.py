from __future__ import annotations

from domain.documents.models import Block
from tests.domain.analyses.documents import block, document, facts_of
from tests.domain.analyses.test_choosing import entries_of


def test_several_titles_below_one_employer_are_all_of_it() -> None:
    rows = (
        "Marrow Mills Ltd\nHead Baker, Night Shift   2018 - Present\n• Milled.\n"
        "Baker, Day Shift   2016 - 2018\n• Milled.\nPacker, Flour Line   2014 - 2016\n• Packed."
    )
    assert entries_of(rows) == [
        ("Marrow Mills Ltd", "Head Baker, Night Shift"),
        ("Marrow Mills Ltd", "Baker, Day Shift"),
        ("Marrow Mills Ltd", "Packer, Flour Line"),
    ]


def test_the_whole_time_at_an_employer_above_several_titles_is_no_entry() -> None:
    rows = (
        "Marrow Mills Ltd   2012 - 2020\nHead Baker   2017 - 2020\n• Baked.\n"
        "Baker   2014 - 2017\n• Baked.\nPacker   2012 - 2014\n• Packed."
    )
    assert entries_of(rows) == [
        ("Marrow Mills Ltd", "Head Baker"),
        ("Marrow Mills Ltd", "Baker"),
        ("Marrow Mills Ltd", "Packer"),
    ]


def test_the_town_behind_employers_is_cut_where_all_have_one() -> None:
    rows = "Elm Mills, Stevenage — Packer\nMay 2018 - May 2020\n• Packed.\n{} — Baker\nMay 2016 - April 2018"
    assert [company for company, _ in entries_of(rows.format("Oak Bakery, Luton"))] == [
        "Elm Mills",
        "Oak Bakery",
    ]
    kept = entries_of(rows.format("Holt, Ash and Sons"))
    assert [company for company, _ in kept] == ["Elm Mills, Stevenage", "Holt, Ash and Sons"]


def test_an_entry_with_a_line_of_its_own_above_is_not_below_the_banner() -> None:
    rows = (
        "Marrow Mills Ltd\nHead Baker, Night Shift   2018 - Present\n• Milled.\n"
        "Elm Hospital\nMill Nurse, Day Shift   2016 - 2018\n• Nursed."
    )
    assert entries_of(rows)[-1] == ("Elm Hospital", "Mill Nurse, Day Shift")


def jobs(*blocks: Block) -> list[tuple[str | None, str | None]]:
    return entries_of(*blocks)


def test_projects_set_smaller_within_the_time_of_a_job_are_none() -> None:
    def job(text: str) -> Block:
        return block(text, size=12.0)

    def project(text: str) -> Block:
        return block(text, size=10.0)

    found = jobs(
        job("蓝海渔业有限公司   轮机员   2018.03-2022.01"),
        project("智慧渔港   核心开发   2018.05-2019.01\n渔船导航   后端开发   2019.02-2020.01"),
        job("东港水产加工厂   质检主管   2015.03-2018.02"),
    )
    assert found == [("蓝海渔业有限公司", "轮机员"), ("东港水产加工厂", "质检主管")]


def test_jobs_of_one_size_are_jobs_whenever_they_were() -> None:
    rows = (
        "蓝海渔业有限公司   轮机员   2018.03-2022.01\n"
        "北岸   会计   2018.05-2019.01\n南坡   会计   2019.05-2020.01"
    )
    assert len(entries_of(rows)) == 3


def test_the_end_of_a_time_may_have_gone_to_the_next_line() -> None:
    made = document(
        "# Ann Holt\nEXPERIENCE\nMarrow Mills Ltd\nHead Baker, September 2001 –\nPresent\n• Milled."
    )
    (entry,) = facts_of(made).experience
    assert (entry.start, entry.is_current) == ("2001-09", True)
