"""Placeholders that templates leave where a value belongs."""

from __future__ import annotations

import re
from typing import Any, Final

from domain.analyses.declaring import Field, Filler
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.one_look import OneLook

_CROSSES = re.compile(r"(?<![A-Za-z])[xX×✕*]{2,}(?![A-Za-z])")
_WORDS: Final = lexicon("filler")
_has_filler: Final = OneLook(_WORDS.pattern("anywhere"), rf"^\W?{_WORDS.pattern('whole')}\W?$")
_FILLER_ADDRESS = re.compile(rf"^{_WORDS.pattern('address')}@|@x{{2,}}\.", re.IGNORECASE)
_LEFT_OUT = re.compile(lexicon("names").pattern("somebody"))
_FILLER_NUMBER = re.compile(r"(\d)\1{6}$|1234567|^1?(?:86)?13800138000$")


def is_filler(field: Field[Any], value: object) -> bool:
    """Return whether a value is plainly a placeholder. Sample names (张三, John Doe) may be somebody's."""
    if isinstance(value, (int, float)):
        return False
    printed = str(value)
    if field.filler is Filler.ADDRESS:
        return _FILLER_ADDRESS.search(printed) is not None
    if field.filler is Filler.NUMBER:
        return _FILLER_NUMBER.search("".join(filter(str.isdigit, printed))) is not None
    if field.filler is Filler.SOMEBODY and _LEFT_OUT.search(printed):
        return True
    return _CROSSES.search(printed) is not None or _has_filler(printed)
