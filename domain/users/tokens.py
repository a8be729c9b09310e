"""Bearer tokens: JWT, HS256 and nothing else."""

from __future__ import annotations

import secrets
from typing import NamedTuple

import jwt

from domain.clock import Clock
from domain.errors import Unauthenticated
from domain.keeping import Kept

ALGORITHM = "HS256"
_KEPT_BYTES = 4 * 2**20
_CLAIMS_BYTES = 250
_LONGEST_TOKEN = 4096


class Claims(NamedTuple):
    """What a valid token says. `expires_at` is in seconds since the epoch."""

    user_id: int
    token_version: int
    expires_at: int


class Tokens:
    """Issues and verifies tokens.

    Checking a signature costs more than the rest of a small request, so the claims of tokens
    already found genuine are remembered; their expiry is checked every time.

    Args:
        secret: Signs new tokens.
        accepted: A second key whose tokens are genuine too, while keys are changed.
        lifetime_seconds: How long a token lasts.
        clock: Tells when it has ended.
    """

    def __init__(
        self, *, secret: str, accepted: str | None = None, lifetime_seconds: int, clock: Clock
    ) -> None:
        self._secret = secret
        self._keys = (secret,) if accepted is None else (secret, accepted)
        self._lifetime_seconds = lifetime_seconds
        self._clock = clock
        self._verified: Kept[str, Claims] = Kept(most_bytes=_KEPT_BYTES)

    def issue(self, *, user_id: int, token_version: int) -> str:
        """Return a new token for the user."""
        now = int(self._clock().timestamp())
        claims = {
            "sub": str(user_id),
            "iat": now,
            "exp": now + self._lifetime_seconds,
            "jti": secrets.token_hex(16),
            "ver": token_version,
        }
        return jwt.encode(claims, self._secret, algorithm=ALGORITHM)

    def verify(self, token: str) -> Claims:
        """Return the claims of a genuine, unexpired token. Raises `Unauthenticated`."""
        claims = self._verified.get(token)
        if claims is None:
            claims = self._decode(token)
            self._verified.put(token, claims, size_bytes=_CLAIMS_BYTES + len(token))
        self.check_time(claims)
        return claims

    def check_time(self, claims: Claims) -> None:
        """Raise `Unauthenticated` where a genuine token has ended."""
        if claims.expires_at <= self._clock().timestamp():
            raise Unauthenticated

    def _decode(self, token: str) -> Claims:
        if len(token) > _LONGEST_TOKEN:
            raise Unauthenticated
        for key in self._keys:
            try:
                return _claims(token, key)
            except jwt.InvalidSignatureError:
                continue
            except (jwt.InvalidTokenError, KeyError, TypeError, ValueError, OverflowError) as error:
                raise Unauthenticated from error
        raise Unauthenticated


def _claims(token: str, key: str) -> Claims:
    claims = jwt.decode(
        token,
        key,
        algorithms=[ALGORITHM],
        # The times are checked by our own clock, on every use.
        options={"require": ["sub", "iat", "exp", "jti"], "verify_exp": False, "verify_iat": False},
    )
    return Claims(int(claims["sub"]), int(claims["ver"]), int(claims["exp"]))
