"""Database migrations: `migrate(engine)` brings any database to the newest form.

Several servers may start at once: the first takes a lock, the others wait and find nothing to do.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from domain.errors import Unavailable
from persistence.database import writer
from persistence.postgresql import OLDEST

_LOCK_NUMBER = 7_305_117
_FOLDER = Path(__file__).parent
UNFINISHED_COPY = "copying"
"""The revision of a database that another one is being copied into."""


class DatabaseUnusable(Exception):
    """The database cannot be brought to the newest form; the message is for the operator."""


def migrate(engine: Engine, *, to: str = "head") -> None:
    """Apply every migration that the database lacks up to a revision, in one transaction.

    Raises:
        DatabaseUnusable: It is damaged, does not answer, takes no writes, is of a newer version, or kept by a
            server that is too old or does not take every letter.
    """
    _check_server(engine)
    present = current_revision(engine)
    if present == newest_revision():
        return
    if present == UNFINISHED_COPY:
        raise DatabaseUnusable("a copy into it was not finished: run `resume-gateway copy-database` again")
    if present is not None and present not in known_revisions():
        raise DatabaseUnusable(
            f"the database was made by a newer version of this program: it is at {present}, and this "
            f"one knows {newest_revision()}"
        )
    with _usable():
        _upgrade(engine, to)


def _check_server(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        return
    with _usable(), engine.connect() as connection:
        version, encoding = connection.execute(
            text("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
        ).one()
    if version // 10_000 < OLDEST:
        raise DatabaseUnusable(f"PostgreSQL {OLDEST} or newer is needed; this is {version // 10_000}")
    if encoding != "UTF8":
        raise DatabaseUnusable(f"the database's encoding must be UTF8; it is {encoding}")


@contextlib.contextmanager
def _usable() -> Iterator[None]:
    try:
        yield
    except Unavailable as error:
        reason = str(error.__cause__).partition("\n")[0]
        raise DatabaseUnusable(f"the database cannot be used: {reason}") from error


def _upgrade(engine: Engine, to: str) -> None:
    # Alembic takes a third of a second to load, which most starts need not spend.
    from alembic import command
    from alembic.config import Config

    with writer(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            # Another starter's migrations may take their time, and so may ours.
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK_NUMBER})
        config = Config()
        config.set_main_option("script_location", str(_FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def current_revision(engine: Engine) -> str | None:
    """Return the revision that the database is at, None for an empty one. Raises `DatabaseUnusable`."""
    with _usable(), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def newest_revision() -> str:
    """Return the newest revision that this program knows: the number its file's name begins with."""
    return max(known_revisions())


def known_revisions() -> set[str]:
    """Return the revisions that this program knows."""
    return {path.stem.partition("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*.py")}
