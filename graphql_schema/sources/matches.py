"""Matches of resumes."""

from __future__ import annotations

from collections.abc import Collection

from orjson import Fragment

from domain.matches.columns import (
    END_DIGITS,
    LISTED_FIELDS,
    REASONS,
    TEXT_COLUMNS,
    MatchColumn,
    MatchListColumn,
)
from domain.rows import Column
from domain.viewers import Viewer
from graphql_schema.context import Context
from graphql_schema.loading import KeptList, Loaded, Source, Wanted


def _shown(first: int, ends: str | None, listed: bytes | None) -> Fragment | tuple[()]:
    """Return the first matches of a kept list."""
    if ends is None or listed is None or first == 0:
        return ()
    place = END_DIGITS * first
    if place < len(ends):
        listed = listed[: int(ends[place - END_DIGITS : place])] + b"]"
    return Fragment(listed)


class Matches(Source[int, MatchColumn]):
    """The best matches of each resume; the request is how many."""

    shape = "list"
    rule = None
    json_columns = TEXT_COLUMNS
    kept = KeptList(LISTED_FIELDS, (MatchListColumn.ENDS, MatchListColumn.LISTED), _shown)

    def follows(self, _request: int, columns: Collection[Column], _viewer: Viewer) -> bool:
        return REASONS.isdisjoint(columns)

    async def load(self, context: Context, wanted: Wanted[int, MatchColumn]) -> Loaded:
        matches, ids, first = context.graph.matches, wanted.keys, wanted.request
        if wanted.json is not None:
            return Loaded(await matches.best_as_json(wanted.json, resume_ids=ids, first=first))
        return Loaded(await matches.best(wanted.columns, resume_ids=ids, first=first))
