"""Only the server's own user may read what it keeps."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from glob import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from api.settings import Settings

_OTHERS = 0o077

logger = logging.getLogger(__name__)


def keep_private(settings: Settings) -> None:
    """Make every new file and folder private, and those that are not yet.

    A folder that is closed to others closes all below it, so only an open one is gone through.
    """
    os.umask(_OTHERS)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    closed = sum(_close(path) for path in _open_to_others(settings))
    if closed:
        logger.warning(
            "%d files and folders of %s were open to other users: closed", closed, settings.data_dir
        )


def _open_to_others(settings: Settings) -> Iterator[Path]:
    from sqlalchemy.engine import make_url

    storage = urlsplit(settings.resolved_storage_url)
    database = make_url(settings.resolved_database_url)
    files = Path(unquote(storage.path)) if storage.scheme == "file" else None
    if files is not None and _is_open(files):
        yield files
        yield from files.rglob("*")
    if database.get_backend_name() == "sqlite" and database.database:
        # With what SQLite and the processes at work on it keep beside it.
        found = Path(database.database)
        yield from found.parent.glob(f"{escape(found.name)}*")
    yield settings.data_dir
    yield settings.data_dir / "jwt-secret"
    # The saved index of positions.
    index = settings.data_dir / "positions"
    yield from (index, *index.rglob("*"))


def _is_open(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & _OTHERS)
    except FileNotFoundError:
        return False


def _close(path: Path) -> bool:
    if path.is_symlink() or not _is_open(path):
        return False
    path.chmod(path.stat().st_mode & ~_OTHERS & 0o7777)
    return True
