"""One write transaction per use case."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from domain.errors import Unavailable
from domain.positions.ports import PositionRepository
from domain.resumes.correction_ports import CorrectionRepository
from domain.resumes.ports import ResumeRepository
from domain.users.ports import UserRepository
from domain.webhooks.ports import WebhookRepository
from persistence.database import check_place, writer
from persistence.repositories.corrections import SqlCorrectionRepository
from persistence.repositories.positions import SqlPositionRepository
from persistence.repositories.resumes import SqlResumeRepository
from persistence.repositories.users import SqlUserRepository
from persistence.webhooks.repository import SqlWebhookRepository


class SqlUnitOfWork:
    """A session that commits when told and undoes everything otherwise."""

    users: UserRepository
    resumes: ResumeRepository
    corrections: CorrectionRepository
    positions: PositionRepository
    webhooks: WebhookRepository

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        self._session = Session(self._engine, expire_on_commit=False)
        self.users = SqlUserRepository(self._session)
        self.resumes = SqlResumeRepository(self._session)
        self.corrections = SqlCorrectionRepository(self._session)
        self.positions = SqlPositionRepository(self._session)
        self.webhooks = SqlWebhookRepository(self._session)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()
        if isinstance(error, PoolTimeout):
            raise Unavailable from error

    def commit(self) -> None:
        self._session.commit()
        # What went into a file that is gone must not be acknowledged.
        check_place(self._engine)


def unit_of_work_factory(engine: Engine) -> Callable[[], SqlUnitOfWork]:
    """Return what makes units of work on this database."""
    writing = writer(engine)
    return lambda: SqlUnitOfWork(writing)
