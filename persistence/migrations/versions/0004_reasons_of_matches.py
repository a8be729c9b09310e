"""What the scores of matches are made from; an index along which imported positions are listed and counted.

Matches made before have no breakdown, until the catalogue's next change has them made anew.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_LISTS = ("breakdown", "matched_skills", "missing_skills")


def upgrade() -> None:
    for name in _LISTS:
        op.add_column("matches", sa.Column(name, sa.Text(), server_default=sa.text("'[]'"), nullable=False))
    op.create_index("ix_positions_place", "positions", ["removed", "source", "external_id"])


def downgrade() -> None:
    op.drop_index("ix_positions_place", "positions")
    for name in reversed(_LISTS):
        op.drop_column("matches", name)
