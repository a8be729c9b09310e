"""What keeps a server from starting is said in a sentence."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from api.settings import Settings
from tests import programs
from tests.gateway import environment
from tests.object_storage import S3Server


def run(data_dir: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return programs.run(command, environment(data_dir, **settings))


def sentence(ended: subprocess.CompletedProcess[str], *, code: int) -> str:
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    lines = ended.stderr.splitlines()
    assert len(lines) <= 3
    [line] = [line for line in lines if line.startswith("GATEWAY_")]
    return line


SERVE = ("serve", "--port", "0")


def test_a_server_starts_and_ends_as_its_user_starts_and_ends_it(tmp_path: Path) -> None:
    command, cwd = [sys.executable, "-m", "api.cli", *SERVE], Path(__file__).parents[2]
    with subprocess.Popen(
        command, cwd=cwd, env=environment(tmp_path), stderr=subprocess.PIPE, text=True
    ) as started:
        assert started.stderr is not None
        assert any("running on" in line for line in started.stderr)
        started.terminate()
        assert "Traceback" not in started.stderr.read()
    assert started.returncode == -signal.SIGTERM


@pytest.mark.parametrize("content", ["", "\n", "short", "a" * 31])
def test_a_secret_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "jwt-secret").write_text(content)
    told = sentence(run(tmp_path, *SERVE), code=2)
    assert told.startswith("GATEWAY_JWT_SECRET is wrong: ")
    assert str(tmp_path / "jwt-secret") in told
    # It is not repeated.
    assert content.strip() == "" or content not in told
    with pytest.raises(ValueError, match="characters"):
        Settings(data_dir=tmp_path).secret()


@pytest.mark.parametrize("command", [SERVE, ("migrate",)])
def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "gateway.sqlite3").write_bytes(os.urandom(8192))
    told = sentence(run(tmp_path, *command), code=1)
    assert "the database cannot be used: file is not a database" in told


@pytest.mark.parametrize("command", [SERVE, ("migrate",)])
def test_a_database_of_a_newer_version_is_told_in_one_sentence(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    assert run(tmp_path, "migrate").returncode == 0
    with sqlite3.connect(tmp_path / "gateway.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    told = sentence(run(tmp_path, *command), code=1)
    assert "newer version of this program: it is at 9999" in told


def test_a_damaged_page_is_told_in_one_sentence(tmp_path: Path) -> None:
    assert run(tmp_path, "migrate").returncode == 0
    path = tmp_path / "gateway.sqlite3"
    content = path.read_bytes()
    path.write_bytes(content[:100] + bytes(4096 - 100) + content[4096:])
    assert "the database cannot be used: " in sentence(run(tmp_path, *SERVE), code=1)


@pytest.mark.parametrize(
    ("url", "variables", "reason"),
    [
        ("s3://none", {}, "there is no such bucket"),
        ("s3://{bucket}//a", {}, "contained empty path segment"),
        ("s3://{bucket}", {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "error sending request"),
        ("az://{bucket}", {}, "Account must be specified"),
    ],
)
def test_an_object_storage_that_takes_no_files_is_told_in_one_sentence(
    tmp_path: Path, s3_server: S3Server, url: str, variables: dict[str, str], reason: str
) -> None:
    settings = {"GATEWAY_STORAGE_URL": url.format(bucket=s3_server.make_bucket())}
    told = sentence(run(tmp_path, *SERVE, **s3_server.environment | settings | variables), code=1)
    assert told.startswith("GATEWAY_STORAGE_URL is wrong, or what is there: ")
    assert reason in told
    assert "not-a-secret" not in told


def test_a_folder_that_takes_no_files_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / ".readiness").mkdir()
    told = sentence(run(tmp_path, *SERVE), code=1)
    assert told.startswith("GATEWAY_STORAGE_URL is wrong, or what is there: it takes no files: ")


def test_an_address_of_metrics_that_is_taken_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = run(tmp_path, *SERVE, GATEWAY_METRICS_PORT=str(taken.getsockname()[1]))
    assert sentence(ended, code=2).startswith("GATEWAY_METRICS_PORT is wrong: ")


def test_a_token_of_metrics_alone_is_refused_with_several_processes(tmp_path: Path) -> None:
    ended = run(tmp_path, *SERVE, "--workers", "2", GATEWAY_METRICS_TOKEN="t" * 16)
    assert sentence(ended, code=2).startswith("GATEWAY_METRICS_TOKEN is wrong: ")
