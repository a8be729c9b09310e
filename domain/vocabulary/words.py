"""Titles as comparable pieces: stemmed words, and for Chinese characters and pairs of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from domain.vocabulary.later import compiled_later
from domain.vocabulary.lexicons import Lexicon, lexicon
from domain.vocabulary.script import CHINESE, has_chinese

_RUNS = compiled_later(
    rf"[a-z][a-z0-9+#]*(?:[.&][a-z0-9+#]+)*|[0-9]+[a-z]+[0-9]*|[{CHINESE}]+|,|\bof\b|[(/;、|-]"
)
_SHORTEST_STEM = 4
_ENDINGS_LOST = 2


def plain(text: str) -> str:
    """Return the text in one width and one case."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _parted(whole: Lexicon) -> tuple[Lexicon, Lexicon]:
    """Return the entries that spaces part from what stands around them, and the Chinese ones."""
    chinese = tuple(entry for entry in whole.entries if has_chinese(entry.text))
    spaced = tuple(entry for entry in whole.entries if not has_chinese(entry.text))
    return Lexicon(whole.name, spaced), Lexicon(whole.name, chinese)


_SPACED_WORDS, _CHINESE_WORDS = _parted(lexicon("title_words"))
_GRADES = frozenset(_SPACED_WORDS.words("grade"))
_FILLER = frozenset(_SPACED_WORDS.words("filler"))
_CHINESE_GRADES = compiled_later(_CHINESE_WORDS.pattern("grade"))
_CHINESE_FILLER = compiled_later(_CHINESE_WORDS.pattern("filler"))
_SPACED_HEADS, _CHINESE_HEADS = _parted(lexicon("title_heads"))
_HEADS = lexicon("title_heads").by_word()
_HEAD_RUNS = compiled_later(rf"{_CHINESE_HEADS.pattern()}|\b{_SPACED_HEADS.pattern()}\b")
_ABBREVIATIONS = lexicon("abbreviations").by_word()
_STEMS = lexicon("stems").by_word()
_ENDINGS = lexicon("stem_endings").words()

JOINING = rf"{_CHINESE_WORDS.pattern('joining')}|\b{_SPACED_WORDS.pattern('joining')}\b"
"""The source of a regular expression of the words that part one title from the next."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a word's stem, so that `nursing` meets `nurse` and `managers` meets `management`."""
    if word in _STEMS:
        return _STEMS[word]
    for _ in range(_ENDINGS_LOST):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                word = word[: -len(ending)]
                break
        else:
            break
    return word


def title_pieces(text: str) -> dict[str, float]:
    """Return a title's pieces and how much each tells, before rarity is counted.

    The head noun (the last Chinese pair, the English word before `of`, a comma or the end) tells most; a
    grade tells little; filler of objective sentences tells nothing.
    """
    cleaned = _CHINESE_FILLER.sub(" ", _CHINESE_GRADES.sub(" ", plain(text)))
    cleaned = _HEAD_RUNS.sub(_common_head, cleaned)
    pieces: dict[str, float] = {}
    words: list[str] = []
    head: str | None = None
    for run in _RUNS.findall(cleaned):
        if has_chinese(run):
            _add_chinese(pieces, run)
        elif run in {",", "of", "(", "/", ";", "、", "|", "-"}:
            head = head or (words[-1] if words and run != "-" else None)
        else:
            words += [word for word in _ABBREVIATIONS.get(run, run).split() if word not in _FILLER]
    content = [word for word in words if word not in _GRADES]
    head = head if head in content else (content[-1] if content else None)
    for word in words:
        weight = 0.25 if word in _GRADES else 1.5 if word == head else 1.3
        piece = stem(_HEADS.get(word, word))
        pieces[piece] = max(pieces.get(piece, 0.0), weight)
    return pieces


def _common_head(found: re.Match[str]) -> str:
    # A space parts the head from what it heads, so that no pair of characters arises across them.
    return f" {_HEADS[found[0]]} "


def _add_chinese(pieces: dict[str, float], run: str) -> None:
    for character in run:
        pieces[character] = max(pieces.get(character, 0.0), 0.3)
    for start in range(len(run) - 1):
        weight = 1.3 if start == len(run) - 2 else 1.0
        pair = run[start : start + 2]
        pieces[pair] = max(pieces.get(pair, 0.0), weight)
