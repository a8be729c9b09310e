"""The source of a match's position, by which its posting is found.

It is null in matches that were stored before, until they are made anew.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("matches", sa.Column("position_source", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("matches", "position_source")
