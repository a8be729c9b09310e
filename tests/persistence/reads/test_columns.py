"""Every column that a query may ask for stands somewhere in the tables, and some field asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import pytest
from graphql import GraphQLObjectType

from domain.analyses.columns import (
    AnalysisColumn,
    BoxKey,
    CorrectionKey,
    EntryKey,
    EvidenceKey,
    FieldValueKey,
    ReviewKey,
    WarningKey,
)
from domain.analyses.facts import Evidence
from domain.analyses.review import ReviewItem
from domain.analyses.warnings import AnalysisWarning
from domain.documents.models import Box
from domain.matches.columns import TEXT_COLUMNS, FeatureKey, MatchColumn, MatchListColumn
from domain.matches.models import Feature
from domain.positions.models import Position
from domain.resumes.columns import ResumeColumn
from domain.rows import Column
from domain.searching.passages import PassagePart
from domain.users.columns import UserColumn
from graphql_schema.pages import EdgeColumn, LoadedPage, PageColumn
from graphql_schema.reading import Items, Nested, Relation, Value, reads_of
from graphql_schema.schema import schema
from graphql_schema.sources.passages import PartKey, PassageColumn
from graphql_schema.sources.positions import PositionColumn
from graphql_schema.sources.statistics import Figure
from graphql_schema.types.resumes.types import ResumeOrder
from graphql_schema.types.users.queries import UserOrder
from persistence.reads.columns import JOINED_COLUMNS, MATCH_COLUMNS

ROWS = (UserColumn, ResumeColumn, AnalysisColumn, MatchListColumn)
KEYS = (
    EntryKey,
    EvidenceKey,
    WarningKey,
    BoxKey,
    FeatureKey,
    PartKey,
    CorrectionKey,
    FieldValueKey,
    ReviewKey,
)
READ_BY_SOURCES = {ResumeColumn.USER_ID, AnalysisColumn("language")}
"""What permissions are told by, and what exports are written in."""


def asked_for() -> Iterator[Column | None]:
    for graphql_type in schema._schema.type_map.values():
        if not isinstance(graphql_type, GraphQLObjectType):
            continue
        for field in graphql_type.fields.values():
            reads = reads_of(field)
            if isinstance(reads, Value):
                yield from reads.columns
            elif isinstance(reads, Items):
                yield reads.column
            elif isinstance(reads, Nested):
                yield from (reads.inside, reads.present)
            elif isinstance(reads, Relation):
                yield reads.key
                yield from reads.source.kept.columns if reads.source.kept else ()
    yield from (order.value.by for orders in (UserOrder, ResumeOrder) for order in orders)


def test_every_column_has_a_place_in_the_tables() -> None:
    # How well a resume fits is told by the index of words.
    assert set(JOINED_COLUMNS) == {column for of in ROWS for column in of} - {ResumeColumn.RELEVANCE}
    # How the database prints a score depends on which one it is.
    assert set(MATCH_COLUMNS) == set(MatchColumn) - {MatchColumn.SCORE_TEXT}
    assert set(MatchColumn) > TEXT_COLUMNS


def test_every_column_is_asked_for_by_something() -> None:
    asked = set(asked_for()) | READ_BY_SOURCES
    known = (*ROWS, *KEYS, MatchColumn, PassageColumn, PositionColumn, PageColumn, EdgeColumn, Figure)
    assert [column for of in known for column in of if column not in asked] == []


@pytest.mark.parametrize(
    ("keys", "objects"),
    [
        (FeatureKey, [Feature]),
        (EvidenceKey, [Evidence]),
        (WarningKey, [AnalysisWarning]),
        (BoxKey, [Box]),
        (PartKey, [PassagePart]),
        (ReviewKey, [ReviewItem]),
    ],
)
def test_keys_are_those_of_what_is_kept(keys: type[FeatureKey], objects: list[type]) -> None:
    kept = {
        name for of in objects for name in getattr(of, "_fields", ()) or [each.name for each in fields(of)]
    }
    assert {key.value for key in keys} == kept


def test_what_is_read_of_positions_and_pages_is_there() -> None:
    assert [column for column in PositionColumn if not hasattr(Position, column.value)] == []
    assert [column for column in (*PageColumn, *EdgeColumn) if not hasattr(LoadedPage, column.value)] == []
