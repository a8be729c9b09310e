"""Degrees as printed become levels."""

from __future__ import annotations

import pytest

from domain.vocabulary.degrees import (
    LOOKS_LIKE_DEGREE,
    Degree,
    DegreeLevel,
    degree_name,
    find_degree,
    least_degree,
    read_degree,
)

PRINTED = {
    DegreeLevel.DOCTOR: [
        "博士", "博士研究生", "博士後", "Ph.D. in Physics", "PhD", "Doctor of Philosophy", "DPhil",
    ],
    DegreeLevel.MASTER: [
        "硕士", "碩士", "研究生", "MBA", "EMBA", "M.S. Statistics", "MSc", "Master of Arts", "M.Eng.", "LL.M",
        "MPH",
    ],
    DegreeLevel.BACHELOR: [
        "本科", "大学", "学士学位", "學士", "本科（全日制）", "BSc (Hons) Nursing", "B.S. Nursing",
        "B.A., Marketing", "BEng", "Bachelor of Commerce", "LLB", "B.Tech", "MBBS",
    ],
    DegreeLevel.ASSOCIATE: [
        "大专", "大專", "专科", "高职", "A.A.S. Civil Engineering", "Associate of Applied Science", "HND",
        "Diploma in Cookery", "A.S. Nursing",
    ],
    DegreeLevel.SECONDARY: [
        "高中", "中专", "高職", "技校", "职高", "High School Diploma", "GED", "A-levels",
        "Vocational certificate",
    ],
    DegreeLevel.NONE: ["初中", "小学", "Middle school"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("level", "text"), [(level, text) for level, texts in PRINTED.items() for text in texts]
)
def test_a_printed_degree_is_levelled(level: DegreeLevel, text: str) -> None:
    found = read_degree(text)
    assert found is not None
    assert (found.level, found.printed) == (level, text)


@pytest.mark.parametrize("text", ["", "不详", "Nursing", "Management"])
def test_what_names_no_degree_stays_unknown(text: str) -> None:
    assert read_degree(text) is None


def test_degrees_compare_by_their_level_and_keep_what_is_printed() -> None:
    bachelor, master = read_degree("本科"), read_degree(" MBA ")
    assert bachelor is not None
    assert master is not None
    assert bachelor == read_degree("BSc Nursing")
    assert bachelor < master
    assert master == Degree(DegreeLevel.MASTER, "")
    assert str(master) == "MBA"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("博士研究生", 5),
        ("Doctor of Philosophy", 5),
        ("硕士", 4),
        ("研究生", 4),
        ("MBA", 4),
        ("MSc Agronomy", 4),
        ("M.S. in Forestry", 4),
        ("本科", 3),
        ("BA History", 3),
        ("B.Eng. (Hons)", 3),
        ("碩士", 4),
        ("學士", 3),
        ("大專", 2),
        ("高職", 1),
        ("初中", 0),
        ("大专", 2),
        ("A.A.S. Forestry", 2),
        ("Diploma in Weaving", 2),
        ("中专", 1),
        ("High School Diploma", 1),
        ("PharmD, 2017", 5),
        ("JD, Harrow Law School", 5),
        ("MCA from Harrow University", 4),
        ("Dipl.-Ing. Maschinenbau", 4),
        ("LL.M. in Tax Law", 4),
        ("BA (Hons) History", 3),
        ("BE - Forestry", 3),
        ("M.B.B.S", 3),
        ("Harrow University, BA History", 3),
        ("M.M. Cello", 4),
        ("D.Phil. (Oxon)", 5),
        ("大學畢業", 3),
        ("Master 2 Droit", 4),
        ("Nitec in Carpentry", 1),
        ("Higher School Certificate (ATAR 97)", 1),
        ("专升本", 3),
        ("榮譽文學士", 3),
        ("副學士", 2),
        ("二專", 2),
        ("Advanced Regents Diploma", 1),
        ("A Levels: History (A)", 1),
        ("10 GCSEs", 1),
        ("Abitur", 1),
        ("XII from the state board", 1),
        ("Intermediate (MPC)", 1),
    ],
)
def test_a_degree_in_a_text_has_its_level(text: str, level: int) -> None:
    found = find_degree(text)
    assert found is not None
    assert found.degree.level == level


@pytest.mark.parametrize(
    "text",
    [
        "Boston, MA",
        "Bethesda, MD",
        "MS Office",
        "AB testing",
        "ABOUT ME",
        "June 12th",
        "an entry-level role",
        "English (Intermediate)",
        "diplomatic service",
        "某集团 BBS",
        "南岸高等专科学校",
    ],
)
def test_places_programs_and_schools_are_no_degrees(text: str) -> None:
    assert find_degree(text) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("博士研究生", DegreeLevel.DOCTOR),
        ("本科及以上", DegreeLevel.BACHELOR),
        ("大专/本科", DegreeLevel.ASSOCIATE),
        ("硕士/博士", DegreeLevel.MASTER),
        ("学历不限", DegreeLevel.NONE),
        ("中专", DegreeLevel.SECONDARY),
        ("Bachelor's or Master's degree", DegreeLevel.BACHELOR),
        ("PhD", DegreeLevel.DOCTOR),
        ("high school", DegreeLevel.SECONDARY),
        ("大專/學士", DegreeLevel.ASSOCIATE),
        ("高中、高職以上", DegreeLevel.SECONDARY),
        ("Master's degree", DegreeLevel.MASTER),
        ("University degree", DegreeLevel.BACHELOR),
        ("Any degree", DegreeLevel.NONE),
        ("Company degree programme", DegreeLevel.BACHELOR),
        ("3-5年", None),
        ("", None),
    ],
)
def test_the_lowest_degree_named_counts(text: str, level: DegreeLevel | None) -> None:
    assert least_degree(text) == level


def test_a_degree_is_found_where_it_stands_and_as_it_is_printed() -> None:
    text = "2011-2013 國立某某大學 碩士 統計"
    found = find_degree(text)
    assert found is not None
    assert found.degree == Degree(DegreeLevel.MASTER, "")
    assert (found.degree.printed, "2011-2013 國立某某大學 碩士 統計"[found.start : found.end]) == (
        "碩士",
        "碩士",
    )


@pytest.mark.parametrize("text", ["硕士研究生(本科就读于外校)", "MSc (BSc 2011)", "高中 大专 本科 硕士"])
def test_the_highest_level_wins(text: str) -> None:
    assert read_degree(text) == Degree(DegreeLevel.MASTER, "")


@pytest.mark.parametrize(
    ("text", "looks"), [("大学", True), ("B.A.", True), ("Company Ltd", False), ("北京", False)]
)
def test_what_a_degree_must_hold(text: str, looks: bool) -> None:
    assert (LOOKS_LIKE_DEGREE.search(text) is not None) is looks


def test_every_level_has_a_name_in_each_language() -> None:
    assert all(degree_name(level, chinese=chinese) for level in DegreeLevel for chinese in (True, False))
