"""Warnings: what is to be known of a resume's file."""

from __future__ import annotations

import strawberry

from domain.analyses.columns import WarningKey
from domain.analyses.warnings import WarningKind
from graphql_schema.blind import STARS
from graphql_schema.reading import nested, value
from graphql_schema.types.evidence import Box


@strawberry.type(
    description="This warns of words that are in the file and that nobody sees who looks at it. They count "
    "for no field of the analysis and for no match."
)
class AnalysisWarning:
    """Words that nobody sees, with their place, for a client that asks the person about them."""

    kind: WarningKind = value(
        WarningKey.KIND, compute=WarningKind, description="The words are hidden in this way."
    )
    message: str = value(
        WarningKey.MESSAGE, description="This says it to a reader, in the language of the resume."
    )
    page: int = value(
        WarningKey.PAGE,
        description="The words are on this page, and the first one is 1. A file in a format without "
        "pages counts as one page.",
    )
    box: Box | None = nested(
        inside=WarningKey.BOX,
        present=WarningKey.BOX,
        description="The words would stand here on the page. It is null where the format does not "
        "say, as in Word files.",
    )
    text: str = value(
        WarningKey.TEXT, hidden=STARS, description="These are the hidden words, in at most 160 characters."
    )
