"""Which new passwords are refused since they are the first to be tried.

A password is compared without the case of its letters and without the figures and signs around it, so that
`Password2026!` is no better than `password`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from domain.errors import InvalidInput
from domain.input_rules import InputRule

_LIST = Path(__file__).with_name("common_passwords.txt")
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_AT_THE_END = re.compile(r"[\W\d_]+$")
_LEET = str.maketrans("013457@$!", "oleastasi")
_ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertzuiop",
    "azertyuiop",
)
_LONGEST_FIGURES = 10
_ADDED_TO_A_NAME = 4


def check_guessable(password: str, *, username: str, email: str | None = None) -> None:
    """Raise `InvalidInput` where somebody who guesses would try a password early."""
    given = password.casefold()
    own = [name for name in (username, (email or "").partition("@")[0]) if name]
    if any(_is_like(given, name.casefold()) for name in own):
        raise InvalidInput("密码不能与用户名或邮箱相似", rule=InputRule.PASSWORD_LIKE_NAME)
    if _is_common(given) or _is_regular(given):
        raise InvalidInput("密码过于常见，请更换", rule=InputRule.PASSWORD_COMMON)


def _is_like(password: str, name: str) -> bool:
    if password in (name, name[::-1]):
        return True
    for part in (name, name[::-1]):
        if len(part) > 2 and part in password:
            return len(password.replace(part, "")) < _ADDED_TO_A_NAME
    return False


def _is_common(password: str) -> bool:
    forms = {password, _AT_THE_END.sub("", password), _AROUND.sub("", password)}
    forms |= {form.translate(_LEET) for form in forms} | {_AROUND.sub("", password.translate(_LEET))}
    return not forms.isdisjoint(_common())


def _is_regular(password: str) -> bool:
    """Whether it is a short number, one piece again and again, or a run along the alphabet or keyboard."""
    if password.isdecimal() and len(password) <= _LONGEST_FIGURES:
        return True
    # A text that is found in itself, moved by less than its length, repeats a piece.
    if (password + password).find(password, 1) < len(password):
        return True
    following = {pair for row in _ROWS for pair in pairwise(row)}
    steps = list(pairwise(password))
    return all(step in following for step in steps) or all(step[::-1] in following for step in steps)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
