"""The searched texts of resumes and where they stand, written beside their results."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.analyses.layouts import PageLayout, pack_layouts
from domain.analyses.models import Analysis
from domain.searching.texts import marked_facts
from persistence.tables import ResumeLayoutRow, ResumeRow, ResumeTextRow


def store_text(
    session: Session, resume_id: int, analysis: Analysis | None, *, pages: str | None = ""
) -> None:
    """Have a resume found by what it says: its values, its pages and the name of its file.

    Args:
        pages: As `marked_pages` returns them; None for those that are kept already.
    """
    file_name = session.scalar(select(col(ResumeRow.file_name)).where(col(ResumeRow.id) == resume_id))
    if file_name is None:
        return
    row = session.get(ResumeTextRow, resume_id, populate_existing=True)
    if pages is None:
        pages = "" if row is None else row.pages
    facts = marked_facts(file_name, analysis, pages=pages)
    if row is None:
        session.add(ResumeTextRow(resume_id=resume_id, facts=facts, pages=pages))
    else:
        row.facts, row.pages = facts, pages
    session.flush()


def store_layouts(session: Session, resume_id: int, layouts: Sequence[PageLayout]) -> None:
    """Keep where the text of a resume's pages stands, in place of what was kept."""
    session.execute(delete(ResumeLayoutRow).where(col(ResumeLayoutRow.resume_id) == resume_id))
    if layouts:
        session.add(ResumeLayoutRow(resume_id=resume_id, pages=orjson.dumps(pack_layouts(layouts)).decode()))
    session.flush()
