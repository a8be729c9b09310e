from __future__ import annotations

import pytest

from domain.documents.layout.addresses import with_whole_addresses
from domain.documents.models import Box, Line


def joined(*texts: str) -> list[str]:
    return [line.text for line in with_whole_addresses([Line(text) for text in texts])]


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (["邮箱:grace@163.", "com"], ["邮箱:grace@163.com"]),
        (["grace.field@exam", "ple.com", "Denver"], ["grace.field@example.com", "Denver"]),
        (["grace@mail.example.co", "m"], ["grace@mail.example.com"]),
        (["grace@sina.com", ".cn"], ["grace@sina.com.cn"]),
        (["邮箱:gracefield", "@example.com"], ["邮箱:gracefield@example.com"]),
    ],
)
def test_a_broken_address_becomes_whole(texts: list[str], whole: list[str]) -> None:
    assert joined(*texts) == whole


@pytest.mark.parametrize(
    "texts",
    [
        ["grace@example.com", "com"],
        ["grace@example.com", "field.com"],
        ["grace@example", "Denver"],
        ["grace@example.", "com and more"],
        ["write to me", "@example.com"],
        ["grace@163.", "公司"],
        ["www.example.", "com"],
    ],
)
def test_other_lines_stay_apart(texts: list[str]) -> None:
    assert joined(*texts) == texts


def test_the_joined_line_keeps_its_label_and_holds_both_places() -> None:
    lines = [
        Line("Email grace@163.", Box(10, 10, 90, 20), 10.5, True, ("Email", "grace@163."), 0.9),
        Line("com", Box(12, 22, 30, 32), 10.5, False, ("com",), 0.8),
    ]

    assert with_whole_addresses(lines) == [
        Line("Email grace@163.com", Box(10, 10, 90, 32), 10.5, True, ("Email", "grace@163.com"), 0.9)
    ]
