"""What the services around users ask of the world."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from domain.unit_of_work import UnitOfWork
from domain.users.models import NewUser, User
from domain.viewers import Role, TokenSession, Viewer


class UserRepository(Protocol):
    """Users, one by one."""

    def add(self, user: NewUser) -> User:
        """Store a new user. Raises `UsernameTaken`."""

    def get(self, user_id: int) -> User | None:
        """Return a user, whom nobody else changes until this transaction ends."""

    def find(self, username_key: str) -> User | None: ...

    def update(self, user: User) -> None: ...

    def lock_admins(self) -> None:
        """Have others who make or change administrators wait until this transaction ends."""

    def any_of_role(self, role: Role) -> bool:
        """Whether anybody has the role."""

    def others_who_see(self, role: Role, *, than: int) -> bool:
        """Whether anybody but that user has the role and is not blind."""

    def end_session(self, user_id: int, session: TokenSession, *, now: int) -> None:
        """Have no token of a session count any more, and forget the sessions that were over before `now`.

        It is in seconds since the epoch.
        """

    def delete(self, user_id: int) -> bool:
        """Remove a user with all that hangs on him; False where he is gone."""

    def count(self) -> int: ...


class UserWork(UnitOfWork, Protocol):
    """A unit of work on users."""

    @property
    def users(self) -> UserRepository: ...


UserWorkFactory = Callable[[], UserWork]


class TokenOwner(NamedTuple):
    """What a token is checked against."""

    id: int
    username: str
    role: str
    is_blind: bool
    token_version: int

    @property
    def viewer(self) -> Viewer:
        """The user as one who asks."""
        return Viewer(self.id, self.username, self.role, bool(self.is_blind), self.token_version)


class Credentials(NamedTuple):
    """What a login is checked against."""

    user_id: int
    password_hash: str
    token_version: int


class ListedUser(NamedTuple):
    """A user as lists show one."""

    id: int
    username: str
    role: str


class UserReads(Protocol):
    """Hot, bounded reads of users. Lists come in pages: rows with an id above `after`, at most `limit`."""

    def mark(self) -> bytes | None:
        """Return what is another after each change, of whichever process; None where only reading tells.

        What is read once a mark was taken would be read again as long as the mark is the same.
        """

    async def token_owner(self, user_id: int, session: str) -> TokenOwner | None:
        """Return a user; None also where the session of that name was ended."""

    async def credentials(self, username_key: str) -> Credentials | None: ...

    async def all_users(self, *, after: int, limit: int) -> list[ListedUser]: ...
