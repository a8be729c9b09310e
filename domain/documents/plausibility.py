"""Whether letters that a file tells are what its pages show.

Fonts may map their glyphs to other letters, on purpose or by a fault: the page reads well and its text is
nonsense. Nonsense is told by what no language has: ideographs that hardly anybody uses, pairs of letters that
words do not have, signs of many scripts beside one another, codes in place of letters, words that run
backwards. All of it is counted over letters by the hundred, so that names and terms do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from domain.vocabulary.lexicons import lexicon

_LEAST_LETTERS = 60
_MOST_CHARACTERS = 1_200
# Of good pages the poorest has .96 and .34; letters exchanged at random have .3 and .15.
_USUAL_IDEOGRAPHS = 0.8
_USUAL_PAIRS = 0.22
_LEAST_IDEOGRAPHS = 40
_LEAST_PAIRS = 120
_SHARE_OF_NONSENSE = 0.3
_SHARE_OF_CODES = 0.15
_MOST_SCRIPTS = 3
_SHARE_OF_SCRIPT = 0.04
_LEAST_BACKWARDS = 5
_ENOUGH_WORDS = 3

_COMMON = lexicon("common")
_PAIRS = frozenset(_COMMON.words("pair"))
_COMMON_WORDS = frozenset(_COMMON.words("word"))
_LONG_WORD = re.compile("[a-z]{5,}")
_WORD = re.compile("[a-z]{3,}|[\u3400-\u9fff]+")
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_GLYPH_CODE = re.compile(r"\(cid:\d+\)|(?<!\w)/?[gG]\d{2,4}\b|\ufffd")
_WESTERN = re.compile("[\u00a1-\u00ff]")
# The usual scripts, by the ranges of their code points.
_SCRIPTS = {
    "latin": ((0x41, 0x24F), (0x1E00, 0x1EFF)),
    "greek": ((0x370, 0x3FF),),
    "cyrillic": ((0x400, 0x52F),),
    "hebrew": ((0x590, 0x5FF),),
    "arabic": ((0x600, 0x77F), (0xFB50, 0xFEFF)),
    "indic": ((0x900, 0xDFF),),
    "thai": ((0xE00, 0xEFF),),
    "east asian": (
        (0x1100, 0x11FF),
        (0x2E80, 0xA4CF),
        (0xAC00, 0xD7FF),
        (0xF900, 0xFAFF),
        (0x20000, 0x3FFFF),
    ),
}
_OTHER = "other"


def is_plausible(text: str) -> bool:
    """Tell whether a text can be what a page shows; a short one always can."""
    text = unicodedata.normalize("NFKC", text[:_MOST_CHARACTERS])
    letters = Counter(filter(str.isalpha, text))
    total = letters.total()
    codes = _GLYPH_CODE.findall(text)
    if len(codes) >= _LEAST_LETTERS / 4 and sum(map(len, codes)) > _SHARE_OF_CODES * len(text):
        return False
    if total < _LEAST_LETTERS:
        return True
    nonsense = _unusual_ideographs(letters) + _unusual_words(text)
    return (
        nonsense <= _SHARE_OF_NONSENSE * total and not _mixes_scripts(letters) and not _runs_backwards(text)
    )


def _unusual_ideographs(letters: Counter[str]) -> int:
    """Count the ideographs of a text that has too few usual ones among them."""
    count = sum(number for letter, number in letters.items() if _IDEOGRAPH.match(letter))
    usual = sum(number for letter, number in letters.items() if _is_usual(letter))
    return count if count >= _LEAST_IDEOGRAPHS and usual < _USUAL_IDEOGRAPHS * count else 0


@lru_cache(maxsize=20_000)
def _is_usual(letter: str) -> bool:
    """Tell whether an ideograph is of the first level of a national standard: it is in daily use there."""
    if not _IDEOGRAPH.match(letter):
        return False
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6), ("shift_jis", 0x88, 0x98)):
        try:
            if first <= letter.encode(encoding)[0] <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False


def _unusual_words(text: str) -> int:
    """Count the Latin letters of a text whose words do not have the usual pairs of letters."""
    plain = "".join(filter(str.isascii, unicodedata.normalize("NFD", text))).lower()
    # Shorter words may be abbreviations, and XXXXX stands for what is to be filled in.
    words = [word for word in _LONG_WORD.findall(plain) if len(set(word)) > 1]
    pairs = [word[at : at + 2] for word in words for at in range(len(word) - 1)]
    if len(pairs) < _LEAST_PAIRS or sum(pair in _PAIRS for pair in pairs) >= _USUAL_PAIRS * len(pairs):
        return _western_for_others(text)
    # Abbreviations alone look the same; where words are among them, they are what they seem.
    return 0 if len(_COMMON_WORDS.intersection(_words(text))) >= _ENOUGH_WORDS else sum(map(len, words))


def _western_for_others(text: str) -> int:
    """Count accented letters and signs where they are most letters: bytes of another encoding."""
    accented = len(_WESTERN.findall(text))
    return accented if accented >= _LEAST_LETTERS and 2 * accented > sum(map(str.isalpha, text)) else 0


def _mixes_scripts(letters: Counter[str]) -> bool:
    """Tell whether signs of scripts that nobody mixes, or of rare ones, stand beside one another."""
    scripts = Counter[str]()
    for letter, number in letters.items():
        scripts[_script_of(letter)] += number
    total = scripts.total()
    large = sum(number >= _SHARE_OF_SCRIPT * total for number in scripts.values())
    return large > _MOST_SCRIPTS or scripts[_OTHER] > _SHARE_OF_CODES * total


@lru_cache(maxsize=20_000)
def _script_of(letter: str) -> str:
    code = ord(letter)
    for script, ranges in _SCRIPTS.items():
        if any(first <= code <= last for first, last in ranges):
            return script
    return _OTHER


def _runs_backwards(text: str) -> bool:
    words = _words(text)
    backwards = sum(word[::-1] in _COMMON_WORDS for word in words)
    return backwards >= _LEAST_BACKWARDS and backwards > 4 * sum(word in _COMMON_WORDS for word in words)


def _words(text: str) -> list[str]:
    """The words of a text: of Chinese, which does not part them, every two characters."""
    words = []
    for word in _WORD.findall(text.lower()):
        words += [word] if word.isascii() else [word[at : at + 2] for at in range(len(word) - 1)]
    return words
