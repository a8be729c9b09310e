"""Where rows come from, and who may see them: the same for resolvers and for compiled queries."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from domain.errors import InvalidInput, NotFound
from domain.ports import PageQuery
from domain.positions.models import Position
from domain.resumes.service import check_owner
from domain.users.models import Viewer
from graphql_schema.context import Context
from graphql_schema.node import ObjectRequest
from graphql_schema.paging import Page, PageRequest
from graphql_schema.reading import Loaded, Source, Wanted

_VIEWER_COLUMNS = frozenset(Viewer._fields)
_TABLES = {"User": "users", "Resume": "resumes"}
_OWNERS = {"User": "id", "Resume": "user_id"}


class Objects(Source):
    """One user, resume or position."""

    shape = "object"

    async def load(self, context: Context, wanted: Wanted) -> Loaded:
        request: ObjectRequest = wanted.request
        columns = wanted.columns
        if request.kind == "Position":
            source, _, code = request.key.partition(":")
            position = context.catalogue.find(code, source=source)
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
        check_owner(viewer, rows[0][-1])
        return Loaded(rows)


class Pages(Source):
    """Pages of users or resumes: of all, for administrators, or of each owner."""

    shape = "pages"

    def __init__(self, kind: str, *, by_owner: bool = False) -> None:
        self.kind = kind
        self._table = _TABLES[kind]
        self._by_owner = by_owner

    async def load(self, context: Context, wanted: Wanted) -> Loaded:
        request: PageRequest = wanted.request
        keys = wanted.keys
        if not self._by_owner:
            context.require_admin()
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
    """Pages of the catalogue, in its own order. Everybody may see it."""

    shape = "pages"
    kind = "Position"

    async def load(self, context: Context, wanted: Wanted) -> Loaded:
        request: PageRequest = wanted.request
        columns = wanted.columns
        positions: Sequence[Position] = context.catalogue.positions
        if (source := dict(request.values).get("source")) is not None:
            positions = [position for position in positions if position.source == source]
        start, end = 0, len(positions)
        if request.after is not None:
            start = _index(positions, request.after.key) + 1
        if request.before is not None:
            end = max(start, _index(positions, request.before.key))
        found = positions[start:end]
        # One more than asked for, nearest first, as a database would give them.
        near = found[::-1][: request.size + 1] if request.backwards else found[: request.size + 1]
        rows = [(*_position_row(position, columns), position.key) for position in near]
        places = (len(columns), len(columns))
        return _paged(request, {None: rows}, places, {None: len(positions)} if wanted.total else None)


class Statistics(Source):
    """The aggregates together: nothing but the permission to read them."""

    shape = "object"
    kind = "Statistics"

    async def load(self, context: Context, _wanted: Wanted) -> Loaded:
        context.require_admin()
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
        pages[key] = Page(page_rows, request=request, places=places, more=more, total=count)
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


def _index(positions: Sequence[Position], key: str) -> int:
    for index, position in enumerate(positions):
        if position.key == key:
            return index
    raise InvalidInput("游标无效")


def _position_row(position: Position, columns: tuple[str, ...]) -> tuple[Any, ...]:
    if len(columns) == 1:
        return (getattr(position, columns[0]),)
    found: tuple[Any, ...] = attrgetter(*columns)(position) if columns else ()
    return found
