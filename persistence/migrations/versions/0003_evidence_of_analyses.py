"""Education and work as entries, evidence and monthly pay of analyses; those made before have none.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_LISTS = ("education", "experience", "evidence")


def upgrade() -> None:
    op.add_column("analyses", sa.Column("expected_salary_min", sa.Integer(), nullable=True))
    op.add_column("analyses", sa.Column("expected_salary_max", sa.Integer(), nullable=True))
    op.add_column("analyses", sa.Column("expected_salary_currency", sa.Text(), nullable=True))
    for name in _LISTS:
        op.add_column("analyses", sa.Column(name, sa.Text(), server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    for name in (*_LISTS, "expected_salary_currency", "expected_salary_max", "expected_salary_min"):
        op.drop_column("analyses", name)
