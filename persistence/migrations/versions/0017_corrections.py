"""Corrections of analyses, and what had been read of the resumes that have some.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("analyses", sa.Column("corrections", _TEXT, server_default=sa.text("'[]'"), nullable=False))
    op.create_table(
        "readings",
        sa.Column("resume_id", _ID, autoincrement=False, nullable=False),
        sa.Column("cells", _TEXT, nullable=False),
        sa.ForeignKeyConstraint(["resume_id"], ["resumes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("resume_id"),
    )
    op.create_table(
        "corrections",
        sa.Column("resume_id", _ID, autoincrement=False, nullable=False),
        sa.Column("field", _TEXT, nullable=False),
        *(sa.Column(name, _TEXT, nullable=False) for name in ("value", "read", "evidence", "newest")),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("at", _TEXT, nullable=False),
        sa.ForeignKeyConstraint(["resume_id"], ["resumes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("resume_id", "field"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("corrections")
    op.drop_table("readings")
    op.drop_column("analyses", "corrections")
