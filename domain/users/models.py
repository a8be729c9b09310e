"""Users as they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.viewers import Role, Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """A user about to be stored. `username_key` is the name's case-folded form, unique."""

    username: str
    username_key: str
    password_hash: str
    email: str | None
    role: Role
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class User(NewUser):
    """A stored user.

    Attributes:
        token_version: Rises when every token given out shall end.
        is_blind: As of a `Viewer`; only of administrators.
    """

    id: int
    token_version: int
    is_blind: bool = False

    @property
    def viewer(self) -> Viewer:
        """The user as one who asks."""
        return Viewer(self.id, self.username, self.role, self.is_blind, self.token_version)
