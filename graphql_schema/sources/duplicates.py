"""Resumes that are one file or one person's, beside the resume that they are like."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from domain import policies
from domain.auditing import AuditAction, AuditEntry
from domain.resumes.columns import JoinedColumn, ResumeColumn
from domain.resumes.duplicates import DuplicateColumn, FoundDuplicate, looked_through
from domain.rows import Column, Row
from domain.viewers import Viewer
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted


class Duplicates(Source[int, Any]):
    """The duplicates of each resume that the viewer may see; the request is how many."""

    shape = "list"
    rule = None

    def follows(self, _request: int, _columns: Collection[Column], viewer: Viewer) -> bool:
        return looked_through(viewer) == viewer.id

    async def load(self, context: Context, wanted: Wanted[int, Any]) -> Loaded:
        viewer = context.require_viewer()
        if policies.sees_blindly(viewer):
            # Whose a resume is would be told by an own one with the telephone of somebody.
            return Loaded([])
        found = await context.graph.duplicates.duplicates(
            wanted.keys, first=wanted.request, owner_id=looked_through(viewer)
        )
        others = await _others(context, wanted.columns, found)
        _note(context, viewer, found, others, one=len(wanted.keys) == 1)
        places = [None if column is DuplicateColumn.SIGNS else column for column in wanted.columns]
        rows: list[Row] = []
        for resume_id, other_id, signs in found:
            # Deleted between the two reads.
            if (values := others.get(other_id)) is None:
                continue
            told = " ".join(signs)
            row = [told if column is None else values[column] for column in places]
            rows.append((resume_id, *row))
        return Loaded(rows)


async def _others(
    context: Context, wanted: tuple[Column, ...], found: list[FoundDuplicate]
) -> dict[int, dict[Column, Any]]:
    """Return the columns of the resumes that were found, by their ids."""
    asked = (column for column in wanted if column is not DuplicateColumn.SIGNS)
    columns = cast(
        "tuple[JoinedColumn, ...]",
        tuple(dict.fromkeys((ResumeColumn.ID, ResumeColumn.USER_ID, *asked))),
    )
    ids = list(dict.fromkeys(other_id for _, other_id, _ in found))
    rows = await context.graph.resumes.found(columns, ids=ids) if ids else []
    return {cast("int", row[0]): dict(zip(columns, row, strict=True)) for row in rows}


def _note(
    context: Context,
    viewer: Viewer,
    found: list[FoundDuplicate],
    others: dict[int, dict[Column, Any]],
    *,
    one: bool,
) -> None:
    """Note whose resumes were told of: each beside a single one, all together beside several."""
    shown = [others[other_id] for _, other_id, _ in found if other_id in others]
    foreign = [values for values in shown if values[ResumeColumn.USER_ID] != viewer.id]
    if foreign and not one:
        context.audit.note(AuditEntry(action=AuditAction.RESUMES_LISTED, actor_id=viewer.id))
        return
    for values in foreign:
        context.audit.note(
            AuditEntry(
                action=AuditAction.RESUME_READ,
                actor_id=viewer.id,
                subject_id=values[ResumeColumn.USER_ID],
                resume_id=values[ResumeColumn.ID],
            )
        )
