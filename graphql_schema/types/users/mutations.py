"""Mutations of accounts: the same use cases as over REST. What a client must tell apart are unions."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain import policies
from domain.errors import InvalidCredentials, InvalidInput, UsernameTaken, WrongPassword
from domain.viewers import Role, Viewer
from graphql_schema.ids import ObjectRequest, requested
from graphql_schema.types.operations import Info, mutation, object_of
from graphql_schema.types.outcomes import InvalidInputError
from graphql_schema.types.users.types import User


@strawberry.type(description="Another user has this name.")
class UsernameTakenError:
    """A refusal."""

    message: str = strawberry.field(description="The same, for people.")


@strawberry.type(description="The username or the password is wrong; which of them is not told.")
class InvalidCredentialsError:
    """A refusal."""

    message: str = strawberry.field(description="The same, for people.")


@strawberry.type(description="The current password given for a change is wrong.")
class WrongPasswordError:
    """A refusal."""

    message: str = strawberry.field(description="The same, for people.")


@strawberry.type(description="A user was made.")
class RegisterSuccess:
    """An outcome."""

    user: User = strawberry.field(description="The new user; he still has to log in.")


@strawberry.type(description="The login succeeded.")
class LoginSuccess:
    """An outcome."""

    access_token: str = strawberry.field(description="For the header `Authorization: Bearer …`.")
    user: User = strawberry.field(description="Whoever logged in.")


@strawberry.type(description="The password was changed; every earlier token has ended.")
class ChangePasswordSuccess:
    """An outcome."""

    access_token: str = strawberry.field(description="A new token, in place of the present one.")


@strawberry.type(description="A user's role was set.")
class SetUserRolePayload:
    """An outcome."""

    user: User = strawberry.field(description="The user with the new role.")


RegisterPayload = Annotated[
    RegisterSuccess | UsernameTakenError | InvalidInputError,
    strawberry.union("RegisterPayload", description="What became of a registration."),
]
LoginPayload = Annotated[
    LoginSuccess | InvalidCredentialsError,
    strawberry.union("LoginPayload", description="What became of a login."),
]
ChangePasswordPayload = Annotated[
    ChangePasswordSuccess | WrongPasswordError | InvalidInputError,
    strawberry.union("ChangePasswordPayload", description="What became of a change of password."),
]


@strawberry.input(description="A new user.")
class RegisterInput:
    """The arguments of `register`."""

    username: str = strawberry.field(description="A unique name, regardless of case, of 1 to 64 characters.")
    password: str = strawberry.field(description="The password, of at most 128 characters.")
    email: str | None = strawberry.field(default=None, description="E-mail address.")
    role: Role = strawberry.field(
        default=Role.JOB_SEEKER, description="`ADMIN` only where an administrator registers the user."
    )


@strawberry.input(description="A user's credentials.")
class LoginInput:
    """The arguments of `login`."""

    username: str = strawberry.field(description="The name.")
    password: str = strawberry.field(description="The password.")


@strawberry.input(description="A change of one's own password.")
class ChangePasswordInput:
    """The arguments of `changePassword`."""

    current_password: str = strawberry.field(description="The password so far.")
    new_password: str = strawberry.field(description="The new password, of at most 128 characters.")


@strawberry.input(description="A user's new role.")
class SetUserRoleInput:
    """The arguments of `setUserRole`."""

    user: strawberry.ID = strawberry.field(description="The user's `id` or `databaseId`; not oneself.")
    role: Role = strawberry.field(description="The new role.")


@strawberry.type
class UserMutations:
    """Mutations of one's own account."""

    @mutation(description="Make a user.")
    async def register(
        self,
        info: Info,
        input: Annotated[RegisterInput, strawberry.argument(description="Whom.")],  # noqa: A002
    ) -> RegisterPayload:
        context = info.context
        try:
            user = await context.users.register(
                username=input.username,
                password=input.password,
                email=input.email,
                role=input.role,
                viewer=context.viewer,
            )
        except UsernameTaken as error:
            return UsernameTakenError(message=error.message)
        except InvalidInput as error:
            return InvalidInputError(message=error.message)
        viewer = Viewer(user.id, user.username, user.role)
        return RegisterSuccess(user=await object_of(info, ObjectRequest("User", user.id), viewer=viewer))

    @mutation(description="Get a token for a user.")
    async def login(
        self,
        info: Info,
        input: Annotated[LoginInput, strawberry.argument(description="Who.")],  # noqa: A002
    ) -> LoginPayload:
        users = info.context.users
        try:
            token = await users.login(username=input.username, password=input.password)
        except InvalidCredentials as error:
            return InvalidCredentialsError(message=error.message)
        viewer = await users.authenticate(token)
        user = await object_of(info, ObjectRequest("User", viewer.id), viewer=viewer)
        return LoginSuccess(access_token=token, user=user)

    @mutation(description="Change one's own password. Every token given out so far ends.")
    async def change_password(
        self,
        info: Info,
        input: Annotated[ChangePasswordInput, strawberry.argument(description="The passwords.")],  # noqa: A002
    ) -> ChangePasswordPayload:
        viewer = info.context.require_viewer()
        try:
            token = await info.context.users.change_password(
                viewer, current=input.current_password, new=input.new_password
            )
        except WrongPassword as error:
            return WrongPasswordError(message=error.message)
        except InvalidInput as error:
            return InvalidInputError(message=error.message)
        return ChangePasswordSuccess(access_token=token)


@strawberry.type
class RoleMutations:
    """Mutations of what others may do."""

    @mutation(description="Set a user's role; only for administrators.")
    async def set_user_role(
        self,
        info: Info,
        input: Annotated[SetUserRoleInput, strawberry.argument(description="Whose role.")],  # noqa: A002
    ) -> SetUserRolePayload:
        viewer = policies.SET_USER_ROLE.require(info.context.viewer)
        wanted = requested(input.user, kind="User")
        await info.context.users.set_user_role(viewer, wanted.key, role=input.role)
        return SetUserRolePayload(user=await object_of(info, wanted))
