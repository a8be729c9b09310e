"""Reading what came of a resume: at once, after a short wait, or change by change."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import anyio

from domain import policies
from domain.errors import AnalysisNotFound
from domain.resumes.models import ResumeState
from domain.resumes.ports import AnalysisSummary, Events, ListedMatch, ResumeReads, Standing
from domain.resumes.service import ResumeService
from domain.viewers import Viewer

_LOOK_SECONDS = 10.0


class ResultService:
    """Gives out the results of resumes.

    Args:
        resumes: Finds a resume and tells who may see it.
        reads: The results.
        events: Wakes whoever waits.
        wait_seconds: How long a reader waits for a resume that is still in work.
        look_seconds: After so long a follower looks by itself: not every deletion is told.
    """

    def __init__(
        self,
        *,
        resumes: ResumeService,
        reads: ResumeReads,
        events: Events,
        wait_seconds: float,
        look_seconds: float = _LOOK_SECONDS,
    ) -> None:
        self._resumes = resumes
        self._reads = reads
        self._events = events
        self._wait_seconds = wait_seconds
        self._look_seconds = look_seconds

    async def analysis_of(self, viewer: Viewer, resume_id: int) -> AnalysisSummary:
        """Return a resume's analysis, waiting a little for one in work.

        Raises:
            NotFound: There is no such resume.
            NotTheOwner: It is another user's, and the viewer may not see who it is of.
            AnalysisNotFound: It could not be analysed, or is still in work (`pending`).
        """
        state = await self._final_state(viewer, resume_id, policies.SEE_PERSON)
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
        if await self._final_state(viewer, resume_id, policies.SEE_RESUME) != ResumeState.ANALYSED:
            return []
        return await self._reads.matches(resume_id)

    async def follow(
        self, viewer: Viewer, resume_id: int, *, goes_on: bool = False
    ) -> AsyncGenerator[ResumeState]:
        """Yield a resume's present state, then the state after each change of it or of its results.

        It ends when the work on it has ended, or it is gone. Changes that follow each other faster than they
        are read are told as one.

        Args:
            goes_on: Whether it ends only when the resume is gone.

        Raises:
            NotFound: There is no such resume.
            NotTheOwner: It is another user's.
        """
        async with self._events.subscribe(resume_id) as changed:
            await self._resumes.resume(viewer, resume_id)
            told: Standing | None = None
            while (standing := await self._reads.standing(resume_id)) is not None:
                state = ResumeState(standing.state)
                if standing != told:
                    told = standing
                    yield state
                if state.is_final and not goes_on:
                    return
                with anyio.move_on_after(self._look_seconds):
                    await changed.wait()

    async def _final_state(self, viewer: Viewer, resume_id: int, permission: policies.ForOwners) -> str:
        row = await self._resumes.resume(viewer, resume_id)
        permission.require(viewer, row.user_id)
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
