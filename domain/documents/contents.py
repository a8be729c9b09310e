"""What a file holds, taken only when there is a turn for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

PIECE_BYTES = 64 * 1024


class Content(Protocol):
    """The whole of a file, as it was sent; both ways to it block."""

    def opened(self) -> int:
        """Return a descriptor of it, which the caller closes. Raises `OSError`, `ReadFailure`."""

    def pieces(self) -> Iterator[bytes]:
        """Give it in pieces, each checked before it is given. Raises `OSError`, `ReadFailure`."""


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file on this host that is what it holds."""

    path: Path

    def opened(self) -> int:
        """Open the file itself."""
        return os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)

    def pieces(self) -> Iterator[bytes]:
        """Read the file."""
        with self.path.open("rb") as file:
            while piece := file.read(PIECE_BYTES):
                yield piece
