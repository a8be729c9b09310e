"""Bearer tokens: JWT, HS256 and nothing else."""

from __future__ import annotations

import secrets
from typing import NamedTuple

import jwt

from domain.clock import Clock
from domain.errors import Unauthenticated
from domain.keeping import Kept
from domain.viewers import TokenSession

ALGORITHM = "HS256"
_KEPT_BYTES = 4 * 2**20
_CLAIMS_BYTES = 250
_LONGEST_TOKEN = 4096

_Said = dict[str, str | int]


class Claims(NamedTuple):
    """What a valid token says; times are in seconds since the epoch.

    `session` names the session, which for most tokens is their own. `session_since` is when the password was
    shown, of a token whose session may go on; None of others.
    """

    user_id: int
    token_version: int
    expires_at: int
    session: str
    session_since: int | None = None


class SessionToken(NamedTuple):
    """A token whose session may go on, and for how long it lasts by itself."""

    token: str
    lasts_seconds: int


class Tokens:
    """Issues and verifies tokens.

    Checking a signature costs more than the rest of a small request, so the claims of tokens
    already found genuine are remembered; their expiry is checked every time.

    Args:
        secret: Signs new tokens.
        accepted: A second key whose tokens are genuine too, while keys are changed.
        lifetime_seconds: How long a token lasts.
        session_seconds: How long after the password was shown a session may go on with further tokens.
        clock: Tells when it has ended.
    """

    def __init__(
        self,
        *,
        secret: str,
        accepted: str | None = None,
        lifetime_seconds: int,
        session_seconds: int = 0,
        clock: Clock,
    ) -> None:
        self._secret = secret
        self._keys = (secret,) if accepted is None else (secret, accepted)
        self._lifetime_seconds = lifetime_seconds
        self._session_seconds = session_seconds
        self._clock = clock
        self._verified: Kept[str, Claims] = Kept(most_bytes=_KEPT_BYTES)

    def issue(self, *, user_id: int, token_version: int) -> str:
        """Return a new token for the user."""
        claims: _Said = {"sub": str(user_id), "ver": token_version}
        return self._signed(claims, lasts_seconds=self._lifetime_seconds)

    def begin_session(self, shown: Claims) -> SessionToken:
        """Return the first token of a session, for one who has just shown the password for these claims."""
        return self._next(shown._replace(session=_new_name(), session_since=self._now()))

    def go_on(self, claims: Claims) -> SessionToken | None:
        """Return the next token of a session; None where that is too early, too late, or there is none."""
        since, now = claims.session_since, self._now()
        left = claims.expires_at - now
        if since is None or left * 2 > self._lifetime_seconds:
            return None
        if since + self._session_seconds <= claims.expires_at:
            return None
        return self._next(claims)

    def session(self, claims: Claims) -> TokenSession:
        """Return what the token of these claims belongs to: by itself, it is all of its session."""
        since, until = claims.session_since, claims.expires_at
        return TokenSession(claims.session, until if since is None else max(until, self._until(since)))

    def _next(self, claims: Claims) -> SessionToken:
        since = claims.session_since
        assert since is not None
        lasts = min(self._lifetime_seconds, self._until(since) - self._now())
        # The time of the login and the session are named as OpenID Connect names them.
        said: _Said = {
            "sub": str(claims.user_id),
            "ver": claims.token_version,
            "auth_time": since,
            "sid": claims.session,
        }
        return SessionToken(self._signed(said, lasts_seconds=lasts), lasts)

    def _until(self, since: int) -> int:
        # However short sessions may be, they begin with what any login gives.
        return since + max(self._session_seconds, self._lifetime_seconds)

    def _signed(self, claims: _Said, *, lasts_seconds: int) -> str:
        now = self._now()
        claims |= {"iat": now, "exp": now + lasts_seconds, "jti": _new_name()}
        return jwt.encode(claims, self._secret, algorithm=ALGORITHM)

    def _now(self) -> int:
        return int(self._clock().timestamp())

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
    since = claims.get("auth_time")
    return Claims(
        int(claims["sub"]),
        int(claims["ver"]),
        int(claims["exp"]),
        str(claims.get("sid", claims["jti"])),
        None if since is None else int(since),
    )


def _new_name() -> str:
    return secrets.token_hex(16)
