"""Degrees as printed become levels."""

from __future__ import annotations

import pytest

from domain.vocabulary.degrees import Degree, DegreeLevel, degree_level, read_degree

PRINTED = {
    DegreeLevel.DOCTOR: ["博士", "博士研究生", "Ph.D. in Physics", "PhD", "Doctor of Philosophy", "DPhil"],
    DegreeLevel.MASTER: [
        "硕士", "研究生", "MBA", "EMBA", "M.S. Statistics", "MSc", "Master of Arts", "M.Eng.", "LL.M", "MPH",
    ],
    DegreeLevel.BACHELOR: [
        "本科", "学士学位", "本科（全日制）", "BSc (Hons) Nursing", "B.S. Nursing", "B.A., Marketing", "BEng",
        "Bachelor of Commerce", "LLB", "B.Tech", "MBBS",
    ],
    DegreeLevel.ASSOCIATE: [
        "大专", "专科", "高职", "A.A.S. Civil Engineering", "Associate of Applied Science", "HND",
        "Diploma in Cookery", "A.S. Nursing",
    ],
    DegreeLevel.SECONDARY: [
        "高中", "中专", "技校", "职高", "High School Diploma", "GED", "A-levels", "Vocational certificate",
    ],
    DegreeLevel.NONE: ["初中", "小学", "Middle school"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("level", "text"), [(level, text) for level, texts in PRINTED.items() for text in texts]
)
def test_a_printed_degree_is_levelled(level: DegreeLevel, text: str) -> None:
    assert degree_level(text) is level


@pytest.mark.parametrize("text", [None, "", "不详", "Nursing", "Management"])
def test_what_names_no_degree_stays_unknown(text: str | None) -> None:
    assert degree_level(text) is None


def test_degrees_compare_by_their_level_and_keep_what_is_printed() -> None:
    bachelor, master = read_degree("本科"), read_degree(" MBA ")
    assert bachelor is not None
    assert master is not None
    assert bachelor == read_degree("BSc Nursing")
    assert bachelor < master
    assert master == Degree(DegreeLevel.MASTER, "")
    assert str(master) == "MBA"
