"""Positions of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from domain import policies
from domain.errors import NotFound
from domain.positions.models import Position
from domain.rows import Column, Row, RowPlace
from graphql_schema.context import Context
from graphql_schema.ids import (
    PositionRequest,
    position_place,
)
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.pages import PageRequest
from graphql_schema.sources.shared import KEPT_QUERIES, paged

if TYPE_CHECKING:
    from domain.retrieval.index import Hit


class PositionColumn(Column, Enum):
    """What can be read of a position; the values are its attributes."""

    KEY = "key"
    CODE = "code"
    SOURCE = "source"
    TITLE_ZH = "title_zh"
    TITLE_EN = "title_en"
    ALIASES = "aliases"
    SKILLS = "skills"
    DEGREE = "degree"
    YEARS_MIN = "years_min"
    COMPANY = "company"
    CITY = "city"
    URL = "url"
    DESCRIPTION = "description"
    PAY_LOW = "pay_low"
    PAY_HIGH = "pay_high"
    PAY_CURRENCY = "pay_currency"
    PAY_PERIOD = "pay_period"
    PAY_MONTHS = "pay_months"
    SALARY_RANGE = "salary_range"
    SALARY_TEXT = "salary_text"
    SALARY_MIN = "salary_min"
    SALARY_MAX = "salary_max"
    SALARY_BASIS = "salary_basis"
    SALARY_IS_ESTIMATE = "salary_is_estimate"
    OCCUPATION_CODE = "occupation_code"
    ISCO = "isco"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class PositionConditions:
    """Which positions are listed: of a source, ranked by a text."""

    source: str | None = None
    search: str | None = None


class PositionSourceColumn(Column, Enum):
    """What can be read of a source of positions; the values are its attributes."""

    NAME = "name"
    POSITION_COUNT = "position_count"


class PositionSources(Source[None, PositionSourceColumn]):
    """The sources of the catalogue, in its order."""

    shape = "list"
    rule = policies.SEE_POSITIONS

    async def load(self, context: Context, wanted: Wanted[None, PositionSourceColumn]) -> Loaded:
        policies.SEE_POSITIONS.require(context.viewer)
        found = await context.catalogue.sources()
        names = [column.value for column in wanted.columns]
        return Loaded([(None, *(getattr(source, name) for name in names)) for source in found])


class OnePosition(Source[PositionRequest, PositionColumn]):
    """A position."""

    shape = "object"
    rule = policies.SEE_POSITIONS

    async def load(self, context: Context, wanted: Wanted[PositionRequest, PositionColumn]) -> Loaded:
        policies.SEE_POSITIONS.require(context.viewer)
        position = await context.catalogue.find(wanted.request.place, whole=_whole(wanted.columns))
        if position is None:
            raise NotFound
        return Loaded([_position_row(wanted.columns)(position)])


class Positions(Source[PageRequest[PositionConditions], PositionColumn]):
    """Pages of the catalogue, in its own order or ranked."""

    shape = "pages"
    rule = policies.SEE_POSITIONS

    async def load(
        self, context: Context, wanted: Wanted[PageRequest[PositionConditions], PositionColumn]
    ) -> Loaded:
        policies.SEE_POSITIONS.require(context.viewer)
        request = wanted.request
        source, search = request.conditions.source, request.conditions.search
        if search is not None:
            return await self._ranked(context, wanted, search, source)
        found = await context.catalogue.page(
            source=source,
            after=None if request.after is None else position_place(str(request.after.key)),
            before=None if request.before is None else position_place(str(request.before.key)),
            backwards=request.backwards,
            limit=request.size + 1,
            whole=_whole(wanted.columns),
        )
        row = _position_row((*wanted.columns, PositionColumn.KEY))
        rows = [row(position) for position in found]
        counts = {None: await context.catalogue.count(source)} if wanted.total else None
        key = len(wanted.columns)
        return paged(request, {None: rows}, (key, key), counts)

    async def _ranked(
        self,
        context: Context,
        wanted: Wanted[PageRequest[PositionConditions], PositionColumn],
        text: str,
        source: str | None,
    ) -> Loaded:
        request, columns = wanted.request, wanted.columns
        hits = await context.catalogue.ranking(text, source=source, caller=context.caller)
        start = 0 if request.after is None else _behind(hits, request.after)
        found = await context.catalogue.ranked(hits[start:], limit=request.size + 1, whole=_whole(columns))
        row = _position_row((*columns, PositionColumn.KEY))
        rows = [(*row(position), score) for position, score in found]
        places = (len(columns) + 1, len(columns))
        return paged(request, {None: rows}, places, {None: len(hits)} if wanted.total else None)


class MatchedPositions(Source[None, PositionColumn]):
    """The positions of matches, by their keys; one that is gone has no row."""

    shape = "one"
    rule = policies.SEE_POSITIONS

    async def load(self, context: Context, wanted: Wanted[None, PositionColumn]) -> Loaded:
        policies.SEE_POSITIONS.require(context.viewer)
        places = [position_place(key) for key in wanted.keys]
        found = await context.catalogue.at(places, whole=_whole(wanted.columns))
        row = _position_row((PositionColumn.KEY, *wanted.columns))
        return Loaded([row(position) for position in found])


def _whole(columns: tuple[PositionColumn, ...]) -> bool:
    """Return whether descriptions are asked for, which are long."""
    return PositionColumn.DESCRIPTION in columns


def _behind(hits: Sequence[Hit], place: RowPlace) -> int:
    """Return where a ranking goes on behind a place; its position may have left the ranking since."""
    source, code = position_place(str(place.key))
    for number, hit in enumerate(hits):
        if (hit.key, hit.source) == (code, source):
            return number + 1
    return next(
        (number for number, hit in enumerate(hits) if hit.score < cast("float", place.value)), len(hits)
    )


@lru_cache(KEPT_QUERIES)
def _position_row(columns: tuple[PositionColumn, ...]) -> Callable[[Position], Row]:
    names = [column.value for column in columns]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda position: tuple([getattr(position, name) for name in names])
