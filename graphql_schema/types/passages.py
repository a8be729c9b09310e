"""Passages: the places of a resume that hold what was searched for."""

from __future__ import annotations

import strawberry

from domain.errors import InvalidInput
from domain.searching.passages import MOST_PASSAGES
from graphql_schema.blind import NO_ITEMS, STARS
from graphql_schema.reading import items, value
from graphql_schema.sources.passages import PartKey, PassageColumn, PassageRequest
from graphql_schema.types.search import searched_text

DEFAULT_PASSAGES = 3
PASSAGES_POINTS = 10
"""The whole text of a resume is looked through."""


@strawberry.type(description="This is a piece of a passage.")
class PassagePart:
    """A piece of a passage, to be shown in its own way where it matches."""

    text: str = value(PartKey.TEXT, hidden=STARS, description="This is the text of the piece.")
    matches: bool = value(
        PartKey.MATCHES, description="This is true where the piece is what was searched for."
    )


@strawberry.type(description="A passage is a place of a resume that holds what was searched for.")
class Passage:
    """A passage, with its page."""

    page: int | None = value(
        PassageColumn.PAGE,
        description="The passage stands on this page, and the first page is 1. It is null where the passage "
        "is among the values read from the resume, or is the name of the file.",
    )
    text: str = value(
        PassageColumn.TEXT,
        points=5,
        hidden=STARS,
        description="This is the passage, about 120 characters on one line.",
    )
    parts: list[PassagePart] = items(
        PassageColumn.PARTS,
        hidden=NO_ITEMS,
        description="These are the pieces of the passage in their order. Show those that match in their own "
        "way.",
    )


def passage_request(text: str | None, first: int | None) -> PassageRequest:
    """Return which passages are asked for. Raises `InvalidInput`."""
    size = DEFAULT_PASSAGES if first is None else first
    if not 0 <= size <= MOST_PASSAGES:
        raise InvalidInput(f"first 须在 0 至 {MOST_PASSAGES} 之间")
    return PassageRequest(searched_text(text), size)
