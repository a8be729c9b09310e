"""What the score of a match is made from."""

from __future__ import annotations

import strawberry

from domain.matches.columns import FeatureKey
from domain.matches.models import FeatureName
from graphql_schema.reading import value


@strawberry.type(
    description="This is one of the things that a match's score is made from. It can be shown "
    "as a row of a table or as a bar of a chart."
)
class BreakdownEntry:
    """One feature that was compared, with its share of the score, for a client that explains the score."""

    feature: FeatureName = value(
        FeatureKey.NAME, compute=FeatureName, description="This names what is compared."
    )
    # Called `value`, it would hide the function of that name.
    agreement: float = value(
        FeatureKey.VALUE,
        name="value",
        description="This says how well the resume and the position agree, from 0.0 to 1.0.",
    )
    weight: float = value(
        FeatureKey.WEIGHT,
        description="This is the feature's share of the score, the same in every match: `score` is "
        "the sum of `value` times `weight`. It is 0.0 for `CAREER_INTEREST`, "
        "`EXPERIENCE` and `OCCUPATION`, which count as parts of `TITLE`.",
    )
    is_stated: bool = value(
        FeatureKey.STATED,
        description="This is true where both the resume and the position say something about the "
        "feature. Where it is false, `value` is neutral and says nothing about the "
        "person, so it should be greyed out.",
    )
