"""The cells of a JSON object: what is nested in it are columns with names like `company.name`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.positions.importing.models import Cell

_DEEPEST = 5
_MOST_CELLS = 500


def cells_of(value: Mapping[str, Any]) -> tuple[tuple[str, Cell], ...]:
    """Return the names and cells of an object; a list of objects has a list for each of their names."""
    found: dict[str, list[str] | str] = {}
    for name, cell in _cells(value, "", _DEEPEST):
        if len(found) >= _MOST_CELLS and name not in found:
            continue
        if isinstance(cell, str) and name not in found:
            found[name] = cell
        else:
            earlier = found.get(name, [])
            texts = [earlier] if isinstance(earlier, str) else earlier
            found[name] = [*texts, *([cell] if isinstance(cell, str) else cell)]
    return tuple((name, cell if isinstance(cell, str) else tuple(cell)) for name, cell in found.items())


def _cells(value: Mapping[str, Any], above: str, depth: int) -> Iterator[tuple[str, str | list[str]]]:
    for key, item in value.items():
        name = f"{above}{key}"
        if isinstance(item, dict):
            if depth:
                yield from _cells(item, f"{name}.", depth - 1)
        elif isinstance(item, list):
            objects = [part for part in item if isinstance(part, dict)]
            if depth:
                for part in objects:
                    yield from _cells(part, f"{name}.", depth - 1)
            if not objects:
                yield name, [text for part in item if (text := _text(part))]
        else:
            yield name, _text(item)


def _text(item: Any) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, float) and item.is_integer():
        return str(int(item))
    return "" if item is None or isinstance(item, (bool, dict, list)) else str(item)
