"""Gives out what was read from resumes, as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from domain import policies
from domain.auditing import Audit, AuditAction, AuditEntry
from domain.exports.forms import ExportFormat
from domain.exports.making import Exported, FileMaker
from domain.exports.profile import READ, profile_of_row
from domain.resumes.columns import ResumeColumn, ResumeColumnReads
from domain.rows import Row
from domain.turns import Turns, give_way
from domain.viewers import Viewer

_OF_RESUME = (ResumeColumn.ID, ResumeColumn.USER_ID, ResumeColumn.FILE_NAME)


class ExportService:
    """Makes files of stored analyses.

    Args:
        turns: Where they are made, one caller after another.
    """

    def __init__(self, *, reads: ResumeColumnReads, audit: Audit, turns: Turns, maker: FileMaker) -> None:
        self._maker = maker
        self._reads = reads
        self._audit = audit
        self._turns = turns

    async def analyses(
        self, viewer: Viewer | None, resume_ids: Sequence[int], form: ExportFormat, *, caller: str
    ) -> dict[int, Exported]:
        """Return the analyses of those resumes as files; one without an analysis is left out.

        Raises `Unauthenticated`, `NotTheOwner`, `TooBusy`.
        """
        rows = await self._reads.found((*_OF_RESUME, ResumeColumn.RESULT_ID, *READ), ids=resume_ids)
        for resume_id, owner_id, *_ in rows:
            asking = policies.EXPORT_RESUME.require(viewer, cast("int", owner_id))
            self._audit.note(
                AuditEntry(
                    action=AuditAction.RESUME_EXPORTED,
                    actor_id=asking.id,
                    subject_id=cast("int", owner_id),
                    resume_id=cast("int", resume_id),
                    detail=form.value,
                )
            )
        return await self._turns.run(caller, lambda: dict(self._made(rows, form)))

    def _made(self, rows: Sequence[Row], form: ExportFormat) -> Iterator[tuple[int, Exported]]:
        for resume_id, _, file_name, result_id, *cells in rows:
            if result_id is None:
                continue
            give_way()
            named: dict[str, Any] = dict(zip((column.value for column in READ), cells, strict=True))
            made = self._maker.exported(profile_of_row(named), form, file_name=str(file_name))
            yield cast("int", resume_id), made
