"""What takes long to make and is made when it is first used: few processes need all of it.

Who forks children that will need it calls `make_all` before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final, TypeVar, cast

T = TypeVar("T")

_MAKERS: Final[list[Callable[[], object]]] = []
_OF_PATTERNS: Final = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


def later(make: Callable[[], T]) -> Callable[[], T]:
    """Make a function without arguments remember what it has made."""
    made = cache(make)
    _MAKERS.append(made)
    return made


def compiled_later(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that is compiled at its first search; a wrong one fails only then."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


def make_all() -> None:
    """Make all of it now."""
    for make in _MAKERS:
        make()


class _Pattern:
    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._source_flags = flags
        _MAKERS.append(self._make)

    def __getattr__(self, name: str) -> object:
        self._make()
        return getattr(self, name)

    def _make(self) -> None:
        if type(self) is _Pattern:
            compiled = re.compile(self.pattern, self._source_flags)
            vars(self).update({name: getattr(compiled, name) for name in _OF_PATTERNS})
            # Each attribute of an object whose class has `__getattr__` takes twice the time.
            self.__class__ = _CompiledPattern  # type: ignore[assignment]


class _CompiledPattern:
    """What a pattern is from its first search on."""
