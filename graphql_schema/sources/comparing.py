"""Two resumes, and what only one of them says."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple, cast

import orjson

from domain import policies
from domain.analyses.comparing import differences
from domain.auditing import AuditAction, AuditEntry
from domain.errors import AnalysisNotFound, NotFound
from domain.resumes.columns import JoinedColumn, ResumeColumn
from domain.resumes.duplicates import ComparisonColumn, DifferenceKey, common_signs
from domain.rows import Column, Scalar
from domain.viewers import Viewer
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted


class ComparisonRequest(NamedTuple):
    """Which resumes are compared."""

    older: int
    newer: int


class TwoResumes(Source[ComparisonRequest, ComparisonColumn]):
    """A comparison; whoever may see of both who they are of may see it."""

    shape = "object"
    rule = policies.COMPARE_RESUMES

    async def load(self, context: Context, wanted: Wanted[ComparisonRequest, ComparisonColumn]) -> Loaded:
        viewer, ids = context.require_viewer(), list(dict.fromkeys(wanted.request))
        rows = await context.graph.resumes.found((ResumeColumn.ID, ResumeColumn.USER_ID), ids=ids)
        owners = {cast("int", resume_id): cast("int", owner_id) for resume_id, owner_id in rows}
        for resume_id in ids:
            if resume_id not in owners:
                raise NotFound
            policies.COMPARE_RESUMES.require(viewer, owners[resume_id])
        read = await context.graph.duplicates.read(ids)
        if len(read) < len(ids):
            raise AnalysisNotFound
        _note(context, viewer, owners)
        older, newer = (read[resume_id] for resume_id in wanted.request)
        values: dict[ComparisonColumn, Scalar] = {
            ComparisonColumn.OLDER_ID: wanted.request.older,
            ComparisonColumn.NEWER_ID: wanted.request.newer,
            ComparisonColumn.SIGNS: " ".join(common_signs(older, newer)),
            ComparisonColumn.DIFFERENCES: orjson.dumps(
                [
                    {
                        DifferenceKey.FIELD.value: found.field.name,
                        DifferenceKey.OLDER.value: found.older,
                        DifferenceKey.NEWER.value: found.newer,
                    }
                    for found in differences(older.analysis, newer.analysis)
                ]
            ),
        }
        return Loaded([tuple(values[column] for column in wanted.columns)])


class ComparedResume(Source[None, JoinedColumn]):
    """One of the resumes of a comparison, which its viewer sees already."""

    shape = "one"
    rule = policies.SEE_RESUME

    def follows(self, _request: None, _columns: Collection[Column], _viewer: Viewer) -> bool:
        return False

    async def load(self, context: Context, wanted: Wanted[Any, JoinedColumn]) -> Loaded:
        return Loaded(await context.graph.resumes.found((ResumeColumn.ID, *wanted.columns), ids=wanted.keys))


def _note(context: Context, viewer: Viewer, owners: dict[int, int]) -> None:
    for resume_id, owner_id in owners.items():
        if owner_id != viewer.id:
            context.audit.note(
                AuditEntry(
                    action=AuditAction.RESUME_READ,
                    actor_id=viewer.id,
                    subject_id=owner_id,
                    resume_id=resume_id,
                )
            )
