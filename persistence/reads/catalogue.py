"""The catalogue of imported positions: its version, and what has changed in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, select
from sqlmodel import col

from domain.positions.models import Position
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.levels import Level
from persistence.tables import CatalogueRow, PositionRow

_LOADED_AT_ONCE = 5_000


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


class _Changes:
    """The domain's `CatalogueChanges`, in one transaction."""

    def __init__(self, connection: Connection, since: int) -> None:
        self._connection = connection
        self._since = since
        self.version = connection.scalar(select(col(CatalogueRow.version))) or 0

    def added(self) -> Iterator[tuple[str, list[Position]]]:
        for source, rows in self._changed(POSITION_COLUMNS, removed=False):
            yield source, [PositionValues._make(row).position() for row in rows]

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


class PositionValues(NamedTuple):
    """A position's columns of the same names, as far as positions are made of them."""

    id: int
    source: str
    external_id: str
    title_zh: str | None
    title_en: str | None
    aliases: str
    skills: str
    degree: int
    years_min: int
    salary_min: int | None
    salary_max: int | None
    salary_text: str | None
    occupation_code: str | None
    isco: str | None
    level: int | None
    company: str | None
    city: str | None

    def position(self) -> Position:
        """Return the imported position."""
        return Position(
            code=self.external_id,
            title_zh=self.title_zh or "",
            title_en=self.title_en or "",
            aliases=_listed(self.aliases),
            skills=_listed(self.skills),
            degree=DegreeLevel(self.degree),
            years_min=self.years_min,
            salary_min=self.salary_min,
            salary_max=self.salary_max,
            salary_basis=self.source if self.salary_text else "",
            occupation_code=self.occupation_code,
            isco=self.isco,
            level=None if self.level is None else Level(self.level),
            source=self.source,
            company=self.company,
            city=self.city,
            salary_text=self.salary_text,
        )


POSITION_COLUMNS = tuple(PositionRow.metadata.tables["positions"].c[name] for name in PositionValues._fields)


def _listed(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))
