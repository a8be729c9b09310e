"""What a start loads: nothing that only other commands or rare requests need."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests import programs
from tests.gateway import PASSWORD, environment

_IMPORTED = re.compile(r"import time:.*\| +(\S+)$")
_RUNNING = re.compile(r"running on (http://\S+)")
# What reads files, tables and addresses, speaks to databases that are not used, or writes for people.
_OF_OTHERS = {
    "PIL",
    "alembic",
    "docx2txt",
    "domain.analyses.extraction",
    "domain.documents.markup.html",
    "domain.positions.importing.columns",
    "domain.positions.importing.tables",
    "domain.positions.occupations",
    "email_validator",
    "httpcore2",
    "lxml",
    "onnxruntime",
    "opentelemetry",
    "pdfplumber",
    "prometheus_client",
    "psycopg",
    "procrastinate",
    "pypdfium2",
    "rich.console",
    "sentry_sdk",
    "sqlalchemy.dialects.postgresql",
    "websockets",
}
_LARGE = {"graphql", "numpy", "pydantic_settings", "sqlalchemy", "strawberry", "uvicorn"}


# What a server does before the index of positions is opened beside its first answers.
_BEFORE_THE_INDEX = """
import api.cli.serving
from api.parts.database import open_database
from api.parts.positions import position_parts
from api.settings import Settings
from domain.auditing import NoAudit
from domain.clock import utc_now

settings = Settings()
with open_database(settings) as database:
    position_parts(settings, database, clock=utc_now, audit=NoAudit())
"""


def command_of(*arguments: str) -> list[str]:
    return [sys.executable, "-X", "importtime", "-m", "api.cli", *arguments]


def loaded_by(command: list[str], settings: dict[str, str]) -> set[str]:
    done = subprocess.run(
        command,
        cwd=programs.PROJECT,
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return imported(done.stderr.splitlines())


def imported(lines: Iterable[str]) -> set[str]:
    """Return the modules that these lines tell of."""
    return {found[1] for line in lines if (found := _IMPORTED.match(line))}


@contextmanager
def serving(settings: dict[str, str]) -> Iterator[tuple[httpx.Client, set[str]]]:
    """Serve for the time of the context, at whose end the set holds all that was loaded."""
    process = subprocess.Popen(
        command_of("serve", "--port", "0"),
        cwd=programs.PROJECT,
        env=settings,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stderr is not None
        loaded: set[str] = set()
        try:
            address = None
            while address is None:
                line = process.stderr.readline()
                assert line, "it ended"
                loaded |= imported([line])
                address = _RUNNING.search(line)
            with httpx.Client(base_url=address[1], trust_env=False) as client:
                yield client, loaded
        finally:
            process.terminate()
            loaded |= imported(process.stderr)


def test_the_first_answers_wait_for_nothing_that_they_do_not_need(tmp_path: Path) -> None:
    settings = environment(tmp_path, GATEWAY_ADMIN_PASSWORD=PASSWORD)
    assert programs.run(["create-admin", "ada"], settings).returncode == 0
    with serving(settings) as (client, loaded):
        answer = client.post("/api/login", json={"username": "ada", "password": PASSWORD})
        client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        assert client.get("/api/resumes").json() == []
        query = "{ me { username resumes(first: 5) { totalCount } } }"
        data = client.post("/graphql", json={"query": query}).json()["data"]
        assert data == {"me": {"username": "ada", "resumes": {"totalCount": 0}}}
        assert client.get("/healthz").status_code == 200

    assert "graphql" in loaded
    assert loaded & _OF_OTHERS == set()


def test_the_index_of_positions_is_opened_by_who_needs_it(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-c", _BEFORE_THE_INDEX]
    loaded = loaded_by(command, environment(tmp_path))

    assert "domain.positions.following" in loaded
    assert loaded & {"numpy", "domain.matches.matcher", "domain.positions.bundled"} == set()


@pytest.mark.parametrize("arguments", [("--help",), ("serve", "--help")])
def test_help_loads_nothing_of_the_program(arguments: tuple[str, ...], tmp_path: Path) -> None:
    loaded = loaded_by(command_of(*arguments), environment(tmp_path))

    assert loaded & (_LARGE | _OF_OTHERS - {"rich.console"}) == set()
    rooms = ("domain.analyses", "domain.documents", "domain.positions", "graphql_schema", "persistence")
    assert {name for name in loaded if name.startswith(rooms)} == set()


def test_a_new_file_key_is_made_without_database_and_schema(tmp_path: Path) -> None:
    loaded = loaded_by(command_of("new-file-key"), environment(tmp_path))

    assert loaded & (_LARGE | _OF_OTHERS) == set()


def test_the_schema_is_exported_without_database_and_server(tmp_path: Path) -> None:
    loaded = loaded_by(command_of("export-schema", os.devnull), environment(tmp_path))

    assert "strawberry" in loaded
    assert loaded & (_OF_OTHERS | {"sqlalchemy", "uvicorn"}) == set()
