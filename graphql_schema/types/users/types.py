"""User: who has an account."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.users.columns import UserColumn
from graphql_schema.blind import NOTHING, STARS
from graphql_schema.ids import user_id
from graphql_schema.pages import PageRequest, page_request
from graphql_schema.reading import relation, value
from graphql_schema.sources.accounts import ArchiveColumn, ArchivesOfUsers
from graphql_schema.sources.resumes import ResumesOfUsers
from graphql_schema.types.node import Node
from graphql_schema.types.paging import After, Before, Connection, First, Last
from graphql_schema.types.resumes.types import Resume, ResumeOrder, ResumeOrderArgument, resume_order
from graphql_schema.types.scalars import DateTime


@strawberry.type(description="This is all that is held of a user, as a ZIP that is made while it is loaded.")
class AccountArchive:
    """All that is held of a user."""

    url: str = value(
        ArchiveColumn.ADDRESS,
        description="The ZIP can be loaded from this address, which begins with the server's root. Whoever "
        "has the address can load it, for 10 minutes at least and 15 at most. Each download is an entry of "
        "the audit log.",
    )


UserArgument = Annotated[
    strawberry.ID, strawberry.argument(description="The user has this `id`, or this `databaseId`.")
]


@strawberry.type(
    description="A user is somebody with an account. Only the user and administrators can see it."
)
class User(Node):
    """A user, whom only the same user and administrators get to see."""

    id: strawberry.ID = value(
        UserColumn.ID, compute=user_id, description="This id is unique among all objects, and never changes."
    )
    database_id: int = value(UserColumn.ID, description="The REST interface knows the user by this number.")
    username: str = value(UserColumn.USERNAME, hidden=STARS, description="The user logs in with this name.")
    email: str | None = value(
        UserColumn.EMAIL,
        hidden=NOTHING,
        description="The user can be reached at this e-mail address. It is null where none was given.",
    )
    role: str = value(
        UserColumn.ROLE, description="This says what the user may do: `job_seeker` or `admin`, as over REST."
    )
    blind: bool = value(
        UserColumn.IS_BLIND,
        compute=bool,
        description="This is true for an administrator who is never shown who somebody is, or of which age "
        "or gender. Every operation of such an administrator is executed as if it were `@blind`.",
    )
    created_at: DateTime = value(UserColumn.CREATED_AT, description="The user registered at this moment.")

    @relation(
        AccountArchive | None,
        ArchivesOfUsers(),
        key=UserColumn.ID,
        description="This is all that is held of the user: the account, the resumes with their files and "
        "results, and what the audit log tells. It is null for those who may not have it, and in blind "
        "operations.",
        hidden=NOTHING,
    )
    def archive(self) -> None:
        return None

    @relation(
        Connection[Resume],
        ResumesOfUsers(),
        key=UserColumn.ID,
        description="These are the resumes that the user uploaded, the first upload first unless "
        "`orderBy` says otherwise.",
    )
    def resumes(
        self,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
        order_by: ResumeOrderArgument = ResumeOrder.ID_ASC,
    ) -> PageRequest[None]:
        order = resume_order(order_by)
        return page_request(first=first, after=after, last=last, before=before, order=order, conditions=None)
