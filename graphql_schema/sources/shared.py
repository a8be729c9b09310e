"""What sources of several nouns have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, ClassVar, cast

from domain import policies
from domain.auditing import AuditAction, AuditEntry
from domain.errors import InvalidInput, NotFound
from domain.resumes.columns import ResumeConditions
from domain.rows import Column, ColumnT, ListReads, PageQuery, Row, RowPlace
from domain.viewers import Viewer
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.pages import ConditionsT, LoadedPage, Order, PageRequest

KEPT_QUERIES = 1024


class PageSource(Source[PageRequest[ConditionsT], ColumnT]):
    """Pages of a list, or of each owner's list."""

    shape = "pages"
    _key: ColumnT
    _hidden: frozenset[Column] = frozenset()
    """Columns that no blind operation may have the list ordered by, which would tell of them."""

    def __init__(self) -> None:
        self._query = lru_cache(KEPT_QUERIES)(self._make_query)

    async def load(self, context: Context, wanted: Wanted[PageRequest[ConditionsT], ColumnT]) -> Loaded:
        request = wanted.request
        refuse_order_if_blind(context, request.order, self._hidden)
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
            unknown = [key for key, rows in groups.items() if not unbounded or len(rows) > request.size]
            if unknown:
                counts = await self._counts(context, request, unknown)
        return paged(request, groups, places, counts if wanted.total else None)

    @abstractmethod
    async def _read(
        self,
        context: Context,
        wanted: Wanted[PageRequest[ConditionsT], ColumnT],
        query: PageQuery[ColumnT],
        after: RowPlace | None,
        before: RowPlace | None,
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


class WholeList(PageSource[ConditionsT, ColumnT]):
    """Pages of one list, for those whom its rule lets ask for it."""

    rule: ClassVar[policies.ForAdmins]
    _noted: AuditAction | None = None
    """What is noted of whoever is shown some of it."""

    @abstractmethod
    def _reads(self, context: Context) -> ListReads[ColumnT, ConditionsT]:
        """Return what the list is read by."""

    def _meant(self, _context: Context, conditions: ConditionsT) -> ConditionsT:
        """Return the conditions as they are meant here and now. Raises `InvalidInput`."""
        return conditions

    async def _read(
        self,
        context: Context,
        wanted: Wanted[PageRequest[ConditionsT], ColumnT],
        query: PageQuery[ColumnT],
        after: RowPlace | None,
        before: RowPlace | None,
    ) -> dict[int | None, list[Row]]:
        viewer = self.rule.require(context.viewer)
        if self._noted is not None:
            context.audit.note(AuditEntry(action=self._noted, actor_id=viewer.id))
        request = wanted.request
        rows = await self._reads(context).page(
            query,
            limit=request.size + 1,
            after=after,
            before=before,
            conditions=self._meant(context, request.conditions),
        )
        return {None: rows}

    async def _counts(
        self, context: Context, request: PageRequest[ConditionsT], _keys: Sequence[Any]
    ) -> Mapping[Any, int]:
        return {None: await self._reads(context).count(self._meant(context, request.conditions))}


def refuse_order_if_blind(context: Context, order: Order, hidden: frozenset[Column]) -> None:
    """Raise `InvalidInput` where the order of a blind operation would tell of what is hidden."""
    if context.blind and order.by in hidden:
        raise InvalidInput("@blind 的操作不能按此排序")


def meant(context: Context, conditions: ResumeConditions) -> ResumeConditions:
    """Return conditions as they are meant on the day of the request.

    Raises:
        InvalidInput: A blind operation would choose by age, or a blind viewer by any words.
    """
    if context.blind and conditions.ask_age:
        raise InvalidInput("@blind 的操作不能按年龄筛选")
    if conditions.text is not None and policies.sees_blindly(context.viewer):
        raise InvalidInput("盲审的管理员不能按文字搜索简历")
    return replace(conditions, today=context.today) if conditions.ask_age else conditions


def owned(rows: list[Row], policy: policies.ForOwners, viewer: Viewer) -> Loaded:
    """Return the only row, which ends with its owner's id, where the viewer may see it."""
    if not rows:
        raise NotFound
    policy.require(viewer, cast("int", rows[0][-1]))
    return Loaded(rows)


def paged(
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
