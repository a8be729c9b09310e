"""Two resumes compared, field by field."""

from __future__ import annotations

import strawberry

from domain.resumes.duplicates import ComparisonColumn, DifferenceKey, DuplicateSign
from graphql_schema.blind import NO_ITEMS
from graphql_schema.reading import items, relation, value
from graphql_schema.sources.comparing import ComparedResume
from graphql_schema.types.enums import AnalysisField
from graphql_schema.types.resumes.duplicates import duplicate_signs
from graphql_schema.types.resumes.types import Resume

COMPARISON_POINTS = 100


@strawberry.type(description="This is a field of which two resumes say different things.")
class ResumeDifference:
    """What each of two resumes says alone; what both say is left out."""

    field: AnalysisField = value(
        DifferenceKey.FIELD,
        compute=AnalysisField,
        description="This names the field in which the resumes differ.",
    )
    older: list[str] = value(
        DifferenceKey.OLDER,
        hidden=NO_ITEMS,
        description="Only the older resume states these values. An entry of the education or the experience "
        "is one text.",
    )
    newer: list[str] = value(
        DifferenceKey.NEWER,
        hidden=NO_ITEMS,
        description="Only the newer resume states these values, in the same form.",
    )


@strawberry.type(description="This is what two resumes have in common, and in what they differ.")
class ResumeComparison:
    """Two resumes side by side. Values count as the same however they are written."""

    signs: list[DuplicateSign] = value(
        ComparisonColumn.SIGNS,
        compute=duplicate_signs,
        description="These tell that the resumes are the same file or the same person's. The list is empty "
        "where nothing does.",
    )
    differences: list[ResumeDifference] = items(
        ComparisonColumn.DIFFERENCES,
        description="These are the fields that differ. What both resumes state is in none of them.",
    )

    @relation(
        Resume | None,
        ComparedResume(),
        key=ComparisonColumn.OLDER_ID,
        description="This is the older resume. It is null where it was deleted at this moment.",
    )
    def older(self) -> None:
        return None

    @relation(
        Resume | None,
        ComparedResume(),
        key=ComparisonColumn.NEWER_ID,
        description="This is the newer resume. It is null where it was deleted at this moment.",
    )
    def newer(self) -> None:
        return None
