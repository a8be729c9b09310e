"""Evidence: where a value was read."""

from __future__ import annotations

import strawberry

from domain.analyses.columns import BoxKey, EvidenceKey
from graphql_schema.reading import nested, value
from graphql_schema.types.enums import AnalysisField


@strawberry.type(description="A rectangle on a page, in points (1/72 inch) from the page's top left corner.")
class Box:
    """A place on a page."""

    left: float = value(BoxKey.LEFT, description="Distance of the left edge from the page's left edge.")
    top: float = value(BoxKey.TOP, description="Distance of the upper edge from the page's upper edge.")
    right: float = value(BoxKey.RIGHT, description="Distance of the right edge from the page's left edge.")
    bottom: float = value(BoxKey.BOTTOM, description="Distance of the lower edge from the page's upper edge.")


@strawberry.type(description="Where a value was read, and how likely it is right.")
class Evidence:
    """A piece of evidence."""

    field: AnalysisField = value(
        EvidenceKey.FIELD, compute=AnalysisField, description="What it is evidence for."
    )
    index: int | None = value(
        EvidenceKey.INDEX, description="The item's place in a list, from 0; null where the field is no list."
    )
    page: int = value(EvidenceKey.PAGE, description="The page, from 1. A format without pages is one page.")
    box: Box | None = nested(
        inside=EvidenceKey.BOX,
        present=EvidenceKey.BOX,
        description="Where on the page the line stands; null where the file does not say, as in Word's.",
    )
    text: str = value(
        EvidenceKey.TEXT, description="The line the value was read from, or the text of the link."
    )
    confidence: float = value(
        EvidenceKey.CONFIDENCE,
        description="From 0.0 to 1.0: about that share of the values with this confidence is right. Filler,"
        " like XXX or 13800000000, has 0.3 at most.",
    )
