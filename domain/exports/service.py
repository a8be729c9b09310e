"""Gives out what was read from resumes, as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, cast

from domain import policies
from domain.auditing import Audit, AuditAction, AuditEntry
from domain.errors import InvalidInput
from domain.exports.forms import ExportFormat
from domain.exports.making import Exported, FileMaker
from domain.exports.profile import READ, profile_of_row, without_who
from domain.exports.sheets import SheetFormat
from domain.exports.tables import MOST_ROWS, TOLD, ResumeTableColumn, read_columns, table_rows
from domain.resumes.columns import (
    ALL_RESUMES,
    JoinedColumn,
    ResumeColumn,
    ResumeColumnReads,
    ResumeConditions,
)
from domain.rows import PageQuery, Row, RowPlace
from domain.turns import Turns, give_way
from domain.viewers import Viewer

MOST_COLUMNS = 50

_OF_RESUME = (ResumeColumn.ID, ResumeColumn.USER_ID, ResumeColumn.FILE_NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """Which list is wanted, with which columns.

    Attributes:
        columns: In this order.
        order: The column that orders the list.
        after: Behind which row it begins.
    """

    columns: tuple[ResumeTableColumn, ...]
    form: SheetFormat
    order: JoinedColumn
    descending: bool = False
    after: RowPlace | None = None
    conditions: ResumeConditions = ALL_RESUMES


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTable:
    """A list as a file.

    Attributes:
        last: The place of its last row, where more rows follow.
    """

    file: Exported
    row_count: int
    last: RowPlace | None


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
        self,
        viewer: Viewer | None,
        resume_ids: Sequence[int],
        form: ExportFormat,
        *,
        caller: str,
        blind: bool = False,
    ) -> dict[int, Exported]:
        """Return the analyses of those resumes as files; one without an analysis is left out.

        A `blind` file does not tell who somebody is, or of which age or gender.

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
        return await self._turns.run(caller, lambda: dict(self._made(rows, form, blind=blind)))

    async def table(
        self, viewer: Viewer | None, wanted: TableRequest, *, caller: str, today: date, blind: bool = False
    ) -> ExportedTable:
        """Return a list of resumes as a file of at most `MOST_ROWS` rows.

        A `blind` list has no columns that tell who somebody is, or of which age or gender.

        Raises `Unauthenticated`, `AdminsOnly`, `InvalidInput`, `TooBusy`.
        """
        asking = policies.EXPORT_RESUMES.require(viewer)
        if not 0 < len(wanted.columns) <= MOST_COLUMNS:
            raise InvalidInput(f"列数须在 1 至 {MOST_COLUMNS} 之间")
        if blind and any(TOLD[column].tells_who for column in wanted.columns):
            raise InvalidInput("@blind 的操作不能导出能识别个人、年龄或性别的列")
        self._audit.note(
            AuditEntry(action=AuditAction.RESUMES_EXPORTED, actor_id=asking.id, detail=wanted.form.value)
        )
        read = read_columns(wanted.columns)
        ends = (wanted.order, ResumeColumn.ID)
        query = PageQuery(tuple(dict.fromkeys((*read, *ends))), wanted.order, wanted.descending)
        rows = await self._reads.page(
            query, limit=MOST_ROWS + 1, after=wanted.after, conditions=wanted.conditions
        )
        more, rows = len(rows) > MOST_ROWS, rows[:MOST_ROWS]
        lines = table_rows(rows, wanted.columns, query.columns, today=today)
        made = partial(wanted.form.make, [column.value for column in wanted.columns], lines)
        file = Exported(
            file_name="resumes" + wanted.form.suffix,
            media_type=wanted.form.media_type,
            content=await self._turns.run(caller, made),
            is_text=wanted.form.is_text,
        )
        value, key = (rows[-1][query.columns.index(end)] for end in ends) if more else (None, 0)
        last = RowPlace(value, cast("int", key)) if more else None
        return ExportedTable(file=file, row_count=len(rows), last=last)

    def _made(
        self, rows: Sequence[Row], form: ExportFormat, *, blind: bool
    ) -> Iterator[tuple[int, Exported]]:
        for resume_id, _, file_name, result_id, *cells in rows:
            if result_id is None:
                continue
            give_way()
            named: dict[str, Any] = dict(zip((column.value for column in READ), cells, strict=True))
            profile = profile_of_row(named)
            if blind:
                profile, file_name = without_who(profile), f"resume-{cast('int', resume_id)}"
            made = self._maker.exported(profile, form, file_name=str(file_name))
            yield cast("int", resume_id), made
