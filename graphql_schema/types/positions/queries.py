"""Queries for positions: the catalogue in its order, or ranked by a text."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.errors import InvalidInput
from domain.positions.listing import LONGEST_SEARCH
from graphql_schema.admission.searches import SEARCHED
from graphql_schema.pages import EdgeColumn, Order, PageRequest, page_request
from graphql_schema.reading import relation
from graphql_schema.sources.positions import PositionColumn, PositionConditions, Positions, PositionSources
from graphql_schema.types.paging import After, Before, First, Last
from graphql_schema.types.positions.types import PositionConnection, PositionSource

CATALOGUE_ORDER = Order(PositionColumn.KEY, "key", key=str)
RANKING = Order(EdgeColumn.SCORE, "score", value=float, key=str, descending=True)

SOURCES_POINTS = 20
"""The whole catalogue is counted."""


@strawberry.type
class PositionQueries:
    """The root field `positions`: the catalogue page by page, or ranked by a text."""

    @relation(
        PositionConnection | None,
        Positions(),
        description="Returns a page of the catalogue of positions, bundled and imported. Everybody "
        "may ask, also without a token. Without `search` the positions come in the "
        "order of the catalogue; with it, those most like the text come first.",
    )
    def positions(
        self,
        search: Annotated[
            str | None,
            strawberry.argument(
                metadata=SEARCHED,
                description="Returns positions whose titles are like this text, in words or in meaning, in "
                f"Chinese or English. The text may have {LONGEST_SEARCH} characters. The best "
                "1,000 can be paged through, with `first` and `after` only. A blank text counts "
                "as none.",
            ),
        ] = UNSET,
        source: Annotated[
            str | None,
            strawberry.argument(
                description="Returns only positions of this source: `bundled`, or the name of an import."
            ),
        ] = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> PageRequest[PositionConditions]:
        text, order = (search or "").strip(), CATALOGUE_ORDER
        if text:
            if len(search or "") > LONGEST_SEARCH:
                raise InvalidInput(f"搜索文字不能超过{LONGEST_SEARCH}个字符")
            if last not in (None, UNSET) or before not in (None, UNSET):
                raise InvalidInput("带 search 时只能用 first 与 after 翻页")
            order = RANKING
        conditions = PositionConditions(None if source is UNSET else source, text or None)
        return page_request(
            first=first, after=after, last=last, before=before, order=order, conditions=conditions
        )

    @relation(
        list[PositionSource] | None,
        PositionSources(),
        description="Returns the sources of the catalogue, `bundled` first, then the imports in the order of "
        "their names. Everybody may ask, also without a token.",
        points=SOURCES_POINTS,
    )
    def position_sources(self) -> None:
        return None
