"""The audit log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain import policies
from domain.auditing import AuditColumn, AuditConditions
from domain.rows import PageQuery, Row, RowPlace
from graphql_schema.context import Context
from graphql_schema.loading import Wanted
from graphql_schema.pages import PageRequest
from graphql_schema.sources.shared import PageSource


class AuditLog(PageSource[AuditConditions, AuditColumn]):
    """Pages of the audit log."""

    _key = AuditColumn.ID
    rule = policies.SEE_AUDIT_LOG

    async def _read(
        self,
        context: Context,
        wanted: Wanted[PageRequest[AuditConditions], AuditColumn],
        query: PageQuery[AuditColumn],
        after: RowPlace | None,
        before: RowPlace | None,
    ) -> dict[int | None, list[Row]]:
        policies.SEE_AUDIT_LOG.require(context.viewer)
        request = wanted.request
        return {
            None: await context.graph.audit.page(
                query, limit=request.size + 1, after=after, before=before, conditions=request.conditions
            )
        }

    async def _counts(
        self, context: Context, request: PageRequest[AuditConditions], _keys: Sequence[Any]
    ) -> Mapping[Any, int]:
        return {None: await context.graph.audit.count(request.conditions)}
