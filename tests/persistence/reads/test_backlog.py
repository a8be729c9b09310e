from __future__ import annotations

from sqlalchemy import Engine
from sqlmodel import Session

from persistence.reads.backlog import unfinished, untold
from persistence.tables import DeliveryRow, ResumeRow, UserRow, WebhookRow


def resume(number: int, state: str, *, page_count: int | None = None) -> ResumeRow:
    return ResumeRow(
        user_id=1,
        storage_key=f"resumes/{number}",
        file_name="a.pdf",
        media_type="application/pdf",
        size_bytes=1,
        sha256="",
        upload_time=f"2026-04-{number:02}T00:00:00.000000+00:00",
        state=state,
        page_count=page_count,
    )


def test_it_counts_what_has_not_ended_and_tells_since_when_the_oldest_waits(engine: Engine) -> None:
    assert unfinished(engine) == ({"uploaded": 0, "analysing": 0}, None)
    with Session(engine) as session:
        session.add(
            UserRow(username="a", username_key="a", password_hash="", role="job_seeker", created_at="")
        )
        session.commit()
        session.add_all(
            [
                resume(1, "analysed", page_count=1),
                # Analysed anew: when it was asked for is not known.
                resume(2, "uploaded", page_count=1),
                resume(3, "uploaded"),
                resume(4, "analysing"),
                resume(5, "failed"),
                resume(6, "uploaded"),
            ]
        )
        session.commit()
    assert unfinished(engine) == ({"uploaded": 3, "analysing": 1}, "2026-04-03T00:00:00.000000+00:00")


def test_it_counts_what_webhooks_have_not_taken_and_tells_since_when_the_oldest_waits(engine: Engine) -> None:
    assert untold(engine) == (0, None)
    days = {3: "pending", 1: "delivered", 2: "given_up", 5: "pending"}
    with Session(engine) as session:
        session.add_all([WebhookRow(url="https://example.com/", created_at="") for _ in range(2)])
        session.commit()
        for day, state in days.items():
            at = f"2026-04-{day:02}T00:00:00.000000+00:00"
            session.add(DeliveryRow(webhook_id=1 + day % 2, event="ping", at=at, state=state))
        session.commit()
    assert untold(engine) == (2, "2026-04-03T00:00:00.000000+00:00")
