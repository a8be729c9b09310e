"""Webhooks and their deliveries, over an SQLAlchemy session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CursorResult,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlmodel import Session, col

from domain.webhooks.models import (
    Attempt,
    Delivery,
    DeliveryState,
    News,
    NewWebhook,
    Webhook,
    WebhookEvent,
)
from persistence.columns import iso
from persistence.erasing import mark_erasure
from persistence.tables import DeliveryRow, ResumeRow, WebhookRow

_KNOWN = text("""
    INSERT INTO webhooks (url, configured, details, active, created_at) VALUES (:url, :url, false, true, :at)
    ON CONFLICT DO NOTHING
""")
_ACTIVE = "SELECT id, configured FROM webhooks WHERE active"
# One that is deleted meanwhile waits, and takes what it is told with it.
_ACTIVE_OF = {"sqlite": text(_ACTIVE), "postgresql": text(f"{_ACTIVE} FOR KEY SHARE")}
_TELLING = insert(DeliveryRow).returning(col(DeliveryRow.id))


class SqlWebhookRepository:
    """Webhooks and deliveries in the database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def announce(self, news: News, *, configured: Sequence[str] = ()) -> bool:
        active = self._session.execute(_ACTIVE_OF[self._dialect])
        told = [hook_id for hook_id, url in active if url is None or url in configured]
        return bool(told and self._put(told, news))

    def announce_to(self, webhook_id: int, news: News) -> int:
        (delivery_id,) = self._put([webhook_id], news)
        return delivery_id

    def know(self, urls: Sequence[str], *, at: datetime) -> None:
        for url in dict.fromkeys(urls):
            self._session.execute(_KNOWN, {"url": url, "at": iso(at)})

    def delivery(self, delivery_id: int) -> Delivery | None:
        found = self._session.execute(
            select(DeliveryRow, WebhookRow, col(ResumeRow.user_id))
            .join(WebhookRow, col(WebhookRow.id) == col(DeliveryRow.webhook_id))
            .outerjoin(ResumeRow, col(ResumeRow.id) == col(DeliveryRow.resume_id))
            .where(col(DeliveryRow.id) == delivery_id, col(DeliveryRow.state) == DeliveryState.PENDING.value)
        ).first()
        if found is None:
            return None
        row, hook, user_id = found
        news = News(
            event=WebhookEvent(row.event),
            resume_id=row.resume_id,
            failure_code=row.failure_code,
            at=datetime.fromisoformat(row.at),
        )
        return Delivery(
            id=delivery_id, webhook=_webhook(hook), news=news, user_id=user_id, attempts=row.attempts
        )

    def note(
        self,
        delivery_id: int,
        attempt: Attempt,
        *,
        state: DeliveryState,
        at: datetime,
        next_at: datetime | None = None,
    ) -> None:
        self._execute(
            update(DeliveryRow)
            .where(col(DeliveryRow.id) == delivery_id)
            .values(
                state=state.value,
                attempts=col(DeliveryRow.attempts) + 1,
                tried_at=iso(at),
                next_at=None if next_at is None else iso(next_at),
                status=attempt.status,
                failure=None if attempt.failure is None else attempt.failure.value,
            )
        )

    def forget(self, *, before: datetime) -> int:
        old = delete(DeliveryRow).where(
            col(DeliveryRow.state) != DeliveryState.PENDING.value, col(DeliveryRow.tried_at) < iso(before)
        )
        return self._execute(old)

    def add(self, webhook: NewWebhook) -> Webhook:
        row = WebhookRow(
            url=webhook.url,
            secret=webhook.secret,
            details=webhook.details,
            active=webhook.active,
            created_at=iso(webhook.created_at),
        )
        self._session.add(row)
        self._session.flush()
        return _webhook(row)

    def get(self, webhook_id: int) -> Webhook | None:
        row = self._session.get(WebhookRow, webhook_id, populate_existing=True)
        return None if row is None else _webhook(row)

    def count(self) -> int:
        return self._session.scalar(select(func.count()).select_from(WebhookRow)) or 0

    def update(self, webhook: Webhook) -> None:
        self._execute(
            update(WebhookRow)
            .where(col(WebhookRow.id) == webhook.id)
            .values(url=webhook.url, secret=webhook.secret, details=webhook.details, active=webhook.active)
        )

    def switch_off(self, webhook: Webhook) -> None:
        self._execute(
            update(WebhookRow)
            .where(col(WebhookRow.id) == webhook.id, col(WebhookRow.url) == webhook.url)
            .values(active=False)
        )

    def delete(self, webhook_id: int) -> bool:
        deleted = self._execute(delete(WebhookRow).where(col(WebhookRow.id) == webhook_id))
        mark_erasure(self._session)
        return deleted > 0

    def tell_again(self, delivery_id: int, *, at: datetime) -> bool:
        again = (
            update(DeliveryRow)
            .where(col(DeliveryRow.id) == delivery_id, col(DeliveryRow.state) != DeliveryState.PENDING.value)
            .values(state=DeliveryState.PENDING.value, attempts=0, next_at=iso(at))
        )
        if not self._execute(again):
            return False
        self._defer([delivery_id])
        return True

    def _put(self, webhook_ids: Sequence[int], news: News) -> Sequence[int]:
        at = iso(news.at)
        told = {
            "event": news.event.value,
            "resume_id": news.resume_id,
            "failure_code": news.failure_code,
            "at": at,
            "state": DeliveryState.PENDING.value,
            "attempts": 0,
            "next_at": at,
        }
        rows = [{"webhook_id": webhook_id, **told} for webhook_id in webhook_ids]
        made = [made for made in self._session.scalars(_TELLING, rows) if made is not None]
        self._defer(made)
        return made

    def _defer(self, delivery_ids: Sequence[int]) -> None:
        if delivery_ids and self._dialect == "postgresql":
            from persistence.jobs.deferring import defer_delivery

            for delivery_id in delivery_ids:
                defer_delivery(self._session, delivery_id)

    @property
    def _dialect(self) -> str:
        return self._session.get_bind().dialect.name

    def _execute(self, statement: Any) -> int:
        result = self._session.execute(statement)
        return result.rowcount if isinstance(result, CursorResult) else 0


def _webhook(row: WebhookRow) -> Webhook:
    assert row.id is not None
    return Webhook(
        id=row.id,
        url=row.url,
        secret=row.secret,
        details=row.details,
        active=row.active,
        created_at=datetime.fromisoformat(row.created_at),
    )
