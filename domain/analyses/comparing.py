"""What one resume says and another does not, field by field: versions of one person's, as a rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from domain.analyses.declaring import Entries, Field, One, plain
from domain.analyses.fields import FIELDS
from domain.analyses.models import Analysis
from domain.vocabulary.languages import Language
from domain.vocabulary.periods import LASTING


class Difference(NamedTuple):
    """A field of which two analyses say different things: what each says alone, as it is printed."""

    field: Field[Any]
    older: tuple[str, ...]
    newer: tuple[str, ...]


class _Said(NamedTuple):
    """A value as it is compared and as it is printed."""

    compared: Any
    printed: str


def differences(
    older: Analysis, newer: Analysis, *, fields: Iterable[Field[Any]] = FIELDS
) -> list[Difference]:
    """Return the fields that differ. Values are equal however they are written: a phone, a degree, a name."""
    found = []
    for field in fields:
        before, after = _said(field, older), _said(field, newer)
        difference = Difference(field, _alone(before, after), _alone(after, before))
        if difference.older or difference.newer:
            found.append(difference)
    return found


def _said(field: Field[Any], analysis: Analysis) -> list[_Said]:
    value = analysis[field]  # type: ignore[call-overload]
    if isinstance(field, Entries):
        return [_entry(field, entry, analysis.language) for entry in value]
    values = value if not isinstance(field, One) else () if value is None else (value,)
    return [_Said(_folded(each), _printed(plain(each))) for each in values]


def _printed(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _entry(field: Entries[Any], entry: Any, language: Language) -> _Said:
    cells = field.cells(entry)
    told = [cell for name in field.printed if (cell := cells[name]) not in (None, False)]
    printed = " · ".join(LASTING[language] if cell is True else str(cell) for cell in told)
    return _Said(_folded(" ".join(map(str, told))), printed)


def _folded(value: Any) -> Any:
    return "".join(value.casefold().split()) if isinstance(value, str) else value


def _alone(said: Iterable[_Said], other: list[_Said]) -> tuple[str, ...]:
    others = [each.compared for each in other]
    return tuple(each.printed for each in said if each.compared not in others)
