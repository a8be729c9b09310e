"""Names of skills that are known: whether a text is one, and which a sentence holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import CHINESE, has_chinese

_WORDS: Final = lexicon("skill_names")
LETTERS: Final = frozenset(_WORDS.words("letter"))
_COMMON: Final = frozenset(map(str.casefold, _WORDS.words("common")))
_NAMES: Final = frozenset(map(str.casefold, _WORDS.words("name", "slashed"))) | _COMMON
SLASHED: Final = frozenset(map(str.casefold, _WORDS.words("slashed")))
_LONGEST: Final = max(name.count(" ") for name in _NAMES) + 1
_LONGEST_CHINESE: Final = max(len(name) for name in _NAMES if has_chinese(name))
_TOKEN = re.compile(r"(?<![\w.])\.?[A-Za-z0-9][A-Za-z0-9+#.&'/-]*", re.ASCII)
_VERSION = re.compile(r"(?:[ -]?v?\d{1,4}(?:\.[\dx]{1,3}){0,2}| ?(?:CS|CC)\d?(?:\.\d)?|\+)$", re.IGNORECASE)
_CHINESE_RUN = re.compile(f"[{CHINESE}]{{2,}}")


@remembered
def is_known(text: str) -> bool:
    """Return whether a text is the name of a skill, perhaps of a version of it."""
    folded = text.casefold()
    return folded in _NAMES or _VERSION.sub("", folded) in _NAMES or text in LETTERS


def is_tool(text: str) -> bool:
    """Return whether a text is a name that is nothing else: `MySQL`, not `Machine Learning` nor `Access`."""
    folded = text.casefold()
    if has_chinese(text) or folded in _COMMON or not is_known(text):
        return False
    return " " not in text or any(sign.isupper() or not sign.isalpha() for sign in text.replace(" ", "")[1:])


def names_in(text: str) -> Iterator[str]:
    """Yield the skills that a sentence names, in its order."""
    found = [*_latin(text), *(_chinese(text) if has_chinese(text) else ())]
    yield from (name for _, name in sorted(found))


def known_runs(words: list[str]) -> list[tuple[str, bool]]:
    """Part a line of words into known names, the longest first, and single words; say which are known."""
    runs: list[tuple[str, bool]] = []
    start = 0
    while start < len(words):
        for count in range(min(_LONGEST, len(words) - start), 0, -1):
            name = " ".join(words[start : start + count])
            if is_known(name):
                runs.append((name, True))
                break
        else:
            count = 1
            runs.append((words[start], False))
        start += count
    return runs


def _latin(text: str) -> Iterator[tuple[int, str]]:
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    number = 0
    while number < len(tokens):
        start = tokens[number][0]
        for count in range(min(_LONGEST, len(tokens) - number), 0, -1):
            end = tokens[number + count - 1][1]
            name = text[start:end].rstrip(".&'/-")
            if _is_named(name):
                yield start, name
                break
        else:
            count = 1
            if "/" in text[start : tokens[number][1]]:
                parts = text[start : tokens[number][1]].split("/")
                yield from ((start, part) for part in parts if _is_named(part))
        number += count


def _is_named(name: str) -> bool:
    folded = name.casefold()
    if folded not in _NAMES:
        return name in LETTERS
    return folded not in _COMMON or not name.islower()


def _chinese(text: str) -> Iterator[tuple[int, str]]:
    for run in _CHINESE_RUN.finditer(text):
        words, at = run.group(), 0
        while at < len(words) - 1:
            for size in range(min(_LONGEST_CHINESE, len(words) - at), 1, -1):
                if words[at : at + size] in _NAMES:
                    yield run.start() + at, words[at : at + size]
                    at += size
                    break
            else:
                at += 1
