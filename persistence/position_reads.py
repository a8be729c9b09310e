"""The domain's `PositionReads`: imported positions page by page, each shape of read compiled once."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

import anyio
import orjson
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Engine,
    Integer,
    Text,
    bindparam,
    false,
    func,
    select,
    tuple_,
)

from domain.positions.models import Position
from domain.positions.ports import PositionPlace
from persistence.positions import POSITION_COLUMNS, position_of
from persistence.statements import Reader, Statement
from persistence.tables import PositionRow

_POSITIONS = PositionRow.metadata.tables["positions"]
_SOURCE, _EXTERNAL_ID = _POSITIONS.c.source, _POSITIONS.c.external_id
_SHOWN = tuple(_POSITIONS.c[name] for name in POSITION_COLUMNS)
_OF_SOURCE: ColumnElement[bool] = _POSITIONS.c.source == bindparam("source", type_=Text)
# Written so that an index which begins with the column is used.
_THERE: ColumnElement[bool] = _POSITIONS.c.removed == false()


class SqlPositionReads:
    """Reads on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._reader = Reader(engine)
        self._sqlite = engine.dialect.name == "sqlite"
        self._page = lru_cache(maxsize=None)(self._compile_page)
        self._count = lru_cache(maxsize=None)(self._compile_count)
        among = (_SOURCE.in_(self._array("sources")), _EXTERNAL_ID.in_(self._array("codes")))
        self._found = Statement(self._reader, select(*_SHOWN).where(_THERE, *among))

    async def page(
        self,
        *,
        source: str | None,
        after: PositionPlace | None,
        before: PositionPlace | None,
        backwards: bool,
        limit: int,
    ) -> list[Position]:
        statement = self._page(source is not None, after is not None, before is not None, backwards)
        bound: dict[str, object] = {"limit": limit}
        if source is not None:
            bound["source"] = source
        for name, place in (("after", after), ("before", before)):
            if place is not None:
                bound[f"{name}_code"] = place.code
                if source is None:
                    bound[f"{name}_source"] = place.source
        return await self._positions(partial(statement.rows, **bound))

    async def found(self, places: Sequence[PositionPlace]) -> list[Position]:
        sources = sorted({place.source for place in places})
        codes = sorted({place.code for place in places})
        bound = {"sources": self._bound(sources), "codes": self._bound(codes)}
        found = await self._positions(partial(self._found.rows, **bound))
        wanted = set(places)
        return [position for position in found if (position.source, position.code) in wanted]

    async def count(self, source: str | None) -> int:
        bound = {} if source is None else {"source": source}
        rows = await anyio.to_thread.run_sync(partial(self._count(source is not None).rows, **bound))
        counted: int = rows[0][0]
        return counted

    async def _positions(self, read: Callable[[], list[tuple[Any, ...]]]) -> list[Position]:
        # A bounded read on the embedded database costs less than the hop to a thread.
        rows = read() if self._sqlite else await anyio.to_thread.run_sync(read)
        return [position_of(*row[1:]) for row in rows]

    def _compile_page(self, of_source: bool, after: bool, before: bool, backwards: bool) -> Statement:
        statement = select(*_SHOWN).where(_THERE)
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

    def _array(self, name: str) -> Any:
        if self._sqlite:
            return select(func.json_each(bindparam(name, type_=Text)).table_valued("value").c.value)
        return select(func.unnest(bindparam(name, type_=ARRAY(Text))))

    def _bound(self, items: Sequence[str]) -> object:
        return orjson.dumps(items).decode() if self._sqlite else list(items)


def _sides(name: str, of_source: bool) -> tuple[Any, Any]:
    source, code = bindparam(f"{name}_source", type_=Text), bindparam(f"{name}_code", type_=Text)
    return (_EXTERNAL_ID, code) if of_source else (tuple_(_SOURCE, _EXTERNAL_ID), tuple_(source, code))
