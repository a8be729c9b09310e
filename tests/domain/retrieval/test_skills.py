"""Wordings of skills have numbers that last, and a named skill finds those that it meets."""

from __future__ import annotations

import math

import pytest

from domain.retrieval.skills import SkillForms, SkillRarity
from domain.vocabulary.words import stem

RARITY = SkillRarity.among([[("纳税申报", "tax filing"), ("Excel",)], [("Excel",)], [("焊接", "welding")]])


def alike(forms: SkillForms, skill: str) -> set[tuple[str, ...]]:
    return {form.units for form in forms.alike(skill)}


def test_a_wording_tells_more_the_fewer_ask_for_it() -> None:
    assert RARITY.of(("excel",)) == pytest.approx(math.log(1 + 3 / 2))
    assert RARITY.of(("unheard",)) == pytest.approx(math.log(1 + 3))


def test_the_references_wordings_are_numbered_first_in_their_order() -> None:
    forms = SkillForms(RARITY)
    forms.add([("Python",)])
    assert forms.wordings[0] == ("纳", "税", "申", "报")
    assert [forms.is_reference(number) for number in range(len(forms))] == [True] * 5 + [False]


def test_a_wording_keeps_its_number() -> None:
    forms = SkillForms(RARITY)
    number = forms.number(("excel",))
    forms.add([("Python",), ("Excel",)])
    assert forms.number(("excel",)) == number
    again = SkillForms(RARITY, forms.wordings)
    assert again.wordings == forms.wordings


def test_what_stands_first_weighs_most_and_wordings_of_a_skill_weigh_alike() -> None:
    forms = SkillForms(RARITY)
    found = forms.add([("纳税申报", "tax filing"), ("焊接",)])
    assert [slot for _, slot, _ in found] == [0, 0, 1]
    first, second, last = (weight for _, _, weight in found)
    assert first == second > last == pytest.approx(first / 2)


def test_words_meet_in_any_order_and_characters_in_theirs() -> None:
    forms = SkillForms(RARITY)
    assert alike(forms, "filing tax") == {("tax", stem("filing"))}
    assert alike(forms, "熟悉纳税申报") == {("纳", "税", "申", "报")}
    assert alike(forms, "税纳报申") == set()


def test_a_wording_within_a_much_longer_one_is_not_met() -> None:
    forms = SkillForms(RARITY)
    assert alike(forms, "Excel macros") != set()
    assert alike(forms, "Excel macros pivot tables charts") == set()


def test_wordings_added_later_are_met_too() -> None:
    forms = SkillForms(RARITY)
    assert alike(forms, "Python") == set()
    forms.add([("Python",)])
    assert alike(forms, "Python") == {("python",)}
