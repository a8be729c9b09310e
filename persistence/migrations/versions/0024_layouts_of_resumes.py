"""Where the text of resumes stands on their pages.

Revision ID: 0024
Revises: 0023
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "resume_layouts",
        sa.Column("resume_id", _ID, nullable=False, autoincrement=False),
        sa.Column("pages", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("resume_id"),
        sa.ForeignKeyConstraint(["resume_id"], ["resumes.id"], ondelete="CASCADE"),
    )


def downgrade() -> None:
    op.drop_table("resume_layouts")
