"""Which resumes are listed and counted."""

from __future__ import annotations

import strawberry

from domain.errors import InvalidInput
from domain.resumes.columns import ResumeConditions
from domain.resumes.models import ResumeState
from domain.vocabulary.degrees import DegreeLevel
from graphql_schema.admission.searches import SEARCHED
from graphql_schema.ids import requested_resume, requested_user
from graphql_schema.types.scalars import DateTime
from graphql_schema.types.search import searched_text

MOST_IDS = 500
MOST_SKILLS = 20
MOST_CITIES = 50
MOST_YEARS = 200
MOST_PAY = 2**31 - 1


@strawberry.input(description="Only resumes that meet every given condition are listed.")
class ResumeFilter:
    """The conditions that `resumes` can be narrowed by; those not given let every resume through."""

    states: list[ResumeState] | None = strawberry.field(
        default=None, description="Lists only resumes in one of these states."
    )
    owner: strawberry.ID | None = strawberry.field(
        default=None, description="Lists only resumes of the user with this `id` or `databaseId`."
    )
    uploaded_from: DateTime | None = strawberry.field(
        default=None, description="Lists only resumes uploaded at this moment or later."
    )
    uploaded_until: DateTime | None = strawberry.field(
        default=None, description="Lists only resumes uploaded before this moment."
    )
    text: str | None = strawberry.field(
        default=None,
        metadata=SEARCHED,
        description="Lists only resumes that hold every word of this text: on their pages, among the values "
        "read from them, or in their file names. Words are Chinese or English, in upper or lower "
        'case; a phrase in quotation marks, like `"成本核算"`, is found as it stands, and `kube*` '
        "finds what begins so. "
        "200 characters are allowed. A resume is found once its analysis has ended.",
    )

    skills: list[str] | None = strawberry.field(
        default=None,
        metadata=SEARCHED,
        description="Lists only resumes that name all of these skills, each as it is printed, in upper "
        f"or lower case. {MOST_SKILLS} are allowed.",
    )
    min_degree: DegreeLevel | None = strawberry.field(
        default=None,
        metadata=SEARCHED,
        description="Lists only resumes whose highest degree is of this level or above.",
    )
    min_years: float | None = strawberry.field(
        default=None,
        metadata=SEARCHED,
        description="Lists only resumes that state this many years of experience or more.",
    )
    max_years: float | None = strawberry.field(
        default=None,
        metadata=SEARCHED,
        description="Lists only resumes that state this many years of experience or fewer.",
    )
    cities: list[str] | None = strawberry.field(
        default=None,
        metadata=SEARCHED,
        description="Lists only resumes of persons who live in one of these cities. `北京` and `北京市` "
        f"are the same. {MOST_CITIES} are allowed.",
    )
    min_age: int | None = strawberry.field(
        default=None,
        metadata=SEARCHED,
        description="Lists only resumes of persons who have this age today or are older.",
    )
    max_age: int | None = strawberry.field(
        default=None,
        metadata=SEARCHED,
        description="Lists only resumes of persons who have this age today or are younger.",
    )
    min_pay: int | None = strawberry.field(
        default=None,
        metadata=SEARCHED,
        description="Lists only resumes whose expected pay a month, in CNY, reaches this amount.",
    )
    max_pay: int | None = strawberry.field(
        default=None,
        metadata=SEARCHED,
        description="Lists only resumes whose expected pay a month, in CNY, begins at this amount or below.",
    )
    position: str | None = strawberry.field(
        default=None,
        metadata=SEARCHED,
        description="Lists only resumes that have a position of this title among their matches, as in "
        "`Match.position`.",
    )

    ids: list[strawberry.ID] | None = strawberry.field(
        default=None,
        description="Lists only resumes with one of these `id`s or `databaseId`s, as far as they exist. "
        f"{MOST_IDS} are allowed.",
    )
    min_review_weight: float | None = strawberry.field(
        default=None, description="Lists only resumes whose `reviewWeight` is this or more."
    )

    def conditions(self) -> ResumeConditions:
        """Return the conditions as reads know them. Raises `InvalidInput`, `NotFound`."""
        return ResumeConditions(
            ids=_numbers(self.ids),
            states=None if self.states is None else tuple(self.states),
            owner_id=None if self.owner is None else requested_user(self.owner),
            uploaded_from=self.uploaded_from,
            uploaded_until=self.uploaded_until,
            text=searched_text(self.text),
            skills=_texts("skills", self.skills, MOST_SKILLS) or (),
            degree_from=None if self.min_degree is None else int(self.min_degree),
            years_from=self.min_years,
            years_until=self.max_years,
            cities=_texts("cities", self.cities, MOST_CITIES),
            age_from=_bounded("minAge", self.min_age, MOST_YEARS),
            age_until=_bounded("maxAge", self.max_age, MOST_YEARS),
            pay_from=_bounded("minPay", self.min_pay, MOST_PAY),
            pay_until=_bounded("maxPay", self.max_pay, MOST_PAY),
            position=searched_text(self.position),
            review_from=self.min_review_weight,
        )


def _numbers(ids: list[strawberry.ID] | None) -> tuple[int, ...] | None:
    if ids is None:
        return None
    if len(ids) > MOST_IDS:
        raise InvalidInput(f"ids 不能超过 {MOST_IDS} 个")
    return tuple(dict.fromkeys(requested_resume(each) for each in ids))


def _texts(name: str, given: list[str] | None, most: int) -> tuple[str, ...] | None:
    if given is None:
        return None
    if len(given) > most:
        raise InvalidInput(f"{name} 不能超过 {most} 个")
    return tuple(dict.fromkeys(text for each in given if (text := searched_text(each)) is not None))


def _bounded(name: str, given: int | None, most: int) -> int | None:
    if given is not None and not 0 <= given <= most:
        raise InvalidInput(f"{name} 须在 0 至 {most} 之间")
    return given
