"""Database migrations: `migrate(engine)` brings any database to the newest form.

Several servers may start at once: the first takes a lock, the others wait and find nothing to do.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from persistence.database import writer

_LOCK_NUMBER = 7_305_117


def migrate(engine: Engine, *, to: str = "head") -> None:
    """Apply every migration that the database lacks up to a revision, in one transaction."""
    if current_revision(engine) == newest_revision():
        return
    with writer(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK_NUMBER})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def current_revision(engine: Engine) -> str | None:
    """Return the revision that the database is at, None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """Return the newest revision that this program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
