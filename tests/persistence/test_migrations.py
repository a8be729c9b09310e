from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from procrastinate.schema import SchemaManager
from sqlalchemy import Engine, text
from sqlmodel import SQLModel

import persistence.migrations
from persistence.database import open_engine, writer
from persistence.migrations import DatabaseUnusable, current_revision, migrate, newest_revision
from tests.persistence.earlier import upgraded
from tests.postgres_server import fresh_database


def test_the_migrations_yield_the_tables(engine: Engine) -> None:
    def is_ours(name: str | None, kind: str, _parents: object) -> bool:
        # They have no row classes: only counting knows the one, procrastinate others, triggers the third.
        others = ("rate_counts", "procrastinate_", "resume_words")
        return not (kind == "table" and (name or "").startswith(others))

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_text_is_sorted_by_its_code_points(postgres_engine: Engine) -> None:
    """A column that is added later says `COLLATE "C"`, or is named here with what it is not sorted for."""
    with postgres_engine.connect() as connection:
        others = connection.execute(
            text(
                "SELECT table_name, column_name FROM information_schema.columns"
                " WHERE table_name = ANY(:tables) AND data_type = 'text'"
                " AND collation_name IS DISTINCT FROM 'C'"
            ),
            {"tables": list(SQLModel.metadata.tables)},
        ).all()
    assert others == [("resumes", "state")]


def test_the_newest_revision_is_the_one_that_the_migrations_end_in() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(persistence.migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_current_head() == newest_revision()


def test_several_starters_migrate_once(empty_url: str) -> None:
    def start() -> str | None:
        engine = open_engine(empty_url)
        try:
            migrate(engine)
            return current_revision(engine)
        finally:
            engine.dispose()

    with ThreadPoolExecutor(3) as pool:
        revisions = [future.result() for future in [pool.submit(start) for _ in range(3)]]
    assert revisions == [newest_revision()] * 3


def test_a_database_that_does_not_take_every_letter_is_refused(postgres_url: str) -> None:
    said = "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    with fresh_database(postgres_url, "of_few_letters", said=said) as url:
        engine = open_engine(url)
        with pytest.raises(DatabaseUnusable, match="must be UTF8; it is SQL_ASCII"):
            migrate(engine)
        engine.dispose()


def test_a_server_that_is_too_old_is_refused(
    postgres_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(persistence.migrations, "OLDEST", 99)
    with pytest.raises(DatabaseUnusable, match="PostgreSQL 99 or newer is needed"):
        migrate(postgres_engine)


def test_analyses_of_before_have_no_entries_no_evidence_and_no_warnings(empty_url: str) -> None:
    with upgraded(empty_url, _OLD_ROWS, of="0002") as engine, engine.connect() as connection:
        (row,) = connection.execute(text("SELECT * FROM analyses")).mappings()
    assert (row["name"], row["expected_salary_min"], row["expected_salary_currency"]) == ("周敏", None, None)
    lists = ("education", "experience", "evidence", "warnings")
    assert [row[name] for name in lists] == ["[]", "[]", "[]", "[]"]


def test_of_analyses_of_before_small_doubts_are_told_too_where_they_weigh_most(empty_url: str) -> None:
    evidence = [
        {"field": field, "index": None, "confidence": confidence}
        for field, confidence in (("city", 0.9), ("name", 0.75), ("age", 0.95), ("gender", 0.6))
    ]
    rows = (*_OLD_ROWS, f"UPDATE analyses SET evidence = '{_json(evidence)}'")
    with upgraded(empty_url, rows, of="0019") as engine, engine.connect() as connection:
        review = connection.scalars(text("SELECT review FROM analyses")).one()
    assert [item["field"] for item in json.loads(review)] == ["name", "gender"]


def test_corrections_are_told_as_long_as_their_migration_is_there(empty_url: str) -> None:
    def triggers() -> list[str]:
        with engine.connect() as connection:
            tells = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'analyses'::regclass AND NOT tgisinternal"
            return list(connection.scalars(text(tells))) if is_postgresql else []

    engine = open_engine(empty_url)
    is_postgresql = engine.dialect.name == "postgresql"
    try:
        migrate(engine, to="0021")
        before = triggers()
        migrate(engine)
        assert ("gateway_analysis_changed" in triggers()) is is_postgresql
        _downgrade(engine, to="0021")
        assert (triggers(), current_revision(engine)) == (before, "0021")
    finally:
        engine.dispose()


def test_jobs_go_with_their_migration(empty_url: str) -> None:
    engine = open_engine(empty_url)
    try:
        migrate(engine)
        _downgrade(engine, to="0011")
        migrate(engine)
        assert current_revision(engine) == newest_revision()
    finally:
        engine.dispose()


def test_the_tables_of_jobs_are_those_of_the_installed_release() -> None:
    """Where this fails, procrastinate has migrations since: a new revision of ours must run them."""
    newest = max(path.name for path in Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    assert newest == "03.04.00_50_post_add_retry_failed_job_procedure.sql"


def _json(value: object) -> str:
    # As SQL with parameters of its own, where a colon begins one.
    return json.dumps(value).replace(":", "\\:")


def _downgrade(engine: Engine, *, to: str) -> None:
    with writer(engine).begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(persistence.migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.downgrade(config, to)


_OLD_ROWS = (
    "INSERT INTO users (id, username, username_key, password_hash, role, token_version, created_at)"
    " VALUES (1, 'anna', 'anna', '-', 'job_seeker', 0, '2026-01-01')",
    "INSERT INTO resumes (id, user_id, storage_key, file_name, media_type, size_bytes, sha256, upload_time,"
    " state, attempts) VALUES (1, 1, 'a', 'a.pdf', 'application/pdf', 1, '0', '2026-01-01', 'ANALYSED', 1)",
    "INSERT INTO analyses (resume_id, language, name, analysed_at) VALUES (1, 'zh', '周敏', '2026-01-01')",
)
