"""Queries for users."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from domain.viewers import Role
from graphql_schema.ids import ObjectRequest, requested
from graphql_schema.pages import PageRequest, page_request
from graphql_schema.reading import relation
from graphql_schema.sources import Objects, Pages
from graphql_schema.types.enums import describe
from graphql_schema.types.paging import After, Before, Connection, First, Last
from graphql_schema.types.scalars import DateTime
from graphql_schema.types.search import text_pattern
from graphql_schema.types.users.types import User, UserArgument


class UserOrder(Enum):
    """Each value is a column and whether it descends."""

    ID_ASC = ("id", False)
    ID_DESC = ("id", True)
    USERNAME_ASC = ("username_key", False)
    USERNAME_DESC = ("username_key", True)


describe(
    UserOrder,
    "How a list of users is ordered.",
    ID_ASC="In the order of registration.",
    ID_DESC="Latest registered first.",
    USERNAME_ASC="By name, regardless of case.",
    USERNAME_DESC="By name, backwards.",
)


@strawberry.input(description="Which users are listed: those that meet every condition given.")
class UserFilter:
    """Conditions on users."""

    role: Role | None = strawberry.field(default=None, description="Only users of this role.")
    text: str | None = strawberry.field(
        default=None, description="Only users whose name or e-mail address contains this."
    )
    created_from: DateTime | None = strawberry.field(
        default=None, description="Only users registered at this moment or later."
    )
    created_until: DateTime | None = strawberry.field(
        default=None, description="Only users registered before this moment."
    )

    def values(self) -> dict[str, Any]:
        """Return the conditions by the names that reads know them by."""
        found = {
            "role": self.role.value if self.role else None,
            "text": text_pattern(self.text),
            "from": self.created_from,
            "until": self.created_until,
        }
        return {name: given for name, given in found.items() if given is not None}


@strawberry.type
class UserQueries:
    """Queries for users."""

    @relation(User, Objects(), description="Whoever is logged in.")
    def me(self) -> ObjectRequest:
        return ObjectRequest("User", None)

    @relation(User | None, Objects(), description="One user; others than oneself only for administrators.")
    def user(
        self,
        id: UserArgument,  # noqa: A002
    ) -> ObjectRequest:
        return requested(id, kind="User")

    @relation(Connection[User] | None, Pages("User"), description="All users; only for administrators.")
    def users(
        self,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
        filter: Annotated[  # noqa: A002
            UserFilter | None, strawberry.argument(description="Which users; all by default.")
        ] = UNSET,
        order_by: Annotated[
            UserOrder | None, strawberry.argument(description="How they are ordered.")
        ] = UserOrder.ID_ASC,
    ) -> PageRequest:
        return page_request(
            first=first,
            after=after,
            last=last,
            before=before,
            order_by=order_by,
            values=filter.values() if filter else None,
        )
