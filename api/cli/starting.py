"""What commands do before their work, and how they tell what stops them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from api.settings import Settings

# A wrong setting, and what went wrong though all are right.
_WRONG, _FAILED = 2, 1

T = TypeVar("T")


@contextmanager
def loading() -> Iterator[None]:
    """Look for no garbage until a command's modules are loaded, and from then on."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def settings_of(**overrides: Any) -> Settings:
    """Return the settings, with those of the command line that are given."""
    # `--help` needs none of it, which takes a quarter of a second.
    from pydantic import ValidationError

    from api.settings import Settings, explain

    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})
    except ValidationError as error:
        _stop(explain(error), _WRONG, error)


def prepare(settings: Settings) -> None:
    """Do what may show a setting to be wrong before a server or worker starts."""
    from api.parts.database import migrated

    try:
        settings.secret()
    except ValueError as error:
        _stop(f"GATEWAY_JWT_SECRET is wrong: {error}", _WRONG, error)
    or_exit(lambda: migrated(settings))
    check_files(settings)
    _check_telemetry(settings)
    _check_metrics(settings)
    _check_documents(settings)


def check_files(settings: Settings) -> None:
    """Look whether stored files can be used."""
    from api.parts import files

    try:
        or_exit(lambda: files.check_files(settings))
    except OSError as error:
        _stop(f"GATEWAY_STORAGE_URL is wrong: {error}.", _WRONG, error)


def keep_private(settings: Settings) -> None:
    """Let nobody else read what the program writes."""
    from api import private

    try:
        private.keep_private(settings)
    except OSError as error:
        _stop(f"GATEWAY_DATA_DIR is wrong: {error}.", _WRONG, error)


def or_exit(action: Callable[[], T]) -> T:
    """Do something; end the program with a sentence where it fails in a way that is foreseen."""
    from api.parts.database import DatabaseUnusable
    from api.parts.files import FilesDiffer, StoreUnusable, WrongFileKeys
    from domain.errors import DomainError

    try:
        return action()
    except DatabaseUnusable as error:
        _stop(f"GATEWAY_DATABASE_URL is wrong, or what is there: {error}.", _FAILED, error)
    except WrongFileKeys as error:
        _stop(str(error), _WRONG, error)
    except FilesDiffer as error:
        _stop(f"{error}.", _FAILED, error)
    except StoreUnusable as error:
        _stop(f"GATEWAY_STORAGE_URL is wrong, or what is there: {error}.", _FAILED, error)
    except DomainError as error:
        _stop(error.message, _FAILED, error)


def _check_telemetry(settings: Settings) -> None:
    from api.parts.telemetry import PackageMissing, telemetry_of

    try:
        telemetry_of(settings).close()
    except PackageMissing as error:
        _stop(str(error), _WRONG, error)


def _check_metrics(settings: Settings) -> None:
    if settings.metrics_port is None:
        if settings.metrics_token is not None and settings.workers > 1:
            _stop(
                "GATEWAY_METRICS_TOKEN is wrong: of several processes each tells of itself alone; "
                "set GATEWAY_METRICS_PORT too.",
                _WRONG,
            )
        return
    from api.telemetry.endpoint import check_port

    try:
        for number in range(settings.workers if settings.metrics_port else 1):
            check_port(settings.metrics_host, settings.metrics_port + number)
    except OSError as error:
        _stop(f"GATEWAY_METRICS_PORT is wrong: {error}.", _WRONG, error)


def _check_documents(settings: Settings) -> None:
    if settings.graphql_documents is None:
        # Then the dashboard's are the only ones.
        if settings.graphql_documents_only and not settings.dashboard_documents.is_file():
            _stop(
                "GATEWAY_GRAPHQL_DOCUMENTS_ONLY is wrong: there is no GATEWAY_GRAPHQL_DOCUMENTS, and the "
                "dashboard is not built.",
                _WRONG,
            )
        return
    from graphql_schema.admission.trusted import load_trusted_documents

    try:
        load_trusted_documents(settings.graphql_documents)
    except ValueError as error:
        _stop(f"GATEWAY_GRAPHQL_DOCUMENTS is wrong: {error}", _WRONG, error)


def _stop(sentence: str, code: int, reason: Exception | None = None) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(code) from reason
