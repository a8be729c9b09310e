"""Keeping the searched texts as the operator wants them, beside the requests.

Resumes that were analysed before texts were kept are found by the values read from them; their pages come
with the next analysis. Where the text of resumes is not to be kept any more, what is there goes, and with it
where its lines stand.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

import anyio
import orjson
from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from domain.analyses.layouts import kept_sizes, pack_layouts
from domain.resumes.models import ResumeState
from persistence.analyses import analysis_of
from persistence.database import writer
from persistence.erasing import mark_erasure
from persistence.repositories.texts import store_text
from persistence.tables import ANALYSES, ResumeLayoutRow, ResumeRow, ResumeTextRow

_BATCH = 50
_ENDED = (ResumeState.ANALYSED.value, ResumeState.FAILED.value)


class TextUpkeep:
    """Brings the searched texts up to date; what was broken off goes on the next time."""

    def __init__(self, engine: Engine, *, keeps_text: bool) -> None:
        self._engine = writer(engine)
        self._keeps_text = keeps_text

    async def keep_up(self) -> int:
        """Do what is to be done; return with how many resumes that was."""
        done = await _all(self._index_some)
        return done if self._keeps_text else done + await _all(self._forget_some)

    def _index_some(self) -> int:
        with Session(self._engine) as session:
            unindexed = session.scalars(
                select(col(ResumeRow.id))
                .outerjoin(ResumeTextRow, col(ResumeTextRow.resume_id) == col(ResumeRow.id))
                .where(col(ResumeTextRow.resume_id).is_(None), col(ResumeRow.state).in_(_ENDED))
                .order_by(col(ResumeRow.id).desc())
                .limit(_BATCH)
            ).all()
            known = session.execute(select(ANALYSES).where(ANALYSES.c.resume_id.in_(unindexed))).mappings()
            analyses = {row["resume_id"]: analysis_of(dict(row)) for row in known}
            for resume_id in unindexed:
                assert resume_id is not None
                store_text(session, resume_id, analyses.get(resume_id))
            session.commit()
            return len(unindexed)

    def _forget_some(self) -> int:
        with Session(self._engine) as session:
            kept = session.scalars(
                select(col(ResumeTextRow.resume_id)).where(col(ResumeTextRow.pages) != "").limit(_BATCH)
            ).all()
            if kept:
                session.execute(
                    update(ResumeTextRow).where(col(ResumeTextRow.resume_id).in_(kept)).values(pages="")
                )
                _forget_lines(session, kept)
                mark_erasure(session)
            session.commit()
            return len(kept)


def _forget_lines(session: Session, resume_ids: Sequence[int | None]) -> None:
    """Keep nothing of where the text of resumes stands but the sizes of its pages."""
    resume_id, pages = col(ResumeLayoutRow.resume_id), col(ResumeLayoutRow.pages)
    for found, kept in session.execute(select(resume_id, pages).where(resume_id.in_(resume_ids))).all():
        told = pack_layouts(kept_sizes(orjson.loads(kept)))
        # An analysis may end meanwhile, and put another row in its place.
        here = update(ResumeLayoutRow).where(resume_id == found, pages == kept)
        session.execute(here.values(pages=orjson.dumps(told).decode()))


async def _all(some: Callable[[], int]) -> int:
    """Do some after some until nothing is left, resting as long as each took: others write too."""
    done = 0
    while True:
        started = time.perf_counter()
        count = await anyio.to_thread.run_sync(some)
        done += count
        if count < _BATCH:
            return done
        await asyncio.sleep(time.perf_counter() - started)
