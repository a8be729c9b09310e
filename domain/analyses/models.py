"""What a resume says about a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, overload

from domain.analyses.declaring import Entries, Field, Many, One
from domain.analyses.facts import Evidence, age_on
from domain.analyses.fields import AGE, BIRTH_DATE
from domain.analyses.warnings import AnalysisWarning
from domain.vocabulary.languages import Language

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The facts read from one resume: `analysis[NAME]` is a name or None, `analysis[SKILLS]` a tuple.

    Attributes:
        values: By the names of their fields; a field that the resume does not state is not among them.
        evidence: Of every value of `One` and `Many` fields; the entries of others bring their own.
        warnings: What is to be known of the file, in its order.
    """

    language: Language
    values: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    warnings: tuple[AnalysisWarning, ...] = ()

    @overload
    def __getitem__(self, of: One[T], /) -> T | None: ...
    @overload
    def __getitem__(self, of: Many[T], /) -> tuple[T, ...]: ...
    @overload
    def __getitem__(self, of: Entries[T], /) -> tuple[T, ...]: ...
    def __getitem__(self, of: Field[Any], /) -> Any:
        return self.values.get(of.name, of.nothing)

    def age(self, *, today: date) -> int | None:
        """Return the age in years on `today`: as stated, else from the birth date."""
        return age_on(self[AGE], self[BIRTH_DATE], today=today)
