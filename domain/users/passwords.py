"""Password hashes: argon2id with OWASP's parameters (19 MiB, two passes, one lane).

One hash costs about 25 ms of CPU: it runs on a thread, and only a few run at once.
"""

from __future__ import annotations

import os
from functools import partial

import anyio
from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

MEMORY_KIB = 19 * 1024
PASSES = 2


class Passwords:
    """Makes and checks password hashes, off the event loop."""

    def __init__(self, *, memory_kib: int = MEMORY_KIB, passes: int = PASSES) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1, type=Type.ID)
        # Checked in place of the hash of a user who does not exist, so that both take equally long.
        self._nobody = self._hasher.hash("")
        self._limiter = anyio.CapacityLimiter(os.cpu_count() or 1)

    async def hash(self, password: str) -> str:
        """Return a new hash of the password."""
        return await anyio.to_thread.run_sync(self._hasher.hash, password, limiter=self._limiter)

    async def verify(self, password: str, *, password_hash: str | None) -> bool:
        """Whether the password is the one hashed; no hash gives False after the same time."""
        check = partial(self._matches, password_hash or self._nobody, password)
        return await anyio.to_thread.run_sync(check, limiter=self._limiter) and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(password_hash)

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False
