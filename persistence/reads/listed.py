"""Pages and counts of a table, with the columns and under the conditions that a query asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import BigInteger, ColumnElement, Integer, Table, bindparam, func, select

from domain.rows import ColumnT, PageQuery, Row, RowPlace
from persistence.reads.pages import SqlOrder, place_values
from persistence.statements import KEPT_SHAPES, RowReader, Statement

ConditionsT = TypeVar("ConditionsT")


class ListedTable(Generic[ColumnT, ConditionsT]):
    """The domain's `ListReads` on SQLite or PostgreSQL.

    Args:
        columns: Where they stand; the table's key is `id`.
        everything: The conditions that let every row through.
        values: Returns the parameters of those conditions that are in force, by their names.
        in_force: Returns the conditions of these names.
    """

    def __init__(
        self,
        reader: RowReader,
        table: Table,
        columns: Mapping[ColumnT, ColumnElement[Any]],
        *,
        everything: ConditionsT,
        values: Callable[[ConditionsT], dict[str, object]] = lambda _: {},
        in_force: Callable[[tuple[str, ...]], Iterable[ColumnElement[bool]]] = lambda _: (),
    ) -> None:
        self._reader = reader
        self._table = table
        self._columns = columns
        self._everything = everything
        self._values = values
        self._in_force = in_force
        self._page = lru_cache(KEPT_SHAPES)(self._compile_page)
        self._count = lru_cache(KEPT_SHAPES)(self._compile_count)
        self._one = lru_cache(KEPT_SHAPES)(self._compile_one)

    async def page(
        self,
        query: PageQuery[ColumnT],
        *,
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
        conditions: ConditionsT | None = None,
    ) -> list[Row]:
        values = self._values_of(conditions)
        statement = self._page(query, after is not None, before is not None, tuple(values))
        # A page along an index is bounded by its length; conditions look at any number of others.
        return await statement.read(
            {"limit": limit, **values, **place_values(after, before)}, heavy=bool(values)
        )

    async def count(self, conditions: ConditionsT | None = None) -> int:
        values = self._values_of(conditions)
        ((count,),) = await self._count(tuple(values)).read(values, heavy=True)
        return cast("int", count)

    async def one(self, columns: tuple[ColumnT, ...], row_id: int) -> list[Row]:
        """Return a row by its id, if it is there."""
        return await self._one(columns).read({"id": row_id})

    def _values_of(self, conditions: ConditionsT | None) -> dict[str, object]:
        if conditions is None or conditions is self._everything:
            return {}
        return self._values(conditions)

    def _compile_page(
        self, query: PageQuery[ColumnT], after: bool, before: bool, conditions: tuple[str, ...]
    ) -> Statement:
        table, columns = self._table, self._columns
        order = SqlOrder(columns[query.order], table.c.id, descending=query.descending)
        statement = select(*(columns[column] for column in query.columns)).select_from(table)
        statement = order.between(statement, after=after, before=before)
        statement = statement.where(*self._in_force(conditions)).order_by(*order.columns)
        return Statement(self._reader, statement.limit(bindparam("limit", type_=Integer)))

    def _compile_count(self, conditions: tuple[str, ...]) -> Statement:
        statement = select(func.count()).select_from(self._table)
        return Statement(self._reader, statement.where(*self._in_force(conditions)))

    def _compile_one(self, columns: tuple[ColumnT, ...]) -> Statement:
        statement = select(*(self._columns[column] for column in columns))
        return Statement(self._reader, statement.where(self._table.c.id == bindparam("id", type_=BigInteger)))
