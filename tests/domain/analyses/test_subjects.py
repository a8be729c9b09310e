"""What is studied, told from what stands around it."""

from __future__ import annotations

import pytest

from tests.domain.analyses.documents import stays


@pytest.mark.parametrize(
    ("rows", "major"),
    [
        ("Bachelor of Commerce - BCom, Accounting · (2010 - 2013)\nHarrow University", "Accounting"),
        ("B.A. with High Distinction, Political Science\nHarrow University   2010", "Political Science"),
        ("B.Tech (Soil Physics)   2010\nHarrow University", "Soil Physics"),
        ("B.Sc. (Hons)   2010\nHarrow University", None),
        ("Harrow University, Soil Physics, B.Sc., 2010", "Soil Physics"),
        ("Bachelor of Arts in Soil Physics; Minor: English\nHarrow University   2010", "Soil Physics"),
    ],
)
def test_the_subject_stands_around_the_degree(rows: str, major: str | None) -> None:
    assert [row[2] for row in stays(f"# Ann Holt\nEDUCATION\n{rows}")] == [major]


@pytest.mark.parametrize(
    ("rows", "major"),
    [
        ("2009.9-2013.7   在集美大学文学院汉语言文学专业读本科", "汉语言文学"),
        ("集美大学   MSc 城市规划 Urban Planning   2018-2019", "城市规划"),
        ("集美大学   轮机工程双学位   本科   2018-2019", "轮机工程"),
    ],
)
def test_a_chinese_subject_is_cut_from_what_stands_flush_around_it(rows: str, major: str) -> None:
    assert [row[2] for row in stays(f"# 林清川\n教育背景\n{rows}")] == [major]


def test_a_language_may_be_the_subject() -> None:
    assert stays("# 林清川\n教育背景\n2017.10-2020.12 集美大学/英语/本科") == [
        ("集美大学", "本科", "英语", "2017-10", "2020-12")
    ]


@pytest.mark.parametrize(
    ("degree", "expected"),
    [
        ("Bachelor of Arts, Drama, Minor in History", ("Bachelor of Arts", "Drama")),
        ("M.S. in Forestry (Specialization: Soil Physics and Water)", ("M.S.", "Forestry")),
        ("BASc (Soil Physics, Co-op)", ("BASc", "Soil Physics")),
        ("M2 Forestry", ("M2", "Forestry")),
        ("B.S., Forestry, Expected graduation", ("B.S.", "Forestry")),
    ],
)
def test_what_is_studied_beside_the_subject_is_not_the_subject(
    degree: str, expected: tuple[str, str]
) -> None:
    found = stays(f"# Ann Holt\nEDUCATION\nHarrow University   2012 - 2016\n{degree}")
    assert [stay[1:3] for stay in found] == [expected]
