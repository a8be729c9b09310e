"""Connections: the arguments and the types of lists that come in pages."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Protocol, TypeVar

import strawberry
from strawberry import UNSET

from graphql_schema.pages import (
    DEFAULT_PAGE,
    ConditionsT,
    EdgeColumn,
    Order,
    PageColumn,
    PageRequest,
    page_request,
)
from graphql_schema.reading import edge_node, edges, nested, relation, value
from graphql_schema.sources.shared import WholeList

NodeT = TypeVar("NodeT")
_ConditionsT_co = TypeVar("_ConditionsT_co", covariant=True)

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
        description="This marks the item's place in the list, to be passed as `after`, or as `before` where "
        "the list can be read backwards. It has no meaning beyond that.",
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


class Filter(Protocol[_ConditionsT_co]):
    """The conditions that a list can be narrowed by, as a client gives them."""

    def conditions(self) -> _ConditionsT_co:
        """Return them as reads know them. Raises a `DomainError`."""


def filtered_list(
    graphql_type: Any,
    source: WholeList[ConditionsT, Any],
    *,
    filter_type: type[Filter[ConditionsT]],
    everything: ConditionsT,
    of: str,
    order: Order,
    description: str,
) -> Any:
    """Declare a root field with the pages of a list that has one order and can be narrowed.

    `of` is what its rows are, as clients read it; `everything` are the conditions where none are given.
    """

    def resolve(
        self: None,  # noqa: ARG001 - by its name it is no argument of the field
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
        filter: Any = UNSET,  # noqa: A002
    ) -> PageRequest[ConditionsT]:
        conditions = filter.conditions() if filter else everything
        return page_request(
            first=first, after=after, last=last, before=before, order=order, conditions=conditions
        )

    described = f"Only {of} that meet these conditions are listed. Without it all are."
    resolve.__annotations__["filter"] = Annotated[
        filter_type | None, strawberry.argument(description=described)
    ]
    return relation(Connection[graphql_type] | None, source, description=description)(resolve)
