"""Matches of resumes."""

from __future__ import annotations

from domain.matches.columns import TEXT_COLUMNS, MatchColumn
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted


class Matches(Source[int, MatchColumn]):
    """The best matches of each resume; the request is how many."""

    shape = "list"
    rule = None
    json_columns = TEXT_COLUMNS

    async def load(self, context: Context, wanted: Wanted[int, MatchColumn]) -> Loaded:
        matches, ids, first = context.graph.matches, wanted.keys, wanted.request
        if wanted.json is not None:
            return Loaded(await matches.best_as_json(wanted.json, resume_ids=ids, first=first))
        return Loaded(await matches.best(wanted.columns, resume_ids=ids, first=first))
