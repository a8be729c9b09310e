"""Where rows come from, and who may see them: the same for resolvers and for compiled queries."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any, ClassVar, cast

from domain import policies
from domain.errors import NotFound
from domain.matches.columns import TEXT_COLUMNS, MatchColumn
from domain.positions.models import Position
from domain.resumes.columns import JoinedColumn, ResumeColumn, ResumeConditions
from domain.retrieval.index import Hit
from domain.rows import Column, ColumnT, PageQuery, Place, Row
from domain.users.columns import UserColumn, UserConditions
from domain.viewers import Viewer
from graphql_schema.context import Context
from graphql_schema.ids import (
    NodeKind,
    NodeRequest,
    PositionRequest,
    ResumeRequest,
    UserRequest,
    position_place,
)
from graphql_schema.pages import ConditionsT, LoadedPage, PageRequest
from graphql_schema.reading import Loaded, Source, Wanted

_KEPT_QUERIES = 1024
_OF_VIEWER = {UserColumn.ID: "id", UserColumn.USERNAME: "username", UserColumn.ROLE: "role"}


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
    SALARY_RANGE = "salary_range"
    SALARY_TEXT = "salary_text"
    SALARY_MIN = "salary_min"
    SALARY_MAX = "salary_max"
    SALARY_BASIS = "salary_basis"
    SALARY_IS_ESTIMATE = "salary_is_estimate"
    OCCUPATION_CODE = "occupation_code"


@dataclass(frozen=True, slots=True)
class PositionConditions:
    """Which positions are listed: of a source, ranked by a text."""

    source: str | None = None
    search: str | None = None


class OneUser(Source[UserRequest, UserColumn]):
    """A user."""

    shape = "object"

    async def load(self, context: Context, wanted: Wanted[UserRequest, UserColumn]) -> Loaded:
        viewer = context.require_viewer()
        user_id = wanted.request.id
        if user_id is None or user_id == viewer.id:
            row = _viewer_row(viewer, wanted.columns)
            if row is not None:
                return Loaded([row])
            user_id = viewer.id
        rows = await context.graph.users.found((*wanted.columns, UserColumn.ID), ids=[user_id])
        return _owned(rows, policies.SEE_USER, viewer)


class OneResume(Source[ResumeRequest, JoinedColumn]):
    """A resume."""

    shape = "object"

    async def load(self, context: Context, wanted: Wanted[ResumeRequest, JoinedColumn]) -> Loaded:
        viewer = context.require_viewer()
        columns = (*wanted.columns, ResumeColumn.USER_ID)
        rows = await context.graph.resumes.found(columns, ids=[wanted.request.id])
        return _owned(rows, policies.SEE_RESUME, viewer)


class OnePosition(Source[PositionRequest, PositionColumn]):
    """A position."""

    shape = "object"

    async def load(self, context: Context, wanted: Wanted[PositionRequest, PositionColumn]) -> Loaded:
        policies.SEE_POSITIONS.require(context.viewer)
        position = await context.catalogue.find(wanted.request.place)
        if position is None:
            raise NotFound
        return Loaded([_position_row(wanted.columns)(position)])


class AnyNode(Source[NodeRequest, Any]):
    """A user, resume or position."""

    shape = "object"
    _sources: ClassVar[Mapping[NodeKind, Source[Any, Any]]] = {
        NodeKind.USER: OneUser(),
        NodeKind.RESUME: OneResume(),
        NodeKind.POSITION: OnePosition(),
    }

    async def load(self, context: Context, wanted: Wanted[NodeRequest, Any]) -> Loaded:
        return await self._sources[wanted.request.kind].load(context, wanted)


class _Pages(Source[PageRequest[ConditionsT], ColumnT]):
    """Pages of a list, or of each owner's list."""

    shape = "pages"
    _key: ColumnT

    def __init__(self) -> None:
        self._query = lru_cache(_KEPT_QUERIES)(self._make_query)

    async def load(self, context: Context, wanted: Wanted[PageRequest[ConditionsT], ColumnT]) -> Loaded:
        request, keys = wanted.request, wanted.keys
        # Rows are read outwards from the bound nearest to them: from the end, the list is upside down.
        start, stop = request.after, request.before
        if request.backwards:
            start, stop = stop, start
        query, places = self._query(
            wanted.columns, request.order.by, request.order.descending != request.backwards
        )
        groups = await self._read(context, wanted, query, start, stop)
        counts: Mapping[Any, int] = {}
        if wanted.total:
            unbounded = request.after is None and request.before is None
            unknown = [key for key in keys or _NO_PARENT if not unbounded or len(groups[key]) > request.size]
            if unknown:
                counts = await self._counts(context, request, unknown)
        return _paged(request, groups, places, counts if wanted.total else None)

    @abstractmethod
    async def _read(
        self,
        context: Context,
        wanted: Wanted[PageRequest[ConditionsT], ColumnT],
        query: PageQuery[ColumnT],
        after: Place | None,
        before: Place | None,
    ) -> dict[int | None, list[Row]]:
        """Return the rows of each list and one more where there are more, under the owner's id or None."""

    @abstractmethod
    async def _counts(
        self, context: Context, request: PageRequest[ConditionsT], keys: Sequence[Any]
    ) -> Mapping[Any, int]:
        """Return how long these lists are."""

    def _make_query(
        self, columns: tuple[ColumnT, ...], order: Any, descending: bool
    ) -> tuple[PageQuery[ColumnT], tuple[int, int]]:
        read = tuple(dict.fromkeys((*columns, order, self._key)))
        return PageQuery(read, order, descending), (read.index(order), read.index(self._key))


class AllUsers(_Pages[UserConditions, UserColumn]):
    """Pages of all users."""

    _key = UserColumn.ID

    async def _read(
        self,
        context: Context,
        wanted: Wanted[PageRequest[UserConditions], UserColumn],
        query: PageQuery[UserColumn],
        after: Place | None,
        before: Place | None,
    ) -> dict[int | None, list[Row]]:
        policies.LIST_USERS.require(context.viewer)
        request = wanted.request
        return {
            None: await context.graph.users.page(
                query, limit=request.size + 1, after=after, before=before, conditions=request.conditions
            )
        }

    async def _counts(
        self, context: Context, request: PageRequest[UserConditions], _keys: Sequence[Any]
    ) -> Mapping[Any, int]:
        return {None: await context.graph.users.count(request.conditions)}


class AllResumes(_Pages[ResumeConditions, JoinedColumn]):
    """Pages of all resumes."""

    _key = ResumeColumn.ID

    async def _read(
        self,
        context: Context,
        wanted: Wanted[PageRequest[ResumeConditions], JoinedColumn],
        query: PageQuery[JoinedColumn],
        after: Place | None,
        before: Place | None,
    ) -> dict[int | None, list[Row]]:
        policies.LIST_RESUMES.require(context.viewer)
        request = wanted.request
        return {
            None: await context.graph.resumes.page(
                query, limit=request.size + 1, after=after, before=before, conditions=request.conditions
            )
        }

    async def _counts(
        self, context: Context, request: PageRequest[ResumeConditions], _keys: Sequence[Any]
    ) -> Mapping[Any, int]:
        return {None: await context.graph.resumes.count(request.conditions)}


class ResumesOfUsers(_Pages[None, JoinedColumn]):
    """Pages of the resumes of users whom the viewer sees already."""

    _key = ResumeColumn.ID

    async def _read(
        self,
        context: Context,
        wanted: Wanted[PageRequest[None], JoinedColumn],
        query: PageQuery[JoinedColumn],
        after: Place | None,
        before: Place | None,
    ) -> dict[int | None, list[Row]]:
        owners = wanted.keys
        rows = await context.graph.resumes.pages(
            query, owner_ids=owners, limit=wanted.request.size + 1, after=after, before=before
        )
        if len(owners) == 1:
            return {owners[0]: rows}
        groups: dict[int | None, list[Row]] = {owner: [] for owner in owners}
        for row in rows:
            groups[cast("int", row[-1])].append(row)
        return groups

    async def _counts(
        self, context: Context, _request: PageRequest[None], keys: Sequence[Any]
    ) -> Mapping[Any, int]:
        return await context.graph.resumes.counts(keys)


class Matches(Source[int, MatchColumn]):
    """The best matches of each resume; the request is how many."""

    shape = "list"
    json_columns = TEXT_COLUMNS

    async def load(self, context: Context, wanted: Wanted[int, MatchColumn]) -> Loaded:
        matches, ids, first = context.graph.matches, wanted.keys, wanted.request
        if wanted.json is not None:
            return Loaded(await matches.best_as_json(wanted.json, resume_ids=ids, first=first))
        return Loaded(await matches.best(wanted.columns, resume_ids=ids, first=first))


class Positions(Source[PageRequest[PositionConditions], PositionColumn]):
    """Pages of the catalogue, in its own order or ranked."""

    shape = "pages"

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
        )
        row = _position_row((*wanted.columns, PositionColumn.KEY))
        rows = [row(position) for position in found]
        counts = {None: await context.catalogue.count(source)} if wanted.total else None
        key = len(wanted.columns)
        return _paged(request, {None: rows}, (key, key), counts)

    async def _ranked(
        self,
        context: Context,
        wanted: Wanted[PageRequest[PositionConditions], PositionColumn],
        text: str,
        source: str | None,
    ) -> Loaded:
        request, columns = wanted.request, wanted.columns
        hits = await context.catalogue.ranking(text, source=source)
        start = 0 if request.after is None else _behind(hits, request.after)
        found = await context.catalogue.ranked(hits[start:], limit=request.size + 1)
        row = _position_row((*columns, PositionColumn.KEY))
        rows = [(*row(position), score) for position, score in found]
        places = (len(columns) + 1, len(columns))
        return _paged(request, {None: rows}, places, {None: len(hits)} if wanted.total else None)


class StatisticsSource(Source[None, Any]):
    """The aggregates together: nothing but the permission to read them."""

    shape = "object"

    async def load(self, context: Context, _wanted: Wanted[None, Any]) -> Loaded:
        policies.SEE_STATISTICS.require(context.viewer)
        return Loaded([()])


_NO_PARENT = (None,)


def _owned(rows: list[Row], policy: policies.ForOwners, viewer: Viewer) -> Loaded:
    """Return the only row, which ends with its owner's id, where the viewer may see it."""
    if not rows:
        raise NotFound
    policy.require(viewer, cast("int", rows[0][-1]))
    return Loaded(rows)


def _viewer_row(viewer: Viewer, columns: tuple[UserColumn, ...]) -> Row | None:
    """Return what is asked of the viewer where it is known without the database."""
    return (
        tuple([getattr(viewer, _OF_VIEWER[column]) for column in columns])
        if _OF_VIEWER.keys() >= set(columns)
        else None
    )


def _paged(
    request: PageRequest[Any],
    groups: Mapping[int | None, Sequence[Row]],
    places: tuple[int, int],
    counts: Mapping[Any, int] | None,
) -> Loaded:
    pages: dict[int | None, LoadedPage] = {}
    shown: list[Row] = []
    for key, rows in groups.items():
        more = len(rows) > request.size
        page_rows = rows[: request.size] if more else rows
        if request.backwards:
            page_rows = page_rows[::-1]
        count = None if counts is None else counts.get(key, len(rows))
        pages[key] = LoadedPage(page_rows, request=request, places=places, more=more, total=count)
        shown += page_rows
    return Loaded(shown, pages)


def _behind(hits: Sequence[Hit], place: Place) -> int:
    """Return where a ranking goes on behind a place; its position may have left the ranking since."""
    source, code = position_place(str(place.key))
    for number, hit in enumerate(hits):
        if (hit.key, hit.source) == (code, source):
            return number + 1
    return next(
        (number for number, hit in enumerate(hits) if hit.score < cast("float", place.value)), len(hits)
    )


@lru_cache(_KEPT_QUERIES)
def _position_row(columns: tuple[PositionColumn, ...]) -> Callable[[Position], Row]:
    names = [column.value for column in columns]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda position: tuple([getattr(position, name) for name in names])
