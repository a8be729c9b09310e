"""All that the database holds of a person, table by table and column by column."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Engine, Table, select
from sqlmodel import SQLModel, col

from domain.accounts.ports import Held, HeldFile
from domain.searching.words import unmarked
from persistence.reads.services import LARGEST_ID
from persistence.tables import (
    ANALYSES,
    AuditRow,
    CorrectionRow,
    DeliveryRow,
    IdentityRow,
    MatchReasonRow,
    MatchRow,
    ReadingRow,
    ResumeLayoutRow,
    ResumeRow,
    ResumeTextRow,
    UserRow,
)

# Secrets, and what is only a way to find things.
_SECRET = frozenset({"password_hash", "token_version", "username_key", "content_version"})
_AUDIT = SQLModel.metadata.tables[str(AuditRow.__tablename__)]
_OF_RESUME = {
    "analysis": ANALYSES,
    "identities": SQLModel.metadata.tables[str(IdentityRow.__tablename__)],
    "readings": SQLModel.metadata.tables[str(ReadingRow.__tablename__)],
    "corrections": SQLModel.metadata.tables[str(CorrectionRow.__tablename__)],
    "matches": SQLModel.metadata.tables[str(MatchRow.__tablename__)],
    "match_reasons": SQLModel.metadata.tables[str(MatchReasonRow.__tablename__)],
    "told_to_webhooks": SQLModel.metadata.tables[str(DeliveryRow.__tablename__)],
    "layout": SQLModel.metadata.tables[str(ResumeLayoutRow.__tablename__)],
    "text": SQLModel.metadata.tables[str(ResumeTextRow.__tablename__)],
}


class SqlHeldRecords:
    """The domain's `HeldRecords` on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def account(self, user_id: int) -> Held | None:
        if user_id > LARGEST_ID:
            return None
        found = self._rows(SQLModel.metadata.tables[str(UserRow.__tablename__)], "id", user_id)
        if not found:
            return None
        return {"account": found[0], "events": self._events(user_id)}

    def resume_ids(self, user_id: int) -> list[int]:
        own = select(col(ResumeRow.id)).where(col(ResumeRow.user_id) == user_id).order_by(col(ResumeRow.id))
        with self._engine.connect() as connection:
            return [resume_id for resume_id in connection.scalars(own) if resume_id is not None]

    def resume(self, resume_id: int) -> HeldFile | None:
        found = self._rows(SQLModel.metadata.tables[str(ResumeRow.__tablename__)], "id", resume_id)
        if not found:
            return None
        record: dict[str, object] = {"resume": found[0]}
        record |= {name: self._rows(table, "resume_id", resume_id) for name, table in _OF_RESUME.items()}
        return HeldFile(resume_id, str(found[0]["storage_key"]), str(found[0]["file_name"]), record)

    def _events(self, user_id: int) -> list[dict[str, object]]:
        """Return what is in the audit log of a user, without the addresses of others."""
        own = self._rows(_AUDIT, "actor_id", user_id)
        told = {event["id"] for event in own}
        by_others = [
            event | {"address": None}
            for event in self._rows(_AUDIT, "subject_id", user_id)
            if event["id"] not in told
        ]
        return sorted([*own, *by_others], key=lambda event: int(str(event["id"])))

    def _rows(self, table: Table, key: str, value: int) -> list[dict[str, object]]:
        columns = [column for column in table.c if column.name not in _SECRET]
        statement = select(*columns).where(table.c[key] == value).order_by(*table.primary_key.columns)
        with self._engine.connect() as connection:
            return [
                {name: _plain(item) for name, item in row.items()}
                for row in connection.execute(statement).mappings()
            ]


def _plain(item: Any) -> object:
    """Return a value as JSON tells it: lists and objects stand as texts in the database, texts with marks."""
    if isinstance(item, str) and item[:1] in ("[", "{"):
        try:
            return json.loads(item)
        except ValueError:
            return item
    return unmarked(item) if isinstance(item, str) else item
