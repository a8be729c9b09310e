"""Webhooks: who tells them, and of what."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.parts.database import Database
from api.settings import Settings
from domain.analyses.facts import stored_age
from domain.auditing import Audit
from domain.clock import Clock
from domain.matches.models import score_text
from domain.resumes.ports import ResumeReads
from domain.webhooks.delivering import Deliverer
from domain.webhooks.keeping import WebhookKeeping
from domain.webhooks.models import Attempt
from domain.webhooks.ports import DeliveredByJobs, Deliveries, DeliveryWatch, Details
from domain.webhooks.service import WebhookService
from persistence.webhooks.due import DueDeliveries
from persistence.webhooks.embedded import EmbeddedDeliveries

if TYPE_CHECKING:
    from persistence.webhooks.sending import HttpMessenger


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookParts:
    """What tells webhooks.

    Attributes:
        embedded: Where there are no jobs: what tries in this process, still to be started.
    """

    service: WebhookService
    deliverer: Deliverer
    keeping: WebhookKeeping
    embedded: EmbeddedDeliveries | None

    @property
    def deliveries(self) -> Deliveries:
        """What is told that there is something to tell."""
        return self.embedded or DeliveredByJobs()


@contextlib.asynccontextmanager
async def open_webhooks(
    settings: Settings, database: Database, *, clock: Clock, audit: Audit, watch: DeliveryWatch
) -> AsyncIterator[WebhookParts]:
    """Give what tells webhooks, for the time of the context."""
    messenger = _LazyMessenger(settings)
    secret = settings.webhooks_secret
    deliverer = Deliverer(
        unit_of_work=database.unit_of_work,
        messenger=messenger,
        details=_details(database.reads, clock),
        clock=clock,
        secret=None if secret is None else secret.get_secret_value(),
        retry_seconds=settings.webhooks_retry_seconds,
        watch=watch,
    )
    keeping = WebhookKeeping(unit_of_work=database.unit_of_work, clock=clock, urls=settings.webhooks)
    await keeping.know_those_of_the_settings()
    embedded = None
    if database.engine.dialect.name == "sqlite":
        due = DueDeliveries(database.engine, clock=clock)
        embedded = EmbeddedDeliveries(due=due, deliver=deliverer.deliver)
    service = WebhookService(
        unit_of_work=database.unit_of_work, clock=clock, deliveries=embedded, audit=audit
    )
    try:
        yield WebhookParts(service=service, deliverer=deliverer, keeping=keeping, embedded=embedded)
    finally:
        await messenger.close()


class _LazyMessenger:
    """Loads what speaks HTTP with the first message: most servers send none."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._made: HttpMessenger | None = None

    async def send(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Attempt:
        if self._made is None:
            from persistence.webhooks.sending import HttpMessenger

            self._made = HttpMessenger(
                networks=self._settings.webhooks_networks, seconds=self._settings.webhooks_timeout_seconds
            )
        return await self._made.send(url, headers=headers, body=body)

    async def close(self) -> None:
        if self._made is not None:
            await self._made.close()


def _details(reads: ResumeReads, clock: Clock) -> Details:
    """Return what tells of a resume what REST does."""

    async def tell(resume_id: int) -> dict[str, Any] | None:
        found = await reads.analysis(resume_id)
        if found is None:
            return None
        today = clock().astimezone().date()
        return {
            "analysis": {
                "basic_info": {
                    "name": found.name,
                    "age": stored_age(found.age_stated, found.birth_date, today),
                    "contact": {"email": found.email, "phone": found.phone},
                },
                "career_interest": found.career_interest,
            },
            "matches": [
                {
                    "position": match.position,
                    "salary_range": match.salary_range,
                    "match_score": score_text(match.score),
                    "analysis": match.analysis,
                }
                for match in await reads.matches(resume_id)
            ],
        }

    return tell
