"""That an export has every column of every table that holds something of a person."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import SQLModel

from domain.analyses.layouts import PageLayout
from domain.auditing import AuditAction, AuditEntry
from domain.searching.texts import marked_pages
from domain.webhooks.models import News, NewWebhook, WebhookEvent
from persistence.auditing import AuditTrail
from persistence.reads.held import SqlHeldRecords
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, detailed, new_analysis, new_matches, new_resume, new_user

SECRET = {"password_hash", "token_version", "username_key", "content_version"}


@pytest.fixture
def held(engine: Engine) -> SqlHeldRecords:
    with unit_of_work_factory(engine)() as work:
        for name in ("ann", "ben"):
            user = work.users.add(new_user(name))
            for _ in range(2):
                resume = work.resumes.add(new_resume(user.id))
                work.resumes.finish_analysis(
                    resume.id,
                    page_count=1,
                    analysis=detailed(new_analysis()),
                    matches=new_matches(3),
                    at=NOW,
                    pages=marked_pages(["计算机科学", "Kubernetes"]),
                    layouts=[PageLayout(1, 595.0, 842.0)],
                )
        work.webhooks.add(NewWebhook(url="https://example.com/", secret="s", created_at=NOW))
        work.webhooks.announce(News(event=WebhookEvent.RESUME_ANALYSED, resume_id=1, at=NOW))
        work.commit()
    return SqlHeldRecords(engine)


def columns(table: str) -> set[str]:
    return set(SQLModel.metadata.tables[table].c.keys())


def test_an_account_is_told_without_what_is_secret(held: SqlHeldRecords) -> None:
    told = held.account(1)
    assert told is not None
    account = told["account"]
    assert isinstance(account, dict)
    assert account.keys() == columns("users") - SECRET
    assert account["username"] == "ann"
    assert told["events"] == []
    assert held.account(99) is None


@pytest.mark.anyio
async def test_an_account_is_told_with_what_was_noted_of_it(engine: Engine, held: SqlHeldRecords) -> None:
    trail = AuditTrail(engine, clock=lambda: NOW, days=1)
    trail.note(AuditEntry(action=AuditAction.LOGGED_IN, actor_id=1, subject_id=1, address="192.0.2.1"))
    trail.note(AuditEntry(action=AuditAction.RESUME_READ, actor_id=2, subject_id=1, resume_id=1))
    trail.note(AuditEntry(action=AuditAction.LOGIN_FAILED, subject_id=1, address="192.0.2.9"))
    trail.note(AuditEntry(action=AuditAction.LOGGED_IN, actor_id=2, subject_id=2, address="192.0.2.2"))
    await trail.flush()
    told = held.account(1)
    assert told is not None
    events = told["events"]
    assert isinstance(events, list)
    seen = [(event["action"], event["actor_id"], event["address"]) for event in events]
    assert seen == [("logged_in", 1, "192.0.2.1"), ("resume_read", 2, None), ("login_failed", None, None)]


def test_a_resume_is_told_with_every_column_of_what_was_made_of_it(held: SqlHeldRecords) -> None:
    resume_ids = held.resume_ids(1)
    assert len(resume_ids) == 2
    told = held.resume(resume_ids[0])
    assert told is not None
    record: dict[str, object] = dict(told.record)
    resume, analyses, matches = record["resume"], record["analysis"], record["matches"]
    assert isinstance(resume, dict)
    assert resume.keys() == columns("resumes")
    assert (resume["user_id"], told.file_name, told.storage_key) == (1, "简历.pdf", resume["storage_key"])
    assert isinstance(analyses, list)
    assert isinstance(matches, list)
    assert [row.keys() for row in analyses] == [columns("analyses")]
    assert analyses[0]["skills"] == ["Excel", "成本核算"]
    assert [match["rank"] for match in matches] == [1, 2, 3]
    assert matches[0].keys() == columns("matches")
    told_to = record["told_to_webhooks"]
    assert isinstance(told_to, list)
    assert [row.keys() for row in told_to] == [columns("webhook_deliveries")]
    assert isinstance(record["text"], list)
    assert [text["pages"] for text in record["text"]] == ["计算机科学\fKubernetes"]
    assert record["layout"] == [{"resume_id": resume_ids[0], "pages": [[1, 595.0, 842.0, 0.0, []]]}]
    assert held.resume(99) is None


def test_every_table_is_either_told_or_holds_nothing_of_a_person() -> None:
    told = {"users", "resumes", "analyses", "identities", "matches", "match_reasons", "audit_log"}
    told |= {"webhook_deliveries"}
    told |= {"resume_texts", "resume_layouts", "readings", "corrections"}
    # Lists of matches are those matches once more, counts are nobody's, and names of sessions are only that.
    kept = {"match_lists", "statistics", "statistic_changes", "ended_sessions"}
    assert set(SQLModel.metadata.tables) == told | kept | {"positions", "catalogue", "webhooks"}
