"""Which occupations a resume's titles name, by the codes of public classifications, where that is sure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import orjson

from domain.analyses.columns import AnalysisColumn
from domain.analyses.fields import CAREER_INTEREST, TITLES
from domain.resumes.columns import ResumeColumn, ResumeColumnReads
from domain.turns import Turns

if TYPE_CHECKING:
    from domain.positions.occupations import Told

Tell = Callable[[Sequence[str]], Sequence["Told"]]
"""Tells what each title names, like `domain.positions.importing.classifying.Tell`."""

MOST_TITLES: Final = 20
_READ: Final = (
    ResumeColumn.ID,
    AnalysisColumn(CAREER_INTEREST.name),
    AnalysisColumn(TITLES.name),
)
# ESCO takes the groups of ISCO-08 up and names them by their codes.
_ESCO_GROUP: Final = "http://data.europa.eu/esco/isco/C"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    """What a title names; one of the codes may be missing.

    Attributes:
        code: In the Chinese classification of 2022.
        isco: The unit group of ISCO-08.
    """

    title: str
    code: str | None = None
    isco: str | None = None

    @property
    def esco_uri(self) -> str | None:
        """The unit group as a concept of ESCO."""
        return None if self.isco is None else _ESCO_GROUP + self.isco


def occupations_of(titles: Iterable[str], tell: Tell) -> list[Occupation]:
    """Return the occupations of titles, each once; titles that tell none surely are left out."""
    asked = list(dict.fromkeys(titles))[:MOST_TITLES]
    return [
        Occupation(title=title, code=told.code, isco=told.isco)
        for title, told in zip(asked, tell(asked), strict=True)
        if told.code or told.isco
    ]


class OccupationReads:
    """Tells the occupations of stored resumes.

    Args:
        turns: Where titles are compared, one caller after another.
    """

    def __init__(self, *, reads: ResumeColumnReads, tell: Tell, turns: Turns) -> None:
        self._reads = reads
        self._tell = tell
        self._turns = turns

    async def of(self, resume_ids: Sequence[int], *, caller: str) -> dict[int, list[Occupation]]:
        """Return the occupations that resumes name, what is wanted first. Raises `TooBusy`."""
        titles: dict[int, list[str]] = {}
        for resume_id, wanted, listed in await self._reads.found(_READ, ids=resume_ids):
            held: list[str] = orjson.loads(cast("str", listed or "[]"))
            titles[cast("int", resume_id)] = [*([str(wanted)] if wanted else []), *held][:MOST_TITLES]
        every = list(dict.fromkeys(title for each in titles.values() for title in each))
        if not every:
            return {}
        told = dict(zip(every, await self._turns.run(caller, lambda: self._tell(every)), strict=True))
        return {
            key: occupations_of(each, lambda asked: [told[one] for one in asked])
            for key, each in titles.items()
        }
