"""Reads of resumes with the columns that a query asks for, and figures over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple, Protocol

from domain.analyses.columns import AnalysisColumn
from domain.matches.columns import MatchListColumn
from domain.resumes.models import ResumeState
from domain.rows import Column, PageQuery, Row, RowPlace
from domain.users.columns import UserColumn


class ResumeColumn(Column, Enum):
    """What can be read of a resume itself.

    `RESULT_ID` is its id as long as it is analysed, `UNMATCHED_ID` if it has no matches then; else they
    are null. `RELEVANCE` is how well it fits the text of the conditions: the more the better.
    """

    ID = "id"
    USER_ID = "user_id"
    RESULT_ID = "result_id"
    UNMATCHED_ID = "unmatched_id"
    STATE = "state"
    FAILURE_CODE = "failure_code"
    UPLOAD_TIME = "upload_time"
    FILE_NAME = "file_name"
    MEDIA_TYPE = "media_type"
    SIZE_BYTES = "size_bytes"
    PAGE_COUNT = "page_count"
    CATALOGUE_VERSION = "catalogue_version"
    RELEVANCE = "relevance"
    REVIEW_WEIGHT = "review_weight"


JoinedColumn = ResumeColumn | UserColumn | AnalysisColumn | MatchListColumn
"""What can be read with a resume: of itself, of its owner, of its analysis and its matches (null without)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeConditions:
    """Which resumes are meant: those that meet every condition given.

    Attributes:
        uploaded_from, uploaded_until: Moments in the form of `upload_time`; the first is included.
        text: What the resume says, see `domain.searching.asking`.
        skills: Names that are all among the skills, in any case.
        degree_from: A `DegreeLevel`.
        pay_from, pay_until: Of the expected pay a month, the upper end is not below the one, and the lower
            end not above the other.
        position: The title of a position that is among the matches.
        review_from: The review weight is not below it.
        today: The day on which somebody has the age; None for the present day.
    """

    ids: tuple[int, ...] | None = None
    states: tuple[ResumeState, ...] | None = None
    owner_id: int | None = None
    uploaded_from: str | None = None
    uploaded_until: str | None = None
    text: str | None = None
    skills: tuple[str, ...] = ()
    degree_from: int | None = None
    years_from: float | None = None
    years_until: float | None = None
    cities: tuple[str, ...] | None = None
    age_from: int | None = None
    age_until: int | None = None
    pay_from: int | None = None
    pay_until: int | None = None
    position: str | None = None
    review_from: float | None = None
    today: date | None = None

    @property
    def ask_age(self) -> bool:
        """Whether persons of some age are meant."""
        return self.age_from is not None or self.age_until is not None


ALL_RESUMES = ResumeConditions()


class ResumeColumnReads(Protocol):
    """Bounded reads of only those columns of resumes that a query asks for."""

    async def found(self, columns: tuple[JoinedColumn, ...], *, ids: Sequence[int]) -> list[Row]:
        """Return those of the resumes that exist, in any order."""

    async def page(
        self,
        query: PageQuery[JoinedColumn],
        *,
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
        conditions: ResumeConditions = ALL_RESUMES,
    ) -> list[Row]:
        """Return at most `limit` rows, between two places in the order in which they are read.

        By relevance they are ordered, and have it as a column, only where the conditions have a text.
        """

    async def pages(
        self,
        query: PageQuery[JoinedColumn],
        *,
        owner_ids: Sequence[int],
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
    ) -> list[Row]:
        """Return such a page of each owner's resumes, owner by owner; each row ends with the owner's id."""

    async def count(self, conditions: ResumeConditions = ALL_RESUMES) -> int:
        """Return how many there are."""

    async def counts(self, owner_ids: Sequence[int]) -> dict[int, int]:
        """Return how many each owner has."""


class StateCount(NamedTuple):
    """How many resumes are in a state, by its value."""

    state: str
    resumes: int


class DayCount(NamedTuple):
    """How many resumes were uploaded on a day in UTC, like `2026-05-04`."""

    day: str
    resumes: int


class PositionCount(NamedTuple):
    """With how many resumes a position is matched, and how well on average."""

    position: str
    resumes: int
    average_score: float


class SkillCount(NamedTuple):
    """How many resumes name a skill."""

    skill: str
    resumes: int


class ScoreCount(NamedTuple):
    """How many resumes have their best score in a tenth, from 0 (below 0.1) to 9."""

    tenth: int
    resumes: int


class ResumeStatistics(Protocol):
    """Aggregates over all resumes; matches and skills count while their resume is analysed."""

    async def states(self) -> list[StateCount]:
        """Return the states that there are, in any order."""

    async def days(self, *, since: str) -> list[DayCount]:
        """Return the days with uploads from a day on, in any order."""

    async def positions(self, *, first: int) -> list[PositionCount]:
        """Return the positions matched most often."""

    async def skills(self, *, first: int) -> list[SkillCount]:
        """Return the skills named most often."""

    async def scores(self) -> list[ScoreCount]:
        """Return the tenths that there are, in any order."""
