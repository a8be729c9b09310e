"""The processes of this host, as /proc tells them."""

from __future__ import annotations

import contextlib
import os
import select
from pathlib import Path


def descendants(process_id: int) -> list[int]:
    """Return the ids of a process's children, each before its own."""
    found: list[int] = []
    for child in children(process_id):
        found += [child, *descendants(child)]
    return found


def children(process_id: int) -> list[int]:
    """Return the ids of a process's own children."""
    found: list[int] = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{process_id}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def nursery_of(process_id: int) -> int:
    """Return the id of the nursery that a process has started itself: servers beneath it have others."""
    return next(
        child
        for child in children(process_id)
        if b"isolation.nursery" in Path(f"/proc/{child}/cmdline").read_bytes()
    )


def ended(process_id: int, *, seconds: float = 10.0) -> bool:
    """Wait for the end of a process, and tell whether it came."""
    try:
        descriptor = os.pidfd_open(process_id)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], seconds)[0])
    finally:
        os.close(descriptor)
