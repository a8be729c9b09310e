"""Technologies that titles name, like `Java` in `Java开发工程师`: who does not know it is not sent there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from domain.positions.catalogue import load_catalogue
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import has_chinese
from domain.vocabulary.words import plain

_MOST_WORDS = 3
_WORDS = re.compile(r"[a-z0-9+#]+(?:[.&'-][a-z0-9+#]+)*")


@remembered
def technologies_in(title: str) -> tuple[str, ...]:
    """Return the technologies that a title names, each once, by their usual names: Go for Golang."""
    return tuple(dict.fromkeys(_names()[name] for name in _spans(title) if name in _names()))


@cache
def _names() -> Mapping[str, str]:
    """Return the usual name of each technology by the names it is known by."""
    others = lexicon("skill_synonyms").entries
    known = {other.text: other.group for other in others if not other.is_pattern and other.group in _known()}
    return known | {name: name for name in _known()}


@cache
def _known() -> frozenset[str]:
    """What bundled positions ask for under one name in every language, and what Chinese titles print so.

    The latter leaves out what is a common word of English titles too, like `Project`.
    """
    names = (name for position in load_catalogue() for name in (position.title_zh, *position.aliases))
    printed = {span for name in names if has_chinese(name) for span in _spans(name)}
    asked = (skill for position in load_catalogue() for skill in position.skills)
    return frozenset(
        name
        for skill in asked
        if not has_chinese(skill) and len(name := plain(skill)) > 1 and name in printed
    )


def _spans(text: str) -> Iterator[str]:
    words = _WORDS.findall(plain(text))
    for size in range(1, _MOST_WORDS + 1):
        yield from (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))
