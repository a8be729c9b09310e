"""Password hashes: argon2id with OWASP's parameters (19 MiB, two passes, one lane).

One hash costs about 25 ms of CPU: it runs on a thread, only a few run at once, and only so many wait as are
done within two seconds.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import anyio
from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from domain.errors import Overloaded

MEMORY_KIB = 19 * 1024
PASSES = 2
_WAITING_PER_CORE = 80
_NO_SALT, _NO_DIGEST = "A" * 22, "A" * 43
"""Zeros in base64, as long as those of a hash."""

ResultT = TypeVar("ResultT")


class Passwords:
    """Makes and checks password hashes, off the event loop.

    Args:
        memory_kib, passes: The hash's parameters.
        at_once: How many are made or checked at once.
        waiting: How many may wait for that; more are refused with `Overloaded`.
        processes: How many do so on this machine, and divide its cores.
    """

    def __init__(
        self,
        *,
        memory_kib: int = MEMORY_KIB,
        passes: int = PASSES,
        at_once: int | None = None,
        waiting: int | None = None,
        processes: int = 1,
    ) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1, type=Type.ID)
        # Checked in place of the hash of a user who does not exist, so that both take equally long. It is no
        # password's: making one takes as long as a login, at every start.
        self.nobody = f"$argon2id$v=19$m={memory_kib},t={passes},p=1${_NO_SALT}${_NO_DIGEST}"
        cores = max(1, (os.cpu_count() or 1) // processes)
        at_once = at_once or cores
        self._limiter = anyio.CapacityLimiter(at_once)
        self._most = at_once + (cores * _WAITING_PER_CORE if waiting is None else waiting)
        self._under_way = 0

    async def hash(self, password: str) -> str:
        """Return a new hash of the password."""
        return await self._run(partial(self._hasher.hash, password))

    async def verify(self, password: str, *, password_hash: str | None) -> bool:
        """Whether the password is the one hashed; no hash gives False after the same time."""
        check = partial(self._matches, password_hash or self.nobody, password)
        return await self._run(check) and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(password_hash)

    async def _run(self, work: Callable[[], ResultT]) -> ResultT:
        if self._under_way >= self._most:
            raise Overloaded
        self._under_way += 1
        try:
            return await anyio.to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._under_way -= 1

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False
