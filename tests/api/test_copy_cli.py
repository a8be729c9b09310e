"""`copy-database` as an operator runs it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from api.cli import app

PASSWORD = "not-to-be-repeated"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two people of the demo and two resumes of each."""
    folder = tmp_path_factory.mktemp("filled") / "var"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GATEWAY_DATA_DIR", str(folder))
        made = CliRunner().invoke(app, ["demo", "--users", "2", "--resumes", "2"])
    assert made.exit_code == 0, made.output
    return folder


@pytest.fixture
def runner(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    shutil.copytree(filled, tmp_path / "var")
    monkeypatch.setenv("GATEWAY_DATA_DIR", str(tmp_path / "var"))
    return CliRunner()


def test_a_database_and_its_files_go_to_postgresql_and_back(
    runner: CliRunner, tmp_path: Path, postgres_engine: Engine
) -> None:
    here = f"sqlite:///{tmp_path / 'var' / 'gateway.sqlite3'}"
    there = postgres_engine.url.render_as_string(hide_password=False)
    back = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    files = (tmp_path / "files").as_uri()
    went = runner.invoke(app, ["copy-database", here, there, "--files-to", files])
    assert went.exit_code == 0, went.output
    assert "resumes: 4 rows, 4 written, sha256 " in went.output
    assert "counts and checksums compared" in went.output
    assert "Both hold the same 4 files, checksums compared; 0 were missing already." in went.output
    came = runner.invoke(app, ["copy-database", there, back])
    assert came.exit_code == 0, came.output
    sums = [[line for line in done.output.splitlines() if "sha256" in line] for done in (went, came)]
    assert sums[0] == sums[1]
    again = runner.invoke(app, ["copy-database", here, back])
    assert again.exit_code == 0
    assert all(" 0 written" in line for line in again.output.splitlines() if "sha256" in line)


def test_a_target_with_other_data_is_refused_in_a_sentence(runner: CliRunner, tmp_path: Path) -> None:
    here, other = tmp_path / "var" / "gateway.sqlite3", tmp_path / "other.sqlite3"
    assert runner.invoke(app, ["copy-database", f"sqlite:///{here}", f"sqlite:///{other}"]).exit_code == 0
    with sqlite3.connect(other) as database:
        database.execute("UPDATE users SET email = NULL")
    database.close()
    refused = runner.invoke(app, ["copy-database", f"sqlite:///{here}", f"sqlite:///{other}"])
    assert refused.exit_code == 1
    assert "The copy is not finished: the target holds other data already" in refused.output


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("sqlite:///none.sqlite3", "sqlite:///b.sqlite3", "there is no such file"),
        ("sqlite:///a.sqlite3", "sqlite:///a.sqlite3", "the same as FROM"),
        (f"mysql://u:{PASSWORD}@h/d", "sqlite:///b.sqlite3", "one of sqlite, postgresql"),
        ("sqlite:///b.sqlite3", f"postgresql://u:{PASSWORD}@h/d", "psycopg"),
    ],
)
def test_urls_that_cannot_be_are_refused(runner: CliRunner, source: str, target: str, told: str) -> None:
    refused = runner.invoke(app, ["copy-database", source, target])
    assert refused.exit_code == 2
    assert told in refused.output
    assert PASSWORD not in refused.output
