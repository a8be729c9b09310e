"""Addresses of files that whoever has them may load for some minutes: a picture's element sends no token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from domain.clock import Clock
from domain.errors import LinkExpired
from domain.signing import Seal
from domain.viewers import Viewer

LONGEST_SECONDS: Final = 900
STABLE_SECONDS: Final = 300
"""So long an address stays the same, so that what was loaded under it is found again."""
_PURPOSE = b"resume-gateway: addresses of files in sessions"


class Holder(NamedTuple):
    """For whom an address was signed, of which version his tokens were, and the name of their session."""

    viewer_id: int
    token_version: int
    session: str


class Signer:
    """Signs and checks addresses.

    Args:
        secrets: The keys of tokens; the first one signs.
        root_path: Under which path a proxy shows the server, without a slash at its end.
    """

    def __init__(self, *, secrets: Sequence[str], clock: Clock, root_path: str = "") -> None:
        self._seal = Seal(secrets=secrets, purpose=_PURPOSE)
        self._clock = clock
        self._root_path = root_path

    def picture(self, resume_id: int, number: int, *, viewer: Viewer) -> str:
        """Return the address of a page's pictures, for one who may see the resume."""
        return self._signed(f"/files/{resume_id}/pages/{number}", viewer)

    def original(self, resume_id: int, *, viewer: Viewer) -> str:
        """Return the address of a resume's file, for one who may see the resume."""
        return self._signed(f"/files/{resume_id}/original", viewer)

    def account(self, user_id: int, *, viewer: Viewer) -> str:
        """Return the address of all that is held of a user, for one who may have it."""
        return self._signed(f"/accounts/{user_id}/export", viewer)

    def holder(self, path: str, ticket: str) -> Holder:
        """Return for whom a path was signed. Raises `LinkExpired`."""
        given, _, signature = ticket.rpartition(".")
        if not self._seal.has_signed(f"{path} {given}", signature):
            raise LinkExpired
        viewer_id, token_version, expires_at, session = given.split(".", 3)
        if int(expires_at) <= self._clock().timestamp():
            raise LinkExpired
        return Holder(int(viewer_id), int(token_version), session)

    def _signed(self, path: str, viewer: Viewer) -> str:
        now = int(self._clock().timestamp())
        expires_at = now - now % STABLE_SECONDS + LONGEST_SECONDS
        session = "" if viewer.session is None else viewer.session.name
        given = f"{viewer.id}.{viewer.token_version}.{expires_at}.{session}"
        return f"{self._root_path}{path}?ticket={given}.{self._seal.signature(f'{path} {given}')}"
