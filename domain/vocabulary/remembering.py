"""Functions of texts, and attributes, that remember what they returned."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, Generic, ParamSpec, Self, TypeVar, cast, overload

P = ParamSpec("P")
T = TypeVar("T")
Owner = TypeVar("Owner")

# A resume has a few hundred lines and parts of lines; nobody reads a longer text than a line this way.
_REMEMBERED: Final = 2_048


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Make a function of texts remember: the readers of one document ask the same of the same lines.

    What it returns must not be changed.
    """
    # What lru_cache gives takes anything that can be hashed: the function's own types are told.
    return cast(Callable[P, T], lru_cache(maxsize=_REMEMBERED)(function))


class once(Generic[Owner, T]):  # noqa: N801
    """An attribute that is worked out when it is first asked for, as `functools.cached_property` is.

    That one takes a lock for every value, which costs more than many of them; one thread reads a document.
    """

    def __init__(self, function: Callable[[Owner], T]) -> None:
        self._function = function
        self._name = function.__name__
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, instance: None, owner: type[Owner]) -> Self: ...
    @overload
    def __get__(self, instance: Owner, owner: type[Owner]) -> T: ...
    def __get__(self, instance: Owner | None, owner: type[Owner]) -> Self | T:
        if instance is None:
            return self
        # An attribute of the instance is found before this is asked again.
        found = instance.__dict__[self._name] = self._function(instance)
        return found
