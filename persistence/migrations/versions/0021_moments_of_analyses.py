"""An index by which the newest analyses are found.

Revision ID: 0021
Revises: 0020
"""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_analyses_analysed_at", "analyses", ["analysed_at", "resume_id"])


def downgrade() -> None:
    op.drop_index("ix_analyses_analysed_at", "analyses")
