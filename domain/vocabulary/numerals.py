"""Numbers that are spelt out, in Chinese or in English, as a text or within one."""

from __future__ import annotations

import re
from typing import Final

from domain.vocabulary.later import compiled_later
from domain.vocabulary.lexicons import lexicon

_DIGITS: Final = dict(zip("一二两三四五六七八九", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_UNITS: Final = {"十": 10, "百": 100, "千": 1_000}
_MYRIAD, _HALF = "万", "半"
_FORMAL: Final = {ord(sign): plain for sign, plain in lexicon("numbers").of("zh").by_word().items()}
_WORDS: Final = {word: int(value) for word, value in lexicon("numbers").of("en").by_word().items()}
_ONES: Final = "|".join(word for word, value in _WORDS.items() if value < 10)
_TENS: Final = "|".join(word for word, value in _WORDS.items() if value >= 20)
_TEENS: Final = "|".join(word for word, value in _WORDS.items() if 10 <= value < 20)

UP_TO_TEN: Final = "[一二三四五六七八九十]"
"""One sign that counts things, as a regular expression."""

_DIGIT: Final = f"[{''.join(_DIGITS)}]"
_COUNT_CHINESE: Final = f"[{''.join((*_DIGITS, *_UNITS, *map(chr, _FORMAL)))}]{{1,3}}"
_COUNT_ENGLISH: Final = rf"\b(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|{_TEENS}|{_ONES})\b"
COUNT: Final = f"(?:{_COUNT_CHINESE}|{_COUNT_ENGLISH})"
"""A number below a hundred in words of either language, as a regular expression to match without case."""

# A digit alone may be a word's: only a figure with its unit is an amount.
_FIGURE = compiled_later(f"[{''.join((*_DIGITS, *_UNITS, _MYRIAD))}]{{2,10}}{_HALF}?")
_BELOW_HUNDRED = compiled_later(f"{_DIGIT}?十{_DIGIT}?|{_DIGIT}")


def value_of(numeral: str) -> int:
    """Return the value of a text that is a numeral and nothing else.

    A digit after a unit counts tenths of it: `一万五` is 15,000.
    """
    total, section, digit, unit = 0, 0, 0, 1
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign == _HALF:
            section += unit // 2
        elif sign == _MYRIAD:
            total, section, digit, unit = (total + section + digit or 1) * 10_000, 0, 0, 10_000
        else:
            unit = _UNITS[sign]
            section, digit = section + (digit or 1) * unit, 0
    return total + section + digit * max(1, unit // 10 if unit > 10 else 1)


def count_of(words: str) -> int:
    """Return the value of what `COUNT` matches."""
    if words.isascii():
        return sum(_WORDS[word] for word in re.split("[- ]", words.casefold()))
    return value_of(words.translate(_FORMAL))


def figures_in_digits(text: str) -> str:
    """Write figures like `八千到一万五` in digits; a text that has digits of its own stays as it is."""
    if any(sign.isdigit() and sign.isascii() for sign in text):
        return text
    return _FIGURE.sub(_written, text)


def numbers_in_digits(text: str) -> str:
    """Write every number below a hundred in digits: `三到十二年` as `3到12年`."""
    return _BELOW_HUNDRED.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    return str(value_of(found.group()))
