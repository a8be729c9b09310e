"""The international code and the level of imported positions.

Both are told while a position is imported. The hashes of what was imported before are emptied, so that the
next import of the same file tells them.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("positions", sa.Column("isco", sa.Text(), nullable=True))
    op.add_column("positions", sa.Column("level", sa.Integer(), nullable=True))
    op.execute("UPDATE positions SET content_hash = ''")


def downgrade() -> None:
    op.drop_column("positions", "level")
    op.drop_column("positions", "isco")
