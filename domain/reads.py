"""The read port of GraphQL: bounded reads that return light rows.

Whether a read needs a thread is its implementation's own affair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol


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
