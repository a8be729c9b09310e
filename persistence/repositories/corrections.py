"""Corrections and what had been read before them, over an SQLAlchemy session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Session, col

from domain.analyses.answers import pack_evidence, pack_value, unpack_evidence, unpack_value
from domain.analyses.correcting import BY_NAME, Correction, in_order
from domain.analyses.declaring import Field
from domain.analyses.models import Analysis
from domain.resumes.correction_ports import ReadResult
from domain.resumes.models import ResumeState
from persistence.analyses import analysis_values, whole_analysis_of
from persistence.columns import iso
from persistence.tables import ANALYSES, CorrectionRow, ReadingRow, ResumeRow

COLUMNS = tuple(CorrectionRow.metadata.tables["corrections"].columns)
# Kept: it is asked at the beginning of every analysis.
_OF_RESUME = select(*COLUMNS).where(col(CorrectionRow.resume_id) == bindparam("of"))


class SqlCorrectionRepository:
    """Corrections in the database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, resume_id: int) -> tuple[Correction, ...]:
        found = self._session.execute(_OF_RESUME, {"of": resume_id})
        return in_order(map(correction_of, found))

    def result(self, resume_id: int) -> ReadResult | None:
        rows = self._session.execute(
            select(ANALYSES)
            .join(ResumeRow, col(ResumeRow.id) == ANALYSES.c.resume_id)
            .where(ANALYSES.c.resume_id == resume_id, col(ResumeRow.state) == ResumeState.ANALYSED.value)
        )
        row = rows.mappings().first()
        if row is None:
            return None
        cells = self._session.scalar(
            select(col(ReadingRow.cells)).where(col(ReadingRow.resume_id) == resume_id)
        )
        reading = whole_analysis_of({**row} if cells is None else orjson.loads(cells))
        return ReadResult(row["analysed_at"], reading, self.of(resume_id))

    def keep(self, resume_id: int, reading: Analysis, corrections: Sequence[Correction]) -> None:
        for row in (ReadingRow, CorrectionRow):
            self._session.execute(delete(row).where(col(row.resume_id) == resume_id))
        if corrections:
            cells = orjson.dumps(analysis_values(reading, max(each.at for each in corrections))).decode()
            self._session.execute(insert(ReadingRow), [{"resume_id": resume_id, "cells": cells}])
            self._session.execute(
                insert(CorrectionRow), [_values(each) | {"resume_id": resume_id} for each in corrections]
            )
        self._session.flush()


def correction_of(row: Any) -> Correction:
    """Return the correction that a row holds."""
    field = BY_NAME[row.field]
    return Correction(
        field=field,
        value=_unpacked(field, row.value),
        read=_unpacked(field, row.read),
        evidence=tuple(map(unpack_evidence, orjson.loads(row.evidence))),
        newest=_unpacked(field, row.newest),
        actor_id=row.actor_id,
        at=datetime.fromisoformat(row.at),
    )


def _values(correction: Correction) -> dict[str, object]:
    field = correction.field
    return {
        "field": field.name,
        "value": _packed(field, correction.value),
        "read": _packed(field, correction.read),
        "evidence": orjson.dumps([*map(pack_evidence, correction.evidence)]).decode(),
        "newest": _packed(field, correction.newest),
        "actor_id": correction.actor_id,
        "at": iso(correction.at),
    }


def _packed(field: Field[Any], value: Any) -> str:
    return orjson.dumps(None if value is None else pack_value(field, value)).decode()


def _unpacked(field: Field[Any], packed: str) -> Any:
    found = orjson.loads(packed)
    return field.nothing if found is None else unpack_value(field, found)
