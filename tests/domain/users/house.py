"""A user service over an empty database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from domain.policies import Bootstrap
from domain.users.models import User
from domain.users.passwords import Passwords
from domain.users.service import UserService
from domain.users.tokens import Tokens
from persistence.reads.services import SqlReads
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW

SECRET = "s" * 64
WEAK = {"memory_kib": 64, "passes": 1}


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class House:
    """A user service over an empty database."""

    def __init__(self, engine: Engine, *, bootstrap: Bootstrap = Bootstrap.OFF) -> None:
        self.clock = Clock()
        self.unit_of_work = unit_of_work_factory(engine)
        self.tokens = Tokens(
            secret=SECRET, lifetime_seconds=3600, session_seconds=24 * 3600, clock=self.clock
        )
        self.reads = SqlReads(engine)
        self.users = self.service(Passwords(**WEAK), bootstrap=bootstrap)

    def service(
        self, passwords: Passwords, *, bootstrap: Bootstrap = Bootstrap.OFF, **more: Any
    ) -> UserService:
        return UserService(
            unit_of_work=self.unit_of_work,
            reads=self.reads,
            passwords=passwords,
            tokens=self.tokens,
            clock=self.clock,
            password_min_length=6,
            bootstrap=bootstrap,
            **more,
        )

    def change(self, user: User, **changes: object) -> None:
        with self.unit_of_work() as work:
            work.users.update(replace(user, **changes))  # type: ignore[arg-type]
            work.commit()

    def get(self, user_id: int) -> User:
        with self.unit_of_work() as work:
            found = work.users.get(user_id)
        assert found is not None
        return found
