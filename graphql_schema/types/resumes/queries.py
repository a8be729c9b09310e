"""Queries for resumes."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from domain.resumes.models import ResumeState
from graphql_schema.ids import ObjectRequest, requested
from graphql_schema.pages import PageRequest, page_request
from graphql_schema.reading import relation
from graphql_schema.sources import Objects, Pages
from graphql_schema.types.paging import After, Before, Connection, First, Last
from graphql_schema.types.resumes.types import Resume, ResumeArgument, ResumeOrder, ResumeOrderArgument
from graphql_schema.types.scalars import DateTime
from graphql_schema.types.search import text_pattern


@strawberry.input(description="Which resumes are listed: those that meet every condition given.")
class ResumeFilter:
    """Conditions on resumes."""

    states: list[ResumeState] | None = strawberry.field(
        default=None, description="Only resumes in one of these states."
    )
    owner: strawberry.ID | None = strawberry.field(
        default=None, description="Only resumes of the user with this `id` or `databaseId`."
    )
    uploaded_from: DateTime | None = strawberry.field(
        default=None, description="Only resumes uploaded at this moment or later."
    )
    uploaded_until: DateTime | None = strawberry.field(
        default=None, description="Only resumes uploaded before this moment."
    )
    text: str | None = strawberry.field(
        default=None,
        description="Only resumes that contain this in file name, person's name, career interest or skills.",
    )

    def values(self) -> dict[str, Any]:
        """Return the conditions by the names that reads know them by. Raises `InvalidInput`, `NotFound`."""
        found = {
            "states": None if self.states is None else tuple(state.value for state in self.states),
            "user_id": None if self.owner is None else requested(self.owner, kind="User").key,
            "from": self.uploaded_from,
            "until": self.uploaded_until,
            "text": text_pattern(self.text),
        }
        return {name: given for name, given in found.items() if given is not None}


@strawberry.type
class ResumeQueries:
    """Queries for resumes."""

    @relation(
        Resume | None, Objects(), description="One resume; others than one's own only for administrators."
    )
    def resume(
        self,
        id: ResumeArgument,  # noqa: A002
    ) -> ObjectRequest:
        return requested(id, kind="Resume")

    @relation(Connection[Resume] | None, Pages("Resume"), description="All resumes; only for administrators.")
    def resumes(
        self,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
        filter: Annotated[  # noqa: A002
            ResumeFilter | None, strawberry.argument(description="Which resumes; all by default.")
        ] = UNSET,
        order_by: ResumeOrderArgument = ResumeOrder.ID_ASC,
    ) -> PageRequest:
        return page_request(
            first=first,
            after=after,
            last=last,
            before=before,
            order_by=order_by,
            values=filter.values() if filter else None,
        )
