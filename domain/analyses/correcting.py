"""What people say of a resume in the place of what was read from it.

A correction is kept beside the reading, field by field, and the analysis that everybody sees is made of
both: `corrected(reading, corrections)`. So a newer reading forces nothing on anybody, and a correction that
is taken back leaves what the newest reading says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from domain.analyses.declaring import Entries, Field, Many
from domain.analyses.facts import Evidence
from domain.analyses.fields import (
    AGE,
    BIRTH_DATE,
    COMPANIES,
    EDUCATION,
    EXPERIENCE,
    FIELDS,
    HIGHEST_DEGREE,
    SCHOOLS,
    TITLES,
)
from domain.analyses.models import Analysis

BY_NAME: Final[Mapping[str, Field[Any]]] = {field.name: field for field in FIELDS}

_PLACES: Final = {name: place for place, name in enumerate(BY_NAME)}
# What a list of names follows, where nobody has corrected it: the part of the entries that it lists.
_LISTED: Final[tuple[tuple[Many[str], Entries[Any], str], ...]] = (
    (SCHOOLS, EDUCATION, "school"),
    (COMPANIES, EXPERIENCE, "company"),
    (TITLES, EXPERIENCE, "title"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A field of one resume as somebody says it is.

    Attributes:
        value: `field.nothing` where the resume is said not to state it.
        read: What had been read when it was corrected, and `evidence` where.
        newest: What the newest reading says.
        actor_id: Who said so.
    """

    field: Field[Any]
    value: Any
    read: Any
    evidence: tuple[Evidence, ...] = ()
    newest: Any
    actor_id: int
    at: datetime

    @property
    def is_contested(self) -> bool:
        """Whether a newer reading says something else than both the person and the earlier reading."""
        return not any(same(self.field, self.newest, known) for known in (self.value, self.read))

    def renewed(self, reading: Analysis) -> Correction:
        """Return the correction beside a newer reading."""
        return replace(self, newest=value_of(reading, self.field))


def value_of(analysis: Analysis, field: Field[Any]) -> Any:
    """Return what an analysis says of a field."""
    return analysis.values.get(field.name, field.nothing)


def same(field: Field[Any], one: Any, other: Any) -> bool:
    """Whether two values of a field say the same, wherever they were read."""
    if isinstance(field, Entries):
        return [*map(field.cells, one)] == [*map(field.cells, other)]
    return bool(one == other)


def new_correction(
    field: Field[Any], value: Any, reading: Analysis, *, actor_id: int, at: datetime
) -> Correction:
    """Return the correction of a field whose reading somebody has seen."""
    read = value_of(reading, field)
    evidence = tuple(item for item in reading.evidence if item.field == field.name)
    return Correction(
        field=field, value=value, read=read, evidence=evidence, newest=read, actor_id=actor_id, at=at
    )


def in_order(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return corrections in the order of their fields."""
    return tuple(sorted(corrections, key=lambda each: _PLACES[each.field.name]))


def corrected(reading: Analysis, corrections: Iterable[Correction]) -> Analysis:
    """Return what was read with the corrections in its place, and what follows from them.

    Names of employers, titles and schools follow the entries that they stand in, the highest degree those of
    the education, and a stated age gives way to a corrected date of birth, each unless it is corrected
    itself. What somebody has said has no evidence.
    """
    told = {each.field.name: each.value for each in corrections}
    if not told:
        return reading
    values: dict[str, Any] = dict(reading.values) | told
    for listed, entries, part in _LISTED:
        if entries.name in told and listed.name not in told:
            values[listed.name] = _followed(
                value_of(reading, listed),
                _named(entries, part, value_of(reading, entries)),
                _named(entries, part, told[entries.name]),
            )
    if EDUCATION.name in told and HIGHEST_DEGREE.name not in told:
        values[HIGHEST_DEGREE.name] = _highest(reading, told[EDUCATION.name])
    if told.get(BIRTH_DATE.name) is not None and AGE.name not in told:
        values[AGE.name] = None
    values = {name: value for name, value in values.items() if value not in (None, ())}
    return replace(reading, values=values, evidence=tuple(_evidence(reading, values)))


def _named(entries: Entries[Any], part: str, values: Sequence[Any]) -> tuple[str, ...]:
    named = (entries.cells(value)[part] for value in values)
    return tuple(dict.fromkeys(str(name) for name in named if name))


def _followed(listed: Sequence[str], before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """Return a list without the names that are in no entry any more, and with those that are now."""
    kept = tuple(name for name in listed if name not in before)
    # Those of the entries first, in their order: the others stand elsewhere in the resume.
    return tuple(dict.fromkeys((*after, *kept))) if before or after else tuple(listed)


def _highest(reading: Analysis, education: Sequence[Any]) -> Any:
    """Return the highest degree of a corrected education, or the read one that is in none of its entries."""
    held = reading[HIGHEST_DEGREE]
    degrees = [entry.degree for entry in education if entry.degree is not None]
    was = {entry.degree.level for entry in reading[EDUCATION] if entry.degree is not None}
    if held is not None and held.level not in was:
        degrees.append(held)
    return max(degrees, key=lambda degree: degree.level, default=None)


def _evidence(reading: Analysis, values: Mapping[str, Any]) -> Iterable[Evidence]:
    """Yield the evidence of the values that still are as they were read."""
    for item in reading.evidence:
        field = BY_NAME[item.field]
        read, now = value_of(reading, field), values.get(field.name, field.nothing)
        if isinstance(field, Many):
            assert item.index is not None
            if item.index < len(read) and read[item.index] in now:
                yield replace(item, index=now.index(read[item.index]))
        elif read == now and (read is not None or not _rests_on_another(field, reading, values)):
            yield item


def _rests_on_another(field: Field[Any], reading: Analysis, values: Mapping[str, Any]) -> bool:
    """Whether a field's evidence is another's, which is not what was read any more."""
    other = field.evident_from
    return other is not None and values.get(other.name) != value_of(reading, other)
