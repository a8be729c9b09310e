"""Users with the columns that a query asks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import ColumnElement, Text, bindparam, select

from domain.rows import Row
from domain.users.columns import ALL_USERS, UserColumn, UserConditions
from persistence.reads import searching
from persistence.reads.columns import USER_COLUMNS, USERS
from persistence.reads.listed import ListedTable
from persistence.reads.pages import given
from persistence.statements import KEPT_SHAPES, RowReader, Statement

_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "role": USERS.c.role == bindparam("role", type_=Text),
    "created_from": USERS.c.created_at >= bindparam("created_from", type_=Text),
    "created_until": USERS.c.created_at < bindparam("created_until", type_=Text),
}


class SqlUserColumnReads(ListedTable[UserColumn, UserConditions]):
    """The domain's `UserColumnReads` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        super().__init__(
            reader, USERS, USER_COLUMNS, everything=ALL_USERS, values=_values, in_force=_in_force
        )
        # Few columns beside the number that triggers keep: what else may change in the row itself.
        names = ("content_version", "username", "email", "role", "is_blind", "created_at")
        seen = (USERS.c[name] for name in names)
        self._version = Statement(reader, select(*seen).where(USERS.c.id == bindparam("id")))
        self._found = lru_cache(KEPT_SHAPES)(self._compile_found)

    async def found(self, columns: tuple[UserColumn, ...], *, ids: Sequence[int]) -> list[Row]:
        one = len(ids) == 1
        return await self._found(columns, one).read({"ids": ids[0] if one else self._reader.array(ids)})

    async def version(self, user_id: int) -> Row | None:
        found = await self._version.read({"id": user_id})
        return found[0] if found else None

    def _compile_found(self, columns: tuple[UserColumn, ...], one: bool) -> Statement:
        statement = select(*(USER_COLUMNS[column] for column in columns)).select_from(USERS)
        return Statement(self._reader, statement.where(self._reader.among(USERS.c.id, "ids", one=one)))


def _values(conditions: UserConditions) -> dict[str, object]:
    return given(
        {
            "role": conditions.role and conditions.role.value,
            "created_from": conditions.created_from,
            "created_until": conditions.created_until,
        }
    ) | searching.parameters(conditions.text)


def _in_force(names: tuple[str, ...]) -> tuple[ColumnElement[bool], ...]:
    among = (_CONDITIONS[name] for name in names if name in _CONDITIONS)
    return (*among, *searching.holds_text(USERS.c.username, USERS.c.email, names=names))
