"""PostgreSQL sorts and compares texts by their code points, as SQLite does, whatever its language is.

The order of lists, the places where their pages begin and which letters have a lower case are then the same
everywhere, and no index depends on the system's own rules, which change with its versions. The `state` of a
resume, a constant that nothing is sorted by, is left alone: a trigger asks for it.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TABLES = (
    *("users", "resumes", "analyses", "matches", "match_reasons"),
    *("audit_log", "positions", "catalogue"),
)
_LEFT_ALONE = ("resumes", "state")


def upgrade() -> None:
    _sort_by("C")


def downgrade() -> None:
    _sort_by("default")


def _sort_by(collation: str) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    found = sa.inspect(op.get_bind())
    for table in _TABLES:
        changes = ", ".join(
            f'ALTER COLUMN "{column["name"]}" TYPE text COLLATE "{collation}"'
            for column in found.get_columns(table)
            if isinstance(column["type"], sa.Text) and (table, column["name"]) != _LEFT_ALONE
        )
        op.execute(f'ALTER TABLE "{table}" {changes}')
