"""Queries for users."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.users.columns import ALL_USERS, UserColumn, UserConditions
from domain.viewers import Role
from graphql_schema.ids import UserRequest, requested_user
from graphql_schema.pages import Order, PageRequest, page_request
from graphql_schema.reading import relation
from graphql_schema.sources import AllUsers, OneUser
from graphql_schema.types.enums import describe
from graphql_schema.types.paging import After, Before, Connection, First, Last
from graphql_schema.types.scalars import DateTime
from graphql_schema.types.search import searched_text
from graphql_schema.types.users.types import User, UserArgument


class UserOrder(Enum):
    """The orders of lists of users."""

    ID_ASC = Order(UserColumn.ID, "id")
    ID_DESC = Order(UserColumn.ID, "id", descending=True)
    USERNAME_ASC = Order(UserColumn.USERNAME_KEY, "username_key", value=str)
    USERNAME_DESC = Order(UserColumn.USERNAME_KEY, "username_key", value=str, descending=True)


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

    def conditions(self) -> UserConditions:
        """Return the conditions as reads know them. Raises `InvalidInput`."""
        return UserConditions(
            role=self.role,
            text=searched_text(self.text),
            created_from=self.created_from,
            created_until=self.created_until,
        )


@strawberry.type
class UserQueries:
    """Queries for users."""

    @relation(User, OneUser(), description="Whoever is logged in.")
    def me(self) -> UserRequest:
        return UserRequest(None)

    @relation(User | None, OneUser(), description="One user; others than oneself only for administrators.")
    def user(
        self,
        id: UserArgument,  # noqa: A002
    ) -> UserRequest:
        return UserRequest(requested_user(id))

    @relation(Connection[User] | None, AllUsers(), description="All users; only for administrators.")
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
    ) -> PageRequest[UserConditions]:
        return page_request(
            first=first,
            after=after,
            last=last,
            before=before,
            order=(order_by or UserOrder.ID_ASC).value,
            conditions=filter.conditions() if filter else ALL_USERS,
        )
