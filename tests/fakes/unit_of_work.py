"""A unit of work in memory."""

from __future__ import annotations

import copy
from dataclasses import fields
from types import TracebackType
from typing import Protocol, Self

from domain.positions.ports import PositionWork
from domain.resumes.ports import ResumeWork
from domain.users.ports import UserWork
from tests.fakes.corrections import FakeCorrectionRepository
from tests.fakes.repositories import FakePositionRepository, FakeResumeRepository, FakeUserRepository
from tests.fakes.tables import Tables


class AnyWork(UserWork, ResumeWork, PositionWork, Protocol):
    """A unit of work on everything, as `persistence` and the fakes have it."""


class FakeUnitOfWork:
    """A unit of work over tables in memory; what is not committed is lost."""

    users: FakeUserRepository
    resumes: FakeResumeRepository
    corrections: FakeCorrectionRepository
    positions: FakePositionRepository

    def __init__(self, tables: Tables) -> None:
        self._committed = tables

    def __enter__(self) -> Self:
        self._own = copy.deepcopy(self._committed)
        self.users = FakeUserRepository(self._own)
        self.resumes = FakeResumeRepository(self._own)
        self.corrections = FakeCorrectionRepository(self._own)
        self.positions = FakePositionRepository(self._own)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del self._own

    def commit(self) -> None:
        for part in fields(Tables):
            setattr(self._committed, part.name, getattr(copy.deepcopy(self._own), part.name))
