from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy import Engine, create_engine, text

from persistence.watched_statements import watch_statements


def test_every_statement_of_new_connections_is_watched_without_its_parameters(engine: Engine) -> None:
    seen: list[tuple[str, str]] = []

    @contextlib.contextmanager
    def watch(sql: str, system: str) -> Iterator[None]:
        seen.append((sql, system))
        yield

    watched = create_engine(engine.url)
    watch_statements(watched, watch)
    try:
        with watched.connect() as connection:
            connection.execute(text("SELECT id FROM users WHERE username = :name"), {"name": "Zhang San"})
            connection.execute(
                text("DELETE FROM users WHERE username = :name"), [{"name": "Zhang San"}, {"name": "b"}]
            )
        raw = watched.raw_connection()
        cursor = raw.cursor()
        cursor.execute("SELECT 1")
        assert cursor.fetchall() == [(1,)]
        raw.close()
    finally:
        watched.dispose()
    kinds = [sql.split()[0] for sql, _ in seen]
    assert [kind for kind in kinds if kind in {"SELECT", "DELETE"}][-3:] == ["SELECT", "DELETE", "SELECT"]
    assert "Zhang San" not in str(seen)
    assert {system for _, system in seen} == {engine.dialect.name}
