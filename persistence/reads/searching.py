"""Texts that hold what is searched for, whatever the case of its letters.

Both databases lower A to Z alone. So the letters beyond them are lowered one by one, and only those that are
searched for: nearly always none.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import count, takewhile
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, func, or_

from persistence.postgresql import INSTEAD_OF_NUL, NUL

_TEXT = "text"


def parameters(text: str | None) -> dict[str, object]:
    """Return the parameters by which a text is searched for; none without a text."""
    if text is None:
        return {}
    lowered, letters = [], {}
    for letter in text:
        lower, upper = letter.lower(), letter.upper()
        if letter.isascii():
            lowered.append(lower)
        elif lower != upper and len(lower) == len(upper) == 1:
            lowered.append(lower)
            letters[upper] = lower
        else:
            lowered.append(letter)
    # SQLite's LIKE would end there, and PostgreSQL has no such text.
    pattern = "".join(lowered).replace(NUL, INSTEAD_OF_NUL)
    for special in ("\\", "%", "_"):
        pattern = pattern.replace(special, "\\" + special)
    found: dict[str, object] = {_TEXT: f"%{pattern}%"}
    for number, (upper, lower) in enumerate(letters.items()):
        found |= {_upper(number): upper, _lower(number): lower}
    return found


def holds_text(*columns: ColumnElement[Any], names: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that one of the columns holds the text whose parameters have these names.

    Where they are not among the names there is none.
    """
    if _TEXT not in names:
        return ()
    pattern = bindparam(_TEXT, type_=Text)
    return (or_(*(_lowered(column, names).like(pattern, escape="\\") for column in columns)),)


def _lowered(column: ColumnElement[Any], names: Collection[str]) -> ColumnElement[str]:
    found: ColumnElement[str] = func.lower(column)
    for number in takewhile(lambda number: _upper(number) in names, count()):
        upper, lower = (bindparam(name, type_=Text) for name in (_upper(number), _lower(number)))
        found = func.replace(found, upper, lower)
    return found


def _upper(number: int) -> str:
    return f"upper_{number}"


def _lower(number: int) -> str:
    return f"lower_{number}"
