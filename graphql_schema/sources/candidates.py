"""Persons who fit a position: their matches with it, and their resumes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import orjson

from domain import policies
from domain.candidates.columns import CandidateColumn, DescribedKey
from domain.candidates.models import ANYBODY, Candidate, CandidateConditions
from domain.candidates.models import Wanted as WantedFor
from domain.matches.columns import MatchColumn
from domain.matches.models import score_text
from domain.positions.models import Position
from domain.resumes.columns import JoinedColumn, ResumeColumn
from domain.rows import Column, Row, Scalar
from graphql_schema.context import Context
from graphql_schema.ids import position_place
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.pages import LoadedPage, PageRequest
from graphql_schema.sources.shared import KEPT_QUERIES

_READ: dict[Column, Callable[[Candidate], Scalar]] = {
    CandidateColumn.RESUME_ID: lambda found: found.resume_id,
    MatchColumn.POSITION: lambda found: found.match.position,
    MatchColumn.SCORE: lambda found: found.match.score,
    MatchColumn.SCORE_TEXT: lambda found: score_text(found.match.score),
    MatchColumn.ANALYSIS: lambda found: found.match.analysis,
    MatchColumn.BREAKDOWN: lambda found: orjson.dumps(
        [feature._asdict() for feature in found.match.breakdown]
    ).decode(),
    MatchColumn.MATCHED_SKILLS: lambda found: orjson.dumps(found.match.matched_skills).decode(),
    MatchColumn.MISSING_SKILLS: lambda found: orjson.dumps(found.match.missing_skills).decode(),
}


@dataclass(frozen=True, slots=True)
class CandidatesWanted:
    """Who is ranked, and what for; without `wanted` it is for the parent, a position."""

    conditions: CandidateConditions = ANYBODY
    wanted: WantedFor | None = None


class Candidates(Source[PageRequest[CandidatesWanted], Any]):
    """Pages of those who fit a position, best first."""

    shape = "pages"
    rule = policies.SEE_CANDIDATES

    async def load(self, context: Context, wanted: Wanted[PageRequest[CandidatesWanted], Any]) -> Loaded:
        policies.SEE_CANDIDATES.require(context.viewer)
        request = wanted.request
        asked = request.conditions
        row, places = _row(wanted.columns), (len(wanted.columns) + 1, len(wanted.columns))
        pages: dict[int | None, LoadedPage] = {}
        for key in wanted.keys or (None,):
            found = await context.candidates.page(
                context.viewer,
                asked.wanted or WantedFor(place=position_place(cast("str", key))),
                conditions=asked.conditions,
                size=request.size,
                after=request.after,
                caller=context.caller,
            )
            rows = [row(candidate) for candidate in found.candidates]
            pages[key] = LoadedPage(
                rows,
                request=request,
                places=places,
                more=found.more,
                total=found.total,
                about=None if found.described is None else _told(found.described),
            )
        return Loaded([shown for page in pages.values() for shown in page.rows], pages)


class ResumesOfCandidates(Source[None, JoinedColumn]):
    """The resumes of candidates, by their ids."""

    shape = "one"
    rule = policies.SEE_CANDIDATES

    async def load(self, context: Context, wanted: Wanted[None, JoinedColumn]) -> Loaded:
        policies.SEE_CANDIDATES.require(context.viewer)
        columns = cast("tuple[JoinedColumn, ...]", (ResumeColumn.ID, *wanted.columns))
        return Loaded(await context.graph.resumes.found(columns, ids=wanted.keys))


def _told(described: Position) -> Mapping[str, Any]:
    names = [key.value for key in DescribedKey if key is not DescribedKey.TITLE]
    title = described.title_zh or described.title_en
    return {DescribedKey.TITLE.value: title, **{name: getattr(described, name) for name in names}}


@lru_cache(KEPT_QUERIES)
def _row(columns: tuple[Column, ...]) -> Callable[[Candidate], Row]:
    read = [_READ[column] for column in columns]

    def row(found: Candidate) -> Row:
        return (*(value(found) for value in read), found.resume_id, found.place)

    return row
