"""How often something may be done: what is limited, and the port of what counts."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Protocol


class Limit(StrEnum):
    """What is counted, each for whoever its comment names. The values name it to clients."""

    LOGIN = "login"  # failures for one account from one address
    LOGIN_UNDER_ATTACK = "login-under-attack"  # the same, for an account that many fail to enter
    LOGIN_ACCOUNT = "login-account"  # failures for one account from anywhere
    LOGIN_ADDRESS = "login-address"  # failures from one address
    PASSWORD = "password"  # noqa: S105 - wrong passwords of somebody who is logged in
    REGISTRATION = "registration"  # accounts made from one address
    UPLOAD = "upload"  # files of one user
    EXPORT = "export"  # accounts that one user has given out
    PICTURE = "picture"  # pictures of pages made for one user
    POSITIONS_FILE = "positions-file"  # files of postings that one user has had kept


class Counted(NamedTuple):
    """What is counted for whom."""

    limit: Limit
    who: tuple[str, ...]


class Reserved(Protocol):
    """A place held for what is under way; one of the two is to be called once."""

    async def count(self) -> None:
        """Count it."""

    async def give_back(self) -> None:
        """Leave it uncounted."""


class Limiter(Protocol):
    """Counts what is done in windows of time, for all processes that serve the same database.

    Every refusal raises `TooManyRequests`.
    """

    async def take(self, counted: Counted) -> None:
        """Count one, or refuse where nothing is left."""

    async def reserve(self, *counted: Counted) -> Reserved:
        """Hold a place in each, or refuse where nothing is left in one of them once all held are counted."""

    async def count(self, counted: Counted) -> None:
        """Count one, whether or not anything is left."""

    async def is_spent(self, counted: Counted) -> bool:
        """Whether nothing is left."""


class Unlimited:
    """Lets everybody do everything."""

    async def take(self, _counted: Counted) -> None:
        """Refuse and count nothing."""

    async def reserve(self, *_counted: Counted) -> Reserved:
        """Refuse nothing."""
        return _Nothing()

    async def count(self, _counted: Counted) -> None:
        """Count nothing."""

    async def is_spent(self, _counted: Counted) -> bool:
        """Something is always left."""
        return False


class _Nothing:
    async def count(self) -> None:
        pass

    async def give_back(self) -> None:
        pass
