"""Resumes, of all or of each owner."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, cast

from domain import policies
from domain.auditing import AuditAction, AuditEntry
from domain.resumes.columns import JoinedColumn, ResumeColumn, ResumeColumnReads, ResumeConditions
from domain.rows import Column, PageQuery, Row, RowPlace
from domain.viewers import Viewer
from graphql_schema.context import Context
from graphql_schema.ids import ResumeRequest
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.pages import PageRequest
from graphql_schema.sources.shared import PageSource, WholeList, meant, owned

HIDDEN_ORDERS: Final[frozenset[Column]] = frozenset({ResumeColumn.FILE_NAME})
"""Columns that no blind operation may have resumes ordered by."""


class OneResume(Source[ResumeRequest, JoinedColumn]):
    """A resume."""

    shape = "object"
    rule = policies.SEE_RESUME

    async def load(self, context: Context, wanted: Wanted[ResumeRequest, JoinedColumn]) -> Loaded:
        viewer = context.require_viewer()
        columns = (*wanted.columns, ResumeColumn.USER_ID)
        rows = await context.graph.resumes.found(columns, ids=[wanted.request.id])
        loaded = owned(rows, policies.SEE_RESUME, viewer)
        owner_id = cast("int", rows[0][-1])
        if owner_id != viewer.id:
            context.audit.note(
                AuditEntry(
                    action=AuditAction.RESUME_READ,
                    actor_id=viewer.id,
                    subject_id=owner_id,
                    resume_id=wanted.request.id,
                )
            )
        return loaded


class AllResumes(WholeList[ResumeConditions, JoinedColumn]):
    """Pages of all resumes."""

    rule = policies.LIST_RESUMES
    _key = ResumeColumn.ID
    _hidden = HIDDEN_ORDERS
    _noted = AuditAction.RESUMES_LISTED

    def _reads(self, context: Context) -> ResumeColumnReads:
        return context.graph.resumes

    def _meant(self, context: Context, conditions: ResumeConditions) -> ResumeConditions:
        return meant(context, conditions)


class ResumesOfUsers(PageSource[None, JoinedColumn]):
    """Pages of the resumes of users whom the viewer sees already."""

    rule = policies.SEE_USER
    _key = ResumeColumn.ID
    _hidden = HIDDEN_ORDERS

    def follows(self, _request: PageRequest[None], _columns: Collection[Column], _viewer: Viewer) -> bool:
        # Whose they are is told by what they are loaded for.
        return True

    async def _read(
        self,
        context: Context,
        wanted: Wanted[PageRequest[None], JoinedColumn],
        query: PageQuery[JoinedColumn],
        after: RowPlace | None,
        before: RowPlace | None,
    ) -> dict[int | None, list[Row]]:
        owners = wanted.keys
        rows = await context.graph.resumes.pages(
            query, owner_ids=owners, limit=wanted.request.size + 1, after=after, before=before
        )
        if len(owners) == 1:
            return {owners[0]: rows}
        groups: dict[int | None, list[Row]] = {owner: [] for owner in owners}
        for row in rows:
            groups[cast("int", row[-1])].append(row)
        return groups

    async def _counts(
        self, context: Context, _request: PageRequest[None], keys: Sequence[Any]
    ) -> Mapping[Any, int]:
        return await context.graph.resumes.counts(keys)
