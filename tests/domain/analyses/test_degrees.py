from __future__ import annotations

import pytest

from domain.analyses.degrees import degrees
from domain.analyses.pair_finding import find_pairs
from domain.analyses.sections import split_sections
from domain.analyses.text import read_text
from tests.domain.analyses.documents import document, facts_of


def degrees_of(text: str) -> list[str]:
    read = read_text(document(text))
    return [found.value.degree.printed for found in degrees(read, find_pairs(read), split_sections(read))]


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("学历:本科", "本科"),
        ("女 26岁 大专 武汉", "大专"),
        ("教育经历\n集美大学 轮机工程 硕士", "硕士"),
        (
            "Education\nMaster of Science in Economics, Harrow University, 2014",
            "Master of Science in Economics",
        ),
        ("Education\nBSc History, GPA 3.9", "BSc History"),
        ("Summary\nHolds a PhD and bakes.", "PhD"),
        ("Education\nM.Sc. History, Universidad de Harrow 2014", "M.Sc. History"),
        ("Education\nMCA from Harrow University (2012-2015)", "MCA"),
        ("Education\nMBA (Dean's list). Chair of the chess club", "MBA (Dean's list)"),
        ("Education\nA-levels: History (A), French (B)", "A-levels"),
    ],
)
def test_a_degree_is_read_with_its_subject(text: str, degree: str) -> None:
    assert degree in degrees_of(text)


@pytest.mark.parametrize("text", ["报考专业学历:硕士", "硕士研究生复试简历", "工作经历\n学历:本科"])
def test_degrees_only_wanted_or_asked_for_are_none(text: str) -> None:
    assert degrees_of(text) == []


def test_studies_that_came_to_no_end_are_not_the_highest() -> None:
    rows = "Harrow University - MBA (18 units earned)\nRidgeback University - BSc Forestry, 2012"
    assert facts_of(document(f"# Ann Holt\nEDUCATION\n{rows}")).highest_degree == "BSc Forestry"
