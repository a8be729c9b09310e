"""Keeps those who guess passwords from guessing on, and nobody else from logging in.

Only failures count. They count for the pair of an account and an address, so that a stranger who fails
shuts out himself and not the owner; for the address, against one who tries many accounts; and for the
account from everywhere, against many addresses that try one: then each address has a few guesses an
hour instead of a minute, and the owner, whose first password is right, still comes in.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio

from domain.addresses import neighbourhood
from domain.errors import InvalidCredentials, WrongPassword
from domain.limiting import Counted, Limit, Limiter


class Guard:
    """Counts wrong passwords, and refuses those who gave too many before a password is looked at."""

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter

    @asynccontextmanager
    async def login(self, account: str, address: str | None) -> AsyncIterator[None]:
        """Hold an attempt to log in. Raises `TooManyRequests`."""
        if address is None:
            yield
            return
        near = neighbourhood(address)
        everywhere = Counted(Limit.LOGIN_ACCOUNT, (account,))
        attacked = await self._limiter.is_spent(everywhere)
        pair = Limit.LOGIN_UNDER_ATTACK if attacked else Limit.LOGIN
        async with self._attempt(
            Counted(Limit.LOGIN_ADDRESS, (near,)), Counted(pair, (account, near)), on_failure=everywhere
        ):
            yield

    @asynccontextmanager
    async def password(self, user_id: int) -> AsyncIterator[None]:
        """Hold a check of the password of somebody who is logged in. Raises `TooManyRequests`."""
        async with self._attempt(Counted(Limit.PASSWORD, (str(user_id),))):
            yield

    @asynccontextmanager
    async def _attempt(self, *counted: Counted, on_failure: Counted | None = None) -> AsyncIterator[None]:
        # Held while it is under way: a thousand at once are refused like a thousand in a row.
        reserved = await self._limiter.reserve(*counted)
        failed = False
        try:
            yield
        except (InvalidCredentials, WrongPassword):
            failed = True
            raise
        finally:
            with anyio.CancelScope(shield=True):
                if not failed:
                    await reserved.give_back()
                else:
                    await reserved.count()
                    if on_failure is not None:
                        await self._limiter.count(on_failure)
