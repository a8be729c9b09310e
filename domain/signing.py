"""Signing what is handed out and comes back, so that nothing of it need be kept."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from hashlib import sha256


class Seal:
    """Signs texts for one purpose, and tells what it has signed.

    Args:
        secrets: The keys of tokens; the first one signs.
        purpose: What is signed for another one is not taken.
    """

    def __init__(self, *, secrets: Sequence[str], purpose: bytes) -> None:
        self._keys = [hmac.digest(secret.encode(), purpose, sha256) for secret in secrets]

    def signature(self, text: str) -> str:
        """Return the signature of a text."""
        return _signature(self._keys[0], text)

    def has_signed(self, text: str, signature: str) -> bool:
        """Whether that is the signature of the text."""
        expected = (_signature(key, text) for key in self._keys)
        return any(hmac.compare_digest(signature.encode(), each.encode()) for each in expected)


def _signature(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(), sha256).hex()[:32]
