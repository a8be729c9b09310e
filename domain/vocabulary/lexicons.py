"""The words the readers of fields know, loaded once from small files beside this module."""

from __future__ import annotations

from importlib.resources import files


def load_words(name: str, *, by_line: bool = False) -> tuple[str, ...]:
    """Return the words of `data/<name>`: separated by white space, or one a line."""
    text = (files("domain.analyses") / "data" / name).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(lines) if by_line else tuple(word for line in lines for word in line.split())


def load_pairs(name: str) -> tuple[tuple[str, str], ...]:
    """Return the rows of a two-column, tab-separated `data/<name>`."""
    rows = (line.split("\t") for line in load_words(name, by_line=True))
    return tuple((row[0], row[1]) for row in rows if len(row) == 2)
