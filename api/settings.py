"""Settings, read from the environment with the prefix `GATEWAY_`; nothing else reads it."""

from __future__ import annotations

import ipaddress
import os
import secrets
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    DirectoryPath,
    Field,
    FilePath,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import SettingsConfigDict

from api.edge.settings import MIB, EdgeSettings
from api.telemetry.settings import TelemetrySettings
from api.webhook_settings import WebhookSettings

ENV_PREFIX = "GATEWAY_"
SHORTEST_SECRET = 32
DATABASES = ("sqlite", "postgresql")
TRUE_TYPE = (b"\0\1\0\0", b"true", b"ttcf")
STORES = ("file", "s3", "gs", "az", "memory")


class Settings(EdgeSettings, TelemetrySettings, WebhookSettings):
    """Everything an operator may set; each default works."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, frozen=True, extra="forbid")

    data_dir: Annotated[Path, Field(description="Folder of the database, the files and the secret.")] = Path(
        "var"
    )
    cache_dir: Annotated[
        Path | None,
        Field(
            description="Folder of what can be made anew, for all servers of a host; unset: the user's cache."
        ),
    ] = None
    database_url: Annotated[
        str | None,
        Field(description="sqlite:/// or postgresql+psycopg:// URL; unset: SQLite in the data folder."),
    ] = None
    database_connections: Annotated[
        int, Field(ge=2, description="Connections of a server process to PostgreSQL, at most.")
    ] = 20
    storage_url: Annotated[
        str | None, Field(description="file:// or object storage URL; unset: `files` in the data folder.")
    ] = None
    storage_timeout_seconds: Annotated[
        float, Field(gt=0, le=600, description="How long an object storage may be silent.")
    ] = 20.0
    file_keys: Annotated[
        SecretStr | None,
        Field(
            description="Keys of stored files, id:base64 each, or `plain`: the first one writes, all read."
        ),
    ] = None
    file_keys_file: Annotated[
        FilePath | None, Field(description="File that holds them instead, open to nobody else (0600).")
    ] = None
    jwt_secret: Annotated[
        SecretStr | None,
        Field(
            min_length=SHORTEST_SECRET,
            description="Key that signs tokens, 32 characters or more; unset: made once, kept in the folder.",
        ),
    ] = None
    jwt_secret_accepted: Annotated[
        SecretStr | None,
        Field(
            min_length=SHORTEST_SECRET,
            description="Second key whose tokens are accepted too, while keys are changed.",
        ),
    ] = None
    host: Annotated[str, Field(min_length=1, description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="TCP port to listen on.")] = 8000
    workers: Annotated[
        int, Field(ge=1, le=64, description="Processes that serve, for as many cores; they divide budgets.")
    ] = 1
    token_lifetime_seconds: Annotated[int, Field(ge=1, description="How long a login lasts.")] = 24 * 3600
    session_lifetime_seconds: Annotated[
        int, Field(ge=0, description="How long the dashboard keeps one logged in who goes on using it.")
    ] = 30 * 24 * 3600
    password_min_length: Annotated[
        int, Field(ge=1, le=128, description="Shortest password; set 8 or more on the internet.")
    ] = 6
    password_check: Annotated[
        bool | None,
        Field(
            description="Whether common passwords, and those like the user's name, are refused; "
            "unset: unless only this machine reaches the server."
        ),
    ] = None
    registration: Annotated[
        Literal["open", "closed"],
        Field(description="Whether anybody may register, or only administrators make accounts."),
    ] = "open"
    rate_limits: Annotated[
        Literal["on", "off"], Field(description="Whether the limits of rate below, and points, hold.")
    ] = "on"
    login_failures_per_account: Annotated[
        int, Field(ge=1, description="Wrong passwords for one account from one address in ten minutes.")
    ] = 10
    login_failures_per_address: Annotated[
        int, Field(ge=1, description="Wrong passwords from one address in ten minutes.")
    ] = 120
    registrations_per_address: Annotated[
        int, Field(ge=1, description="Accounts made from one address in an hour.")
    ] = 300
    uploads_per_user: Annotated[int, Field(ge=1, description="Files that a user may send in a minute.")] = 300
    retention_days: Annotated[
        int | None, Field(ge=1, description="Days after which resumes are deleted; unset: never.")
    ] = None
    keep_text: Annotated[
        bool | None,
        Field(
            description="Whether the text of resumes is kept in the database, in plain, to be searched;"
            " unset: where stored files are not encrypted either."
        ),
    ] = None
    audit_days: Annotated[int, Field(ge=1, description="Days for which the audit log is kept.")] = 365
    upload_max_bytes: Annotated[int, Field(ge=1, description="Largest file accepted.")] = 20 * MIB
    uploads_max_bytes: Annotated[
        int, Field(ge=1, description="Largest sum of the files of one GraphQL request.")
    ] = 100 * MIB
    max_resumes_per_user: Annotated[int, Field(ge=0, description="Resumes a user may keep; 0: any.")] = 2_000
    max_bytes_per_user: Annotated[int, Field(ge=0, description="Bytes of files a user may keep; 0: any.")] = (
        5 * 1024 * MIB
    )
    body_max_bytes: Annotated[int, Field(ge=1024, description="Largest JSON body accepted.")] = 64 * 1024
    analysis_wait_seconds: Annotated[
        float, Field(ge=0, le=60, description="How long a reader of results waits for one in work.")
    ] = 4.0
    serve_jobs: Annotated[
        bool, Field(description="Whether a server on PostgreSQL analyses too, or leaves that to workers.")
    ] = True
    worker_concurrency: Annotated[
        int | None,
        Field(ge=1, le=256, description="Resumes in work at once on PostgreSQL; unset: twice that."),
    ] = None
    worker_stalled_seconds: Annotated[
        float, Field(ge=1, description="Silence after which a worker's jobs are taken up by others.")
    ] = 8.0
    stop_seconds: Annotated[
        float,
        Field(ge=0, description="How long who is told to stop finishes what it has begun."),
    ] = 20.0
    stop_delay_seconds: Annotated[
        float,
        Field(ge=0, description="How long before that a server takes requests, but is not ready."),
    ] = 0.0
    analysis_workers: Annotated[int, Field(ge=1, le=64, description="Files analysed at once.")] = max(
        2, os.cpu_count() or 1
    )
    analysis_timeout_seconds: Annotated[
        float, Field(gt=0, description="Time for a file before it is set aside for a second, longer try.")
    ] = 5.0
    analysis_slow_timeout_seconds: Annotated[float, Field(gt=0, description="Time for that second try.")] = (
        15.0
    )
    analysis_memory_bytes: Annotated[
        int, Field(ge=256 * MIB, description="Address space of a process that reads files.")
    ] = 384 * MIB
    ocr_workers: Annotated[int, Field(ge=1, le=64, description="Scans and pictures recognised at once.")] = 1
    ocr_timeout_seconds: Annotated[float, Field(gt=0, description="Time to recognise a file.")] = 20.0
    ocr_memory_bytes: Annotated[
        int, Field(ge=1024 * MIB, description="Address space of a process that recognises text.")
    ] = 1536 * MIB
    dashboard: Annotated[bool, Field(description="Whether /app is served.")] = True
    graphiql: Annotated[bool, Field(description="Whether /graphiql is served.")] = True
    dashboard_dir: Annotated[Path, Field(description="Folder of the built front end.")] = (
        Path(__file__).parents[1] / "dashboard" / "dist"
    )
    introspection: Annotated[
        Literal["everyone", "authenticated", "admin", "nobody"],
        Field(description="Who may ask /graphql for its schema."),
    ] = "everyone"
    graphql_max_tokens: Annotated[int, Field(ge=1, description="Words and signs of a document.")] = 2_000
    graphql_max_operations: Annotated[int, Field(ge=1, description="Operations of a document.")] = 50
    graphql_max_selections: Annotated[
        int, Field(ge=1, description="Fields and fragments of a document, with fragments put in place.")
    ] = 10_000
    graphql_max_comparisons: Annotated[
        int, Field(ge=1, description="Comparisons of fields that the validation of a document may take.")
    ] = 50_000
    graphql_max_depth: Annotated[int, Field(ge=1, description="Fields within fields.")] = 15
    graphql_max_aliases: Annotated[int, Field(ge=0, description="Aliased fields and repeated objects.")] = 50
    graphql_max_directives: Annotated[int, Field(ge=0, description="Directives of a document.")] = 50
    graphql_max_page_size: Annotated[int, Field(ge=1, description="`first` and `last` of a list.")] = 100
    graphql_max_cost: Annotated[
        int, Field(ge=1, description="Estimated cost of a request in points: fields of the answer, at most.")
    ] = 20_000
    graphql_points_per_minute: Annotated[
        int, Field(ge=0, description="Points a user, or an address, may spend a minute; 0: any number.")
    ] = 1_000_000
    graphql_batch: Annotated[
        int, Field(ge=0, le=100, description="Most operations in one request; 0: no batches.")
    ] = 0
    graphql_persisted_queries: Annotated[
        bool, Field(description="Whether Apollo's automatic persisted queries are answered.")
    ] = True
    graphql_documents: Annotated[
        DirectoryPath | None, Field(description="Folder of trusted documents, *.graphql or *.json manifests.")
    ] = None
    graphql_documents_only: Annotated[bool, Field(description="Whether no other document is accepted.")] = (
        False
    )
    pdf_font: Annotated[
        FilePath | None, Field(description="TrueType font with Chinese that exported PDF files are to hold.")
    ] = None
    graphql_streams_per_user: Annotated[
        int, Field(ge=1, description="Sockets and event streams of one user at once.")
    ] = 20
    graphql_subscriptions_per_socket: Annotated[
        int, Field(ge=1, description="Operations of one socket at once.")
    ] = 50

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, value: str | None) -> str | None:
        return None if value is None else known_database(value)

    @field_validator("storage_url")
    @classmethod
    def _storage_is_known(cls, value: str | None) -> str | None:
        if value is None:
            return value
        parts = urlsplit(value)
        if parts.scheme not in STORES:
            raise ValueError(f"its scheme must be one of {', '.join(STORES)}")
        if parts.query or parts.fragment:
            raise ValueError("what follows ? or # would be left out: write them as %3F and %23")
        if parts.username is not None or parts.password is not None:
            raise ValueError("it holds a name or password; credentials have variables of their own")
        if parts.scheme not in ("file", "memory") and not parts.netloc:
            raise ValueError(f"it names no bucket: {parts.scheme}://bucket/prefix")
        return value

    @field_validator("workers")
    @classmethod
    def _workers_can_share(cls, value: int, info: ValidationInfo) -> int:
        if value == 1:
            return value
        if not hasattr(os, "fork"):
            raise ValueError("this system knows no fork")
        if urlsplit(info.data.get("storage_url") or "").scheme == "memory":
            raise ValueError("a storage in memory is one process's alone")
        return value

    @field_validator("pdf_font")
    @classmethod
    def _font_can_be_held(cls, value: Path | None) -> Path | None:
        if value is not None:
            with value.open("rb") as font:
                if font.read(4) not in TRUE_TYPE:
                    raise ValueError("it is no TrueType font (.ttf or .ttc)")
        return value

    @field_validator("graphql_documents_only")
    @classmethod
    def _documents_are_given(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("graphql_documents") is None and not info.data.get("dashboard"):
            raise ValueError("it needs GATEWAY_GRAPHQL_DOCUMENTS, or GATEWAY_DASHBOARD")
        return value

    @property
    def dashboard_documents(self) -> Path:
        """The manifest of the operations that the dashboard was built with."""
        return self.dashboard_dir / "app" / "documents.json"

    @property
    def cache_dirs(self) -> tuple[Path, ...]:
        """Folders of what can be made anew, the best place first."""
        own = self.data_dir.absolute() / "cache"
        if self.cache_dir is not None:
            return self.cache_dir.absolute(), own
        # Both are promised to be absolute; where they are not, they mean nothing.
        shared, home = os.environ.get("XDG_CACHE_HOME", ""), os.environ.get("HOME", "")
        folder = Path(shared) if shared else Path(home) / ".cache"
        return (folder / "resume-gateway", own) if folder.is_absolute() else (own,)

    @property
    def resolved_database_url(self) -> str:
        """The database in use."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'gateway.sqlite3'}"

    @property
    def resolved_storage_url(self) -> str:
        """The file store in use."""
        return self.storage_url or (self.data_dir.absolute() / "files").as_uri()

    @property
    def listens_on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def keeps_text(self) -> bool:
        """Whether the text of resumes lies in the database; beside encrypted files only where asked for."""
        encrypted = self.file_keys is not None or self.file_keys_file is not None
        return not encrypted if self.keep_text is None else self.keep_text

    @property
    def limits_rates(self) -> bool:
        """Whether callers are counted."""
        return self.rate_limits == "on"

    @property
    def refuses_guessable_passwords(self) -> bool:
        """Whether new passwords may not be among the first to be tried."""
        return not self.listens_on_loopback if self.password_check is None else self.password_check

    @property
    def accepted_secret(self) -> str | None:
        """The second key of tokens."""
        return None if self.jwt_secret_accepted is None else self.jwt_secret_accepted.get_secret_value()

    def secrets(self) -> tuple[str, ...]:
        """Return the key that signs, and the one that is still taken where there is one."""
        accepted = self.accepted_secret
        return (self.secret(),) if accepted is None else (self.secret(), accepted)

    def secret(self) -> str:
        """Return the key that signs tokens, making and keeping one (mode 0600) where none is set.

        Raises:
            ValueError: The kept one is too short to be one.
        """
        if self.jwt_secret is not None:
            return self.jwt_secret.get_secret_value()
        self.data_dir.mkdir(parents=True, exist_ok=True)
        path = self.data_dir / "jwt-secret"
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(48))
        secret = path.read_text(encoding="utf-8").strip()
        if len(secret) < SHORTEST_SECRET:
            raise ValueError(
                f"{path} holds {len(secret)} characters, but a key has {SHORTEST_SECRET} or more. "
                "Delete the file, and one is made; every login then ends."
            )
        return secret


def known_database(value: str) -> str:
    """Return the URL of a database that can be used. Raises `ValueError`, which does not repeat it."""
    # Most servers name no database, and many commands use none.
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(value)
    except ArgumentError:
        raise ValueError("it is no SQLAlchemy URL") from None
    if url.get_backend_name() not in DATABASES:
        raise ValueError(f"the database must be one of {', '.join(DATABASES)}")
    if url.get_backend_name() == "postgresql":
        if url.drivername != "postgresql+psycopg":
            raise ValueError("PostgreSQL is reached by psycopg: postgresql+psycopg://…")
        if find_spec("psycopg") is None:
            raise ValueError("psycopg is missing: pip install 'resume-gateway[postgresql]'")
    return value


def explain(error: ValidationError) -> str:
    """Return a sentence for each wrong setting, naming its variable."""
    sentences: dict[str, str] = {}
    for problem in error.errors(include_url=False):
        # What follows the name is a place within its value, or one of the types that it may have.
        variable = ENV_PREFIX + str(problem["loc"][0]).upper()
        # What may hold a password is not repeated into a log.
        hidden = "SECRET" in variable or variable.endswith(
            ("URL", "KEYS", "WEBHOOKS", "METRICS_TOKEN", "DSN")
        )
        given = "" if hidden else f" (given: {problem['input']!r})"
        sentences.setdefault(variable, f"{variable} is wrong: {problem['msg']}{given}.")
    return "\n".join(sentences.values())


def _write_once(path: Path, text: str) -> None:
    # Linked into place whole: of several starters one wins, and nobody reads half a key.
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            return
    finally:
        temporary.unlink()
