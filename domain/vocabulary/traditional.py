"""Traditional Chinese: read in simplified characters, answered as printed."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from domain.vocabulary.script import CHINESE, simplified

_T = TypeVar("_T")

_CHINESE_RUN = re.compile(f"[{CHINESE}]+")


def printer(lines: Iterable[str]) -> Callable[[str], str] | None:
    """Return a function that spells a simplified value as these lines print it.

    Returns:
        None where the lines hold no traditional character.
    """
    printed = "".join("".join(line.split()) for line in lines)
    plain = simplified(printed)
    if plain == printed:
        return None

    def original(run: re.Match[str]) -> str:
        start = plain.find(run.group())
        return printed[start : start + len(run.group())] if start >= 0 else run.group()

    return lambda value: _CHINESE_RUN.sub(original, value)


def respelt(found: _T, spell: Callable[[str], str], *, keep: tuple[type, ...]) -> _T:
    """Return a value with every text in it respelt, down through tuples and dataclasses.

    Of a value that keeps what is printed beside its meaning, only that is respelt: nothing is read again.

    Args:
        found: The value.
        spell: What `printer` has returned.
        keep: Types to leave as they are, with all they hold.
    """
    made: Any = found
    if isinstance(found, keep):
        return found
    if type(made) is str:
        made = spell(made)
    elif isinstance(found, tuple):
        made = tuple(respelt(part, spell, keep=keep) for part in found)
    elif dataclasses.is_dataclass(found) and not isinstance(found, type):
        names = [field.name for field in dataclasses.fields(found)]
        values = {name: getattr(found, name) for name in (["printed"] if "printed" in names else names)}
        made = dataclasses.replace(
            found, **{name: respelt(value, spell, keep=keep) for name, value in values.items()}
        )
    return made  # type: ignore[no-any-return]
