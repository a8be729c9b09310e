"""What the use cases around whole accounts ask of the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from domain.resumes.ports import ResumeRepository
from domain.unit_of_work import UnitOfWork
from domain.users.ports import UserRepository

Held = Mapping[str, object]
"""A stored record by the names of its parts; what is a list or an object in the database is one here."""


class AccountWork(UnitOfWork, Protocol):
    """A unit of work on users and their resumes."""

    @property
    def users(self) -> UserRepository: ...

    @property
    def resumes(self) -> ResumeRepository: ...


AccountWorkFactory = Callable[[], AccountWork]


class HeldFile(NamedTuple):
    """A resume as it is given out: its record, with analysis and matches, and where its file is."""

    id: int
    storage_key: str
    file_name: str
    record: Held


class HeldRecords(Protocol):
    """Reads of all that is held of a person, on a thread. What is secret of the server is left out."""

    def account(self, user_id: int) -> Held | None:
        """The account and what belongs to it alone; None where there is none."""

    def resume_ids(self, user_id: int) -> list[int]:
        """The ids of the user's resumes, oldest first."""

    def resume(self, resume_id: int) -> HeldFile | None:
        """A resume with all that was made of it; None where it is gone."""
