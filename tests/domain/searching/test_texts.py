from __future__ import annotations

from dataclasses import replace

from domain.searching.texts import marked_facts, marked_pages
from domain.searching.words import unmarked
from tests.factories import detailed, new_analysis


def test_the_values_stand_one_a_line_behind_the_name_of_the_file() -> None:
    lines = unmarked(marked_facts("简历.pdf", new_analysis("周敏"))).split("\n")
    assert lines[:2] == ["简历.pdf", "周敏"]
    assert {"Excel", "成本核算"} <= set(lines)
    assert unmarked(marked_facts("简历.pdf", None)) == "简历.pdf"


def test_what_somebody_did_is_among_the_values_only_where_no_page_tells_it() -> None:
    analysis = detailed(new_analysis("周敏"))
    entry = replace(analysis.values["experience"][0], summary="带教新人\n编写手册")
    told = replace(analysis, values={**analysis.values, "experience": (entry,)})
    assert unmarked(marked_facts("a", told)).endswith("\n带教新人\n编写手册")
    printed = unmarked(marked_facts("a", told, pages=marked_pages(["·带教 新人", "…"])))
    assert ("带教新人" in printed, "编写手册" in printed) == (False, True)


def test_values_are_kept_up_to_a_length() -> None:
    analysis = new_analysis("周敏")
    long = replace(analysis, values={**analysis.values, "career_interest": "x" * 99_999})
    assert len(marked_facts("a", long)) < 30_000
