"""Webhooks over an empty database, and a network that answers what it is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from domain.documents.errors import FailureCode
from domain.webhooks.delivering import Deliverer
from domain.webhooks.models import Attempt, DeliveryFailure, DeliveryState, News, NewWebhook, WebhookEvent
from persistence.unit_of_work import unit_of_work_factory
from persistence.webhooks.due import DueDeliveries
from tests.factories import NOW, new_resume, new_user
from tests.receiver import SECRET, Message


class FakeMessenger:
    """Notes what is sent, and answers in the order given, then with 204."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.answers: list[Attempt] = []

    async def send(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Attempt:
        self.sent.append(Message(url, dict(headers), body))
        return self.answers.pop(0) if self.answers else Attempt(status=204)


class House:
    def __init__(self, engine: Engine, *, secret: str | None = None) -> None:
        self.engine = engine
        self.now = NOW
        self.unit_of_work = unit_of_work_factory(engine)
        self.messenger = FakeMessenger()
        self.watched: list[tuple[DeliveryFailure | None, DeliveryState]] = []
        self.details: dict[str, Any] | None = {"analysis": {"basic_info": {"name": "周敏"}}}
        self.due = DueDeliveries(engine, clock=self.clock)
        self.deliverer = Deliverer(
            unit_of_work=self.unit_of_work,
            messenger=self.messenger,
            details=self._details,
            clock=self.clock,
            secret=secret,
            watch=self,
        )

    def tried(self, attempt: Attempt, state: DeliveryState) -> None:
        self.watched.append((attempt.failure, state))

    def clock(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def hook(self, url: str = "https://example.com/told", *, details: bool = False) -> int:
        with self.unit_of_work() as work:
            hook = NewWebhook(url=url, secret=SECRET, details=details, created_at=NOW)
            added = work.webhooks.add(hook)
            work.commit()
        return added.id

    def resume(self) -> tuple[int, int]:
        """Store a resume; return its id and its owner's."""
        with self.unit_of_work() as work:
            owner = work.users.add(new_user(f"user-{len(self.rows('users'))}")).id
            resume_id = work.resumes.add(new_resume(owner)).id
            work.commit()
        return resume_id, owner

    def announce(self, resume_id: int, *configured: str, failure: FailureCode | None = None) -> bool:
        with self.unit_of_work() as work:
            event = WebhookEvent.RESUME_FAILED if failure else WebhookEvent.RESUME_ANALYSED
            news = News(event=event, resume_id=resume_id, failure_code=failure, at=self.now)
            told = work.webhooks.announce(news, configured=configured)
            work.commit()
        return told

    def rows(self, table: str = "webhook_deliveries") -> list[dict[str, Any]]:
        found = SQLModel.metadata.tables[table]
        with self.engine.connect() as connection:
            return [{**row} for row in connection.execute(select(found).order_by(found.c.id)).mappings()]

    async def _details(self, resume_id: int) -> dict[str, Any] | None:
        return self.details
