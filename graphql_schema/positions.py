"""Position: what resumes are matched with."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.positions.models import DegreeLevel
from graphql_schema.node import Node, global_id
from graphql_schema.paging import After, Before, Connection, First, Last, PageRequest, page_request
from graphql_schema.reading import relation, value
from graphql_schema.sources import Positions


@strawberry.type(description="A position that resumes are matched with.")
class Position(Node):
    """A position of the catalogue."""

    id: strawberry.ID = value("key", compute=lambda key: global_id("Position", key), description="Global id.")
    code: str = value("code", description="The position's stable key within its source.")
    source: str = value("source", description="Where it comes from: `bundled` came with the program.")
    title_zh: str = value("title_zh", description="The usual title in Chinese.")
    title_en: str = value("title_en", description="The usual title in English.")
    aliases: list[str] = value("aliases", compute=list, description="Other titles, in either language.")
    skills: list[str] = value(
        "skills", compute=list, description="Skills usually asked for, most telling first."
    )
    degree: DegreeLevel = value("degree", description="The degree usually asked for.")
    years_min: int = value("years_min", description="Years of experience usually asked for; 0 where none.")
    salary_range: str = value("salary_range", description="Usual monthly pay, like `15k-25k/月`, or `面议`.")
    salary_min: int | None = value(
        "salary_min", description="Lower end of the usual monthly pay in CNY before tax; null if negotiable."
    )
    salary_max: int | None = value(
        "salary_max", description="Upper end of the usual monthly pay in CNY before tax; null if negotiable."
    )
    salary_basis: str = value("salary_basis", description="Where the pay comes from, like `estimate`.")
    occupation_code: str | None = value(
        "occupation_code", description="Its code in the Chinese occupation classification of 2022."
    )


class CatalogueOrder(Enum):
    """The one order of the catalogue: its own, in which a position's key names a place."""

    KEY = ("key", False)


@strawberry.type
class PositionQueries:
    """Queries for positions."""

    @relation(
        Connection[Position] | None,
        Positions(),
        description="The catalogue of positions, in its own order; open to everybody.",
    )
    def positions(
        self,
        source: Annotated[
            str | None, strawberry.argument(description="Only positions of this source, such as `bundled`.")
        ] = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> PageRequest:
        values = {} if source in (None, UNSET) else {"source": source}
        return page_request(
            first=first, after=after, last=last, before=before, order_by=CatalogueOrder.KEY, values=values
        )
