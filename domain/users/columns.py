"""Reads of users with the columns that a query asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from domain.rows import Column, PageQuery, Row, RowPlace
from domain.viewers import Role


class UserColumn(Column, Enum):
    """What can be read of a user; `USERNAME_KEY` orders users by name."""

    ID = "id"
    USERNAME = "username"
    USERNAME_KEY = "username_key"
    EMAIL = "email"
    ROLE = "role"
    IS_BLIND = "is_blind"
    CREATED_AT = "created_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserConditions:
    """Which users are meant: those that meet every condition given.

    Attributes:
        text: A part of the name or of the e-mail address, in any case.
        created_from, created_until: Moments in the form of `created_at`; the first is included.
    """

    role: Role | None = None
    text: str | None = None
    created_from: str | None = None
    created_until: str | None = None


ALL_USERS = UserConditions()


class UserColumnReads(Protocol):
    """Bounded reads of only those columns of users that a query asks for."""

    async def found(self, columns: tuple[UserColumn, ...], *, ids: Sequence[int]) -> list[Row]:
        """Return those of the users that exist, in any order."""

    async def version(self, user_id: int) -> Row | None:
        """Return values that are others after each change of the user's row, resumes or results."""

    async def page(
        self,
        query: PageQuery[UserColumn],
        *,
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
        conditions: UserConditions = ALL_USERS,
    ) -> list[Row]:
        """Return at most `limit` rows, between two places in the order in which they are read."""

    async def count(self, conditions: UserConditions = ALL_USERS) -> int:
        """Return how many there are."""
