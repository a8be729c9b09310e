"""The audit log."""

from __future__ import annotations

from typing import cast

from domain import policies
from domain.auditing import AuditColumn, AuditConditions, AuditReads
from domain.resumes.columns import JoinedColumn, ResumeColumn
from domain.users.columns import UserColumn
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.sources.shared import WholeList


class AuditLog(WholeList[AuditConditions, AuditColumn]):
    """Pages of the audit log."""

    rule = policies.SEE_AUDIT_LOG
    _key = AuditColumn.ID

    def _reads(self, context: Context) -> AuditReads:
        return context.graph.audit


class UsersOfEntries(Source[None, UserColumn]):
    """The users whom entries name, by their ids; those who have left are missing."""

    shape = "one"
    rule = policies.SEE_AUDIT_LOG

    async def load(self, context: Context, wanted: Wanted[None, UserColumn]) -> Loaded:
        policies.SEE_AUDIT_LOG.require(context.viewer)
        return Loaded(await context.graph.users.found((UserColumn.ID, *wanted.columns), ids=wanted.keys))


class ResumesOfEntries(Source[None, JoinedColumn]):
    """The resumes that entries name, by their ids; those that are deleted are missing."""

    shape = "one"
    rule = policies.SEE_AUDIT_LOG

    async def load(self, context: Context, wanted: Wanted[None, JoinedColumn]) -> Loaded:
        policies.SEE_AUDIT_LOG.require(context.viewer)
        columns = cast("tuple[JoinedColumn, ...]", (ResumeColumn.ID, *wanted.columns))
        return Loaded(await context.graph.resumes.found(columns, ids=wanted.keys))
