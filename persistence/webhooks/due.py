"""What webhooks are to be told now."""

from __future__ import annotations

from sqlalchemy import Engine, select
from sqlmodel import col

from domain.clock import Clock
from domain.webhooks.delivering import MOST_EACH
from domain.webhooks.models import DeliveryState
from persistence.columns import iso
from persistence.tables import DeliveryRow, WebhookRow


class DueDeliveries:
    """Finds them; to be called on a thread."""

    def __init__(self, engine: Engine, *, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def __call__(self) -> list[int]:
        """Return them, the longest due first, a few for each webhook: a silent one may have many."""
        now = iso(self._clock())
        found: list[tuple[str, int]] = []
        with self._engine.connect() as connection:
            for webhook_id in connection.scalars(select(col(WebhookRow.id))).all():
                of_one = (
                    select(col(DeliveryRow.next_at), col(DeliveryRow.id))
                    .where(
                        col(DeliveryRow.webhook_id) == webhook_id,
                        col(DeliveryRow.state) == DeliveryState.PENDING.value,
                        col(DeliveryRow.next_at) <= now,
                    )
                    .order_by(col(DeliveryRow.next_at), col(DeliveryRow.id))
                    .limit(MOST_EACH)
                )
                found += [(row[0] or "", row[1] or 0) for row in connection.execute(of_one)]
        return [delivery_id for _, delivery_id in sorted(found)]
