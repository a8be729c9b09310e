"""Entries of the audit log with the columns that a query asks for."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from sqlalchemy import BigInteger, Integer, Text, bindparam, func, or_, select
from sqlmodel import SQLModel

from domain.auditing import EVERYTHING, AuditColumn, AuditConditions
from domain.rows import PageQuery, Row, RowPlace
from persistence.reads.pages import SqlOrder, given, place_values
from persistence.statements import KEPT_SHAPES, RowReader, Statement
from persistence.tables import AuditRow

_LOG = SQLModel.metadata.tables[str(AuditRow.__tablename__)]
_USER = bindparam("user_id", type_=BigInteger)
_CONDITIONS = {
    "action": _LOG.c.action == bindparam("action", type_=Text),
    "user_id": or_(_LOG.c.actor_id == _USER, _LOG.c.subject_id == _USER),
    "at_from": _LOG.c.at >= bindparam("at_from", type_=Text),
    "at_until": _LOG.c.at < bindparam("at_until", type_=Text),
}


class SqlAuditReads:
    """The domain's `AuditReads` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._page = lru_cache(KEPT_SHAPES)(self._compile_page)
        self._count = lru_cache(KEPT_SHAPES)(self._compile_count)

    async def page(
        self,
        query: PageQuery[AuditColumn],
        *,
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
        conditions: AuditConditions = EVERYTHING,
    ) -> list[Row]:
        values = _values(conditions)
        statement = self._page(query, after is not None, before is not None, tuple(values))
        return await statement.read(
            {"limit": limit, **values, **place_values(after, before)}, heavy=bool(values)
        )

    async def count(self, conditions: AuditConditions = EVERYTHING) -> int:
        values = _values(conditions)
        ((count,),) = await self._count(tuple(values)).read(values, heavy=True)
        return cast("int", count)

    def _compile_page(
        self, query: PageQuery[AuditColumn], after: bool, before: bool, conditions: tuple[str, ...]
    ) -> Statement:
        order = SqlOrder(_LOG.c[query.order.value], _LOG.c.id, descending=query.descending)
        statement = select(*(_LOG.c[column.value] for column in query.columns)).select_from(_LOG)
        statement = order.between(statement, after=after, before=before)
        statement = statement.where(*(_CONDITIONS[name] for name in conditions)).order_by(*order.columns)
        return Statement(self._reader, statement.limit(bindparam("limit", type_=Integer)))

    def _compile_count(self, conditions: tuple[str, ...]) -> Statement:
        statement = select(func.count()).select_from(_LOG)
        return Statement(self._reader, statement.where(*(_CONDITIONS[name] for name in conditions)))


def _values(conditions: AuditConditions) -> dict[str, object]:
    return given(
        {
            "action": conditions.action and conditions.action.value,
            "user_id": conditions.user_id,
            "at_from": conditions.at_from,
            "at_until": conditions.at_until,
        }
    )
