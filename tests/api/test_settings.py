from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Settings
from domain.policies import Bootstrap
from tests import programs
from tests.gateway import environment

PROJECT = Path(__file__).parents[2]
KEY = "new:" + "A" * 43 + "="


def test_every_default_works() -> None:
    settings = Settings()
    assert settings.resolved_database_url == f"sqlite:///{Path('var').absolute()}/gateway.sqlite3"
    assert settings.resolved_storage_url == (Path("var").absolute() / "files").as_uri()
    assert (settings.host, settings.port, settings.token_lifetime_seconds) == ("127.0.0.1", 8000, 86400)
    assert (settings.upload_max_bytes, settings.analysis_wait_seconds) == (20 * 1024 * 1024, 4)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("local", Bootstrap.LOCAL),
        ("code", Bootstrap.CODE),
        ("off", Bootstrap.OFF),
        ("true", Bootstrap.LOCAL),
        ("false", Bootstrap.OFF),
    ],
)
def test_the_first_administrator_comes_as_the_operator_says_also_in_his_old_words(
    monkeypatch: pytest.MonkeyPatch, given: str, meant: Bootstrap
) -> None:
    assert Settings(host="0.0.0.0").bootstrap is Settings().bootstrap is Bootstrap.LOCAL
    monkeypatch.setenv("GATEWAY_ADMIN_BOOTSTRAP", given)
    assert Settings().bootstrap is meant


@pytest.mark.parametrize(
    ("host", "check", "refused"),
    [
        ("127.0.0.1", None, False),
        ("0.0.0.0", None, True),
        ("0.0.0.0", False, False),
        ("localhost", True, True),
    ],
)
def test_guessable_passwords_are_refused_where_others_reach_the_server(
    host: str, check: bool | None, refused: bool
) -> None:
    assert Settings(host=host, password_check=check).refuses_guessable_passwords is refused


def test_the_font_of_pdf_files_must_be_one_that_they_can_hold(tmp_path: Path) -> None:
    font = tmp_path / "font.ttf"
    font.write_bytes(b"\0\1\0\0" + bytes(8))
    assert Settings(pdf_font=font).pdf_font == font
    font.write_bytes(b"OTTO" + bytes(8))
    with pytest.raises(ValidationError, match="no TrueType font"):
        Settings(pdf_font=font)
    with pytest.raises(ValidationError, match="file"):
        Settings(pdf_font=tmp_path / "none.ttf")


def test_nothing_but_trusted_documents_needs_some(tmp_path: Path) -> None:
    assert Settings(graphql_documents_only=True).graphql_documents is None
    assert Settings(graphql_documents_only=True, dashboard=False, graphql_documents=tmp_path)
    with pytest.raises(ValidationError, match="GATEWAY_DASHBOARD"):
        Settings(graphql_documents_only=True, dashboard=False)


@pytest.mark.parametrize(
    ("keys", "keep_text", "kept"),
    [(None, None, True), (KEY, None, False), (KEY, True, True), (None, False, False)],
)
def test_texts_are_kept_beside_encrypted_files_only_where_that_is_asked_for(
    keys: str | None, keep_text: bool | None, kept: bool
) -> None:
    assert Settings(file_keys=keys, keep_text=keep_text).keeps_text is kept


def test_the_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = Settings(data_dir=tmp_path / "new").secret()
    assert len(first) >= 32
    assert Settings(data_dir=tmp_path / "new").secret() == first
    assert stat.S_IMODE((tmp_path / "new" / "jwt-secret").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["jwt-secret"]
    assert Settings(data_dir=tmp_path / "other").secret() != first


def test_names_in_a_row_are_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_ALLOWED_HOSTS", "a.example.com, *.b.example.com,")
    monkeypatch.setenv("GATEWAY_TRUSTED_PROXIES", "10.1.2.3, 192.168.0.0/16,fd00::/8")
    monkeypatch.setenv("GATEWAY_CORS_ORIGINS", "https://a.example.com,http://localhost:5173")
    monkeypatch.setenv("GATEWAY_ROOT_PATH", "/resumes/")
    settings = Settings()
    assert settings.allowed_hosts == ("a.example.com", "*.b.example.com")
    assert [str(network) for network in settings.trusted_proxies] == [
        "10.1.2.3/32",
        "192.168.0.0/16",
        "fd00::/8",
    ]
    assert settings.cors_origins == ("https://a.example.com", "http://localhost:5173")
    assert settings.root_path == "/resumes"


def test_postgresql_without_its_driver_is_told_how_to_come_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.settings.find_spec", lambda _name: None)
    with pytest.raises(ValidationError, match=r"pip install 'resume-gateway\[postgresql\]'"):
        Settings(database_url="postgresql+psycopg://host/gateway")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GATEWAY_PORT", "http"),
        ("GATEWAY_PORT", "70000"),
        ("GATEWAY_TOKEN_LIFETIME_SECONDS", "0"),
        ("GATEWAY_ADMIN_BOOTSTRAP", "perhaps"),
        ("GATEWAY_JWT_SECRET", "too-short"),
        ("GATEWAY_UPLOAD_MAX_BYTES", "-1"),
        ("GATEWAY_DATABASE_URL", "mysql://user:too-short@host/db"),
        ("GATEWAY_DATABASE_URL", "too-short"),
        ("GATEWAY_DATABASE_URL", "postgresql://user:too-short@host/db"),
        ("GATEWAY_DATABASE_URL", "postgresql+asyncpg://user:too-short@host/db"),
        ("GATEWAY_DATABASE_CONNECTIONS", "1"),
        ("GATEWAY_STORAGE_URL", "ftp://user:too-short@host"),
        ("GATEWAY_STORAGE_URL", "s3://user:too-short@bucket"),
        ("GATEWAY_STORAGE_URL", "s3:///prefix"),
        ("GATEWAY_STORAGE_URL", "s3://bucket/a?region=b"),
        ("GATEWAY_STORAGE_URL", "s3://bucket/a#b"),
        ("GATEWAY_STORAGE_TIMEOUT_SECONDS", "0"),
        ("GATEWAY_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("GATEWAY_TRUSTED_PROXIES", "0.0.0.0/0"),
        ("GATEWAY_CORS_ORIGINS", "https://a.example.com/"),
        ("GATEWAY_CORS_ORIGINS", "*"),
        ("GATEWAY_ROOT_PATH", "resumes"),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence_naming_it(
    tmp_path: Path, variable: str, value: str
) -> None:
    started = programs.run(["migrate"], environment(tmp_path, **{variable: value}))
    assert started.returncode == 2
    assert started.stderr.startswith(f"{variable} is wrong: ")
    assert "Traceback" not in started.stderr
    # Passwords and keys are not repeated into a log.
    assert "too-short" not in started.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GATEWAY_DATA_DIR", "/proc/none"),
        ("GATEWAY_GRAPHQL_DOCUMENTS", "{folder}"),
        ("GATEWAY_GRAPHQL_DOCUMENTS_ONLY", "true"),
    ],
)
def test_a_wrong_folder_stops_the_server_with_a_sentence_naming_it(
    tmp_path: Path, variable: str, value: str
) -> None:
    (tmp_path / "manifest.json").write_text("[]")
    settings = {variable: value.format(folder=tmp_path), "GATEWAY_DASHBOARD_DIR": str(tmp_path)}
    started = programs.run(["serve", "--port", "0"], environment(tmp_path, **settings))
    assert started.returncode == 2
    assert started.stderr.startswith(f"{variable} is wrong: ")
    assert "Traceback" not in started.stderr


def test_no_test_reads_the_settings_of_the_callers_shell(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GATEWAY_PORT=1\n")
    hostile = {f"GATEWAY_{name}".upper(): "hostile" for name in Settings.model_fields}
    hostile |= {name.lower(): value for name, value in hostile.items()}
    hostile |= {"GATEWAY_ADMIN_PASSWORD": "?", "FORCE_COLOR": "1", "COLUMNS": "20", "GITHUB_ACTIONS": "true"}
    tests = (
        "test_settings.py::test_every_default_works",
        "test_cli.py::test_migrate_tells_what_it_did",
        "test_cli.py::test_analyze_reads_folders_and_shows_tables_to_people",
        "test_import_cli.py::test_what_is_wrong_is_said_and_nothing_is_imported",
    )
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", "--color=no", f"--basetemp={tmp_path}/tests"]
    options += ["-c", f"{PROJECT}/pyproject.toml"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *(f"{PROJECT}/tests/api/{test}" for test in tests)],
        cwd=tmp_path,
        env=environment(tmp_path, **hostile) | {"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
