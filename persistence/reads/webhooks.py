"""Webhooks and their messages with the columns that a query asks for."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Generic, cast

from sqlalchemy import BigInteger, Integer, Table, Text, bindparam, func, select
from sqlmodel import SQLModel

from domain.rows import ColumnT, PageQuery, Row, RowPlace
from domain.webhooks.columns import EVERY_MESSAGE, MessageColumn, MessageConditions, WebhookColumn
from persistence.reads.pages import SqlOrder, given, place_values
from persistence.statements import KEPT_SHAPES, RowReader, Statement
from persistence.tables import DeliveryRow, WebhookRow

_WEBHOOKS = SQLModel.metadata.tables[str(WebhookRow.__tablename__)]
_MESSAGES = SQLModel.metadata.tables[str(DeliveryRow.__tablename__)]
_CONDITIONS = {
    "webhook_id": _MESSAGES.c.webhook_id == bindparam("webhook_id", type_=BigInteger),
    "resume_id": _MESSAGES.c.resume_id == bindparam("resume_id", type_=BigInteger),
    "state": _MESSAGES.c.state == bindparam("state", type_=Text),
}


class SqlWebhookReads:
    """The domain's `WebhookReads` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        self._webhooks = _Listed[WebhookColumn](reader, _WEBHOOKS)
        self._messages = _Listed[MessageColumn](reader, _MESSAGES)

    async def webhooks(
        self,
        query: PageQuery[WebhookColumn],
        *,
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
    ) -> list[Row]:
        return await self._webhooks.page(query, limit, after, before, {})

    async def webhook_count(self) -> int:
        return await self._webhooks.count({})

    async def webhook(self, columns: tuple[WebhookColumn, ...], webhook_id: int) -> list[Row]:
        return await self._webhooks.one(columns, webhook_id)

    async def messages(
        self,
        query: PageQuery[MessageColumn],
        *,
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
        conditions: MessageConditions = EVERY_MESSAGE,
    ) -> list[Row]:
        return await self._messages.page(query, limit, after, before, _values(conditions))

    async def message_count(self, conditions: MessageConditions = EVERY_MESSAGE) -> int:
        return await self._messages.count(_values(conditions))

    async def message(self, columns: tuple[MessageColumn, ...], message_id: int) -> list[Row]:
        return await self._messages.one(columns, message_id)


class _Listed(Generic[ColumnT]):
    """Pages, counts and single rows of a table."""

    def __init__(self, reader: RowReader, table: Table) -> None:
        self._reader = reader
        self._table = table
        self._page = lru_cache(KEPT_SHAPES)(self._compile_page)
        self._count = lru_cache(KEPT_SHAPES)(self._compile_count)
        self._one = lru_cache(KEPT_SHAPES)(self._compile_one)

    async def page(
        self,
        query: PageQuery[ColumnT],
        limit: int,
        after: RowPlace | None,
        before: RowPlace | None,
        values: dict[str, object],
    ) -> list[Row]:
        statement = self._page(query, after is not None, before is not None, tuple(values))
        return await statement.read(
            {"limit": limit, **values, **place_values(after, before)}, heavy=bool(values)
        )

    async def count(self, values: dict[str, object]) -> int:
        ((count,),) = await self._count(tuple(values)).read(values, heavy=True)
        return cast("int", count)

    async def one(self, columns: tuple[ColumnT, ...], row_id: int) -> list[Row]:
        return await self._one(columns).read({"id": row_id})

    def _compile_page(
        self, query: PageQuery[ColumnT], after: bool, before: bool, conditions: tuple[str, ...]
    ) -> Statement:
        table = self._table
        order = SqlOrder(table.c[_name(query.order)], table.c.id, descending=query.descending)
        statement = select(*(table.c[_name(column)] for column in query.columns)).select_from(table)
        statement = order.between(statement, after=after, before=before)
        statement = statement.where(*(_CONDITIONS[name] for name in conditions)).order_by(*order.columns)
        return Statement(self._reader, statement.limit(bindparam("limit", type_=Integer)))

    def _compile_count(self, conditions: tuple[str, ...]) -> Statement:
        statement = select(func.count()).select_from(self._table)
        return Statement(self._reader, statement.where(*(_CONDITIONS[name] for name in conditions)))

    def _compile_one(self, columns: tuple[ColumnT, ...]) -> Statement:
        table = self._table
        statement = select(*(table.c[_name(column)] for column in columns))
        return Statement(self._reader, statement.where(table.c.id == bindparam("id", type_=BigInteger)))


def _name(column: Any) -> str:
    return str(column.value)


def _values(conditions: MessageConditions) -> dict[str, object]:
    return given(
        {
            "webhook_id": conditions.webhook_id,
            "resume_id": conditions.resume_id,
            "state": conditions.state and conditions.state.value,
        }
    )
