"""Imported positions and the catalogue's version, over an SQLAlchemy session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, select, update
from sqlmodel import Session, col

from domain.positions.importing.models import Posting
from persistence.columns import iso, json_text
from persistence.tables import CatalogueRow, PositionRow

_THE_ROW = 1
_BATCH = 1_000
# What is left of a removed position.
_EMPTY: dict[str, Any] = {
    "removed": True,
    "content_hash": "",
    "title_zh": None,
    "title_en": None,
    "aliases": "[]",
    "skills": "[]",
    "description": None,
    "url": None,
    "company": None,
    "city": None,
    "salary_text": None,
    "salary_low": None,
    "salary_high": None,
    "salary_currency": None,
    "salary_period": None,
    "salary_months": None,
    "salary_min": None,
    "salary_max": None,
}


class SqlPositionRepository:
    """Positions over an SQLAlchemy session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._insert = _insert_of(session.get_bind().dialect.name)

    def lock(self) -> None:
        # The row is made by whoever comes first; its lock lasts until the commit. SQLite's writers
        # exclude each other already.
        self._session.execute(
            self._insert(CatalogueRow)
            .values(id=_THE_ROW, version=0, bundled_hash="")
            .on_conflict_do_nothing(index_elements=["id"])
        )
        self._session.execute(
            select(col(CatalogueRow.version)).where(col(CatalogueRow.id) == _THE_ROW).with_for_update()
        )

    def version(self) -> int:
        return self._session.scalar(select(col(CatalogueRow.version))) or 0

    def raise_version(self) -> int:
        raised = update(CatalogueRow).values(version=col(CatalogueRow.version) + 1)
        version: int = self._session.execute(raised.returning(col(CatalogueRow.version))).scalar_one()
        return version

    def note_bundled(self, content_hash: str) -> int:
        self.lock()
        if self._session.scalar(select(col(CatalogueRow.bundled_hash))) == content_hash:
            return self.version()
        self._session.execute(update(CatalogueRow).values(bundled_hash=content_hash))
        return self.raise_version()

    def content_hashes(self, source: str, external_ids: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for start in range(0, len(external_ids), _BATCH):
            rows = self._session.execute(
                select(col(PositionRow.external_id), col(PositionRow.content_hash)).where(
                    col(PositionRow.source) == source,
                    col(PositionRow.external_id).in_(external_ids[start : start + _BATCH]),
                    col(PositionRow.removed).is_(False),
                )
            )
            found.update((external_id, content_hash) for external_id, content_hash in rows)
        return found

    def put(self, source: str, postings: Sequence[Posting], *, version: int, at: datetime) -> None:
        if not postings:
            return
        statement = self._insert(PositionRow)
        kept = ("id", "source", "external_id")
        columns = [name for name in PositionRow.model_fields if name not in kept]
        statement = statement.on_conflict_do_update(
            index_elements=["source", "external_id"],
            set_={name: statement.excluded[name] for name in columns},
        )
        shared = {"source": source, "version": version, "updated_at": iso(at)}
        self._session.execute(statement, [_values(posting) | shared for posting in postings])

    def external_ids(self, source: str, *, after: str, limit: int) -> list[str]:
        return list(
            self._session.scalars(
                select(col(PositionRow.external_id))
                .where(
                    col(PositionRow.source) == source,
                    col(PositionRow.external_id) > after,
                    col(PositionRow.removed).is_(False),
                )
                .order_by(col(PositionRow.external_id))
                .limit(limit)
            )
        )

    def remove(self, source: str, external_ids: Sequence[str], *, version: int) -> int:
        removed = 0
        for start in range(0, len(external_ids), _BATCH):
            result = self._session.execute(
                update(PositionRow)
                .where(
                    col(PositionRow.source) == source,
                    col(PositionRow.external_id).in_(external_ids[start : start + _BATCH]),
                    col(PositionRow.removed).is_(False),
                )
                .values(_EMPTY | {"version": version})
            )
            removed += result.rowcount if isinstance(result, CursorResult) else 0
        return removed


def _insert_of(dialect: str) -> Any:
    """Return what makes an INSERT that says what comes of a conflict."""
    # Of the two only one is loaded, which the engine has done.
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert
    from sqlalchemy.dialects import sqlite

    return sqlite.insert


def _values(posting: Posting) -> dict[str, Any]:
    salary = posting.salary
    lowest, highest = (None, None) if salary is None else salary.monthly_cny
    period = None if salary is None or salary.period is None else salary.period.value
    return {
        "external_id": posting.external_id,
        "content_hash": posting.content_hash,
        "title_zh": posting.title_zh,
        "title_en": posting.title_en,
        "aliases": json_text(posting.aliases),
        "company": posting.company,
        "city": posting.city,
        "skills": json_text(posting.skills),
        "degree": int(posting.degree),
        "years_min": posting.years_min,
        "salary_text": None if salary is None else salary.printed,
        "salary_low": None if salary is None else salary.low,
        "salary_high": None if salary is None else salary.high,
        "salary_currency": None if salary is None else salary.currency,
        "salary_period": period,
        "salary_months": None if salary is None else salary.months,
        "salary_min": lowest,
        "salary_max": highest,
        "occupation_code": posting.occupation_code or posting.told_code,
        "isco": posting.isco,
        "level": None if posting.level is None else int(posting.level),
        "url": posting.url,
        "description": posting.description,
        "removed": False,
    }
