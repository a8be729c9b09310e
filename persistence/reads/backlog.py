"""How much work waits, for those who watch over it."""

from __future__ import annotations

from sqlalchemy import Engine, func, select
from sqlmodel import col

from domain.resumes.models import ResumeState
from domain.webhooks.models import DeliveryState
from persistence.tables import DeliveryRow, ResumeRow, WebhookRow

MOST_COUNTED = 100_000
"""Whoever has more waiting needs no better figure, and counting on would take longer than a scrape may."""


def unfinished(engine: Engine) -> tuple[dict[str, int], str | None]:
    """Return how many resumes are in each state that is not final, and when the oldest was uploaded.

    One that is analysed anew counts, but not as the oldest: nothing tells since when it waits.
    """
    state, resume_id = col(ResumeRow.state), col(ResumeRow.id)
    counts, oldest = {}, []
    with engine.connect() as connection:
        for each in ResumeState:
            if each.is_final:
                continue
            some = select(resume_id).where(state == each.value).limit(MOST_COUNTED).subquery()
            counts[each.value] = connection.scalar(select(func.count()).select_from(some)) or 0
            first = (
                select(col(ResumeRow.upload_time))
                .where(state == each.value, col(ResumeRow.page_count).is_(None))
                .order_by(resume_id)
                .limit(1)
            )
            uploaded_at = connection.scalar(first)
            if uploaded_at is not None:
                oldest.append(uploaded_at)
    return counts, min(oldest, default=None)


def untold(engine: Engine) -> tuple[int, str | None]:
    """Return how many messages webhooks are still to take, and when that was which the oldest tells."""
    # Named by their webhooks too, as the index has them.
    pending = (
        select(col(DeliveryRow.at))
        .where(
            col(DeliveryRow.webhook_id).in_(select(col(WebhookRow.id))),
            col(DeliveryRow.state) == DeliveryState.PENDING.value,
        )
        .limit(MOST_COUNTED)
        .subquery()
    )
    with engine.connect() as connection:
        count, oldest = connection.execute(select(func.count(), func.min(pending.c.at))).one()
    return count, oldest
