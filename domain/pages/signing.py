"""Addresses of files that whoever has them may load for some minutes: a picture's element sends no token."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from domain.clock import Clock
from domain.errors import LinkExpired

LONGEST_SECONDS: Final = 900
STABLE_SECONDS: Final = 300
"""So long an address stays the same, so that what was loaded under it is found again."""
_PURPOSE = b"resume-gateway: addresses of files"


class Signer:
    """Signs and checks addresses.

    Args:
        secrets: The keys of tokens; the first one signs.
        root_path: Under which path a proxy shows the server, without a slash at its end.
    """

    def __init__(self, *, secrets: Sequence[str], clock: Clock, root_path: str = "") -> None:
        self._keys = [hmac.digest(secret.encode(), _PURPOSE, sha256) for secret in secrets]
        self._clock = clock
        self._root_path = root_path

    def picture(self, resume_id: int, number: int, *, viewer_id: int) -> str:
        """Return the address of a page's pictures, for one who may see the resume."""
        return self._signed(f"/files/{resume_id}/pages/{number}", viewer_id)

    def original(self, resume_id: int, *, viewer_id: int) -> str:
        """Return the address of a resume's file, for one who may see the resume."""
        return self._signed(f"/files/{resume_id}/original", viewer_id)

    def account(self, user_id: int, *, viewer_id: int) -> str:
        """Return the address of all that is held of a user, for one who may have it."""
        return self._signed(f"/accounts/{user_id}/export", viewer_id)

    def viewer_id(self, path: str, ticket: str) -> int:
        """Return for whom a path was signed. Raises `LinkExpired`."""
        try:
            viewer, expires, signature = ticket.split(".")
            viewer_id, expires_at = int(viewer), int(expires)
        except ValueError:
            raise LinkExpired from None
        expected = (self._signature(key, path, viewer_id, expires_at) for key in self._keys)
        if not any(hmac.compare_digest(signature.encode(), each.encode()) for each in expected):
            raise LinkExpired
        if expires_at <= self._clock().timestamp():
            raise LinkExpired
        return viewer_id

    def _signed(self, path: str, viewer_id: int) -> str:
        now = int(self._clock().timestamp())
        expires_at = now - now % STABLE_SECONDS + LONGEST_SECONDS
        signature = self._signature(self._keys[0], path, viewer_id, expires_at)
        return f"{self._root_path}{path}?ticket={viewer_id}.{expires_at}.{signature}"

    @staticmethod
    def _signature(key: bytes, path: str, viewer_id: int, expires_at: int) -> str:
        return hmac.digest(key, f"{path} {viewer_id} {expires_at}".encode(), sha256).hex()[:32]
