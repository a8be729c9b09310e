"""Connections: the arguments and the types of lists that come in pages."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

import strawberry

from graphql_schema.pages import DEFAULT_PAGE, EdgeColumn, PageColumn
from graphql_schema.reading import edge_node, edges, nested, value

NodeT = TypeVar("NodeT")

First = Annotated[
    int | None,
    strawberry.argument(
        description=f"How many items from the start, {DEFAULT_PAGE} by default, at most 100."
    ),
]
After = Annotated[
    str | None, strawberry.argument(description="Only items behind this cursor; pass a page's `endCursor`.")
]
Last = Annotated[
    int | None, strawberry.argument(description="How many items from the end, at most 100; not with `first`.")
]
Before = Annotated[
    str | None,
    strawberry.argument(description="Only items before this cursor; pass a page's `startCursor`."),
]


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Relay's page info."""

    has_next_page: bool = value(PageColumn.HAS_NEXT, description="Whether items follow this page.")
    has_previous_page: bool = value(PageColumn.HAS_PREVIOUS, description="Whether items precede this page.")
    start_cursor: str | None = value(
        PageColumn.START_CURSOR, description="The first item's cursor, for `before`; null on an empty page."
    )
    end_cursor: str | None = value(
        PageColumn.END_CURSOR, description="The last item's cursor, for `after`; null on an empty page."
    )


@strawberry.type(description="An item of a list with its place in it.")
class Edge(Generic[NodeT]):
    """Relay's edge."""

    cursor: str = value(EdgeColumn.CURSOR, description="The item's place, for `after` and `before`.")
    node: NodeT = edge_node(description="The item itself.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[NodeT]):
    """Relay's connection."""

    total_count: int = value(PageColumn.TOTAL, description="How many items the whole list has, on all pages.")
    page_info: PageInfo = nested(description="Where this page stands in the list.")
    edges: list[Edge[NodeT]] = edges(description="The items of this page, each with its cursor.")
