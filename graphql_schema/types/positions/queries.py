"""Queries for positions: the catalogue in its order, or ranked by a text."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.errors import InvalidInput
from domain.positions.listing import LONGEST_SEARCH
from graphql_schema.pages import PageRequest, page_request
from graphql_schema.reading import relation
from graphql_schema.sources import Positions
from graphql_schema.types.paging import After, Before, First, Last
from graphql_schema.types.positions.types import PositionConnection


class PositionOrder(Enum):
    """Each value is a column and whether it descends; in the catalogue's own order a key names a place."""

    KEY = ("key", False)
    SCORE = ("score", True)


@strawberry.type
class PositionQueries:
    """Queries for positions."""

    @relation(
        PositionConnection | None,
        Positions(),
        description="The catalogue of positions, bundled and imported; open to everybody. Without `search`"
        " in its own order, with it the positions most like the text, best first, as resumes are matched.",
    )
    def positions(
        self,
        search: Annotated[
            str | None,
            strawberry.argument(
                description="Titles like this, by words and by meaning, in Chinese or English; at most"
                f" {LONGEST_SEARCH} characters. The first 1,000 can be paged through, by `first` and `after`"
                " only. Blank is the same as none."
            ),
        ] = UNSET,
        source: Annotated[
            str | None,
            strawberry.argument(
                description="Only positions of this source: `bundled`, or the name of an import."
            ),
        ] = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> PageRequest:
        values = {} if source in (None, UNSET) else {"source": source}
        order = PositionOrder.KEY
        if search and search.strip():
            if len(search) > LONGEST_SEARCH:
                raise InvalidInput(f"搜索文字不能超过{LONGEST_SEARCH}个字符")
            if last not in (None, UNSET) or before not in (None, UNSET):
                raise InvalidInput("带 search 时只能用 first 与 after 翻页")
            values["search"] = search.strip()
            order = PositionOrder.SCORE
        return page_request(first=first, after=after, last=last, before=before, order_by=order, values=values)
