"""Where rows come from, and who may see them: the same for resolvers and for compiled queries."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from domain import policies
from domain.errors import NotFound
from domain.positions.models import Position
from domain.positions.ports import PositionPlace
from domain.reads import PageQuery
from domain.retrieval.index import Hit
from domain.viewers import Viewer
from graphql_schema.context import Context
from graphql_schema.ids import ObjectRequest
from graphql_schema.pages import LoadedPage, PageRequest, Place
from graphql_schema.reading import Loaded, Source, Wanted

_VIEWER_COLUMNS = frozenset(Viewer._fields)
_TABLES = {"User": "users", "Resume": "resumes"}
_OWNERS = {"User": "id", "Resume": "user_id"}
_SEEING = {"User": policies.SEE_USER, "Resume": policies.SEE_RESUME}
_LISTING = {"User": policies.LIST_USERS, "Resume": policies.LIST_RESUMES}


class Objects(Source):
    """One user, resume or position."""

    shape = "object"

    async def load(self, context: Context, wanted: Wanted) -> Loaded:
        request: ObjectRequest = wanted.request
        columns = wanted.columns
        if request.kind == "Position":
            policies.SEE_POSITIONS.require(context.viewer)
            position = await context.catalogue.find(_place(request.key))
            if position is None:
                raise NotFound
            return Loaded([_position_row(position, columns)])
        viewer = context.require_viewer()
        key = viewer.id if request.key is None else request.key
        if request.kind == "User" and key == viewer.id and _VIEWER_COLUMNS.issuperset(columns):
            return Loaded([tuple(getattr(viewer, column) for column in columns)])
        owner = _OWNERS[request.kind]
        rows = await context.graph.objects(_TABLES[request.kind], (*columns, owner), ids=[key])
        if not rows:
            raise NotFound
        _SEEING[request.kind].require(viewer, rows[0][-1])
        return Loaded(rows)


class Pages(Source):
    """Pages of users or resumes: of all, or of each owner whom the viewer sees already."""

    shape = "pages"

    def __init__(self, kind: str, *, by_owner: bool = False) -> None:
        self.kind = kind
        self._table = _TABLES[kind]
        self._by_owner = by_owner

    async def load(self, context: Context, wanted: Wanted) -> Loaded:
        request: PageRequest = wanted.request
        keys = wanted.keys
        if not self._by_owner:
            _LISTING[self.kind].require(context.viewer)
        # Rows are read outwards from the bound nearest to them: from the end, the list is upside down.
        start, stop = request.after, request.before
        if request.backwards:
            start, stop = stop, start
        conditions = dict(request.values)
        query, places = _page_query(
            self._table,
            wanted.columns,
            request.order,
            request.descending != request.backwards,
            self._by_owner,
            start is not None,
            stop is not None,
            tuple(conditions),
        )
        values = dict(conditions)
        if start is not None:
            values |= {"after_value": start.value, "after_id": start.key}
        if stop is not None:
            values |= {"before_value": stop.value, "before_id": stop.key}
        owners = keys if self._by_owner else ()
        rows = await context.graph.page(query, owner_ids=owners, limit=request.size + 1, values=values)
        groups = {keys[0]: rows} if len(keys) == 1 else _grouped(rows, keys)
        counts = {}
        if wanted.total:
            unbounded = request.after is None and request.before is None
            unknown = [key for key in keys if not unbounded or len(groups[key]) > request.size]
            if unknown:
                counts = await context.graph.count(
                    self._table, owner_ids=unknown if self._by_owner else None, values=conditions
                )
        return _paged(request, groups, places, counts if wanted.total else None)


class Matches(Source):
    """The best matches of each resume."""

    shape = "list"
    kind = "Match"
    json_columns = frozenset({"position", "salary_range", "match_score", "analysis"})

    async def load(self, context: Context, wanted: Wanted) -> Loaded:
        graph, ids, first = context.graph, wanted.keys, wanted.request
        if wanted.json is not None:
            return Loaded(await graph.matches_as_json(wanted.json, resume_ids=ids, first=first))
        return Loaded(await graph.matches(wanted.columns, resume_ids=ids, first=first))


class Positions(Source):
    """Pages of the catalogue, in its own order or ranked."""

    shape = "pages"
    kind = "Position"

    async def load(self, context: Context, wanted: Wanted) -> Loaded:
        policies.SEE_POSITIONS.require(context.viewer)
        request: PageRequest = wanted.request
        conditions = dict(request.values)
        if (text := conditions.get("search")) is not None:
            return await self._ranked(context, wanted, text, conditions.get("source"))
        columns, source = wanted.columns, conditions.get("source")
        found = await context.catalogue.page(
            source=source,
            after=None if request.after is None else _place(request.after.key),
            before=None if request.before is None else _place(request.before.key),
            backwards=request.backwards,
            limit=request.size + 1,
        )
        rows = [(*_position_row(position, columns), position.key) for position in found]
        counts = {None: await context.catalogue.count(source)} if wanted.total else None
        return _paged(request, {None: rows}, (len(columns), len(columns)), counts)

    async def _ranked(self, context: Context, wanted: Wanted, text: str, source: str | None) -> Loaded:
        request: PageRequest = wanted.request
        hits = await context.catalogue.ranking(text, source=source)
        start = 0 if request.after is None else _behind(hits, request.after)
        found = await context.catalogue.ranked(hits[start:], limit=request.size + 1)
        columns = wanted.columns
        rows = [(*_position_row(position, columns), score, position.key) for position, score in found]
        places = (len(columns), len(columns) + 1)
        return _paged(request, {None: rows}, places, {None: len(hits)} if wanted.total else None)


class StatisticsSource(Source):
    """The aggregates together: nothing but the permission to read them."""

    shape = "object"
    kind = "Statistics"

    async def load(self, context: Context, _wanted: Wanted) -> Loaded:
        policies.SEE_STATISTICS.require(context.viewer)
        return Loaded([()])


def _paged(
    request: PageRequest,
    groups: dict[Any, list[tuple[Any, ...]]],
    places: tuple[int, int],
    counts: dict[Any, int] | None,
) -> Loaded:
    pages, shown = {}, []
    for key, rows in groups.items():
        more = len(rows) > request.size
        page_rows = rows[: request.size] if more else rows
        if request.backwards:
            page_rows = page_rows[::-1]
        count = None if counts is None else counts.get(key, len(rows))
        pages[key] = LoadedPage(page_rows, request=request, places=places, more=more, total=count)
        shown += page_rows
    return Loaded(shown, pages)


@lru_cache(maxsize=1024)
def _page_query(
    table: str,
    columns: tuple[str, ...],
    order: str,
    descending: bool,
    by_owner: bool,
    after: bool,
    before: bool,
    conditions: tuple[str, ...],
) -> tuple[PageQuery, tuple[int, int]]:
    read = tuple(dict.fromkeys((*columns, order, "id")))
    query = PageQuery(table, read, order, descending, by_owner, after, before, conditions)
    return query, (read.index(order), read.index("id"))


def _grouped(rows: list[tuple[Any, ...]], keys: Sequence[Any]) -> dict[Any, list[tuple[Any, ...]]]:
    groups: dict[Any, list[tuple[Any, ...]]] = {key: [] for key in keys}
    for row in rows:
        groups[row[-1]].append(row)
    return groups


def _place(key: str) -> PositionPlace:
    source, _, code = key.partition(":")
    return PositionPlace(source, code)


def _behind(hits: Sequence[Hit], place: Place) -> int:
    """Return where a ranking goes on behind a place; its position may have left the ranking since."""
    source, code = _place(place.key)
    for number, hit in enumerate(hits):
        if (hit.key, hit.source) == (code, source):
            return number + 1
    return next((number for number, hit in enumerate(hits) if hit.score < place.value), len(hits))


def _position_row(position: Position, columns: tuple[str, ...]) -> tuple[Any, ...]:
    if len(columns) == 1:
        return (getattr(position, columns[0]),)
    found: tuple[Any, ...] = attrgetter(*columns)(position) if columns else ()
    return found
