"""Position: what resumes are matched with."""

from __future__ import annotations

import strawberry
from strawberry import UNSET

from domain.candidates.models import MOST_CANDIDATES
from domain.positions.models import web_address
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.levels import Level
from graphql_schema.ids import position_id
from graphql_schema.pages import EdgeColumn, PageColumn, PageRequest
from graphql_schema.reading import edge_node, edges, nested, relation, value
from graphql_schema.sources.candidates import Candidates, CandidatesWanted
from graphql_schema.sources.positions import PositionColumn, PositionSourceColumn
from graphql_schema.types.candidates import (
    CANDIDATES_POINTS,
    CandidateConnection,
    Filter,
    First,
    candidates_request,
)
from graphql_schema.types.node import Node
from graphql_schema.types.paging import After, PageInfo
from graphql_schema.types.positions.pay import PositionPay

DESCRIPTION_POINTS = 10
"""A description may be as long as a hundred other texts."""


@strawberry.type(
    description="A position is a job that resumes are matched with. It comes with the program "
    "or from an import."
)
class Position(Node):
    """A position of the catalogue, bundled or imported. Everybody gets to see it."""

    id: strawberry.ID = value(
        PositionColumn.KEY,
        compute=position_id,
        description="This id is unique among all objects, and never changes.",
    )
    code: str = value(
        PositionColumn.CODE, description="This is the position's key within its source. It never changes."
    )
    external_id: str = value(
        PositionColumn.CODE,
        description="The position's source knows it by this id. Where the source gives none, it is "
        "a hash of the content.",
    )
    source: str = value(
        PositionColumn.SOURCE,
        description="The position comes from here: `bundled` with the program, or the name of an import.",
    )
    title: str = value(
        PositionColumn.TITLE_ZH,
        PositionColumn.TITLE_EN,
        compute=lambda title_zh, title_en: title_zh or title_en,
        description="This is the title to show. It is Chinese where there is a Chinese one, else English.",
    )
    title_zh: str = value(
        PositionColumn.TITLE_ZH,
        description="This is the title in Chinese. It is empty where an import gives none.",
    )
    title_en: str = value(
        PositionColumn.TITLE_EN,
        description="This is the title in English. It is empty where an import gives none.",
    )
    aliases: list[str] = value(
        PositionColumn.ALIASES,
        compute=list,
        description="These are other titles of the same position, in either language.",
    )
    skills: list[str] = value(
        PositionColumn.SKILLS,
        compute=list,
        description="The position usually asks for these skills, the most telling one first. An "
        "entry may carry both languages, like `总账/general ledger`.",
    )
    degree: DegreeLevel = value(
        PositionColumn.DEGREE,
        description="The position usually asks for this degree. It is `NONE` where it asks for none.",
    )
    years_min: int = value(
        PositionColumn.YEARS_MIN,
        description="The position usually asks for this many years of experience. It is 0 where it "
        "asks for none.",
    )
    company: str | None = value(
        PositionColumn.COMPANY, description="This is the employer. It is null where the position names none."
    )
    city: str | None = value(
        PositionColumn.CITY,
        description="The work is in this city. It is null where the position does not name one.",
    )
    url: str | None = value(
        PositionColumn.URL,
        compute=web_address,
        description="The posting is at this address, which begins with `http://` or `https://`. It is null "
        "where the source gives none of that kind.",
    )
    description: str | None = value(
        PositionColumn.DESCRIPTION,
        points=DESCRIPTION_POINTS,
        description="This is what the posting says of the work, as plain text of at most 8,000 characters. "
        "It is null where the posting says nothing, and for bundled positions.",
    )
    pay: PositionPay | None = nested(
        present=PositionColumn.PAY_CURRENCY,
        description="This is the pay as data, in its own currency and period. It is null where no "
        "amount is told.",
    )
    salary_range: str = value(
        PositionColumn.SALARY_RANGE,
        description="This is the monthly pay before tax, like `15k-25k/月`, or `面议` where it is "
        "negotiable. Where a posting gives no monthly range in CNY, the pay stands here "
        "as it is printed. Show `salaryIsEstimate` beside it.",
    )
    salary_text: str | None = value(
        PositionColumn.SALARY_TEXT,
        description="This is the pay as the posting prints it. It is null where the posting prints "
        "none, and for bundled positions.",
    )
    salary_min: int | None = value(
        PositionColumn.SALARY_MIN,
        description="This is the lower end of the monthly pay before tax, in CNY. It is null where "
        "the pay is negotiable or not known in CNY.",
    )
    salary_max: int | None = value(
        PositionColumn.SALARY_MAX,
        description="This is the upper end of the monthly pay before tax, in CNY. It is null where "
        "the pay is negotiable or not known in CNY.",
    )
    salary_basis: str = value(
        PositionColumn.SALARY_BASIS,
        description="This says where the pay comes from: `estimate`, the postings that it was "
        "worked out from, or the import that states it. It is empty where there is no "
        "pay.",
    )
    salary_is_estimate: bool = value(
        PositionColumn.SALARY_IS_ESTIMATE,
        description="This is true where we estimated the pay ourselves, and false where it comes "
        "from postings or there is none.",
    )
    occupation_code: str | None = value(
        PositionColumn.OCCUPATION_CODE,
        description="This is the position's code in the Chinese occupation classification of 2022, "
        "like `2-06-03-00`. It is null where it is not known.",
    )
    isco: str | None = value(
        PositionColumn.ISCO,
        description="This is the position's unit group in the international classification of "
        "occupations, ISCO-08, like `2411`. It is null where it is not known.",
    )
    level: Level | None = value(
        PositionColumn.LEVEL,
        description="This says how far up the ladder of its trade the position stands. It is null "
        "where it is not known.",
    )

    @relation(
        CandidateConnection | None,
        Candidates(),
        key=PositionColumn.KEY,
        description=f"These are the resumes that fit the position, best first, {MOST_CANDIDATES} at most, "
        "each with the same score and reasons as its own match with it. Only an administrator may ask. For "
        "others it is null, with an error `FORBIDDEN`.",
        points=CANDIDATES_POINTS,
    )
    def candidates(
        self,
        first: First = UNSET,
        after: After = UNSET,
        filter: Filter = UNSET,  # noqa: A002
    ) -> PageRequest[CandidatesWanted]:
        return candidates_request(first=first, after=after, filter_=filter)


@strawberry.type(description="A source is where positions come from: the program, or an import.")
class PositionSource:
    """A source of the catalogue, and how many positions it has."""

    name: str = value(
        PositionSourceColumn.NAME,
        description="The source has this name, as in `Position.source`. It is `bundled` for what comes with "
        "the program.",
    )
    position_count: int = value(
        PositionSourceColumn.POSITION_COUNT,
        description="The source has this many positions in the catalogue.",
    )


@strawberry.type(description="An edge is a position together with its place in the list.")
class PositionEdge:
    """A position on a page, with its cursor, and in a ranking with how like the text it is."""

    cursor: str = value(
        EdgeColumn.CURSOR,
        description="This marks the position's place in the list, to be passed as `after` or, "
        "without `search`, as `before`. It has no meaning beyond that.",
    )
    score: float | None = value(
        EdgeColumn.SCORE,
        description="This says how like the position is to the text of `search`, from 0.0 to 1.0. "
        "It is null without `search`.",
    )
    node: Position = edge_node(description="This is the position itself.")


@strawberry.type(description="A connection is one page of the catalogue, or of a ranking of it.")
class PositionConnection:
    """A page of the catalogue or of a ranking. It is not a `Connection`: its edges have a score."""

    total_count: int = value(
        PageColumn.TOTAL,
        description="The catalogue has this many positions, or this many of the asked `source`. "
        "With `search` it is the length of the ranking, which is 1,000 at most.",
    )
    page_info: PageInfo = nested(description="This says where the page stands in the list.")
    edges: list[PositionEdge] = edges(
        description="These are the positions of the page, each with its cursor."
    )
