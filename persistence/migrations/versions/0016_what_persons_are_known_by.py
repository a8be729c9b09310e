"""What the persons of resumes are known by, and an index of files by their content.

The persons of older rows are read by the program's own rules, as those of newer ones are: what is compared
must be of one form.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from alembic import op

from domain.analyses.fields import BIRTH_DATE, EMAIL, NAME, PHONE
from domain.analyses.models import Analysis
from domain.resumes.duplicates import signs_of
from domain.vocabulary.languages import Language

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_AT_ONCE = 500
_FIELDS = (NAME, BIRTH_DATE, EMAIL, PHONE)
_ANALYSES = sa.table("analyses", sa.column("resume_id"), *(sa.column(field.name) for field in _FIELDS))
_RESUMES = sa.table("resumes", sa.column("id"), sa.column("user_id"))
_IDENTITIES = sa.table("identities", *map(sa.column, ("resume_id", "sign", "value", "user_id")))


def upgrade() -> None:
    op.create_table(
        "identities",
        sa.Column("resume_id", _ID, autoincrement=False, nullable=False),
        sa.Column("sign", _TEXT, nullable=False),
        sa.Column("value", _TEXT, nullable=False),
        sa.Column("user_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["resume_id"], ["resumes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("resume_id", "sign"),
        sqlite_with_rowid=False,
    )
    connection, last = op.get_bind(), 0
    while rows := connection.execute(_rows(last)).all():
        last = rows[-1].resume_id
        if found := [identity for row in rows for identity in _identities(row)]:
            connection.execute(sa.insert(_IDENTITIES), found)
    op.create_index("ix_identities_sign_value", "identities", ["sign", "value", "resume_id"])
    op.create_index(
        "ix_identities_user_id_sign_value", "identities", ["user_id", "sign", "value", "resume_id"]
    )
    op.create_index("ix_resumes_sha256_user_id", "resumes", ["sha256", "user_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_resumes_sha256_user_id", "resumes")
    op.drop_table("identities")


def _rows(last: int) -> sa.Select[Any]:
    return (
        sa.select(_ANALYSES, _RESUMES.c.user_id)
        .join(_RESUMES, _RESUMES.c.id == _ANALYSES.c.resume_id)
        .where(_ANALYSES.c.resume_id > last)
        .order_by(_ANALYSES.c.resume_id)
        .limit(_AT_ONCE)
    )


def _identities(row: Any) -> list[dict[str, Any]]:
    values: dict[str, Any] = {}
    for field in _FIELDS:
        if (printed := getattr(row, field.name)) is not None:
            with suppress(ValueError):
                values[field.name] = field.read(printed)
    signs = signs_of(Analysis(language=Language.ENGLISH, values=values))
    return [
        {"resume_id": row.resume_id, "sign": sign.value, "value": value, "user_id": row.user_id}
        for sign, value in signs.items()
    ]
