"""The audit log."""

from __future__ import annotations

from domain import policies
from domain.auditing import AuditColumn, AuditConditions, AuditReads
from graphql_schema.context import Context
from graphql_schema.sources.shared import WholeList


class AuditLog(WholeList[AuditConditions, AuditColumn]):
    """Pages of the audit log."""

    rule = policies.SEE_AUDIT_LOG
    _key = AuditColumn.ID

    def _reads(self, context: Context) -> AuditReads:
        return context.graph.audit
