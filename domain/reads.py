"""The read ports: hot, bounded reads that return light rows.

Whether a read needs a thread is its implementation's own affair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from domain.positions.models import Position


class PositionPlace(NamedTuple):
    """Where a position stands in the order of the catalogue: its source, and its code in it."""

    source: str
    code: str


class PositionReads(Protocol):
    """Bounded reads of the imported positions, in the order of their places."""

    async def page(
        self,
        *,
        source: str | None,
        after: PositionPlace | None,
        before: PositionPlace | None,
        backwards: bool,
        limit: int,
    ) -> list[Position]:
        """Return at most `limit` positions between two places; backwards, from the end, the last first.

        With a source the places are in it.
        """

    async def found(self, places: Sequence[PositionPlace]) -> list[Position]:
        """Return those of the positions that exist, in any order."""

    async def count(self, source: str | None) -> int:
        """Return how many there are, or there are of a source."""


class ViewerRow(NamedTuple):
    """What a token is checked against."""

    id: int
    username: str
    role: str
    token_version: int


class CredentialsRow(NamedTuple):
    """What a login is checked against."""

    user_id: int
    password_hash: str
    token_version: int


class UserRow(NamedTuple):
    """A user as lists show him."""

    id: int
    username: str
    role: str


class ResumeRow(NamedTuple):
    """A resume as lists and details show it; `upload_time` is ISO 8601 with offset."""

    id: int
    user_id: int
    state: str
    upload_time: str
    storage_key: str


class AnalysisRow(NamedTuple):
    """The part of an analysis that REST shows."""

    name: str | None
    age_stated: int | None
    birth_date: str | None
    email: str | None
    phone: str | None
    career_interest: str | None


class MatchRow(NamedTuple):
    """A match as REST shows it."""

    position: str
    salary_range: str
    score: float
    analysis: str


class Reads(Protocol):
    """Hot, bounded reads. Lists come in pages: rows with an id above `after`, at most `limit`."""

    async def viewer(self, user_id: int) -> ViewerRow | None: ...

    async def credentials(self, username_key: str) -> CredentialsRow | None: ...

    async def resume(self, resume_id: int) -> ResumeRow | None: ...

    async def resumes_of(self, user_id: int, *, after: int, limit: int) -> list[ResumeRow]: ...

    async def all_resumes(self, *, after: int, limit: int) -> list[ResumeRow]: ...

    async def all_users(self, *, after: int, limit: int) -> list[UserRow]: ...

    async def analysis(self, resume_id: int) -> AnalysisRow | None: ...

    async def matches(self, resume_id: int) -> list[MatchRow]: ...

    async def check(self) -> None:
        """Raise where the database does not answer."""


class PageQuery(NamedTuple):
    """The unchanging part of a page; an implementation may keep what it derives from it.

    Attributes:
        source: `users` or `resumes`.
        columns: What to read of each row. `analysis.…` and `owner.…` of a resume are columns of its
            analysis (None without one) and of its owner.
        order: The column that orders the list; rows with equal values are ordered by id.
        descending: Whether the rows are read in descending order.
        by_owner: Whether there is one page for each owner, whose id is then appended to each row.
        after, before: Whether rows must follow, or precede, a given place in the order they are read.
        conditions: The names of the conditions in force, sorted.
    """

    source: str
    columns: tuple[str, ...]
    order: str = "id"
    descending: bool = False
    by_owner: bool = False
    after: bool = False
    before: bool = False
    conditions: tuple[str, ...] = ()


class GraphReads(Protocol):
    """Bounded reads that a GraphQL query plans: only the columns asked for, many parents at once."""

    async def objects(
        self, source: str, columns: tuple[str, ...], *, ids: Sequence[int]
    ) -> list[tuple[Any, ...]]:
        """Return those of the objects that exist, in any order."""

    async def page(
        self, query: PageQuery, *, owner_ids: Sequence[int], limit: int, values: Mapping[str, object]
    ) -> list[tuple[Any, ...]]:
        """Return at most `limit` rows of each list.

        `values` holds `after_value` and `after_id`, `before_value` and `before_id`, and a value for
        each condition.
        """

    async def count(
        self, source: str, *, owner_ids: Sequence[int] | None, values: Mapping[str, object]
    ) -> dict[int | None, int]:
        """Return how long each owner's list is, or, under None, the list of all."""

    async def matches(
        self, columns: tuple[str, ...], *, resume_ids: Sequence[int], first: int
    ) -> list[tuple[Any, ...]]:
        """Return each resume's best matches, best first, preceded by the resume's id.

        Beside the columns of a match there is `match_score`, see `domain.matches.models.score_text`.
        """

    async def matches_as_json(
        self, fields: tuple[tuple[str, str], ...], *, resume_ids: Sequence[int], first: int
    ) -> list[tuple[int, bytes]]:
        """Return the matches of each resume that has any as a JSON array, best first.

        `fields` are the keys of the objects in it, with the column of each, a text.
        """

    async def statistic(self, name: str, **values: object) -> list[tuple[Any, ...]]:
        """Return an aggregate over all resumes."""
