"""Evidence: where a value was read."""

from __future__ import annotations

import strawberry

from domain.analyses.columns import BoxKey, EvidenceKey
from graphql_schema.blind import STARS
from graphql_schema.reading import nested, value
from graphql_schema.types.enums import AnalysisField


@strawberry.type(
    description="A box is a rectangle on a page. It is measured in points (1/72 inch) from the "
    "page's top left corner."
)
class Box:
    """Where on a page a line stands, for a client that marks it in the document."""

    left: float = value(
        BoxKey.LEFT, description="The left edge is this far from the left edge of the page, in points."
    )
    top: float = value(
        BoxKey.TOP, description="The upper edge is this far from the upper edge of the page, in points."
    )
    right: float = value(
        BoxKey.RIGHT, description="The right edge is this far from the left edge of the page, in points."
    )
    bottom: float = value(
        BoxKey.BOTTOM, description="The lower edge is this far from the upper edge of the page, in points."
    )


@strawberry.type(description="This says where a value was read and how likely it is to be right.")
class Evidence:
    """Where a value was read and how sure that is, for a client that shows the reader's ground for it."""

    field: AnalysisField = value(
        EvidenceKey.FIELD, compute=AnalysisField, description="The value belongs to this field."
    )
    index: int | None = value(
        EvidenceKey.INDEX,
        description="This is the item's place in the list, and the first one is 0. It is null where "
        "the field is not a list.",
    )
    page: int = value(
        EvidenceKey.PAGE,
        description="The value stands on this page, and the first one is 1. A file in a format "
        "without pages counts as one page.",
    )
    box: Box | None = nested(
        inside=EvidenceKey.BOX,
        present=EvidenceKey.BOX,
        description="The line stands here on the page. It is null where the format does not say, as "
        "in Word files.",
    )
    text: str = value(
        EvidenceKey.TEXT,
        hidden=STARS,
        description="The value was read from this line, or from the text of this link.",
    )
    confidence: float = value(
        EvidenceKey.CONFIDENCE,
        description="This says how likely the value is to be right, from 0.0 to 1.0: of all values "
        "with a confidence of 0.8, about 80 % are right. Placeholders like XXX or "
        "13800000000 have 0.3 at most.",
    )
