from __future__ import annotations

import pytest

from tests.domain.analyses.documents import document, facts_of


@pytest.mark.parametrize(
    ("printed", "gender"),
    [
        ("性别:女", "female"),
        ("Sex: F", "female"),
        ("男 | 27岁", "male"),
        ("Gender   Male", "male"),
    ],
)
def test_a_stated_gender_is_read(printed: str, gender: str) -> None:
    assert facts_of(document(f"# 林清川\n{printed}")).gender == gender


def test_a_gender_is_not_told_from_the_name() -> None:
    assert facts_of(document("# 林美丽\n13800004321")).gender is None


@pytest.mark.parametrize(
    ("printed", "gender"),
    [
        ("☑男 ☐女", "male"),
        ("□男 ☑女", "female"),
        ("男√ 女", "male"),
        ("男 女√", "female"),
        ("■男 □女", "male"),
        ("性别:□男 ■女", "female"),
        ("性别:男☑ 女☐", "male"),
        ("Gender: ☐ Male ☒ Female", "female"),
        ("Gender: [ ] Male [x] Female", "female"),
        ("Sex: (✓) Male ( ) Female", "male"),
        ("☑女", "female"),
        ("先生", "male"),
    ],
)
def test_the_box_that_is_ticked_counts(printed: str, gender: str) -> None:
    assert facts_of(document(f"# 林清川\n{printed}")).gender == gender


@pytest.mark.parametrize(
    "printed", ["性别:男/女", "□男 □女", "☑男 ☑女", "Gender: Male / Female", "父亲 男 58岁"]
)
def test_a_form_that_nobody_filled_in_tells_no_gender(printed: str) -> None:
    assert facts_of(document(f"# 林清川\n{printed}")).gender is None
