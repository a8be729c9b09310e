"""What long-lived answers have in common: a bounded number a user, and a token that may end."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import anyio

from domain.errors import Unauthenticated
from domain.viewers import Viewer
from graphql_schema.admission.refusals import refused
from graphql_schema.transport.running import Authenticate


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveOptions:
    """What sockets and event streams may be.

    Attributes:
        per_user: Sockets and event streams of one user at once.
        subscriptions: Operations of one socket at once.
        init_seconds: How long a socket may take to say who it is.
        recheck_seconds: How often a token is looked at again; besides, before each event.
        keep_alive_seconds: How often an event stream says that it lives.
        message_bytes: Largest message of a socket.
    """

    per_user: int = 20
    subscriptions: int = 50
    init_seconds: float = 10.0
    recheck_seconds: float = 15.0
    keep_alive_seconds: float = 12.0
    message_bytes: int = 64 * 1024


class LiveCount:
    """Counts the sockets and event streams of each user; `ending` is set when streams are to end."""

    def __init__(self, most: int) -> None:
        self.ending = anyio.Event()
        self._most = most
        self._open: Counter[int] = Counter()

    @contextlib.contextmanager
    def held(self, viewer: Viewer) -> Iterator[None]:
        """Hold one of the user's places. Raises `Refused`, 429."""
        if self._open[viewer.id] >= self._most:
            raise refused(
                "TOO_MANY_STREAMS", f"A user may have {self._most} open connections here.", status=429
            )
        self._open[viewer.id] += 1
        try:
            yield
        finally:
            self._open[viewer.id] -= 1
            if not self._open[viewer.id]:
                del self._open[viewer.id]


class Session:
    """A user's presence for as long as the token is good."""

    def __init__(self, viewer: Viewer, authorization: str | None, authenticate: Authenticate) -> None:
        self.viewer = viewer
        self._authorization = authorization
        self._authenticate = authenticate

    async def lasts(self) -> bool:
        """Whether the token still stands for the same user in the same role."""
        try:
            return await self._authenticate(self._authorization) == self.viewer
        except Unauthenticated:
            return False
