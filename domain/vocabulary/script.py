"""What is Chinese, told by one rule, and traditional characters as simplified ones.

Ideographs count, of which `〇` is one; marks, kana and hangul do not. How wide a sign is set on a page is
another question, which the readers of documents ask.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from domain.vocabulary.later import compiled_later, later
from domain.vocabulary.lexicons import lexicon

CHINESE: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""The ranges of Chinese characters, to stand in the brackets of a regular expression."""

_SIGN = compiled_later(f"[{CHINESE}]")


class _Traditional(NamedTuple):
    any_sign: re.Pattern[str]
    # One character for one, so that every place in a line stays where it is.
    simple: dict[int, str]


@later
def _traditional() -> _Traditional:
    simple = {ord(sign): plain for sign, plain in lexicon("traditional").by_word().items()}
    return _Traditional(re.compile(f"[{re.escape(''.join(map(chr, simple)))}]"), simple)


def has_chinese(text: str) -> bool:
    """Return whether the text holds a Chinese character."""
    return not text.isascii() and _SIGN.search(text) is not None


def count_chinese(text: str) -> int:
    """Return how many Chinese characters the text holds."""
    return 0 if text.isascii() else len(_SIGN.findall(text))


def simplified(text: str) -> str:
    """Return the text with its traditional characters simplified, as long as it was."""
    if text.isascii():
        return text
    traditional = _traditional()
    return text.translate(traditional.simple) if traditional.any_sign.search(text) else text
