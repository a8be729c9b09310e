from __future__ import annotations

from domain.analyses.comparing import differences
from domain.vocabulary.languages import Language
from tests.factories import detailed, new_analysis, restated, stated


def told(*pair: object) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    older, newer = pair
    return {found.field.name: (found.older, found.newer) for found in differences(older, newer)}  # type: ignore[arg-type]


def test_what_both_say_differs_in_nothing() -> None:
    assert told(detailed(new_analysis()), detailed(new_analysis())) == {}


def test_values_are_the_same_however_they_are_written() -> None:
    older = stated(
        name="张 三", phone="139 0000 2222", email="Z@Example.com", highest_degree="本科", skills=("Excel",)
    )
    newer = stated(
        Language.ENGLISH,
        name="張三",
        phone="+86 13900002222",
        email="z@example.com",
        highest_degree="Bachelor",
        skills=("EXCEL",),
    )
    assert told(older, newer) == {}


def test_of_lists_only_what_one_says_alone_is_told() -> None:
    older = stated(city="杭州", skills=("Excel", "成本核算", "用友"))
    newer = stated(email="z@example.com", skills=("SAP", "Excel"))
    assert told(older, newer) == {
        "city": (("杭州",), ()),
        "email": ((), ("z@example.com",)),
        "skills": (("成本核算", "用友"), ("SAP",)),
    }


def test_an_entry_is_one_text() -> None:
    whole = detailed(new_analysis())
    fewer = restated(whole, experience=whole.values["experience"][:1])
    assert told(fewer, whole) == {"experience": ((), ("实习生",))}


def test_figures_are_told_as_people_write_them() -> None:
    older, newer = stated(years_of_experience=4.0), stated(years_of_experience=2.5)
    assert told(older, newer) == {"years_of_experience": (("4",), ("2.5",))}


def test_work_that_lasts_is_told_in_the_language_of_its_resume() -> None:
    whole = detailed(new_analysis())
    without = restated(whole, experience=whole.values["experience"][1:])
    assert told(without, whole) == {"experience": ((), ("瑞丰贸易有限公司 · 会计 · 2020-07 · 至今",))}
