"""Mutations of accounts: the same use cases as over REST. What a client must tell apart are unions."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain import policies
from domain.viewers import Role
from graphql_schema.ids import UserRequest, requested_user, user_id
from graphql_schema.types.operations import Info, mutation, object_of
from graphql_schema.types.outcomes import (
    InvalidCredentialsError,
    InvalidInputError,
    UsernameTakenError,
    WrongPasswordError,
)
from graphql_schema.types.users.types import User


@strawberry.type(description="The account was made.")
class RegisterSuccess:
    """What `register` returns when an account was made. It holds no token: the user logs in next."""

    user: User = strawberry.field(description="This is the new user, who can now log in.")


@strawberry.type(description="The login succeeded.")
class LoginSuccess:
    """What `login` returns when the password is right: the token, and who it is for."""

    access_token: str = strawberry.field(
        description="This token is sent with every further request, in the header `Authorization: Bearer …`."
    )
    user: User = strawberry.field(description="This is the user who logged in.")


@strawberry.type(description="The password was changed, and all earlier tokens of the user have ended.")
class ChangePasswordSuccess:
    """What `changePassword` returns when it is done: a token, since all earlier ones have ended."""

    access_token: str = strawberry.field(description="This new token takes the place of the present one.")


@strawberry.type(description="The token that this was asked with has ended.")
class SignOutPayload:
    """What `signOut` returns: the user, without a token, since the user logs in again next."""

    user: User = strawberry.field(description="This is the user who signed out.")


@strawberry.type(description="All tokens of the user have ended, also the one that this was asked with.")
class SignOutEverywherePayload:
    """What `signOutEverywhere` returns: the user, without a token, since the user logs in again next."""

    user: User = strawberry.field(description="This is the user who signed out.")


@strawberry.type(
    description="The account was deleted, with all resumes, their files and everything that was read "
    "from them."
)
class DeleteAccountSuccess:
    """What `deleteAccount` returns: only the id is left, for clients to drop from what they keep."""

    deleted_user_id: strawberry.ID = strawberry.field(description="The deleted user had this `id`.")


@strawberry.type(description="The role was set.")
class SetUserRolePayload:
    """What `setUserRole` returns. Its refusals are errors, so it needs no union."""

    user: User = strawberry.field(description="This is the user with the new role.")


RegisterPayload = Annotated[
    RegisterSuccess | UsernameTakenError | InvalidInputError,
    strawberry.union(
        "RegisterPayload", description="A registration either succeeds or is refused with a reason."
    ),
]
LoginPayload = Annotated[
    LoginSuccess | InvalidCredentialsError,
    strawberry.union("LoginPayload", description="A login either succeeds or is refused."),
]
ChangePasswordPayload = Annotated[
    ChangePasswordSuccess | WrongPasswordError | InvalidInputError,
    strawberry.union(
        "ChangePasswordPayload",
        description="A change of password either succeeds or is refused with a reason.",
    ),
]

DeleteAccountPayload = Annotated[
    DeleteAccountSuccess | WrongPasswordError | InvalidInputError,
    strawberry.union(
        "DeleteAccountPayload",
        description="A deletion of an account either succeeds or is refused with a reason.",
    ),
]


@strawberry.input(description="This describes the account to be made.")
class RegisterInput:
    """The arguments of `register`."""

    username: str = strawberry.field(
        description="The user will log in with this name, of 1 to 64 characters. No two users have "
        "the same name, and upper and lower case count as the same."
    )
    password: str = strawberry.field(
        description="The user will log in with this password, of at most 128 characters. The server "
        "also sets a minimum length."
    )
    email: str | None = strawberry.field(
        default=None, description="The user can be reached at this e-mail address. It may be left out."
    )
    role: Role = strawberry.field(
        default=Role.JOB_SEEKER,
        description="The user gets this role. Only an administrator may register an `ADMIN`. As long as "
        "there is none, the operator of the server may let somebody register as the first.",
    )
    admin_code: str | None = strawberry.field(
        default=None,
        description="The first administrator shows this code where the server asks for one. It is "
        "printed when the server starts.",
    )


@strawberry.input(description="These are the credentials of a user.")
class LoginInput:
    """The arguments of `login`."""

    username: str = strawberry.field(
        description="The user registered with this name. Upper and lower case count as the same."
    )
    password: str = strawberry.field(
        description="The user registered with this password, or changed it to this one later."
    )


@strawberry.input(description="This holds the old and the new password of the user who asks.")
class ChangePasswordInput:
    """The arguments of `changePassword`."""

    current_password: str = strawberry.field(description="This is the password that is valid until now.")
    new_password: str = strawberry.field(
        description="This password is valid from now on. It has at most 128 characters, and the "
        "server also sets a minimum length."
    )


@strawberry.input(description="This says which account is to be deleted.")
class DeleteAccountInput:
    """The arguments of `deleteAccount`."""

    user: strawberry.ID | None = strawberry.field(
        default=None,
        description="The user has this `id` or `databaseId`. Without it, the account of the user who asks "
        "is deleted. Only administrators may delete the accounts of others.",
    )
    password: str | None = strawberry.field(
        default=None,
        description="This is the password of the user who asks. It must be given unless the account is "
        "another user's.",
    )


@strawberry.input(description="This says which user gets which role.")
class SetUserRoleInput:
    """The arguments of `setUserRole`."""

    user: strawberry.ID = strawberry.field(
        description="The user has this `id` or `databaseId`. Administrators cannot change their own role."
    )
    role: Role = strawberry.field(description="The user gets this role.")
    blind: bool | None = strawberry.field(
        default=None,
        description="With true, an administrator is never shown who somebody is, or of which age or "
        "gender, and cannot set roles. Without it, that stays as it is.",
    )


@strawberry.type
class UserMutations:
    """Mutations of one's own account."""

    @mutation(
        permission=policies.REGISTER,
        description="Makes an account. Everybody may do so, also without a token.",
    )
    async def register(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            RegisterInput, strawberry.argument(description="This describes the account to be made.")
        ],
    ) -> RegisterPayload:
        context = info.context
        user = await context.users.register(
            username=input.username,
            password=input.password,
            email=input.email,
            role=input.role,
            viewer=context.viewer,
            address=context.address,
            approach=context.approach(input.admin_code),
        )
        return RegisterSuccess(user=await object_of(info, UserRequest(user.id), viewer=user.viewer))

    @mutation(
        permission=policies.LOG_IN,
        description="Checks a username and a password and returns a token. Everybody may ask, also "
        "without a token.",
    )
    async def login(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            LoginInput, strawberry.argument(description="These are the username and the password.")
        ],
    ) -> LoginPayload:
        users = info.context.users
        token = await users.login(
            username=input.username, password=input.password, address=info.context.address
        )
        viewer = await users.authenticate(token)
        user = await object_of(info, UserRequest(viewer.id), viewer=viewer)
        return LoginSuccess(access_token=token, user=user)

    @mutation(
        permission=policies.CHANGE_PASSWORD,
        description="Changes the password of the user who asks. All earlier tokens of the user end, "
        "and a new one is returned.",
    )
    async def change_password(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            ChangePasswordInput, strawberry.argument(description="These are the old and the new password.")
        ],
    ) -> ChangePasswordPayload:
        viewer = info.context.require_viewer()
        token = await info.context.users.change_password(
            viewer, current=input.current_password, new=input.new_password
        )
        if info.context.session is not None:
            info.context.session.go_on(token)
        return ChangePasswordSuccess(access_token=token)

    @mutation(
        permission=policies.SIGN_OUT,
        description="Ends the token that this is asked with and, in a browser, those that followed or follow "
        "it. Other logins of the user go on.",
    )
    async def sign_out(self, info: Info) -> SignOutPayload:
        viewer = info.context.require_viewer()
        await info.context.users.sign_out(viewer)
        if info.context.session is not None:
            info.context.session.end()
        return SignOutPayload(user=await object_of(info, UserRequest(viewer.id)))

    @mutation(
        permission=policies.SIGN_OUT,
        description="Ends all tokens of the user who asks, on every device. The user has to log in again.",
    )
    async def sign_out_everywhere(self, info: Info) -> SignOutEverywherePayload:
        viewer = info.context.require_viewer()
        await info.context.users.sign_out_everywhere(viewer)
        if info.context.session is not None:
            info.context.session.end()
        return SignOutEverywherePayload(user=await object_of(info, UserRequest(viewer.id)))

    @mutation(
        permission=policies.DELETE_ACCOUNT,
        description="Deletes an account for good, with all resumes, their files and everything that was "
        "read from them. Users may delete their own account, and administrators every one but the last "
        "administrator's. It cannot be undone.",
    )
    async def delete_account(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            DeleteAccountInput, strawberry.argument(description="This says which account is to be deleted.")
        ],
    ) -> DeleteAccountPayload:
        viewer = info.context.require_viewer()
        wanted = viewer.id if input.user is None else requested_user(input.user)
        await info.context.accounts.delete_account(viewer, wanted, password=input.password)
        if wanted == viewer.id and info.context.session is not None:
            info.context.session.end()
        return DeleteAccountSuccess(deleted_user_id=strawberry.ID(user_id(wanted)))


@strawberry.type
class RoleMutations:
    """The mutation by which an administrator sets what others may do."""

    @mutation(
        permission=policies.SET_USER_ROLE,
        description="Gives a user another role. Only an administrator may do so.",
    )
    async def set_user_role(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            SetUserRoleInput, strawberry.argument(description="This says which user gets which role.")
        ],
    ) -> SetUserRolePayload:
        viewer = policies.SET_USER_ROLE.require(info.context.viewer)
        wanted = requested_user(input.user)
        await info.context.users.set_user_role(viewer, wanted, role=input.role, is_blind=input.blind)
        return SetUserRolePayload(user=await object_of(info, UserRequest(wanted)))
