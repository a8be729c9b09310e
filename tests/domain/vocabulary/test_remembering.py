from __future__ import annotations

from domain.vocabulary.remembering import remembered


def test_a_function_is_asked_once_for_the_same_text() -> None:
    asked: list[str] = []

    @remembered
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [length("one"), length("three"), length("one")] == [3, 5, 3]
    assert asked == ["one", "three"]
