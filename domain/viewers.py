"""Who asks."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a user is; what each may do is told by `domain.policies`. The values are the REST document's."""

    JOB_SEEKER = "job_seeker"
    ADMIN = "admin"


class TokenSession(NamedTuple):
    """The tokens that follow one login; `until` is when the last of them ends, in seconds since the epoch."""

    name: str
    until: int


class Viewer(NamedTuple):
    """Who asks: the user behind a valid token. Nobody without one is a viewer.

    Attributes:
        is_blind: Whether it is an administrator who is not to see who somebody is, or of which age or gender.
        token_version: Of the user's tokens; what is given out for one of them ends with it.
        session: Of the token that he asks with; what is given out in it ends with it. None without one.
    """

    id: int
    username: str
    role: str
    is_blind: bool = False
    token_version: int = 0
    session: TokenSession | None = None


class Approach(NamedTuple):
    """How a request comes, whoever asks.

    Attributes:
        is_local: Directly from the machine itself, and from no page of elsewhere.
        knows_code: With the code that the start printed for the operator.
    """

    is_local: bool = False
    knows_code: bool = False


FROM_ANYWHERE = Approach()
OPERATOR = Viewer(0, "", Role.ADMIN.value)
"""Whoever works on the machine itself, and so holds the database anyway."""
