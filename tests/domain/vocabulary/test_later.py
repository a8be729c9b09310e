"""What is made at its first use is made once, and all of it can be made before."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from domain.vocabulary import later as module
from domain.vocabulary.later import compiled_later, later, make_all


@pytest.fixture(autouse=True)
def makers(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    held: list[Callable[[], object]] = []
    monkeypatch.setattr(module, "_MAKERS", held)
    return held


def test_a_pattern_is_compiled_at_its_first_search(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    really = re.compile

    def compile_and_tell(source: str, flags: int) -> re.Pattern[str]:
        compiled.append(source)
        return really(source, flags)

    monkeypatch.setattr(re, "compile", compile_and_tell)
    pattern = compiled_later("a+", re.IGNORECASE)
    assert pattern.pattern == "a+"
    assert compiled == []
    assert [found.group() for found in (pattern.search("xAa"), pattern.match("a")) if found] == ["Aa", "a"]
    assert pattern.sub("-", "baab") == "b-b"
    assert compiled == ["a+"]


def test_all_is_made_before_it_is_used() -> None:
    made: list[str] = []

    @later
    def number() -> int:
        made.append("made")
        return 7

    assert made == []
    make_all()
    assert number() == 7
    assert made == ["made"]


def test_a_wrong_pattern_is_told_when_it_is_used() -> None:
    pattern = compiled_later("(")
    with pytest.raises(re.error):
        pattern.search("a")
