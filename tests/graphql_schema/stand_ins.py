"""What a house has in place of readers, matchers, queues and the bundled positions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cached_property

from domain.analyses.models import Analysis
from domain.analyses.ports import Effort, Reading
from domain.documents.contents import Content
from domain.documents.formats import MediaType
from domain.matches.models import Match
from domain.positions.catalogue import Catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED, Position
from domain.positions.occupations import Told
from domain.resumes.ports import ChangeSignal
from domain.retrieval.index import Hit
from domain.vocabulary.degrees import DegreeLevel
from persistence.events import LocalEvents
from tests.factories import detailed, new_analysis, new_matches

CATALOGUE = Catalogue(
    tuple(
        Position(
            code=f"position-{number}",
            title_zh=f"职位{number}",
            title_en=f"Position {number}",
            aliases=(f"别名{number}",),
            skills=("Excel", "成本核算/costing"),
            degree=DegreeLevel(number % 6),
            years_min=number,
            salary_min=8000 if number % 2 else None,
            salary_max=12000 if number % 2 else None,
            salary_basis="estimate" if number % 2 else "",
        )
        for number in range(5)
    )
)


def told(titles: Sequence[str]) -> list[Told]:
    """Know one title."""
    return [Told("2-06-03-00", "2411") if title == "会计" else Told() for title in titles]


class SilentQueue:
    """Takes resumes up and leaves them alone."""

    def __init__(self) -> None:
        self.submitted: list[int] = []

    def submit(self, resume_id: int, *, user_id: int, later: bool = False) -> None:
        self.submitted.append(resume_id)


class CountedEvents(LocalEvents):
    """Events that tell how many listen."""

    def __init__(self) -> None:
        super().__init__()
        self.listeners = 0

    @asynccontextmanager
    async def subscribe(self, resume_id: int) -> AsyncIterator[ChangeSignal]:
        self.listeners += 1
        try:
            async with super().subscribe(resume_id) as signal:
                yield signal
        finally:
            self.listeners -= 1


class FakeReader:
    """Reads the same out of every file."""

    missing: Sequence[str] = ()

    async def read(
        self, content: Content, *, media_type: MediaType, owner: object, effort: Effort = Effort.QUICK
    ) -> Reading:
        return Reading(2, detailed(new_analysis()))

    async def check(self) -> bool:
        return True


class FakeMatcher:
    """Matches everybody with the same positions."""

    def match(self, analysis: Analysis, *, limit: int) -> tuple[Match, ...]:
        return new_matches()


class LazyIndex:
    """The real index, made when it is first searched: few tests do."""

    @cached_property
    def held(self) -> PositionIndex:
        index = PositionIndex()
        index.add(CATALOGUE, source=BUNDLED)
        return index

    @property
    def parts(self) -> object:
        return self.held.parts

    def search(self, text: str, *, source: str | None = None, limit: int = 100) -> list[Hit]:
        return self.held.search(text, source=source, limit=limit)
