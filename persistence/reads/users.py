"""Users with the columns that a query asks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from sqlalchemy import ColumnElement, Integer, Text, bindparam, func, select

from domain.rows import PageQuery, Row, RowPlace
from domain.users.columns import ALL_USERS, UserColumn, UserConditions
from persistence.reads import searching
from persistence.reads.columns import USER_COLUMNS, USERS
from persistence.reads.pages import SqlOrder, given, place_values
from persistence.statements import KEPT_SHAPES, RowReader, Statement

_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "role": USERS.c.role == bindparam("role", type_=Text),
    "created_from": USERS.c.created_at >= bindparam("created_from", type_=Text),
    "created_until": USERS.c.created_at < bindparam("created_until", type_=Text),
}


class SqlUserColumnReads:
    """The domain's `UserColumnReads` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        # Few columns beside the number that triggers keep: what else may change in the row itself.
        seen = (USERS.c[name] for name in ("content_version", "username", "email", "role", "created_at"))
        self._version = Statement(reader, select(*seen).where(USERS.c.id == bindparam("id")))
        self._found = lru_cache(KEPT_SHAPES)(self._compile_found)
        self._page = lru_cache(KEPT_SHAPES)(self._compile_page)
        self._count = lru_cache(KEPT_SHAPES)(self._compile_count)

    async def found(self, columns: tuple[UserColumn, ...], *, ids: Sequence[int]) -> list[Row]:
        one = len(ids) == 1
        return await self._found(columns, one).read({"ids": ids[0] if one else self._reader.array(ids)})

    async def version(self, user_id: int) -> Row | None:
        found = await self._version.read({"id": user_id})
        return found[0] if found else None

    async def page(
        self,
        query: PageQuery[UserColumn],
        *,
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
        conditions: UserConditions = ALL_USERS,
    ) -> list[Row]:
        values = _values(conditions)
        statement = self._page(query, after is not None, before is not None, tuple(values))
        # A page along an index is bounded by its length; conditions look at any number of others.
        return await statement.read(
            {"limit": limit, **values, **place_values(after, before)}, heavy=bool(values)
        )

    async def count(self, conditions: UserConditions = ALL_USERS) -> int:
        values = _values(conditions)
        ((count,),) = await self._count(tuple(values)).read(values, heavy=True)
        return cast("int", count)

    def _compile_found(self, columns: tuple[UserColumn, ...], one: bool) -> Statement:
        statement = select(*(USER_COLUMNS[column] for column in columns)).select_from(USERS)
        return Statement(self._reader, statement.where(self._reader.among(USERS.c.id, "ids", one=one)))

    def _compile_page(
        self, query: PageQuery[UserColumn], after: bool, before: bool, conditions: tuple[str, ...]
    ) -> Statement:
        order = SqlOrder(USER_COLUMNS[query.order], USERS.c.id, descending=query.descending)
        statement = select(*(USER_COLUMNS[column] for column in query.columns)).select_from(USERS)
        statement = order.between(statement, after=after, before=before)
        statement = statement.where(*_in_force(conditions)).order_by(*order.columns)
        return Statement(self._reader, statement.limit(bindparam("limit", type_=Integer)))

    def _compile_count(self, conditions: tuple[str, ...]) -> Statement:
        statement = select(func.count()).select_from(USERS)
        return Statement(self._reader, statement.where(*_in_force(conditions)))


def _values(conditions: UserConditions) -> dict[str, object]:
    if conditions is ALL_USERS:
        return {}
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
