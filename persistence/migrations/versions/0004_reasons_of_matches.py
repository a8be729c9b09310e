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

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "match_reasons",
        sa.Column("resume_id", _ID, autoincrement=False, nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("breakdown", sa.Text(), nullable=False),
        sa.Column("matched_skills", sa.Text(), nullable=False),
        sa.Column("missing_skills", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["resume_id"], ["resumes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("resume_id", "rank"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_positions_place", "positions", ["removed", "source", "external_id"])


def downgrade() -> None:
    op.drop_index("ix_positions_place", "positions")
    op.drop_table("match_reasons")
