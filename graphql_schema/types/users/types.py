"""User: who has an account."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import UNSET

from graphql_schema.ids import user_id
from graphql_schema.pages import PageRequest, page_request
from graphql_schema.reading import relation, value
from graphql_schema.sources import Pages
from graphql_schema.types.node import Node
from graphql_schema.types.paging import After, Before, Connection, First, Last
from graphql_schema.types.resumes.types import Resume, ResumeOrder, ResumeOrderArgument
from graphql_schema.types.scalars import DateTime

UserArgument = Annotated[
    strawberry.ID, strawberry.argument(description="The user's `id`, or his `databaseId`.")
]


@strawberry.type(description="Somebody with an account.")
class User(Node):
    """A user; only he himself and administrators get to see him."""

    id: strawberry.ID = value("id", compute=user_id, description="Global id.")
    database_id: int = value("id", description="The number that REST knows the user by.")
    username: str = value("username", description="The name to log in with.")
    email: str | None = value("email", description="E-mail address; null where none was given.")
    role: str = value("role", description="What the user may do: `job_seeker` or `admin`.")
    created_at: DateTime = value("created_at", description="When the user registered.")

    @relation(
        Connection[Resume],
        Pages("Resume", by_owner=True),
        key="id",
        description="The user's resumes, in the order of their upload unless `orderBy` says otherwise.",
    )
    def resumes(
        self,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
        order_by: ResumeOrderArgument = ResumeOrder.ID_ASC,
    ) -> PageRequest:
        return page_request(first=first, after=after, last=last, before=before, order_by=order_by)
