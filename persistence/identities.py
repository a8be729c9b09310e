"""What the persons of resumes are known by, kept beside their analyses."""

from __future__ import annotations

from sqlalchemy import delete, insert, literal, select
from sqlmodel import Session, col

from domain.analyses.models import Analysis
from domain.resumes.duplicates import signs_of
from persistence.tables import IdentityRow, ResumeRow

_COLUMNS: list[str] = ["resume_id", "user_id", "sign", "value"]


def replace_identities(session: Session, resume_id: int, analysis: Analysis) -> None:
    """Keep what an analysis tells of its person in place of what was kept; in the same transaction."""
    session.execute(delete(IdentityRow).where(col(IdentityRow.resume_id) == resume_id))
    for sign, value in signs_of(analysis).items():
        owned = select(col(ResumeRow.id), col(ResumeRow.user_id), literal(sign.value), literal(value))
        session.execute(
            insert(IdentityRow).from_select(_COLUMNS, owned.where(col(ResumeRow.id) == resume_id))
        )
