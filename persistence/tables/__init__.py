"""The tables.

Timestamps are ISO 8601 text in UTC with a fixed width, so that they sort as text, read the same on
every database and need no conversion on the way out. Lists are JSON text for the same reason.
"""

from __future__ import annotations

from persistence.tables.auditing import AuditRow
from persistence.tables.counting import StatisticChangeRow, StatisticRow
from persistence.tables.matches import MatchListRow, MatchReasonRow, MatchRow
from persistence.tables.positions import CatalogueRow, PositionRow
from persistence.tables.resumes import (
    ANALYSES,
    CorrectionRow,
    IdentityRow,
    ReadingRow,
    ResumeLayoutRow,
    ResumeRow,
    ResumeTextRow,
)
from persistence.tables.users import EndedSessionRow, UserRow
from persistence.tables.webhooks import DeliveryRow, WebhookRow

KEPT_BY_TRIGGERS = frozenset({"match_lists", "statistics", "statistic_changes"})
"""Tables that follow from the others: a copy of a database leaves them out, and its triggers fill them."""

__all__ = [
    "ANALYSES",
    "KEPT_BY_TRIGGERS",
    "AuditRow",
    "CatalogueRow",
    "CorrectionRow",
    "DeliveryRow",
    "EndedSessionRow",
    "IdentityRow",
    "MatchListRow",
    "MatchReasonRow",
    "MatchRow",
    "PositionRow",
    "ReadingRow",
    "ResumeLayoutRow",
    "ResumeRow",
    "ResumeTextRow",
    "StatisticChangeRow",
    "StatisticRow",
    "UserRow",
    "WebhookRow",
]
