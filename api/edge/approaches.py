"""How a request comes: what the policy of the first administrator asks the edge."""

from __future__ import annotations

import hmac
import secrets

from starlette.types import Scope

from api.edge.gate import is_direct_and_local
from domain.viewers import Approach

CODE_HEADER = b"x-admin-code"


class Approaches:
    """Tells how requests come.

    Args:
        code: What the start printed for the operator; None where there is none.
    """

    def __init__(self, code: str | None = None) -> None:
        self._code = code

    def of(self, scope: Scope, code: str | None = None) -> Approach:
        """Return how a request comes; its code is the one given, or else the one of its header."""
        given = code.encode("utf-8", "replace") if code is not None else _header(scope)
        knows_code = self._code is not None and secrets.compare_digest(given, self._code.encode("ascii"))
        return Approach(is_local=is_direct_and_local(scope), knows_code=knows_code)


def code_of(secret: str) -> str:
    """Return a code that nobody guesses, in groups that can be read out.

    Whichever process of a server is asked, and whenever it was started, it is the same.
    """
    digits = hmac.digest(secret.encode(), b"the first administrator", "sha256").hex()[:20]
    return "-".join(digits[start : start + 5] for start in range(0, len(digits), 5))


def _header(scope: Scope) -> bytes:
    return next((value.strip() for name, value in scope["headers"] if name == CODE_HEADER), b"")
