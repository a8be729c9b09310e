"""User: who has an account."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.users.columns import UserColumn
from graphql_schema.ids import user_id
from graphql_schema.pages import PageRequest, page_request
from graphql_schema.reading import relation, value
from graphql_schema.sources import ResumesOfUsers
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

    id: strawberry.ID = value(UserColumn.ID, compute=user_id, description="Global id.")
    database_id: int = value(UserColumn.ID, description="The number that REST knows the user by.")
    username: str = value(UserColumn.USERNAME, description="The name to log in with.")
    email: str | None = value(UserColumn.EMAIL, description="E-mail address; null where none was given.")
    role: str = value(UserColumn.ROLE, description="What the user may do: `job_seeker` or `admin`.")
    created_at: DateTime = value(UserColumn.CREATED_AT, description="When the user registered.")

    @relation(
        Connection[Resume],
        ResumesOfUsers(),
        key=UserColumn.ID,
        description="The user's resumes, in the order of their upload unless `orderBy` says otherwise.",
    )
    def resumes(
        self,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
        order_by: ResumeOrderArgument = ResumeOrder.ID_ASC,
    ) -> PageRequest[None]:
        order = (order_by or ResumeOrder.ID_ASC).value
        return page_request(first=first, after=after, last=last, before=before, order=order, conditions=None)
