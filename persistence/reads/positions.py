"""Imported positions, page by page."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Column, ColumnElement, Engine, Integer, Text, bindparam, false, func, select, tuple_

from domain.positions.models import Position
from domain.positions.ports import PositionPlace, PositionSource
from domain.rows import Row
from domain.vocabulary.pay import Pay, PayPeriod
from persistence.reads.catalogue import POSITION_COLUMNS, PositionValues
from persistence.statements import RowReader, Statement
from persistence.tables import PositionRow

_POSITIONS = PositionRow.metadata.tables["positions"]
_SOURCE, _EXTERNAL_ID = _POSITIONS.c.source, _POSITIONS.c.external_id
_OF_SOURCE: ColumnElement[bool] = _POSITIONS.c.source == bindparam("source", type_=Text)
# Written so that an index which begins with the column is used.
_THERE: ColumnElement[bool] = _POSITIONS.c.removed == false()


class SqlPositionReads:
    """The domain's `PositionReads` on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._reader = RowReader(engine)
        self._page = lru_cache(maxsize=None)(self._compile_page)
        self._count = lru_cache(maxsize=None)(self._compile_count)
        of_each = select(_SOURCE, func.count()).where(_THERE).group_by(_SOURCE).order_by(_SOURCE)
        self._sources = Statement(self._reader, of_each)
        among = (self._reader.among(_SOURCE, "sources"), self._reader.among(_EXTERNAL_ID, "codes"))
        self._found = {
            whole: Statement(self._reader, select(*_columns(whole)).where(_THERE, *among))
            for whole in (False, True)
        }

    async def page(
        self,
        *,
        source: str | None,
        after: PositionPlace | None,
        before: PositionPlace | None,
        backwards: bool,
        limit: int,
        whole: bool = False,
    ) -> list[Position]:
        statement = self._page(source is not None, after is not None, before is not None, backwards, whole)
        bound: dict[str, object] = {"limit": limit}
        if source is not None:
            bound["source"] = source
        for name, place in (("after", after), ("before", before)):
            if place is not None:
                bound[f"{name}_code"] = place.code
                if source is None:
                    bound[f"{name}_source"] = place.source
        return _positions(await statement.read(bound))

    async def found(self, places: Sequence[PositionPlace], *, whole: bool = False) -> list[Position]:
        sources = sorted({place.source for place in places})
        codes = sorted({place.code for place in places})
        array = self._reader.array
        bound = {"sources": array(sources), "codes": array(codes)}
        heavy = len(places) * (_DESCRIPTION_WEIGHT if whole else 1) > _LIGHT
        found = _positions(await self._found[whole].read(bound, heavy=heavy))
        wanted = set(places)
        return [position for position in found if (position.source, position.code) in wanted]

    async def count(self, source: str | None) -> int:
        bound: dict[str, object] = {} if source is None else {"source": source}
        ((count,),) = await self._count(source is not None).read(bound, heavy=True)
        return cast("int", count)

    async def sources(self) -> list[PositionSource]:
        rows = await self._sources.read({}, heavy=True)
        return [PositionSource(cast("str", name), cast("int", count)) for name, count in rows]

    def _compile_page(
        self, of_source: bool, after: bool, before: bool, backwards: bool, whole: bool
    ) -> Statement:
        statement = select(*_columns(whole)).where(_THERE)
        if of_source:
            statement = statement.where(_OF_SOURCE)
        # Within one source the bounds are codes alone: the index leads right to them.
        if after:
            statement = statement.where(operator.gt(*_sides("after", of_source)))
        if before:
            statement = statement.where(operator.lt(*_sides("before", of_source)))
        order = (_SOURCE.desc(), _EXTERNAL_ID.desc()) if backwards else (_SOURCE, _EXTERNAL_ID)
        limit = bindparam("limit", type_=Integer)
        return Statement(self._reader, statement.order_by(*order).limit(limit))

    def _compile_count(self, of_source: bool) -> Statement:
        statement = select(func.count()).select_from(_POSITIONS).where(_THERE)
        if of_source:
            statement = statement.where(_OF_SOURCE)
        return Statement(self._reader, statement)


class _PostingValues(NamedTuple):
    """What a posting says beside what positions are matched by; the description only where it is read."""

    salary_low: float | None
    salary_high: float | None
    salary_currency: str | None
    salary_period: str | None
    salary_months: float | None
    url: str | None
    description: str | None = None

    def added_to(self, position: Position) -> Position:
        """Return the position with all of this."""
        pay = None
        if position.salary_text is not None:
            pay = Pay(
                printed=position.salary_text,
                low=self.salary_low,
                high=self.salary_high,
                currency=self.salary_currency,
                period=None if self.salary_period is None else PayPeriod(self.salary_period),
                months=self.salary_months,
            )
        return replace(position, posted_pay=pay, url=self.url, description=self.description)


_LIGHT = 200
"""So many positions are read where they are asked for."""

_DESCRIPTION_WEIGHT = 4
_MATCHED = len(PositionValues._fields)


def _columns(whole: bool) -> tuple[Column[Any], ...]:
    names = _PostingValues._fields if whole else _PostingValues._fields[:-1]
    return (*POSITION_COLUMNS, *(_POSITIONS.c[name] for name in names))


def _positions(rows: list[Row]) -> list[Position]:
    return [
        _PostingValues(*cast("tuple[Any, ...]", row[_MATCHED:])).added_to(
            PositionValues._make(row[:_MATCHED]).position()
        )
        for row in rows
    ]


def _sides(name: str, of_source: bool) -> tuple[Any, Any]:
    source, code = bindparam(f"{name}_source", type_=Text), bindparam(f"{name}_code", type_=Text)
    return (_EXTERNAL_ID, code) if of_source else (tuple_(_SOURCE, _EXTERNAL_ID), tuple_(source, code))
