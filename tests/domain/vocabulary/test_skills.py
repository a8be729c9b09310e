"""Names of skills become units that meet where they mean the same."""

from __future__ import annotations

import pytest

from domain.vocabulary.skills import skill_forms, skill_units


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("熟练掌握Excel", "excel"),
        ("MS Excel", "Excel"),
        ("Proficient in Python", "python"),
        ("良好的沟通", "沟通"),
        ("JS", "JavaScript"),
        ("K8s", "Kubernetes"),
        ("CET-6", "大学英语六级证书"),
        ("英语四级", "英语"),
        ("Vue3", "Vue.js"),
        ("Design of experiments", "design experiments"),
    ],
)
def test_one_skill_in_other_words_has_the_same_units(one: str, other: str) -> None:
    assert skill_units(one) == skill_units(other)


@pytest.mark.parametrize(("one", "other"), [("Java", "JavaScript"), ("C", "C++"), ("C#", "C++")])
def test_other_skills_have_other_units(one: str, other: str) -> None:
    assert skill_units(one) != skill_units(other)


def test_a_short_name_is_a_synonym_only_where_it_stands_alone() -> None:
    assert skill_units("PS") == skill_units("Photoshop")
    assert "photoshop" not in skill_units("PS controllers")


def test_chinese_is_told_by_the_character() -> None:
    assert skill_units("纳税申报") == ("纳", "税", "申", "报")
    assert skill_units("，。") == ()


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("用友/Yonyou", ("用友", "Yonyou")),
        ("Excel", ("Excel", "Excel")),
        ("A/B测试/A/B testing", ("A/B测试", "A/B testing")),
        ("C/C++", ("C/C++", "C/C++")),
    ],
)
def test_an_entry_may_carry_both_languages(entry: str, forms: tuple[str, str]) -> None:
    assert skill_forms(entry) == forms
