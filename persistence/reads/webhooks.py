"""Webhooks and their messages with the columns that a query asks for."""

from __future__ import annotations

from sqlalchemy import BigInteger, Text, bindparam
from sqlmodel import SQLModel

from domain.webhooks.columns import EVERY_MESSAGE, MessageColumn, MessageConditions, WebhookColumn
from persistence.reads.listed import ListedTable
from persistence.reads.pages import given
from persistence.statements import RowReader
from persistence.tables import DeliveryRow, WebhookRow

_WEBHOOKS = SQLModel.metadata.tables[str(WebhookRow.__tablename__)]
_MESSAGES = SQLModel.metadata.tables[str(DeliveryRow.__tablename__)]
_CONDITIONS = {
    "webhook_id": _MESSAGES.c.webhook_id == bindparam("webhook_id", type_=BigInteger),
    "resume_id": _MESSAGES.c.resume_id == bindparam("resume_id", type_=BigInteger),
    "state": _MESSAGES.c.state == bindparam("state", type_=Text),
}


def webhook_reads(reader: RowReader) -> ListedTable[WebhookColumn, None]:
    """Return the domain's `WebhookReads`."""
    columns = {column: _WEBHOOKS.c[column.value] for column in WebhookColumn}
    return ListedTable(reader, _WEBHOOKS, columns, everything=None)


def message_reads(reader: RowReader) -> ListedTable[MessageColumn, MessageConditions]:
    """Return the domain's `MessageReads`."""
    return ListedTable(
        reader,
        _MESSAGES,
        {column: _MESSAGES.c[column.value] for column in MessageColumn},
        everything=EVERY_MESSAGE,
        values=_values,
        in_force=lambda names: [_CONDITIONS[name] for name in names],
    )


def _values(conditions: MessageConditions) -> dict[str, object]:
    return given(
        {
            "webhook_id": conditions.webhook_id,
            "resume_id": conditions.resume_id,
            "state": conditions.state and conditions.state.value,
        }
    )
