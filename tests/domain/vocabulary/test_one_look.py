"""One look for many words: found where the plain regular expression is."""

from __future__ import annotations

import re

import pytest

from domain.vocabulary.lexicons import files, lexicon
from domain.vocabulary.one_look import OneLook

_TEXTS = (
    "",
    "Plumber at Alder Works",
    "a MASTER'S thesis, ms in Music",
    "mastering; remaster",
    "BS Nursing, AB in Art",
    "硕士研究生 MS",
    "博士研究生",
    "年 3年以上 5 years",
    "\u212aEY and key, \u017fince",
    "ISTANBUL Ün\u0130vers\u0130tes\u0130, un\u0131t",
    "école École ÉCOLE",
    "a.b axb a|b a(b",
    "colour color Colours",
    "x1 1x - [x]",
)


@pytest.mark.parametrize(
    "pattern",
    [
        "key|unit",
        r"\b(?:master(?:['’]?s)?|m\.?s)\b",
        r"\b(?:(?:un)?it|colou?rs?)\b",
        r"(?-i:\b(?:BS|AB))\b(?= (?:in|[A-Z]))",
        r"(?-i:MS|AB) in",
        r"(?<!博士)研究生|硕士",
        r"[多余]?年(?!级)|[- ]?years?\b|\s?\+?\s?年",
        r"(?:大学|全日制)?本科|(?:re)?master",
        r"[ÉE]cole|école|universite",
        r"a\.b|a\|b|a\(b",
        r"^x\d|\d+x|[^\w\s]x\]",
        r"(?:a|b){2}|(?:ab)+c|.\dx",
        r"since|istanbul|ünivers",
    ],
)
def test_it_finds_what_the_plain_pattern_finds(pattern: str) -> None:
    plain, look = re.compile(pattern, re.IGNORECASE), OneLook(pattern)
    assert [look(text) for text in _TEXTS] == [plain.search(text) is not None for text in _TEXTS]


def test_several_patterns_are_looked_for_at_once() -> None:
    look = OneLook("alder", r"\bmill")
    assert [look(text) for text in ("Balder", "a Mill", "treadmill", "")] == [True, True, False, False]


def test_nothing_is_found_of_no_pattern() -> None:
    assert not OneLook()("anything")


def test_brackets_that_do_not_close_are_refused() -> None:
    with pytest.raises(ValueError, match="brackets"):
        OneLook("(?:a")


@pytest.mark.parametrize(
    ("name", "group"), [("degrees", "bachelor"), ("schools", "school_word"), ("years", "years_of")]
)
@pytest.mark.parametrize("whole", [False, True])
def test_words_of_a_lexicon_are_found_as_before(name: str, group: str, whole: bool) -> None:
    pattern = lexicon(name).pattern(group, whole=whole)
    plain, look = re.compile(pattern, re.IGNORECASE), OneLook(pattern)
    words = {
        entry.text for _, file in files() for entry in lexicon(file.stem).entries if entry.group == group
    }
    texts = [
        text for word in words for text in (word, word.upper(), f"x{word}", f"读 {word}x", f"{word}, 读")
    ]
    assert [text for text in texts if look(text) != (plain.search(text) is not None)] == []
