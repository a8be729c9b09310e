"""Webhooks and their deliveries, over an SQLAlchemy session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CursorResult,
    Text,
    cast,
    delete,
    func,
    insert,
    literal,
    or_,
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
_TOLD = ("webhook_id", "event", "resume_id", "failure_code", "at", "state", "attempts", "next_at")


class SqlWebhookRepository:
    """Webhooks and deliveries in the database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def announce(self, news: News, *, configured: Sequence[str] = ()) -> bool:
        hook = WebhookRow
        known = or_(col(hook.configured).is_(None), col(hook.configured).in_(configured))
        told = select(col(hook.id), *self._values(news)).where(col(hook.active), known)
        return bool(self._put(told))

    def announce_to(self, webhook_id: int, news: News) -> int:
        told = select(col(WebhookRow.id), *self._values(news)).where(col(WebhookRow.id) == webhook_id)
        (delivery_id,) = self._put(told)
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

    def _values(self, news: News) -> list[Any]:
        at = iso(news.at)
        return [
            literal(news.event.value),
            # Of a plain null PostgreSQL would make a text.
            cast(literal(news.resume_id), ResumeRow.__table__.c.id.type),  # type: ignore[attr-defined]
            cast(literal(news.failure_code), Text),
            literal(at),
            literal(DeliveryState.PENDING.value),
            literal(0),
            literal(at),
        ]

    def _put(self, told: Any) -> Sequence[int]:
        putting = insert(DeliveryRow).from_select(_TOLD, told).returning(col(DeliveryRow.id))
        made = [made for made in self._session.scalars(putting) if made is not None]
        self._defer(made)
        return made

    def _defer(self, delivery_ids: Sequence[int]) -> None:
        if delivery_ids and self._session.get_bind().dialect.name == "postgresql":
            from persistence.jobs.deferring import defer_delivery

            for delivery_id in delivery_ids:
                defer_delivery(self._session, delivery_id)

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
