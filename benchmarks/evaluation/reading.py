"""Reads the files of a set as the server does."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.settings import Settings
from domain.analyses.declaring import Many, One, plain
from domain.analyses.evidence import FILLER_CONFIDENCE
from domain.analyses.fields import FIELDS
from domain.analyses.models import Analysis
from domain.analyses.reading import READERS, RECOGNISERS, SandboxedReader
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import media_type_of
from domain.documents.isolation.sandbox import Sandbox
from tools.judging import Value

_FIELDS = {field.name: field for field in FIELDS if isinstance(field, (One, Many))}


@dataclass(frozen=True, slots=True)
class Read:
    """A file's analysis, or why there is none."""

    file: str
    analysis: Analysis | None
    seconds: float
    error: str | None


async def read_files(folder: Path, files: Sequence[str]) -> list[Read]:
    """Read files of a folder in the sandbox, one after the other, as the server does."""
    settings = Settings()
    sandbox = Sandbox(
        workers=1,
        time_limit_seconds=settings.analysis_timeout_seconds,
        slow_time_limit_seconds=settings.analysis_slow_timeout_seconds,
        memory_limit_bytes=settings.analysis_memory_bytes,
        equipment=READERS,
        ocr_equipment=RECOGNISERS,
    )
    with sandbox:
        reader = SandboxedReader(sandbox)
        # The first file would else pay for the start of the nursery.
        await reader.check()
        return [await _read(reader, folder, file) for file in files]


async def _read(reader: SandboxedReader, folder: Path, file: str) -> Read:
    started = time.perf_counter()
    analysis, error = None, None
    try:
        media_type = media_type_of(folder / file)
        if media_type is None:
            raise ReadFailure(FailureCode.UNSUPPORTED_TYPE)
        analysis = (await reader.read_through(folder / file, media_type=media_type)).analysis
    except ReadFailure as failure:
        error = failure.code.value
    return Read(file, analysis, time.perf_counter() - started, error)


def values_of(analysis: Analysis | None) -> list[Value]:
    """Return an analysis's values with their confidence; an age made of the birth date is left out."""
    if analysis is None:
        return []
    values: list[Value] = []
    for evidence in analysis.evidence:
        field = _FIELDS[evidence.field]
        found: Any = analysis[field]
        value = found if evidence.index is None else found[evidence.index]
        # Filler is low by decree, not by how often it is wrong.
        if value is not None and evidence.confidence > FILLER_CONFIDENCE:
            values.append((field, plain(value), evidence.confidence))
    return values
