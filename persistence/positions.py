"""Imported positions and the catalogue's version in the database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from domain.analyses.models import Analysis, Gender
from domain.positions.importing.models import Posting
from domain.positions.models import Position
from domain.resumes.models import ResumeState
from domain.resumes.ports import StaleResult
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.languages import Language
from persistence.repositories import iso
from persistence.tables import AnalysisRow, CatalogueRow, PositionRow, ResumeRow

_THE_ROW = 1
_BATCH = 1_000
_LOADED_AT_ONCE = 5_000
_LISTS = ("schools", "companies", "titles", "skills")
_ANALYSIS_COLUMNS = (
    "resume_id",
    "analysed_at",
    "language",
    "name",
    "age_stated",
    "birth_date",
    "gender",
    "city",
    "email",
    "phone",
    "career_interest",
    "highest_degree",
    "years_of_experience",
    "expected_salary",
    *_LISTS,
)
# What is left of a removed position.
_EMPTY: dict[str, Any] = {
    "removed": True,
    "content_hash": "",
    "title_zh": None,
    "title_en": None,
    "aliases": "[]",
    "skills": "[]",
    "description": None,
}


class SqlPositionRepository:
    """Positions over an SQLAlchemy session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        postgres = session.get_bind().dialect.name == "postgresql"
        self._insert: Any = postgresql.insert if postgres else sqlite.insert

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


class SqlCatalogueReads:
    """The domain's `CatalogueReads` on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def version(self) -> int:
        with self._engine.connect() as connection:
            return connection.scalar(select(col(CatalogueRow.version))) or 0

    @contextmanager
    def changes(self, *, since: int) -> Iterator[_Changes]:
        with self._engine.connect() as connection:
            # All statements must see one moment; SQLite's transactions always do.
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield _Changes(connection, since)

    def stale_results(self, version: int, *, before_id: int, limit: int) -> list[StaleResult]:
        statement = (
            select(*(AnalysisRow.metadata.tables["analyses"].c[name] for name in _ANALYSIS_COLUMNS))
            .join(ResumeRow, col(ResumeRow.id) == col(AnalysisRow.resume_id))
            .where(
                col(ResumeRow.state) == ResumeState.ANALYSED.value,
                col(ResumeRow.catalogue_version) < version,
                col(ResumeRow.id) < before_id,
            )
            .order_by(col(ResumeRow.id).desc())
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [_stale_result(dict(row)) for row in connection.execute(statement).mappings()]


class _Changes:
    """The domain's `CatalogueChanges`, in one transaction."""

    def __init__(self, connection: Connection, since: int) -> None:
        self._connection = connection
        self._since = since
        self.version = connection.scalar(select(col(CatalogueRow.version))) or 0

    def added(self) -> Iterator[tuple[str, list[Position]]]:
        columns = tuple(PositionRow.metadata.tables["positions"].c[name] for name in POSITION_COLUMNS)
        for source, rows in self._changed(columns, removed=False):
            yield source, [position_of(*row[1:]) for row in rows]

    def removed(self) -> Iterator[tuple[str, list[str]]]:
        # Who knows nothing yet has nothing to forget.
        if self._since > 0:
            columns = (col(PositionRow.id), col(PositionRow.source), col(PositionRow.external_id))
            for source, rows in self._changed(columns, removed=True):
                yield source, [row[2] for row in rows]

    def _changed(self, columns: Sequence[Any], *, removed: bool) -> Iterator[tuple[str, list[Any]]]:
        after = 0
        while True:
            rows = self._connection.execute(
                select(*columns)
                .where(
                    col(PositionRow.id) > after,
                    col(PositionRow.version) > self._since,
                    col(PositionRow.removed).is_(removed),
                )
                .order_by(col(PositionRow.id))
                .limit(_LOADED_AT_ONCE)
            ).all()
            if not rows:
                return
            yield from ((source, list(of_source)) for source, of_source in groupby(rows, key=itemgetter(1)))
            after = rows[-1][0]


POSITION_COLUMNS = (
    "id",
    "source",
    "external_id",
    "title_zh",
    "title_en",
    "aliases",
    "skills",
    "degree",
    "years_min",
    "salary_min",
    "salary_max",
    "salary_text",
    "occupation_code",
    "company",
    "city",
)


def position_of(
    source: str,
    external_id: str,
    title_zh: str | None,
    title_en: str | None,
    aliases: str,
    skills: str,
    degree: int,
    years_min: int,
    salary_min: int | None,
    salary_max: int | None,
    salary_text: str | None,
    occupation_code: str | None,
    company: str | None,
    city: str | None,
) -> Position:
    """Return an imported position, given its columns without the id."""
    return Position(
        code=external_id,
        title_zh=title_zh or "",
        title_en=title_en or "",
        aliases=_listed(aliases),
        skills=_listed(skills),
        degree=DegreeLevel(degree),
        years_min=years_min,
        salary_min=salary_min,
        salary_max=salary_max,
        salary_basis=source if salary_text else "",
        occupation_code=occupation_code,
        source=source,
        company=company,
        city=city,
        salary_text=salary_text,
    )


def _values(posting: Posting) -> dict[str, Any]:
    salary = posting.salary
    lowest, highest = (None, None) if salary is None else salary.monthly_cny
    period = None if salary is None or salary.period is None else salary.period.value
    return {
        "external_id": posting.external_id,
        "content_hash": posting.content_hash,
        "title_zh": posting.title_zh,
        "title_en": posting.title_en,
        "aliases": _json(posting.aliases),
        "company": posting.company,
        "city": posting.city,
        "skills": _json(posting.skills),
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
        "occupation_code": posting.occupation_code,
        "url": posting.url,
        "description": posting.description,
        "removed": False,
    }


def _stale_result(row: dict[str, Any]) -> StaleResult:
    resume_id, analysed_at = row.pop("resume_id"), row.pop("analysed_at")
    row["language"] = Language(row["language"])
    row["gender"] = None if row["gender"] is None else Gender(row["gender"])
    for name in _LISTS:
        row[name] = _listed(row[name])
    return StaleResult(resume_id, analysed_at, Analysis(**row))


def _listed(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))


def _json(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
