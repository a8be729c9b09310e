"""How often something may be done: what is limited, and the port of what counts."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


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


class Limiter(Protocol):
    """Counts what is done in windows of time. Every refusal raises `TooManyRequests`."""

    def require(self, limit: Limit, *who: str, ahead: int = 0) -> None:
        """Refuse where nothing is left once the `ahead` that are under way have been counted."""

    def count(self, limit: Limit, *who: str) -> None:
        """Count one, whether or not anything is left."""

    def take(self, limit: Limit, *who: str) -> None:
        """Count one, or refuse where nothing is left."""

    def is_spent(self, limit: Limit, *who: str) -> bool:
        """Whether nothing is left."""


class Unlimited:
    """Lets everybody do everything."""

    def require(self, limit: Limit, *who: str, ahead: int = 0) -> None:
        """Refuse nothing."""

    def count(self, limit: Limit, *who: str) -> None:
        """Count nothing."""

    def take(self, limit: Limit, *who: str) -> None:
        """Refuse and count nothing."""

    def is_spent(self, _limit: Limit, *_who: str) -> bool:
        """Something is always left."""
        return False
