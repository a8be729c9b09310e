"""Who is behind a token, which is asked in every request."""

from __future__ import annotations

from domain.errors import Unauthenticated
from domain.keeping import Kept
from domain.users.ports import UserReads
from domain.users.tokens import Claims, Tokens
from domain.viewers import Viewer

_KEPT_BYTES = 4 * 2**20
_VIEWER_BYTES = 500

_Recognised = tuple[Claims, Viewer]


class Recognition:
    """Tells who is behind a token, and remembers it until the next change of anything.

    Args:
        tokens: Tells which tokens are genuine, and when they end.
        reads: Tells whose they are, and by its mark whether that may be another by now.
    """

    def __init__(self, tokens: Tokens, reads: UserReads) -> None:
        self._tokens = tokens
        self._reads = reads
        self._mark: bytes | None = None
        self._recognised = self._nobody()

    async def viewer(self, token: str) -> Viewer:
        """Return who is behind a token. Raises `Unauthenticated`."""
        mark = self._reads.mark()
        if mark is None or mark != self._mark:
            # A new one: whoever reads at present fills the old one.
            self._mark, self._recognised = mark, self._nobody()
        recognised = self._recognised
        known = recognised.get(token)
        if known is not None:
            claims, viewer = known
            self._tokens.check_time(claims)
            return viewer
        claims = self._tokens.verify(token)
        owner = await self.holder(claims.user_id, claims.token_version, claims.session)
        viewer = owner._replace(session=self._tokens.session(claims))
        recognised.put(token, (claims, viewer), size_bytes=_VIEWER_BYTES + len(token))
        return viewer

    async def holder(self, user_id: int, token_version: int, session: str) -> Viewer:
        """Return to whom something was given in a session. Raises `Unauthenticated` once that ended."""
        owner = await self._reads.token_owner(user_id, session)
        if owner is None or owner.token_version != token_version:
            raise Unauthenticated
        return owner.viewer

    @staticmethod
    def _nobody() -> Kept[str, _Recognised]:
        return Kept(most_bytes=_KEPT_BYTES)
