"""Registration, login, and who is behind a token."""

from __future__ import annotations

from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import replace

import anyio

from domain import policies
from domain.addresses import neighbourhood
from domain.auditing import Audit, AuditAction, AuditEntry, NoAudit
from domain.clock import Clock
from domain.errors import (
    InvalidCredentials,
    InvalidInput,
    NotFound,
    Unauthenticated,
    Unavailable,
    UsernameTaken,
    WrongPassword,
)
from domain.input_rules import InputRule
from domain.limiting import Counted, Limit, Limiter, Unlimited
from domain.policies import Bootstrap
from domain.users.guarding import Guard
from domain.users.guessable import check_guessable
from domain.users.models import NewUser, User
from domain.users.passwords import Passwords
from domain.users.ports import Credentials, ListedUser, UserReads, UserWorkFactory
from domain.users.recognising import Recognition
from domain.users.tokens import SessionToken, Tokens
from domain.users.usernames import check_new_username
from domain.users.validation import (
    LONGEST_PASSWORD,
    check_password,
    clean_email,
    clean_role,
    clean_username,
    is_text,
    username_key,
)
from domain.viewers import FROM_ANYWHERE, OPERATOR, Approach, Role, TokenSession, Viewer


class UserService:
    """The use cases around users.

    Addresses are those of the network from which somebody asks; without one, nothing is counted for it.

    Args:
        limiter: Counts registrations and wrong passwords.
        registration_open: Whether others than administrators may make accounts.
        guessable_refused: Whether new passwords may not be common ones or like the user's name.
    """

    def __init__(
        self,
        *,
        unit_of_work: UserWorkFactory,
        reads: UserReads,
        passwords: Passwords,
        tokens: Tokens,
        clock: Clock,
        password_min_length: int,
        bootstrap: Bootstrap,
        limiter: Limiter | None = None,
        registration_open: bool = True,
        guessable_refused: bool = False,
        audit: Audit | None = None,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._reads = reads
        self._passwords = passwords
        self._tokens = tokens
        self._recognition = Recognition(tokens, reads)
        self._clock = clock
        self._password_min_length = password_min_length
        self._bootstrap = bootstrap
        self._limiter = limiter or Unlimited()
        self._guard = Guard(self._limiter)
        self._registration_open = registration_open
        self._guessable_refused = guessable_refused
        self._audit = audit or NoAudit()

    def registers(self, viewer: Viewer | None, role: str | None) -> bool:
        """Whether the viewer may make an account of that role."""
        return policies.REGISTER.allows(viewer, role, is_open=self._registration_open)

    async def register(
        self,
        *,
        username: str,
        password: str,
        email: str | None = None,
        role: str | None = None,
        viewer: Viewer | None = None,
        address: str | None = None,
        approach: Approach = FROM_ANYWHERE,
    ) -> User:
        """Make a new user.

        Raises:
            InvalidInput: A value breaks its rule.
            AdminsOnly: `viewer` may not make an administrator.
            RegistrationClosed: `viewer` may not make anybody here.
            TooManyRequests: Too many users were made from that address of late.
            Overloaded: Too many passwords wait to be hashed.
            UsernameTaken: Another user has the name, in whatever case.
        """
        name, wanted = clean_username(username), clean_role(role)
        check_new_username(name)
        mailbox = clean_email(email)
        self._check_new_password(password, username=name, email=mailbox)
        policies.REGISTER.require(
            viewer, wanted, is_first_admin=self._bootstrap.admits(approach), is_open=self._registration_open
        )
        if address is not None:
            await self._limiter.take(Counted(Limit.REGISTRATION, (neighbourhood(address),)))
        user = NewUser(
            username=name,
            username_key=username_key(name),
            password_hash=await self._passwords.hash(password),
            email=mailbox,
            role=wanted,
            created_at=self._clock(),
        )
        added = await anyio.to_thread.run_sync(self._add, viewer, user)
        actor_id = added.id if viewer is None or viewer == OPERATOR else viewer.id
        self._note(AuditAction.REGISTERED, actor_id, added.id, address=address, detail=added.role.value)
        return added

    async def create_admin(self, *, username: str, password: str) -> User:
        """Make an administrator, for those who already hold the machine."""
        return await self.register(username=username, password=password, role=Role.ADMIN, viewer=OPERATOR)

    async def awaits_admin(self) -> bool:
        """Whether the first administrator is still to come, and may register."""
        return self._bootstrap is not Bootstrap.OFF and not await anyio.to_thread.run_sync(self._has_admin)

    async def login(self, *, username: str, password: str, address: str | None = None) -> str:
        """Return a token for the user.

        Raises:
            InvalidCredentials: After the same time for any cause.
            TooManyRequests: Too many wrong passwords came from that address of late.
            Overloaded: Too many passwords wait to be checked.
        """
        async with self._guard.login(_key(username) or "", address):
            found = await self._genuine(username, password, address)
        self._note(AuditAction.LOGGED_IN, found.user_id, found.user_id, address=address)
        if self._passwords.is_outdated(found.password_hash):
            renewed = await self._passwords.hash(password)
            # Where nothing can be written, the old one does until the next login.
            with suppress(Unavailable):
                await anyio.to_thread.run_sync(self._renew_hash, found, renewed)
        return self._tokens.issue(user_id=found.user_id, token_version=found.token_version)

    def begin_session(self, token: str) -> SessionToken:
        """Return the first token of a session, for one who was given this one for the password just now."""
        return self._tokens.begin_session(self._tokens.verify(token))

    async def go_on(self, token: str) -> SessionToken | None:
        """Return the next token of a session; None where there is none to be had, or not yet."""
        try:
            following = self._tokens.go_on(self._tokens.verify(token))
            if following is not None:
                # It may have ended since this was asked with it.
                await self.authenticate(token)
        except Unauthenticated:
            return None
        return following

    def authenticate(self, token: str) -> Awaitable[Viewer]:
        """Return who is behind a token. Raises `Unauthenticated`."""
        return self._recognition.viewer(token)

    def holder(self, user_id: int, token_version: int, session: str) -> Awaitable[Viewer]:
        """Return to whom something was given in a session. Raises `Unauthenticated` once that ended."""
        return self._recognition.holder(user_id, token_version, session)

    async def change_password(self, viewer: Viewer, *, current: str, new: str) -> str:
        """Change the viewer's password; every token there was ends, and a new one is returned.

        Raises:
            InvalidInput: The new password breaks its rule.
            WrongPassword: `current` is not the viewer's password.
            Unauthenticated: The user is gone.
            TooManyRequests: Too many wrong passwords were given of late.
            Overloaded: Too many passwords wait to be checked.
        """
        policies.CHANGE_PASSWORD.require(viewer)
        self._check_new_password(new, username=viewer.username)
        seen = await self.confirm_password(viewer, current)
        renewed = await self._passwords.hash(new)
        version = await anyio.to_thread.run_sync(self._change_password, seen, renewed)
        self._note(AuditAction.PASSWORD_CHANGED, viewer.id, viewer.id)
        return self._tokens.issue(user_id=viewer.id, token_version=version)

    async def confirm_password(self, viewer: Viewer, password: str) -> Credentials:
        """Return the viewer's credentials if the password is his.

        Raises:
            WrongPassword: It is not.
            Unauthenticated: The user is gone.
            TooManyRequests: Too many wrong passwords were given of late.
            Overloaded: Too many passwords wait to be checked.
        """
        seen = await self._reads.credentials(username_key(viewer.username))
        if seen is None or seen.user_id != viewer.id:
            raise Unauthenticated
        async with self._guard.password(viewer.id):
            genuine = len(password) <= LONGEST_PASSWORD and is_text(password)
            if not genuine or not await self._passwords.verify(password, password_hash=seen.password_hash):
                raise WrongPassword
        return seen

    async def sign_out(self, viewer: Viewer) -> None:
        """End the session of the token that the viewer asks with. Raises `Unauthenticated`."""
        policies.SIGN_OUT.require(viewer)
        if viewer.session is not None:
            await anyio.to_thread.run_sync(self._end_session, viewer.id, viewer.session)
        self._note(AuditAction.SESSION_ENDED, viewer.id, viewer.id)

    async def sign_out_everywhere(self, viewer: Viewer) -> None:
        """End every token of the viewer, also the one he asks with. Raises `Unauthenticated`."""
        policies.SIGN_OUT.require(viewer)
        await anyio.to_thread.run_sync(self._end_tokens, viewer.id)
        self._note(AuditAction.SIGNED_OUT, viewer.id, viewer.id)

    async def set_user_role(
        self, viewer: Viewer, user_id: int, *, role: Role, is_blind: bool | None = None
    ) -> None:
        """Make a user an administrator, or no longer one.

        Args:
            is_blind: Whether the administrator is to be blind; None where that stays as it is.

        Raises:
            AdminsOnly: The viewer is none, or a blind one.
            NotFound: There is no such user.
            InvalidInput: It is the viewer's own role, or a blind one is no administrator.
        """
        policies.SET_USER_ROLE.require(viewer, user_id)
        if is_blind and not policies.may_be_blind(role):
            raise InvalidInput("只有管理员可以设为盲审", rule=InputRule.BLIND_ADMINS_ONLY)
        became_blind = await anyio.to_thread.run_sync(self._set_role, viewer.id, user_id, role, is_blind)
        detail = f"{role.value}, blind" if became_blind else role.value
        self._note(AuditAction.ROLE_CHANGED, viewer.id, user_id, detail=detail)

    async def all_users(self, viewer: Viewer, *, after: int, limit: int) -> list[ListedUser]:
        """Return a page of all users. Raises `AdminsOnly`."""
        policies.LIST_USERS.require(viewer)
        self._note(AuditAction.USERS_LISTED, viewer.id)
        return await self._reads.all_users(after=after, limit=limit)

    def _check_new_password(self, password: str, *, username: str, email: str | None = None) -> None:
        check_password(password, min_length=self._password_min_length)
        if self._guessable_refused:
            check_guessable(password, username=username, email=email)

    def _has_admin(self) -> bool:
        with self._unit_of_work() as work:
            return work.users.any_of_role(policies.bootstrapped_role())

    def _add(self, viewer: Viewer | None, user: NewUser) -> User:
        with self._unit_of_work() as work:
            if not policies.REGISTER.allows(viewer, user.role):
                # Two who want to be the first: asked in turn, the second is not the first any more.
                work.users.lock_admins()
                is_first = not work.users.any_of_role(user.role)
                policies.REGISTER.require(viewer, user.role, is_first_admin=is_first)
            if work.users.find(user.username_key) is not None:
                raise UsernameTaken
            added = work.users.add(user)
            work.commit()
            return added

    def _change_password(self, seen: Credentials, renewed: str) -> int:
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

    def _end_session(self, user_id: int, session: TokenSession) -> None:
        with self._unit_of_work() as work:
            if work.users.get(user_id) is None:
                raise Unauthenticated
            work.users.end_session(user_id, session, now=int(self._clock().timestamp()))
            work.commit()

    def _end_tokens(self, user_id: int) -> None:
        with self._unit_of_work() as work:
            user = work.users.get(user_id)
            if user is None:
                raise Unauthenticated
            work.users.update(replace(user, token_version=user.token_version + 1))
            work.commit()

    def _set_role(self, actor_id: int, user_id: int, role: Role, is_blind: bool | None) -> bool:
        with self._unit_of_work() as work:
            # Two administrators who demote each other at once: asked in turn, the second is none any more.
            work.users.lock_admins()
            actor, user = work.users.get(actor_id), work.users.get(user_id)
            policies.SET_USER_ROLE.require(actor.viewer if actor else None, user_id)
            if user is None:
                raise NotFound
            becomes_blind = policies.may_be_blind(role) and (user.is_blind if is_blind is None else is_blind)
            work.users.update(replace(user, role=role, is_blind=becomes_blind))
            work.commit()
            return becomes_blind

    def _note(
        self,
        action: AuditAction,
        actor_id: int | None,
        subject_id: int | None = None,
        *,
        address: str | None = None,
        detail: str | None = None,
    ) -> None:
        self._audit.note(
            AuditEntry(
                action=action, actor_id=actor_id, subject_id=subject_id, address=address, detail=detail
            )
        )

    async def _genuine(self, username: str, password: str, address: str | None) -> Credentials:
        key = _key(username)
        found = None if key is None else await self._reads.credentials(key)
        given = password[:LONGEST_PASSWORD] if is_text(password) else ""
        genuine = await self._passwords.verify(given, password_hash=found.password_hash if found else None)
        if found is None or not genuine or given != password:
            subject_id = None if found is None else found.user_id
            self._note(AuditAction.LOGIN_FAILED, None, subject_id, address=address)
            raise InvalidCredentials
        return found

    def _renew_hash(self, seen: Credentials, renewed: str) -> None:
        with self._unit_of_work() as work:
            current = work.users.get(seen.user_id)
            # A password changed meanwhile wins.
            if current is not None and current.password_hash == seen.password_hash:
                work.users.update(replace(current, password_hash=renewed))
                work.commit()


def _key(username: str) -> str | None:
    try:
        return username_key(clean_username(username))
    except InvalidInput:
        return None
