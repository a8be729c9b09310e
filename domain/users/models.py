"""Users and viewers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a user may do; the values are the REST document's."""

    JOB_SEEKER = "job_seeker"
    ADMIN = "admin"


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
    """A stored user. `token_version` rises when every token given out shall end."""

    id: int
    token_version: int


class Viewer(NamedTuple):
    """Who asks: the user behind a valid token."""

    id: int
    username: str
    role: str

    @property
    def is_admin(self) -> bool:
        """Whether the viewer may see everything."""
        return self.role == Role.ADMIN
