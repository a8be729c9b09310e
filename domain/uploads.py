"""A file on its way in, as the edges hand it over."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import unquote_to_bytes

_LONGEST_FILE_NAME = 255
_LONGEST_PATH = 1000
_PLAIN_NAME = re.compile(rb";\s*filename\s*=", re.IGNORECASE)
_EXTENDED_NAME = re.compile(
    rb";\s*filename\*\s*=\s*\"?(?P<charset>[\w-]{1,40})'[\w-]{0,40}'(?P<name>[^;\s\"]{1,4096})", re.IGNORECASE
)


class Upload(Protocol):
    """A file that the edge has spooled; positions and sizes in bytes."""

    @property
    def filename(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    async def read(self, size: int = -1) -> bytes: ...

    async def seek(self, offset: int) -> None: ...


def with_plain_name(disposition: bytes) -> bytes:
    """Return a part's `Content-Disposition` with the name of its file as `filename`.

    Forms may not write `filename*` (RFC 7578, 4.2), but older clients send Chinese names so, and nothing
    beside it. Where both are sent the plain one counts.
    """
    if _PLAIN_NAME.search(disposition) or not (found := _EXTENDED_NAME.search(disposition)):
        return disposition
    try:
        name = unquote_to_bytes(found["name"]).decode(found["charset"].decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return disposition
    quoted = name.replace("\\", "\\\\").replace('"', '\\"').encode("utf-8", "replace")
    return disposition + b'; filename="' + quoted + b'"'


def clean_file_name(name: str) -> str:
    """Return the last part of a file's name, printable and of bounded length."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return _printable(last)[:_LONGEST_FILE_NAME] or "resume"


def clean_path(name: str) -> str:
    """Return a file's whole name, printable and of bounded length; the file's own end is kept."""
    return _printable(name)[-_LONGEST_PATH:]


def _printable(name: str) -> str:
    # Neither control characters nor those that turn the direction of what follows.
    return "".join(filter(str.isprintable, name)).strip()
