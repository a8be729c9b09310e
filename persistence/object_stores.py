"""Stores by their URLs: how long they are waited for, and what they mean by their errors."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from domain.errors import StorageFull, Unavailable, refused_by_system
from domain.vocabulary.later import compiled_later

TIMEOUT_SECONDS = 20.0
"""So long a store may be silent."""

_CONNECT_TIMEOUT = timedelta(seconds=3)
# A restart of the store is survived; who waits for an upload learns soon enough of a longer outage.
_MOST_RETRIES = 6
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=0.1), timedelta(seconds=2)
_SHARE_FOR_RETRIES = 0.5
# A store that drips is left after so many times what it may be silent.
_WHOLE_REQUEST = 10

# obstore tells the system's error, and the store's answer, only in its message.
_SYSTEM_ERROR = compiled_later(r"\(os error (\d+)\)")
_FULL = compiled_later(
    r"status code: 507 |<Code>(XMinioStorageFull|QuotaExceeded|InsufficientStorage)\w*</Code>"
)
_CODE = compiled_later(r"<Code>(\w+)</Code>")
_NO_BUCKET = compiled_later(r"NoSuchBucket|ContainerNotFound|The specified bucket does not exist")

logger = logging.getLogger(__name__)


class StoreUnusable(Exception):
    """A store that cannot be used as it is set; a sentence for the operator, without its end."""


def local_root(url: str) -> Path | None:
    """Return the folder that a URL names, None where it names an object storage."""
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def open_store(url: str, *, timeout_seconds: float = TIMEOUT_SECONDS) -> ObjectStore:
    """Return the store that a URL names; a folder is made. Raises `StoreUnusable`, `OSError`.

    Endpoint, region and credentials come from the variables that the providers' own programs read.
    """
    if (root := local_root(url)) is not None:
        root.mkdir(parents=True, exist_ok=True)
        return LocalStore(root)
    if url.startswith("memory:"):
        return from_url(url)
    try:
        return from_url(
            url,
            client_options={
                # Plain HTTP is spoken only where the operator's own endpoint says so.
                "allow_http": True,
                "connect_timeout": _CONNECT_TIMEOUT,
                "read_timeout": timedelta(seconds=timeout_seconds),
                "timeout": timedelta(seconds=timeout_seconds * _WHOLE_REQUEST),
            },
            retry_config={
                "backoff": {"init_backoff": _FIRST_PAUSE, "max_backoff": _LONGEST_PAUSE, "base": 2},
                "max_retries": _MOST_RETRIES,
                "retry_timeout": timedelta(seconds=timeout_seconds * _SHARE_FOR_RETRIES),
            },
        )
    except BaseError as error:
        raise StoreUnusable(_first_line(error)) from error


@contextlib.contextmanager
def told(*, may_be_missing: bool = False) -> Iterator[None]:
    """Tell what keeps the store from working. Raises `Unavailable`, `StorageFull`.

    Args:
        may_be_missing: Whether a `FileNotFoundError` that means the object is passed on.
    """
    try:
        yield
    except (BaseError, FileNotFoundError) as error:
        is_missing = isinstance(error, FileNotFoundError) and not _NO_BUCKET.search(str(error))
        if is_missing and may_be_missing:
            raise
        logger.error("the storage does not answer as it should: %s", _first_line(error))
        raise _refusal(str(error)) from error


@contextlib.contextmanager
def usable() -> Iterator[None]:
    """Tell the operator what keeps the store from working. Raises `StoreUnusable`."""
    try:
        yield
    except (BaseError, OSError) as error:
        if _NO_BUCKET.search(str(error)):
            raise StoreUnusable("there is no such bucket") from error
        raise StoreUnusable(f"it takes no files: {_first_line(error)}") from error


def _refusal(message: str) -> Unavailable:
    if found := _SYSTEM_ERROR.search(message):
        return refused_by_system(OSError(int(found[1]), ""))
    return StorageFull() if _FULL.search(message) else Unavailable()


def _first_line(error: Exception) -> str:
    """Return what happened without the store's XML, of which the code alone tells something."""
    told = str(error).partition("\n")[0].partition("<?xml")[0].rstrip(": ")
    code = _CODE.search(str(error))
    return f"{told} ({code[1]})" if code else told
