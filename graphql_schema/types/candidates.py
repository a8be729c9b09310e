"""Candidates: resumes that fit a position, for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import UNSET

from domain.candidates.columns import CandidateColumn
from domain.candidates.models import LONGEST_DESCRIPTION, MOST_CANDIDATES, CandidateConditions, Wanted
from domain.errors import InvalidInput
from domain.vocabulary.degrees import DegreeLevel
from graphql_schema.ids import requested_position
from graphql_schema.pages import EdgeColumn, Order, PageColumn, PageRequest, page_request
from graphql_schema.reading import nested, relation
from graphql_schema.sources.candidates import Candidates, CandidatesWanted, ResumesOfCandidates
from graphql_schema.types.described import DescribedPosition
from graphql_schema.types.fit import Fit
from graphql_schema.types.paging import After, Connection

if TYPE_CHECKING:
    from graphql_schema.types.resumes.types import Resume

CANDIDATES_POINTS = 2_000
"""All persons are compared, as in a search."""

_MOST_SKILLS = 20
_MOST_CITIES = 50
_LONGEST_NAME = 100
RANKING = Order(EdgeColumn.SCORE, "candidate", value=float, descending=True)

First = Annotated[
    int | None,
    strawberry.argument(
        description="Returns at most this many candidates, the best first. The default is 20, and 100 is the "
        "largest value."
    ),
]


@strawberry.type(description="A candidate is a resume that fits a position.")
class Candidate(Fit):
    """A resume that fits a position: how well, why, and which of the skills asked for it names."""

    @relation(
        Annotated["Resume", strawberry.lazy("graphql_schema.types.resumes.types")] | None,
        ResumesOfCandidates(),
        key=CandidateColumn.RESUME_ID,
        description="This is the resume. It is null where it was deleted a moment ago.",
    )
    def resume(self) -> None:
        return None


@strawberry.type(description="A connection is one page of a ranking of candidates.")
class CandidateConnection(Connection[Candidate]):
    """A page of the resumes that fit a position, with what was read of it where it was pasted."""

    described: DescribedPosition | None = nested(
        inside=PageColumn.ABOUT,
        present=PageColumn.ABOUT,
        description="This is what was read of the job description that they are ranked for. It is null where "
        "they are ranked for a position.",
    )


@strawberry.input(
    description="Only resumes that meet every given condition are ranked. One that says nothing of what a "
    "condition is about does not meet it."
)
class CandidateFilter:
    """The conditions that candidates can be narrowed by."""

    cities: list[str] | None = strawberry.field(
        default=None, description=f"The person lives in one of these cities, at most {_MOST_CITIES}."
    )
    degree_from: DegreeLevel | None = strawberry.field(
        default=None, description="The person holds at least this degree."
    )
    years_from: float | None = strawberry.field(
        default=None, description="The person has worked at least so many years."
    )
    years_until: float | None = strawberry.field(
        default=None, description="The person has worked at most so many years."
    )
    pay_until: int | None = strawberry.field(
        default=None, description="The least that the person wishes for is at most so much a month, in CNY."
    )
    skills: list[str] | None = strawberry.field(
        default=None,
        description=f"The person names every one of these skills, at most {_MOST_SKILLS}, in the same or in "
        "nearly the same words.",
    )

    def conditions(self) -> CandidateConditions:
        """Return the conditions as the ranking knows them. Raises `InvalidInput`."""
        cities, skills = self.cities, self.skills or []
        if len(cities or ()) > _MOST_CITIES or len(skills) > _MOST_SKILLS:
            raise InvalidInput(f"cities 不能超过{_MOST_CITIES}个，skills 不能超过{_MOST_SKILLS}个")
        if any(len(text) > _LONGEST_NAME for text in (*(cities or ()), *skills)):
            raise InvalidInput(f"每项不能超过{_LONGEST_NAME}个字符")
        return CandidateConditions(
            cities=None if cities is None else tuple(cities),
            degree=self.degree_from,
            years_from=self.years_from,
            years_until=self.years_until,
            pay_until=self.pay_until,
            skills=tuple(skill for skill in skills if skill.strip()),
        )


Filter = Annotated[
    CandidateFilter | None,
    strawberry.argument(
        description="Only resumes that meet these conditions are ranked. Without it all are."
    ),
]


def candidates_request(
    *, first: int | None, after: str | None, filter_: CandidateFilter | None, wanted: Wanted | None = None
) -> PageRequest[CandidatesWanted]:
    """Return the page of a ranking that arguments ask for. Raises `InvalidInput`."""
    conditions = filter_.conditions() if filter_ else CandidateConditions()
    return page_request(
        first=first,
        after=after,
        last=UNSET,
        before=UNSET,
        order=RANKING,
        conditions=CandidatesWanted(conditions, wanted),
    )


@strawberry.input(one_of=True, description="This says what candidates are looked for.")
class CandidatesFor:
    """What resumes are ranked for: exactly one of these."""

    position: strawberry.ID | None = strawberry.field(
        default=UNSET, description="They are those who fit the position with this `id`."
    )
    text: str | None = strawberry.field(
        default=UNSET,
        description="They fit this job description, pasted as it is in Chinese or English: its title, "
        "skills, years, degree, city and pay are read. The title is what a label such as `职位：` gives, or "
        f"else the first line. The text may have {LONGEST_DESCRIPTION:,} characters.",
    )

    def wanted(self) -> Wanted:
        """Return what is looked for as the ranking knows it. Raises `NotFound`."""
        if self.text is None or self.text is UNSET:
            return Wanted(place=requested_position(str(self.position)))
        return Wanted(text=self.text)


@strawberry.type
class CandidateQueries:
    """The root field `candidates`: resumes that fit a position, or a job description."""

    @relation(
        CandidateConnection | None,
        Candidates(),
        description="Returns the resumes that fit a position of the catalogue or a pasted job description, "
        f"best first, {MOST_CANDIDATES} at most. Only an administrator may ask. For others it is null, with "
        "an error `FORBIDDEN`.",
        points=CANDIDATES_POINTS,
    )
    def candidates(
        self,
        for_: Annotated[
            CandidatesFor,
            strawberry.argument(name="for", description="This is what candidates are looked for."),
        ],
        first: First = UNSET,
        after: After = UNSET,
        filter: Filter = UNSET,  # noqa: A002
    ) -> PageRequest[CandidatesWanted]:
        return candidates_request(first=first, after=after, filter_=filter, wanted=for_.wanted())
