"""What a child writes beside its answer."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def memory_file(name: str) -> Iterator[int]:
    """Give a file in memory: what one child writes, another or the server reads."""
    descriptor = os.memfd_create(name, os.MFD_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
