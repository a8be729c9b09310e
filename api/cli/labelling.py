"""`resume-gateway export-corrections`: what people have corrected, as labelled data."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import anyio
import orjson

from api.parts.database import open_database
from api.settings import Settings
from domain.analyses.declaring import printed
from domain.auditing import AuditAction, AuditEntry
from domain.clock import utc_now
from domain.resumes.correction_ports import LabelledCorrection
from persistence.auditing import AuditTrail
from persistence.reads.corrections import SqlLabels

_OWN = 0o600


async def write_corrections(settings: Settings, path: Path | None) -> int:
    """Write every correction, and note that in the audit log; return how many. Raises `OSError`."""
    with open_database(settings) as database, _out(path) as out:
        trail = AuditTrail(database.engine, clock=utc_now, days=settings.audit_days)
        # Noted first: nothing goes out unnoticed.
        trail.note(AuditEntry(action=AuditAction.CORRECTIONS_EXPORTED))
        await trail.flush()
        return await anyio.to_thread.run_sync(_write, SqlLabels(database.engine).all(), out)


def _write(labels: Iterable[LabelledCorrection], out: BinaryIO) -> int:
    count = 0
    for labelled in labels:
        out.write(orjson.dumps(_line(labelled)) + b"\n")
        count += 1
    return count


def _line(labelled: LabelledCorrection) -> dict[str, Any]:
    """Return a correction with the keys and values of `analyze --jsonl`, and where it had been read."""
    correction = labelled.correction
    field = correction.field
    return {
        "resume": labelled.resume_id,
        "file": labelled.storage_key,
        "sha256": labelled.sha256,
        "media_type": labelled.media_type,
        "language": labelled.language,
        "field": field.printed_key,
        "label": printed(field, correction.value),
        "read": printed(field, correction.read),
        "newest": printed(field, correction.newest),
        "evidence": [asdict(evidence) for evidence in correction.evidence],
        "at": correction.at.isoformat(),
    }


@contextlib.contextmanager
def _out(path: Path | None) -> Iterator[BinaryIO]:
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    # Nobody else reads it, whatever the caller's own files are like.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWN)
    with os.fdopen(descriptor, "wb") as out:
        os.fchmod(descriptor, _OWN)
        yield out
