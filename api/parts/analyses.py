"""What turns files into facts."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from api.settings import Settings
from domain.analyses.reading import READERS, RECOGNISERS, SandboxedReader
from domain.documents.isolation.sandbox import Sandbox


@contextlib.contextmanager
def open_reader(settings: Settings) -> Iterator[SandboxedReader]:
    """Give what reads files, in child processes that end with the context."""
    sandbox = Sandbox(
        workers=settings.analysis_workers,
        time_limit_seconds=settings.analysis_timeout_seconds,
        slow_time_limit_seconds=settings.analysis_slow_timeout_seconds,
        memory_limit_bytes=settings.analysis_memory_bytes,
        ocr_workers=settings.ocr_workers,
        ocr_time_limit_seconds=settings.ocr_timeout_seconds,
        ocr_memory_limit_bytes=settings.ocr_memory_bytes,
        equipment=READERS,
        ocr_equipment=RECOGNISERS,
    )
    try:
        yield SandboxedReader(sandbox)
    finally:
        sandbox.close()
