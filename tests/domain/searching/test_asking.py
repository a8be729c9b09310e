from __future__ import annotations

import pytest

from domain.searching.asking import MOST_PHRASES, Phrase, phrases_of


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("护士", [Phrase(("护士",))]),
        ("护士长", [Phrase(("护士", "长"))]),
        ("上海护士", [Phrase(("上海",)), Phrase(("护士",))]),
        ("周敏 Kubernetes", [Phrase(("周", "敏")), Phrase(("kubernetes",))]),
        ('"敏捷 开发" 敏捷开发', [Phrase(("敏捷", "开发")), Phrase(("敏捷",)), Phrase(("开发",))]),
        ("“project manager”", [Phrase(("project", "manager"))]),
        ("node.js", [Phrase(("node", "js"))]),
        ("kube*", [Phrase(("kube",), is_prefix=True)]),
        ("周", [Phrase(("周",), is_prefix=True)]),
        ('护士 护士 "护士"', [Phrase(("护士",))]),
        ('% " ""', []),
        ("*", []),
    ],
)
def test_a_text_asks_for_its_words(text: str, asked: list[Phrase]) -> None:
    assert list(phrases_of(text)) == asked


def test_there_are_not_too_many_of_them() -> None:
    assert len(phrases_of(" ".join(map(str, range(90))))) == MOST_PHRASES
