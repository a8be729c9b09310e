"""Position: what resumes are matched with."""

from __future__ import annotations

import strawberry

from domain.vocabulary.degrees import DegreeLevel
from graphql_schema.ids import position_id
from graphql_schema.pages import EdgeColumn, PageColumn
from graphql_schema.reading import edge_node, edges, nested, value
from graphql_schema.sources import PositionColumn
from graphql_schema.types.node import Node
from graphql_schema.types.paging import PageInfo


@strawberry.type(
    description="A position that resumes are matched with, bundled with the program or imported."
)
class Position(Node):
    """A position of the catalogue."""

    id: strawberry.ID = value(PositionColumn.KEY, compute=position_id, description="Global id.")
    code: str = value(PositionColumn.CODE, description="The position's stable key within its source.")
    external_id: str = value(
        PositionColumn.CODE,
        description="The id its source knows it by, or a hash of its content where it has none.",
    )
    source: str = value(
        PositionColumn.SOURCE,
        description="Where it comes from: `bundled` with the program, or the name of an import.",
    )
    title: str = value(
        PositionColumn.TITLE_ZH,
        PositionColumn.TITLE_EN,
        compute=lambda title_zh, title_en: title_zh or title_en,
        description="The title to show: in Chinese, in English where there is no Chinese one.",
    )
    title_zh: str = value(
        PositionColumn.TITLE_ZH, description="The title in Chinese; empty where an import gives none."
    )
    title_en: str = value(
        PositionColumn.TITLE_EN, description="The title in English; empty where an import gives none."
    )
    aliases: list[str] = value(
        PositionColumn.ALIASES, compute=list, description="Other titles, in either language."
    )
    skills: list[str] = value(
        PositionColumn.SKILLS,
        compute=list,
        description="Skills usually asked for, most telling first; an entry may carry both languages, like"
        " `总账/general ledger`.",
    )
    degree: DegreeLevel = value(PositionColumn.DEGREE, description="The degree usually asked for.")
    years_min: int = value(
        PositionColumn.YEARS_MIN, description="Years of experience usually asked for; 0 where none."
    )
    company: str | None = value(PositionColumn.COMPANY, description="The employer; null where none is named.")
    city: str | None = value(
        PositionColumn.CITY, description="Where the work is; null where that is not said."
    )
    salary_range: str = value(
        PositionColumn.SALARY_RANGE,
        description="Monthly pay, like `15k-25k/月`, or `面议`; as printed where a posting gives no monthly"
        " range in CNY. Show `salaryIsEstimate` with it.",
    )
    salary_text: str | None = value(
        PositionColumn.SALARY_TEXT, description="The pay as a posting prints it; null where it prints none."
    )
    salary_min: int | None = value(
        PositionColumn.SALARY_MIN,
        description="Lower end of the monthly pay in CNY before tax; null if negotiable.",
    )
    salary_max: int | None = value(
        PositionColumn.SALARY_MAX,
        description="Upper end of the monthly pay in CNY before tax; null if negotiable.",
    )
    salary_basis: str = value(
        PositionColumn.SALARY_BASIS,
        description="Where the pay comes from: `estimate`, the postings it was derived from, or the posting's"
        " own source; empty where there is no pay.",
    )
    salary_is_estimate: bool = value(
        PositionColumn.SALARY_IS_ESTIMATE,
        description="Whether the pay is an estimate of ours, not derived from postings.",
    )
    occupation_code: str | None = value(
        PositionColumn.OCCUPATION_CODE,
        description="Its code in the Chinese occupation classification of 2022.",
    )


@strawberry.type(description="A position with its place in the list.")
class PositionEdge:
    """An edge that tells how well its position was found."""

    cursor: str = value(
        EdgeColumn.CURSOR, description="The item's place, for `after` and, without `search`, `before`."
    )
    score: float | None = value(
        EdgeColumn.SCORE,
        description="How alike the position is to `search`, from 0.0 to 1.0; null without `search`.",
    )
    node: Position = edge_node(description="The position itself.")


@strawberry.type(description="One page of the catalogue, or of a ranking of it.")
class PositionConnection:
    """A connection of positions."""

    total_count: int = value(
        PageColumn.TOTAL,
        description="How many positions there are, of `source` where it is given. With `search`: how many"
        " the ranking holds, at most 1,000.",
    )
    page_info: PageInfo = nested(description="Where this page stands in the list.")
    edges: list[PositionEdge] = edges(description="The positions of this page, each with its cursor.")
