"""What of an analysis deserves a look."""

from __future__ import annotations

import strawberry

from domain.analyses.columns import ReviewKey
from domain.analyses.review import ReviewReason
from graphql_schema.reading import value
from graphql_schema.types.enums import AnalysisField, describe

describe(
    ReviewReason,
    "This says why a value deserves a look.",
    LOW_CONFIDENCE="The value may be wrong: its confidence is below 0.7, or it is among the smaller doubts "
    "that make up most of the `reviewWeight`.",
    CONFLICT="Another value says otherwise. `conflictsWith` names its field.",
    PLACEHOLDER="The value is a placeholder, like XXX or 13800000000.",
    MISSING="Most resumes state it, and none was found.",
    OFFERED="Somebody has corrected the field, and a newer reading says otherwise.",
)


@strawberry.type(
    description="This is a value that deserves a look by a person, or a field that should have one."
)
class ReviewItem:
    """Something to look at, for a client that leads people through it."""

    field: AnalysisField = value(
        ReviewKey.FIELD, compute=AnalysisField, description="The value belongs to this field."
    )
    index: int | None = value(
        ReviewKey.INDEX,
        description="This is its place in the list, and the first one is 0. It is null for a single value "
        "and for the list as a whole.",
    )
    reason: ReviewReason = value(
        ReviewKey.REASON, compute=ReviewReason, description="This says why it deserves a look."
    )
    weight: float = value(
        ReviewKey.WEIGHT,
        description="This says how much it deserves a look, from 0.0 to 1.0: how much harm a wrong value "
        "does, times how likely it is wrong.",
    )
    confidence: float | None = value(
        ReviewKey.CONFIDENCE,
        description="This is the confidence of the value, where that is the reason. Else it is null.",
    )
    conflicts_with: AnalysisField | None = value(
        ReviewKey.CONFLICTS_WITH,
        compute=AnalysisField,
        description="This field says otherwise, where that is the reason. Else it is null.",
    )
