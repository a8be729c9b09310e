"""Facets of the resumes that a filter lets through."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple

import orjson

from domain import policies
from domain.auditing import AuditAction, AuditEntry
from domain.resumes.columns import ALL_RESUMES, PositionCount, ResumeConditions, SkillCount
from domain.resumes.facets import BANDS, FacetKind
from domain.rows import Column, Key
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.sources.shared import meant


class FacetRequest(NamedTuple):
    """Which facets of which resumes, each with how many values."""

    kinds: tuple[FacetKind, ...]
    conditions: ResumeConditions
    size: int


class FacetColumn(Column, Enum):
    """What can be read of the facets together."""

    TOTAL = "total"
    FACETS = "facets"


class FacetKey(Key):
    """Keys of a facet, and of a value in it."""

    KIND = "kind"
    COUNTS = "counts"
    VALUE = "value"
    UPPER = "upper"
    COUNT = "count"


class Facets(Source[FacetRequest, FacetColumn]):
    """The facets that are asked for, and of how many resumes they are."""

    shape = "object"
    rule = policies.LIST_RESUMES

    async def load(self, context: Context, wanted: Wanted[FacetRequest, FacetColumn]) -> Loaded:
        viewer = policies.LIST_RESUMES.require(context.viewer)
        context.audit.note(AuditEntry(action=AuditAction.RESUMES_LISTED, actor_id=viewer.id))
        kinds, conditions, size = wanted.request
        conditions = meant(context, conditions)
        values: dict[FacetColumn, int | str] = {}
        if FacetColumn.TOTAL in wanted.columns:
            values[FacetColumn.TOTAL] = await context.graph.resumes.count(conditions)
        if FacetColumn.FACETS in wanted.columns:
            facets = [
                {"kind": kind.value, "counts": await _counts(context, kind, conditions, size)}
                for kind in kinds
            ]
            values[FacetColumn.FACETS] = orjson.dumps(facets).decode()
        return Loaded([tuple(values[column] for column in wanted.columns)])


async def _skills(context: Context, size: int) -> Sequence[SkillCount]:
    return await context.graph.statistics.skills(first=size)


async def _positions(context: Context, size: int) -> Sequence[PositionCount]:
    return await context.graph.statistics.positions(first=size)


_KEPT: Mapping[FacetKind, Callable[[Context, int], Awaitable[Sequence[tuple[Any, ...]]]]] = {
    FacetKind.SKILL: _skills,
    FacetKind.POSITION: _positions,
}
"""Counts over all resumes that are kept as they change."""


async def _counts(context: Context, kind: FacetKind, conditions: ResumeConditions, size: int) -> str:
    """Return the values with their counts as JSON; bands in their order, else the most frequent first."""
    bands = BANDS.get(kind)
    if context.blind and kind is FacetKind.AGE:
        return "[]"
    kept = _KEPT.get(kind) if conditions == ALL_RESUMES else None
    found: Sequence[tuple[str, int]]
    if kept is not None:
        found = [(value, count) for value, count, *_ in await kept(context, size)]
    else:
        found = await context.graph.facets.counts(kind, conditions, first=size, today=context.today)
    counts = []
    for value, count in found:
        upper = None if bands is None else next((end for end in bands if end > int(value)), None)
        counts.append({"value": value, "upper": upper, "count": count})
    if bands is not None:
        counts.sort(key=lambda each: int(str(each["value"])))
    return orjson.dumps(counts).decode()
