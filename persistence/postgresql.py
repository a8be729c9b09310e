"""The engine of PostgreSQL, by psycopg: pooled, with statements that the server keeps, bounded in time.

A connection that the server has ended meanwhile is noticed before it is written on (a ping) or when it is
read from (`RowReader` then takes another), so a restart of the database is survived. What waits, waits for so
long at most: for a server that does not answer, for a lock, for a statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

if TYPE_CHECKING:
    from psycopg.abc import Buffer

OLDEST = 15
NUL, INSTEAD_OF_NUL = "\0", "\N{REPLACEMENT CHARACTER}"
_STATEMENT_TIMEOUT_SECONDS = 30
_IDLE_TIMEOUT_SECONDS = 60
# By libpq: the letters of texts, a new connection, and one whose other end has vanished without a word.
_SAID: dict[str, object] = {
    "client_encoding": "utf8",
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "application_name": "resume-gateway",
}


def create_postgresql_engine(
    url: URL, *, connections: int, pool_timeout_seconds: float, lock_timeout_seconds: float, reads_only: bool
) -> Engine:
    """Make the engine. What the URL says itself, as `connect_timeout`, is left to it.

    Args:
        reads_only: Each statement is a transaction of its own, without a round trip to begin it and another
            to end it; nor are such connections pinged.
    """
    engine = create_engine(
        url,
        connect_args=connect_arguments(url, lock_timeout_seconds=lock_timeout_seconds),
        pool_size=connections,
        max_overflow=0,
        # Those used last are taken first, so that a quiet server lets the others go.
        pool_use_lifo=True,
        pool_timeout=pool_timeout_seconds,
        pool_pre_ping=not reads_only,
        # Parameters are people's data: no error repeats them.
        hide_parameters=True,
        **({"isolation_level": "AUTOCOMMIT"} if reads_only else {}),
    )
    event.listen(engine, "connect", _replace_nul)
    return engine


def _replace_nul(connection: DBAPIConnection, _record: object) -> None:
    """Have every text sent without the one character that PostgreSQL does not keep."""
    from psycopg.types.string import StrDumper

    class WithoutNul(StrDumper):
        def dump(self, obj: str) -> Buffer | None:
            return super().dump(obj.replace(NUL, INSTEAD_OF_NUL) if NUL in obj else obj)

    connection.adapters.register_dumper(str, WithoutNul)


def connect_arguments(url: URL, *, lock_timeout_seconds: float, options: str = "") -> dict[str, object]:
    """Return what bounds the waiting of a connection, with more of the server's options."""
    bounds = (
        f"-c statement_timeout={_STATEMENT_TIMEOUT_SECONDS}s "
        f"-c lock_timeout={int(1000 * lock_timeout_seconds)} "
        f"-c idle_in_transaction_session_timeout={_IDLE_TIMEOUT_SECONDS}s"
    )
    given = url.query.get("options", "")
    # The last one counts.
    said = " ".join([bounds, options, *((given,) if isinstance(given, str) else given)]).strip()
    return {name: value for name, value in _SAID.items() if name not in url.query} | {"options": said}
