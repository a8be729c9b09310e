"""Entries of the audit log with the columns that a query asks for."""

from __future__ import annotations

from sqlalchemy import BigInteger, Text, bindparam, or_
from sqlmodel import SQLModel

from domain.auditing import EVERYTHING, AuditColumn, AuditConditions
from persistence.reads.listed import ListedTable
from persistence.reads.pages import given
from persistence.statements import RowReader
from persistence.tables import AuditRow

_LOG = SQLModel.metadata.tables[str(AuditRow.__tablename__)]
_USER = bindparam("user_id", type_=BigInteger)
_CONDITIONS = {
    "action": _LOG.c.action == bindparam("action", type_=Text),
    "user_id": or_(_LOG.c.actor_id == _USER, _LOG.c.subject_id == _USER),
    "at_from": _LOG.c.at >= bindparam("at_from", type_=Text),
    "at_until": _LOG.c.at < bindparam("at_until", type_=Text),
}


def audit_reads(reader: RowReader) -> ListedTable[AuditColumn, AuditConditions]:
    """Return the domain's `AuditReads`."""
    return ListedTable(
        reader,
        _LOG,
        {column: _LOG.c[column.value] for column in AuditColumn},
        everything=EVERYTHING,
        values=_values,
        in_force=lambda names: [_CONDITIONS[name] for name in names],
    )


def _values(conditions: AuditConditions) -> dict[str, object]:
    return given(
        {
            "action": conditions.action and conditions.action.value,
            "user_id": conditions.user_id,
            "at_from": conditions.at_from,
            "at_until": conditions.at_until,
        }
    )
