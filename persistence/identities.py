"""What the persons of resumes are known by, kept beside their analyses."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Session, col

from domain.analyses.models import Analysis
from domain.resumes.duplicates import signs_of
from persistence.tables import IdentityRow, ResumeRow

_IDENTITIES = IdentityRow.metadata.tables["identities"]
_ADD = insert(_IDENTITIES).values(
    resume_id=bindparam("of_resume"),
    user_id=select(col(ResumeRow.user_id))
    .where(col(ResumeRow.id) == bindparam("of_resume"))
    .scalar_subquery(),
)


def replace_identities(session: Session, resume_id: int, analysis: Analysis | None) -> None:
    """Keep what an analysis tells of its person in place of what was kept; in the same transaction."""
    session.execute(delete(_IDENTITIES).where(_IDENTITIES.c.resume_id == resume_id))
    if analysis is not None and (rows := identity_rows(analysis)):
        session.execute(_ADD, [row | {"of_resume": resume_id} for row in rows])


def identity_rows(analysis: Analysis) -> list[dict[str, str]]:
    """Return the same as rows without the resume's id and its owner's."""
    return [{"sign": sign.value, "value": value} for sign, value in signs_of(analysis).items()]
