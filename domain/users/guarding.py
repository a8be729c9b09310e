"""Keeps those who guess passwords from guessing on, and nobody else from logging in.

Only failures count. They count for the pair of an account and an address, so that a stranger who fails
shuts out himself and not the owner; for the address, against one who tries many accounts; and for the
account from everywhere, against many addresses that try one: then each address has a few guesses an
hour instead of a minute, and the owner, whose first password is right, still comes in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from domain.addresses import neighbourhood
from domain.errors import InvalidCredentials, WrongPassword
from domain.limiting import Limit, Limiter

_Place = tuple[Limit, tuple[str, ...]]


class Guard:
    """Counts wrong passwords, and refuses those who gave too many before a password is looked at."""

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter
        # Attempts under way: a thousand at once are refused like a thousand in a row.
        self._pending: Counter[_Place] = Counter()

    @contextmanager
    def login(self, account: str, address: str | None) -> Iterator[None]:
        """Hold an attempt to log in. Raises `TooManyRequests`."""
        if address is None:
            yield
            return
        near = neighbourhood(address)
        attacked = self._limiter.is_spent(Limit.LOGIN_ACCOUNT, account)
        pair = Limit.LOGIN_UNDER_ATTACK if attacked else Limit.LOGIN
        with self._attempt((Limit.LOGIN_ADDRESS, (near,)), (pair, (account, near))):
            try:
                yield
            except InvalidCredentials:
                self._limiter.count(Limit.LOGIN_ACCOUNT, account)
                raise

    @contextmanager
    def password(self, user_id: int) -> Iterator[None]:
        """Hold a check of the password of somebody who is logged in. Raises `TooManyRequests`."""
        with self._attempt((Limit.PASSWORD, (str(user_id),))):
            yield

    @contextmanager
    def _attempt(self, *places: _Place) -> Iterator[None]:
        for limit, who in places:
            self._limiter.require(limit, *who, ahead=self._pending[limit, who])
        self._pending.update(places)
        try:
            yield
        except (InvalidCredentials, WrongPassword):
            for limit, who in places:
                self._limiter.count(limit, *who)
            raise
        finally:
            self._pending.subtract(places)
            self._pending = +self._pending
