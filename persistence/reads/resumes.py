"""Resumes with the columns that a query asks for, of their owners and analyses as well."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Integer, Select, bindparam, func, select

from domain.resumes.columns import ALL_RESUMES, JoinedColumn, ResumeColumn, ResumeConditions
from domain.rows import PageQuery, Row, RowPlace
from persistence.reads.columns import JOINED_COLUMNS, RESUMES, resumes_with
from persistence.reads.conditions import SqlConditions
from persistence.reads.pages import SqlOrder, place_values
from persistence.reads.words import APART, TEXT
from persistence.statements import KEPT_SHAPES, RowReader, Statement

_OWNER = RESUMES.c.user_id
_LIMIT = bindparam("limit", type_=Integer)


class SqlResumeColumnReads:
    """The domain's `ResumeColumnReads` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._conditions = SqlConditions(reader)
        self._found = lru_cache(KEPT_SHAPES)(self._compile_found)
        self._page = lru_cache(KEPT_SHAPES)(self._compile_page)
        self._pages = lru_cache(KEPT_SHAPES)(self._compile_pages)
        self._count = lru_cache(KEPT_SHAPES)(self._compile_count)
        self._counts = Statement(
            reader, select(_OWNER, func.count()).where(reader.among(_OWNER, "owners")).group_by(_OWNER)
        )

    async def found(self, columns: tuple[JoinedColumn, ...], *, ids: Sequence[int]) -> list[Row]:
        one = len(ids) == 1
        return await self._found(columns, one).read({"ids": ids[0] if one else self._reader.array(ids)})

    async def page(
        self,
        query: PageQuery[JoinedColumn],
        *,
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
        conditions: ResumeConditions = ALL_RESUMES,
    ) -> list[Row]:
        values = await self._conditions.values(conditions)
        statement = self._page(query, after is not None, before is not None, tuple(values))
        # A page along an index is bounded by its length; conditions and sorting look at any number of others.
        heavy = bool(values) or query.order is ResumeColumn.FILE_NAME
        return await statement.read({"limit": limit, **values, **place_values(after, before)}, heavy=heavy)

    async def pages(
        self,
        query: PageQuery[JoinedColumn],
        *,
        owner_ids: Sequence[int],
        limit: int,
        after: RowPlace | None = None,
        before: RowPlace | None = None,
    ) -> list[Row]:
        one = len(owner_ids) == 1
        statement = self._pages(query, after is not None, before is not None, one)
        owners = owner_ids[0] if one else self._reader.array(owner_ids)
        # Only one owner's resumes have an index, and only by their ids.
        heavy = not one or query.order is not ResumeColumn.ID
        places = place_values(after, before)
        return await statement.read({"limit": limit, "owners": owners, **places}, heavy=heavy)

    async def count(self, conditions: ResumeConditions = ALL_RESUMES) -> int:
        values = await self._conditions.values(conditions)
        ((count,),) = await self._count(tuple(values)).read(values, heavy=True)
        return cast("int", count)

    async def counts(self, owner_ids: Sequence[int]) -> dict[int, int]:
        values: dict[str, object] = {"owners": self._reader.array(owner_ids)}
        found = await self._counts.read(values, heavy=len(owner_ids) > 1)
        return dict.fromkeys(owner_ids, 0) | dict(cast("list[tuple[int, int]]", found))

    def _compile_found(self, columns: tuple[JoinedColumn, ...], one: bool) -> Statement:
        statement = _selected(columns).where(self._reader.among(RESUMES.c.id, "ids", one=one))
        return Statement(self._reader, statement)

    def _compile_page(
        self, query: PageQuery[JoinedColumn], after: bool, before: bool, conditions: tuple[str, ...]
    ) -> Statement:
        if query.order is ResumeColumn.RELEVANCE:
            return self._compile_ranked_page(query, after, before, conditions)
        order = _order(query)
        chosen = order.between(_identified(), after=after, before=before)
        chosen = chosen.where(*self._conditions.in_force(conditions))
        chosen = chosen.order_by(*order.columns).limit(_LIMIT)
        if not conditions and query.order is not ResumeColumn.FILE_NAME:
            # The rows come along an index, none that is not shown.
            return Statement(self._reader, _with_columns(chosen, query.columns))
        return Statement(self._reader, _of_chosen(chosen, query.columns).order_by(*order.columns))

    def _compile_ranked_page(
        self, query: PageQuery[JoinedColumn], after: bool, before: bool, conditions: tuple[str, ...]
    ) -> Statement:
        others = tuple(name for name in conditions if name not in (TEXT, APART))
        meant = select(RESUMES.c.id).select_from(RESUMES).where(*self._conditions.in_force(others))
        fitting = self._conditions.words.ranked(meant if others else None, phrases=APART in conditions)
        ranked = fitting.subquery("fitting")
        order = SqlOrder(ranked.c.score, ranked.c.resume_id, descending=query.descending)
        page = order.between(select(ranked), after=after, before=before)
        page = page.order_by(*order.columns).limit(_LIMIT)
        chosen = page.subquery("chosen")
        columns = [
            chosen.c.score if column is ResumeColumn.RELEVANCE else JOINED_COLUMNS[column]
            for column in query.columns
        ]
        order = SqlOrder(chosen.c.score, chosen.c.resume_id, descending=query.descending)
        rows = resumes_with(query.columns).join(chosen, chosen.c.resume_id == RESUMES.c.id)
        return Statement(self._reader, select(*columns).select_from(rows).order_by(*order.columns))

    def _compile_pages(
        self, query: PageQuery[JoinedColumn], after: bool, before: bool, one: bool
    ) -> Statement:
        order = _order(query)
        chosen = order.between(_identified(), after=after, before=before)
        chosen = chosen.where(self._reader.among(_OWNER, "owners", one=one))
        if one:
            chosen = chosen.order_by(*order.columns).limit(_LIMIT)
            if query.order is ResumeColumn.ID:
                return Statement(self._reader, _with_columns(chosen, query.columns).add_columns(_OWNER))
            rows = _of_chosen(chosen, query.columns).order_by(*order.columns)
            return Statement(self._reader, rows.add_columns(_OWNER))
        number = func.row_number().over(partition_by=_OWNER, order_by=order.columns).label("number")
        ranked = chosen.add_columns(number).subquery()
        rows = _of_chosen(select(ranked.c.id).where(ranked.c.number <= _LIMIT), query.columns)
        return Statement(self._reader, rows.add_columns(_OWNER).order_by(_OWNER, *order.columns))

    def _compile_count(self, conditions: tuple[str, ...]) -> Statement:
        statement = select(func.count()).select_from(resumes_with(()))
        return Statement(self._reader, statement.where(*self._conditions.in_force(conditions)))


def _selected(columns: tuple[JoinedColumn, ...]) -> Select[Any]:
    return select(*(JOINED_COLUMNS[column] for column in columns)).select_from(resumes_with(columns))


def _identified() -> Select[Any]:
    return select(RESUMES.c.id)


def _with_columns(chosen: Select[Any], columns: tuple[JoinedColumn, ...]) -> Select[Any]:
    """Return what is chosen of resumes alone with columns in place of the ids."""
    return chosen.with_only_columns(*(JOINED_COLUMNS[column] for column in columns)).select_from(
        resumes_with(columns)
    )


def _of_chosen(chosen: Select[Any], columns: tuple[JoinedColumn, ...]) -> Select[Any]:
    """Return the columns of the chosen ones.

    Chosen by their ids first: the columns of a row that is sorted or counted away would be read for nothing.
    """
    return _selected(columns).where(RESUMES.c.id.in_(chosen))


def _order(query: PageQuery[JoinedColumn]) -> SqlOrder:
    return SqlOrder(JOINED_COLUMNS[query.order], RESUMES.c.id, descending=query.descending)
