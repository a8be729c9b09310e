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
        description="Returns at most this many items from the start of the list. The default is "
        f"{DEFAULT_PAGE}, and 100 is the largest value. It cannot be used together with "
        "`last`."
    ),
]
After = Annotated[
    str | None,
    strawberry.argument(
        description="Returns only items after this cursor. Pass the `endCursor` of the page before."
    ),
]
Last = Annotated[
    int | None,
    strawberry.argument(
        description="Returns at most this many items from the end of the list, and 100 is the "
        "largest value. It cannot be used together with `first`."
    ),
]
Before = Annotated[
    str | None,
    strawberry.argument(
        description="Returns only items before this cursor. Pass the `startCursor` of the page after."
    ),
]


@strawberry.type(description="This says where a page stands in its list.")
class PageInfo:
    """What Relay's clients page by: whether there is more on either side, and the cursors to go on from."""

    has_next_page: bool = value(
        PageColumn.HAS_NEXT, description="This is true where more items follow after this page."
    )
    has_previous_page: bool = value(
        PageColumn.HAS_PREVIOUS, description="This is true where more items stand before this page."
    )
    start_cursor: str | None = value(
        PageColumn.START_CURSOR,
        description="This is the cursor of the first item, to be passed as `before`. It is null on "
        "an empty page.",
    )
    end_cursor: str | None = value(
        PageColumn.END_CURSOR,
        description="This is the cursor of the last item, to be passed as `after`. It is null on an "
        "empty page.",
    )


@strawberry.type(description="An edge is an item of a list together with its place in the list.")
class Edge(Generic[NodeT]):
    """Relay's wrapping of an item of a list: the item, and the cursor that names its place."""

    cursor: str = value(
        EdgeColumn.CURSOR,
        description="This marks the item's place in the list, to be passed as `after` or `before`. "
        "It has no meaning beyond that.",
    )
    node: NodeT = edge_node(description="This is the item itself.")


@strawberry.type(description="A connection is one page of a list.")
class Connection(Generic[NodeT]):
    """Relay's wrapping of a page of a list. Lists of users and of resumes are made of it."""

    total_count: int = value(
        PageColumn.TOTAL, description="The whole list has this many items, on all pages together."
    )
    page_info: PageInfo = nested(description="This says where the page stands in the list.")
    edges: list[Edge[NodeT]] = edges(description="These are the items of the page, each with its cursor.")
