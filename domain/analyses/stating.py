"""What a person states in a reading's place becomes a value of its field, or is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from domain.analyses.declaring import Cell, Entries, Field, Many, One, PartKind
from domain.analyses.facts import Evidence
from domain.errors import InvalidInput
from domain.input_rules import InputRule

LONGEST_TEXT: Final = 200
LONGEST_SUMMARY: Final = 1_500
MOST_LISTED: Final = 100
ENTRY: Final = "entry"
"""The key under which an entry names, by its place, the present one that it corrects."""


def stated(field: Field[Any], given: Any, *, present: Any) -> Any:
    """Return the value of a field that a person states; None, or an empty list, for nothing.

    Args:
        given: A text, a number or a member for one value, texts for many. Of entries, mappings of the parts
            that are stated; one with an `entry` keeps the other parts of the present entry at that place.
        present: The value that the field has now.

    Raises:
        InvalidInput: It is no value of the field.
    """
    try:
        if given is None:
            return field.nothing
        if isinstance(field, One):
            return _one(field, given)
        if len(given) > MOST_LISTED:
            raise InvalidInput(f"{field.schema_path}最多包含{MOST_LISTED}项", rule=InputRule.TOO_MANY_VALUES)
        if isinstance(field, Many):
            return tuple(dict.fromkeys(field.read(_text(item)) for item in given))
        assert isinstance(field, Entries)
        return tuple(_entry(field, parts, place, present) for place, parts in enumerate(given))
    except (ValueError, TypeError, ArithmeticError) as error:
        raise InvalidInput(f"{field.schema_path}的值无效", rule=InputRule.VALUE) from error


def _one(field: One[Any], given: Any) -> Any:
    value = (field.state or field.read)(_text(given) if type(given) is str else given)
    if value is None:
        raise ValueError("no value of the field")
    return value


def _entry(field: Entries[Any], given: Mapping[str, Any], place: int, present: Sequence[Any]) -> Any:
    flags = {part.name for part in field.parts if part.kind is PartKind.FLAG}
    parts: dict[str, Cell] = {part.name: False if part.name in flags else None for part in field.parts}
    evidence = Evidence(field=field.name, index=place, page=1, box=None, text="", confidence=1.0)
    of = given.get(ENTRY)
    if of is not None:
        if not 0 <= of < len(present):
            raise ValueError("no such entry")
        parts |= field.cells(present[of])
        evidence = replace(present[of].evidence, index=place)
    for name, value in given.items():
        if name != ENTRY:
            longest = LONGEST_SUMMARY if name == "summary" else LONGEST_TEXT
            said = _text(value, longest=longest) if type(value) is str else value
            parts[name] = bool(said) if name in flags else said
    complete = field.state(parts)
    if complete is None:
        raise ValueError("no entry")
    return field.read(evidence=evidence, **complete)


def _text(given: str, *, longest: int = LONGEST_TEXT) -> str:
    text = unicodedata.normalize("NFC", given).strip()
    lines = text if longest == LONGEST_TEXT else text.replace("\n", "")
    # Cc, Cf, Cs, Co, Cn: control and invisible characters, lone surrogates, unassigned.
    if not 0 < len(text) <= longest or any(unicodedata.category(each).startswith("C") for each in lines):
        raise ValueError("a text that is empty, too long or no text")
    return text
