"""Queries for users."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.users.columns import ALL_USERS, UserColumn, UserConditions
from domain.viewers import Role
from graphql_schema.admission.searches import SEARCHED
from graphql_schema.ids import UserRequest, requested_user
from graphql_schema.pages import Order, PageRequest, page_request
from graphql_schema.reading import relation
from graphql_schema.sources.users import AllUsers, OneUser
from graphql_schema.types.enums import describe
from graphql_schema.types.paging import After, Before, Connection, First, Last
from graphql_schema.types.scalars import DateTime
from graphql_schema.types.search import searched_text
from graphql_schema.types.users.types import User, UserArgument


class UserOrder(Enum):
    """The orders in which users can be listed. Rows with equal values are ordered by their ids."""

    ID_ASC = Order(UserColumn.ID, "id")
    ID_DESC = Order(UserColumn.ID, "id", descending=True)
    USERNAME_ASC = Order(UserColumn.USERNAME_KEY, "username_key", value=str)
    USERNAME_DESC = Order(UserColumn.USERNAME_KEY, "username_key", value=str, descending=True)


describe(
    UserOrder,
    "This says in which order users are listed.",
    ID_ASC="The user who registered first comes first.",
    ID_DESC="The user who registered last comes first.",
    USERNAME_ASC="The users are sorted by name, from A to Z. Upper and lower case count as the same.",
    USERNAME_DESC="The users are sorted by name, from Z to A. Upper and lower case count as the same.",
)


@strawberry.input(description="Only users who meet every given condition are listed.")
class UserFilter:
    """The conditions that `users` can be narrowed by; those not given let everybody through."""

    role: Role | None = strawberry.field(default=None, description="Lists only users with this role.")
    text: str | None = strawberry.field(
        default=None,
        metadata=SEARCHED,
        description="Lists only users whose name or e-mail address contains this text. Upper and "
        "lower case count as the same, and 200 characters are allowed.",
    )
    created_from: DateTime | None = strawberry.field(
        default=None, description="Lists only users who registered at this moment or later."
    )
    created_until: DateTime | None = strawberry.field(
        default=None, description="Lists only users who registered before this moment."
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
    """The root fields about users: the one who asks, one by id, and all of them."""

    @relation(
        User,
        OneUser(),
        description="Returns the user whose token was sent with the request. Without a token there "
        "is no data, only an error `UNAUTHENTICATED`.",
    )
    def me(self) -> UserRequest:
        return UserRequest(None)

    @relation(
        User | None,
        OneUser(),
        description="Returns one user. Users may see themselves, and administrators everybody. For "
        "others it is null, with an error `FORBIDDEN`; where there is no such user, the "
        "error is `NOT_FOUND`.",
    )
    def user(
        self,
        id: UserArgument,  # noqa: A002
    ) -> UserRequest:
        return UserRequest(requested_user(id))

    @relation(
        Connection[User] | None,
        AllUsers(),
        description="Returns a page of all users. Only an administrator may ask. For others it is "
        "null, with an error `FORBIDDEN`.",
    )
    def users(
        self,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
        filter: Annotated[  # noqa: A002
            UserFilter | None,
            strawberry.argument(
                description="Only users who meet these conditions are listed. Without it all are."
            ),
        ] = UNSET,
        order_by: Annotated[
            UserOrder | None, strawberry.argument(description="The users are listed in this order.")
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
