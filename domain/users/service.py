"""Registration, login, and who is behind a token."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import anyio

from domain.errors import (
    AdminsOnly,
    InvalidCredentials,
    InvalidInput,
    NotFound,
    Unauthenticated,
    UsernameTaken,
    WrongPassword,
)
from domain.ports import Clock, UnitOfWorkFactory
from domain.reads import CredentialsRow, Reads, UserRow
from domain.users.models import NewUser, Role, User, Viewer
from domain.users.passwords import Passwords
from domain.users.tokens import Tokens
from domain.users.validation import (
    LONGEST_PASSWORD,
    check_password,
    clean_email,
    clean_role,
    clean_username,
    is_text,
    username_key,
)


class UserService:
    """The use cases around users."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory,
        reads: Reads,
        passwords: Passwords,
        tokens: Tokens,
        clock: Clock,
        password_min_length: int,
        admin_bootstrap: bool,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._reads = reads
        self._passwords = passwords
        self._tokens = tokens
        self._clock = clock
        self._password_min_length = password_min_length
        self._admin_bootstrap = admin_bootstrap

    async def register(
        self,
        *,
        username: str,
        password: str,
        email: str | None = None,
        role: str | None = None,
        viewer: Viewer | None = None,
    ) -> User:
        """Make a new user.

        Administrators are made by administrators, or, where the bootstrap is on, as long as there is none.

        Raises:
            InvalidInput: A value breaks its rule.
            AdminsOnly: `viewer` may not make an administrator.
            UsernameTaken: Another user has the name, in whatever case.
        """
        name, wanted = clean_username(username), clean_role(role)
        check_password(password, min_length=self._password_min_length)
        address = clean_email(email)
        may_make_admins = viewer is not None and viewer.is_admin
        if wanted is Role.ADMIN and not may_make_admins and not self._admin_bootstrap:
            raise AdminsOnly
        user = NewUser(
            username=name,
            username_key=username_key(name),
            password_hash=await self._passwords.hash(password),
            email=address,
            role=wanted,
            created_at=self._clock(),
        )
        return await anyio.to_thread.run_sync(partial(self._add, user, may_make_admins=may_make_admins))

    async def create_admin(self, *, username: str, password: str) -> User:
        """Make an administrator, for those who already hold the machine."""
        operator = Viewer(0, "", Role.ADMIN.value)
        return await self.register(username=username, password=password, role=Role.ADMIN, viewer=operator)

    async def login(self, *, username: str, password: str) -> str:
        """Return a token for the user. Raises `InvalidCredentials`, after the same time for any cause."""
        found = await self._credentials(username)
        given = password[:LONGEST_PASSWORD] if is_text(password) else ""
        genuine = await self._passwords.verify(given, password_hash=found.password_hash if found else None)
        if found is None or not genuine or given != password:
            raise InvalidCredentials
        if self._passwords.is_outdated(found.password_hash):
            renewed = await self._passwords.hash(password)
            await anyio.to_thread.run_sync(self._renew_hash, found, renewed)
        return self._tokens.issue(user_id=found.user_id, token_version=found.token_version)

    async def authenticate(self, token: str) -> Viewer:
        """Return who is behind a token. Raises `Unauthenticated`."""
        claims = self._tokens.verify(token)
        row = await self._reads.viewer(claims.user_id)
        if row is None or row.token_version != claims.token_version:
            raise Unauthenticated
        return Viewer(row.id, row.username, row.role)

    async def change_password(self, viewer: Viewer, *, current: str, new: str) -> str:
        """Change the viewer's password; every token of his ends, and a new one is returned.

        Raises:
            InvalidInput: The new password breaks its rule.
            WrongPassword: `current` is not his password.
            Unauthenticated: The user is gone.
        """
        check_password(new, min_length=self._password_min_length)
        seen = await self._reads.credentials(username_key(viewer.username))
        if seen is None or seen.user_id != viewer.id:
            raise Unauthenticated
        genuine = len(current) <= LONGEST_PASSWORD and is_text(current)
        if not genuine or not await self._passwords.verify(current, password_hash=seen.password_hash):
            raise WrongPassword
        renewed = await self._passwords.hash(new)
        version = await anyio.to_thread.run_sync(self._change_password, seen, renewed)
        return self._tokens.issue(user_id=viewer.id, token_version=version)

    async def set_user_role(self, viewer: Viewer, user_id: int, *, role: Role) -> None:
        """Make a user an administrator, or no longer one.

        An administrator cannot change his own role, so that there is always one left.

        Raises:
            AdminsOnly: The viewer is none.
            NotFound: There is no such user.
            InvalidInput: It is the viewer himself.
        """
        if not viewer.is_admin:
            raise AdminsOnly
        if user_id == viewer.id:
            raise InvalidInput("不能更改自己的角色")
        await anyio.to_thread.run_sync(partial(self._set_role, viewer.id, user_id, role))

    async def all_users(self, viewer: Viewer, *, after: int, limit: int) -> list[UserRow]:
        """Return a page of all users. Raises `AdminsOnly`."""
        if not viewer.is_admin:
            raise AdminsOnly
        return await self._reads.all_users(after=after, limit=limit)

    def _add(self, user: NewUser, *, may_make_admins: bool) -> User:
        with self._unit_of_work() as work:
            if user.role is Role.ADMIN and not may_make_admins:
                work.users.lock_admins()
                if work.users.any_admin():
                    raise AdminsOnly
            if work.users.find(user.username_key) is not None:
                raise UsernameTaken
            added = work.users.add(user)
            work.commit()
            return added

    def _change_password(self, seen: CredentialsRow, renewed: str) -> int:
        with self._unit_of_work() as work:
            current = work.users.get(seen.user_id)
            if current is None:
                raise Unauthenticated
            if current.token_version != seen.token_version:
                # Changed meanwhile: what was given is not the password any more.
                raise WrongPassword
            version = current.token_version + 1
            work.users.update(replace(current, password_hash=renewed, token_version=version))
            work.commit()
            return version

    def _set_role(self, actor_id: int, user_id: int, role: Role) -> None:
        with self._unit_of_work() as work:
            # Two administrators who demote each other at once: asked in turn, the second is none any more.
            work.users.lock_admins()
            actor, user = work.users.get(actor_id), work.users.get(user_id)
            if actor is None or actor.role is not Role.ADMIN:
                raise AdminsOnly
            if user is None:
                raise NotFound
            work.users.update(replace(user, role=role))
            work.commit()

    async def _credentials(self, username: str) -> CredentialsRow | None:
        try:
            key = username_key(clean_username(username))
        except InvalidInput:
            return None
        return await self._reads.credentials(key)

    def _renew_hash(self, seen: CredentialsRow, renewed: str) -> None:
        with self._unit_of_work() as work:
            current = work.users.get(seen.user_id)
            # A password changed meanwhile wins.
            if current is not None and current.password_hash == seen.password_hash:
                work.users.update(replace(current, password_hash=renewed))
                work.commit()
