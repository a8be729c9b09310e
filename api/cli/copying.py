"""Moving to another database and another storage."""

from __future__ import annotations

import contextlib
from collections import Counter
from pathlib import Path

import typer
from sqlalchemy.engine import make_url

from api.cli.administration import copy_stored
from api.settings import Settings, known_database
from domain.errors import DomainError
from persistence.comparing_files import Compared, compare_files, storage_keys
from persistence.copying import CopiedTable, TargetInUse, copy_database
from persistence.copying_files import FilesDiffer
from persistence.database import open_engine
from persistence.migrations import DatabaseUnusable
from persistence.object_stores import usable
from persistence.storage import Storage

_CONNECTIONS = 2


class NotCopied(Exception):
    """The copy is not finished; the message is for the operator."""


def copy_all(source: str, target: str, *, files_from: str, files_to: str | None, settings: Settings) -> None:
    """Copy, and tell of each table and of the files.

    Raises `typer.BadParameter`, `NotCopied`, `StoreUnusable`.
    """
    _check(source, "FROM")
    _check(target, "TO")
    if make_url(source) == make_url(target):
        raise typer.BadParameter("it is the same as FROM", param_hint="TO")
    url = make_url(source)
    if url.get_backend_name() == "sqlite" and not (url.database and Path(url.database).exists()):
        raise typer.BadParameter("there is no such file", param_hint="FROM")
    with contextlib.ExitStack() as stack:
        engines = []
        for address in (source, target):
            engine = open_engine(address, connections=_CONNECTIONS)
            stack.callback(engine.dispose)
            engines.append(engine)
        try:
            _tell_tables(copy_database(*engines, told=_tell))
            if files_to is None or files_to == files_from:
                return
            seconds = settings.storage_timeout_seconds
            copy_stored(files_from, files_to, timeout_seconds=seconds, removes=False)
            stored, there = (Storage(url, timeout_seconds=seconds) for url in (files_from, files_to))
            with usable():
                _tell_files(compare_files(stored, there, storage_keys(engines[1])))
        except (DatabaseUnusable, TargetInUse, FilesDiffer) as error:
            raise NotCopied(str(error)) from error
        except DomainError as error:
            raise NotCopied("a database or a storage does not answer as it should") from error


def _check(url: str, name: str) -> None:
    try:
        known_database(url)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=name) from None


def _tell(table: CopiedTable) -> None:
    typer.echo(f"{table.name}: {table.rows} rows, {table.written} written, sha256 {table.checksum[:16]}")
    if table.replaced:
        typer.echo(
            f"{table.name}: {table.replaced} texts held the character U+0000, which PostgreSQL does not "
            "keep; it stands there as U+FFFD"
        )


def _tell_tables(copied: list[CopiedTable]) -> None:
    rows = sum(table.rows for table in copied)
    typer.echo(f"Both hold the same: {rows} rows in {len(copied)} tables, counts and checksums compared.")


def _tell_files(found: Counter[Compared]) -> None:
    typer.echo(
        f"Both hold the same {found[Compared.SAME] + found[Compared.MENDED]} files, checksums compared; "
        f"{found[Compared.MISSING]} were missing already."
    )
