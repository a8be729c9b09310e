"""Users, resumes, analyses and matches.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _list(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=sa.text("'[]'"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("id", _ID, nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("username_key", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("token_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("username_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_users_role", "users", ["role"])
    op.create_table(
        "resumes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("upload_time", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("failure_code", sa.Text(), nullable=True),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("storage_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_resumes_state_id", "resumes", ["state", "id"])
    op.create_index("ix_resumes_upload_time_id", "resumes", ["upload_time", "id"])
    op.create_index("ix_resumes_user_id_id", "resumes", ["user_id", "id"])
    op.create_table(
        "analyses",
        sa.Column("resume_id", _ID, autoincrement=False, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("age_stated", sa.Integer(), nullable=True),
        sa.Column("birth_date", sa.Text(), nullable=True),
        sa.Column("gender", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("career_interest", sa.Text(), nullable=True),
        sa.Column("highest_degree", sa.Text(), nullable=True),
        sa.Column("years_of_experience", sa.Float(), nullable=True),
        sa.Column("expected_salary", sa.Text(), nullable=True),
        _list("schools"),
        _list("companies"),
        _list("titles"),
        _list("skills"),
        sa.Column("analysed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["resume_id"], ["resumes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("resume_id"),
    )
    op.create_table(
        "matches",
        sa.Column("resume_id", _ID, autoincrement=False, nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position_code", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("salary_range", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("analysis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["resume_id"], ["resumes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("resume_id", "rank"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("matches", "analyses", "resumes", "users"):
        op.drop_table(table)
