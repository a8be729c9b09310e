"""Names of skills, in their forms and as comparable units."""

from __future__ import annotations

import re
from functools import lru_cache

from domain.vocabulary.later import compiled_later
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE, has_chinese
from domain.vocabulary.words import plain, stem

_RUNS = compiled_later(rf"[a-z0-9+#]+(?:[.&'-][a-z0-9+#]+)*|[{CHINESE}]")
_LEVELS = compiled_later(rf"^(?:{lexicon('skill_words').pattern('level')})+\s*")
_VERSION = compiled_later(r"(?<=[a-z]{3})\d\b")
_JOINING = frozenset(lexicon("skill_words").words("joining"))
_SYNONYMS = lexicon("skill_synonyms").by_word()
_WITHIN = [
    (re.compile(entry.text), entry.group) for entry in lexicon("skill_synonyms").entries if entry.is_pattern
]
"""Expressions that are replaced within a longer name too."""


@lru_cache(maxsize=20_000)
def skill_units(text: str) -> tuple[str, ...]:
    """Return a skill as stemmed words and single Chinese characters, without how well it is mastered."""
    cleaned = _LEVELS.sub("", plain(text))
    for pattern, name in _WITHIN:
        cleaned = pattern.sub(name, cleaned)
    cleaned = _VERSION.sub("", cleaned)
    cleaned = _SYNONYMS.get(cleaned, cleaned)
    units: list[str] = []
    for run in _RUNS.findall(cleaned):
        run = _SYNONYMS.get(run, run) if len(run) > 2 or run == cleaned else run
        units += [stem(word) for word in run.split() if word not in _JOINING]
    return tuple(units)


@lru_cache(maxsize=20_000)
def skill_forms(entry: str) -> tuple[str, str]:
    """Return a skill's Chinese and English form; both are the entry where it has one form only.

    Either may hold slashes of its own, like `A/B测试/A/B testing` or `持续集成/CI/CD`.
    """
    parts = entry.split("/")
    for cut in range(1, len(parts)):
        chinese, english = "/".join(parts[:cut]), "/".join(parts[cut:])
        if has_chinese(chinese) and not has_chinese(english):
            return chinese.strip(), english.strip()
    return entry, entry
