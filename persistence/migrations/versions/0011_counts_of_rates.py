"""How often something was done of late, for all servers of a database.

SQLite has its counts in a file of their own.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        # Unlogged: after a crash of the database everybody begins anew.
        op.execute(
            """
            CREATE UNLOGGED TABLE rate_counts (
                key TEXT NOT NULL PRIMARY KEY,
                counted BIGINT NOT NULL,
                held BIGINT NOT NULL,
                until DOUBLE PRECISION NOT NULL
            )
            """
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TABLE rate_counts")
