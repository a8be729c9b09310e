"""What a log may tell of an exception: where it came from, and never what somebody sent.

A message may repeat a value (`invalid literal for int() with base 10: 'Zhang San'`), and nobody can say of a
library's whether it does. So messages are told of those exceptions only that hold none: of ours, and of those
that speak of code or of the system. Of all others the type, its number and the lines of code are told.
"""

from __future__ import annotations

import traceback

from domain.errors import DomainError

WITHHELD = "(message withheld)"
OURS = frozenset({"api", "domain", "graphql_schema", "persistence"})

_OF_CODE = (
    AttributeError,
    ImportError,
    MemoryError,
    NameError,
    NotImplementedError,
    RecursionError,
    TimeoutError,
    TypeError,
)
# What drivers number their errors by.
_NUMBERS = ("sqlstate", "sqlite_errorname")
_MOST_LINKS = 10
_MOST_IN_GROUP = 5


def told(error: BaseException) -> str:
    """Return an exception as one line without what anybody sent."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    sentence = _sentence(error)
    return f"{name}: {sentence}" if sentence else name


def trace(error: BaseException) -> str:
    """Return where an exception came from, and those behind it, the last one last; nothing anybody sent."""
    links: list[tuple[BaseException, str]] = [(error, "")]
    while len(links) < _MOST_LINKS:
        behind, how = _behind(links[-1][0])
        if behind is None or any(behind is link for link, _ in links):
            break
        links.append((behind, how))
    parts = []
    for link, how in reversed(links):
        if link.__traceback__ is not None:
            parts.append("Traceback (most recent call last):")
        parts.append("".join(traceback.format_tb(link.__traceback__)) + told(link))
        if how:
            parts.append(how)
    if isinstance(error, BaseExceptionGroup):
        parts += [f"within it:\n{trace(each)}" for each in error.exceptions[:_MOST_IN_GROUP]]
    return "\n".join(parts)


def _behind(error: BaseException) -> tuple[BaseException | None, str]:
    if error.__cause__ is not None:
        return error.__cause__, "from which came:"
    if error.__context__ is not None and not error.__suppress_context__:
        return error.__context__, "while that was dealt with:"
    return None, ""


def _sentence(error: BaseException) -> str:
    if isinstance(error, DomainError):
        # Its message may repeat a value to the one who gave it.
        return error.default_message
    numbers = [str(number) for name in _NUMBERS if (number := getattr(error, name, None)) is not None]
    if numbers:
        return f"{', '.join(numbers)} {WITHHELD}"
    if isinstance(error, OSError) and error.errno is not None:
        return f"[Errno {error.errno}] {error.strerror}"
    if isinstance(error, _OF_CODE) or type(error).__module__.partition(".")[0] in OURS:
        return str(error)
    return WITHHELD if str(error) else ""
