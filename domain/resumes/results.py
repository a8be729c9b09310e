"""Reading what came of a resume: at once, after a short wait, or change by change."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import anyio

from domain.errors import AnalysisNotFound, NotFound
from domain.resumes.models import ResumeState
from domain.resumes.ports import AnalysisSummary, Events, ListedMatch, ResumeReads
from domain.resumes.service import ResumeService
from domain.viewers import Viewer


class ResultService:
    """Gives out the results of resumes.

    Args:
        resumes: Finds a resume and tells who may see it.
        reads: The results.
        events: Wakes whoever waits.
        wait_seconds: How long a reader waits for a resume that is still in work.
    """

    def __init__(
        self, *, resumes: ResumeService, reads: ResumeReads, events: Events, wait_seconds: float
    ) -> None:
        self._resumes = resumes
        self._reads = reads
        self._events = events
        self._wait_seconds = wait_seconds

    async def analysis_of(self, viewer: Viewer, resume_id: int) -> AnalysisSummary:
        """Return a resume's analysis, waiting a little for one in work.

        Raises:
            NotFound: There is no such resume.
            NotTheOwner: It is another user's.
            AnalysisNotFound: It could not be analysed, or is still in work (`pending`).
        """
        state = await self._final_state(viewer, resume_id)
        row = await self._reads.analysis(resume_id) if state == ResumeState.ANALYSED else None
        if row is None:
            raise AnalysisNotFound(pending=not ResumeState(state).is_final)
        return row

    async def matches_of(self, viewer: Viewer, resume_id: int) -> list[ListedMatch]:
        """Return a resume's matches, best first, waiting a little for one in work; none is no error.

        Raises:
            NotFound: There is no such resume.
            NotTheOwner: It is another user's.
        """
        if await self._final_state(viewer, resume_id) != ResumeState.ANALYSED:
            return []
        return await self._reads.matches(resume_id)

    async def follow(self, viewer: Viewer, resume_id: int) -> AsyncGenerator[ResumeState]:
        """Yield a resume's present state, then each new one, and end when its work has ended or it is gone.

        Changes that follow each other faster than they are read are told as one.

        Raises:
            NotFound: There is no such resume.
            NotTheOwner: It is another user's.
        """
        async with self._events.subscribe(resume_id) as changed:
            told: ResumeState | None = None
            while told is None or not told.is_final:
                try:
                    state = ResumeState((await self._resumes.resume(viewer, resume_id)).state)
                except NotFound:
                    if told is None:
                        raise
                    return
                if state is not told:
                    told = state
                    yield state
                if not state.is_final:
                    await changed.wait()

    async def _final_state(self, viewer: Viewer, resume_id: int) -> str:
        row = await self._resumes.resume(viewer, resume_id)
        if ResumeState(row.state).is_final:
            return row.state
        async with self._events.subscribe(resume_id) as changed:
            with anyio.move_on_after(self._wait_seconds):
                while True:
                    # Read after subscribing: a change in between is not missed.
                    row = await self._resumes.resume(viewer, resume_id)
                    if ResumeState(row.state).is_final:
                        break
                    await changed.wait()
        return row.state
