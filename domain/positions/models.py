"""A position of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class DegreeLevel(IntEnum):
    """Degrees in their order; a position's `degree` is what is usually asked for."""

    NONE = 0
    SECONDARY = 1
    ASSOCIATE = 2
    BACHELOR = 3
    MASTER = 4
    DOCTOR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One position.

    Attributes:
        code: The stable key within its source.
        title_zh, title_en: The usual title in Chinese and in English.
        aliases: Other titles in either language.
        skills: Skills usually asked for, in either language, most telling first.
        years_min: Usual years of experience asked for; 0 where none.
        salary_min, salary_max: Usual monthly pay before tax in CNY; None where it is negotiated.
    """

    code: str
    title_zh: str
    title_en: str
    aliases: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    degree: DegreeLevel = DegreeLevel.NONE
    years_min: int = 0
    salary_min: int | None = None
    salary_max: int | None = None

    @property
    def salary_range(self) -> str:
        """The pay as the REST document prints it: `15k-25k/月`, or `面议`."""
        if self.salary_min is None or self.salary_max is None:
            return "面议"
        return f"{_thousands(self.salary_min)}-{_thousands(self.salary_max)}/月"


def _thousands(amount: int) -> str:
    return f"{amount / 1000:.1f}".removesuffix(".0") + "k"
