"""Many resumes at once: analysed anew or deleted, some hundred a call, and followed until their work ends.

A call does what it says before it answers, a hundred resumes a transaction. Where it is bounded, its answer
says from which resume on the next one goes on. One that broke off is made again and does nothing twice: what
is deleted is not there any more, and what was analysed since the work began is left alone where that moment
is given.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

import anyio

from domain import policies
from domain.auditing import Audit, AuditAction, AuditEntry, NoAudit
from domain.errors import InvalidInput
from domain.resumes.columns import ResumeColumn, ResumeColumnReads, ResumeConditions
from domain.resumes.models import ResumeState
from domain.resumes.ports import AnalysisQueue, FileStore, ResumeWorkFactory
from domain.resumes.sweeping import delete_files
from domain.rows import PageQuery, RowPlace
from domain.viewers import Viewer

MOST_AT_ONCE = 500
_BATCH = 100
_LOOK_SECONDS = 1.0
_IDS_AND_OWNERS = PageQuery((ResumeColumn.ID, ResumeColumn.USER_ID), ResumeColumn.ID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which resumes are meant: those of these ids, or those that meet the conditions, oldest first.

    Attributes:
        most: At most so many of those that meet the conditions.
        after: Only those with a larger id.
    """

    ids: tuple[int, ...] | None = None
    conditions: ResumeConditions | None = None
    most: int = MOST_AT_ONCE
    after: int = 0


class Owned(NamedTuple):
    """A resume and whose it is."""

    id: int
    user_id: int


class Chosen(NamedTuple):
    """What a selection chose, how many ids are nobody's, and the id to go on after, if there is more."""

    resumes: list[Owned]
    missing: int
    next_after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOutcome:
    """What became of the chosen resumes.

    Attributes:
        done: The ids of those that were changed.
        left_alone: How many were not, being in work already, or analysed lately.
        missing: How many are not there (any more).
        next_after: The id to go on after, None where nothing is left.
    """

    done: list[int]
    left_alone: int
    missing: int
    next_after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """In which states followed resumes are, and how many are gone."""

    states: Counter[ResumeState]
    gone: int

    @property
    def has_ended(self) -> bool:
        """Whether the work on all of them has ended."""
        return all(state.is_final for state in self.states)


class BulkService:
    """The use cases on many resumes of one request."""

    def __init__(
        self,
        *,
        unit_of_work: ResumeWorkFactory,
        reads: ResumeColumnReads,
        files: FileStore,
        queue: AnalysisQueue,
        audit: Audit | None = None,
        look_seconds: float = _LOOK_SECONDS,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._reads = reads
        self._files = files
        self._queue = queue
        self._audit = audit or NoAudit()
        self._look_seconds = look_seconds

    async def reanalyze_resumes(
        self, viewer: Viewer, selection: Selection, *, analysed_before: str | None = None
    ) -> BulkOutcome:
        """Have resumes analysed anew, after what is waited for.

        Args:
            analysed_before: Resumes that were analysed at this moment or later are left alone.

        Raises:
            NotTheOwner: One of the ids is another user's; nothing was changed.
            InvalidInput: Too many are asked for.
        """
        chosen = await self._chosen(viewer, selection, policies.REANALYZE_RESUME)
        done: list[int] = []
        try:
            for batch in _batches(chosen.resumes):
                requeued = await anyio.to_thread.run_sync(self._requeue, batch, analysed_before)
                for resume in requeued:
                    self._queue.submit(resume.id, user_id=resume.user_id, later=True)
                done += [resume.id for resume in requeued]
        finally:
            # Also of a call that breaks off.
            if done:
                count = str(len(done))
                self._audit.note(
                    AuditEntry(action=AuditAction.RESUMES_REANALYZED, actor_id=viewer.id, detail=count)
                )
        return BulkOutcome(
            done=done,
            left_alone=len(chosen.resumes) - len(done),
            missing=chosen.missing,
            next_after=chosen.next_after,
        )

    async def delete_resumes(self, viewer: Viewer, selection: Selection) -> BulkOutcome:
        """Delete resumes with their files and results; raises as `reanalyze_resumes` does."""
        chosen = await self._chosen(viewer, selection, policies.DELETE_RESUME)
        done: list[int] = []
        for batch in _batches(chosen.resumes):
            deleted = await anyio.to_thread.run_sync(self._delete, batch)
            for resume, _ in deleted:
                self._audit.note(
                    AuditEntry(
                        action=AuditAction.RESUME_DELETED,
                        actor_id=viewer.id,
                        subject_id=resume.user_id,
                        resume_id=resume.id,
                    )
                )
            done += [resume.id for resume, _ in deleted]
            # The rows first: a file left over is swept later.
            await delete_files(self._files, [key for _, key in deleted])
        return BulkOutcome(
            done=done,
            left_alone=0,
            missing=chosen.missing + len(chosen.resumes) - len(done),
            next_after=chosen.next_after,
        )

    async def check(self, viewer: Viewer, ids: Sequence[int]) -> None:
        """Raise where the viewer may not follow these; see `follow`."""
        await self._of_ids(viewer, ids, policies.SEE_RESUME)

    async def follow(self, viewer: Viewer, ids: Sequence[int]) -> AsyncGenerator[Progress]:
        """Yield how far the work on resumes is, again when that has changed, until it has ended on all.

        Raises:
            NotTheOwner: One of them is another user's.
            InvalidInput: Too many are asked for.
        """
        told: Progress | None = None
        while told is None or not told.has_ended:
            found = await self._states(viewer, ids)
            if found != told:
                told = found
                yield found
            if not found.has_ended:
                await asyncio.sleep(self._look_seconds)

    async def _states(self, viewer: Viewer, ids: Sequence[int]) -> Progress:
        wanted = _distinct(ids)
        rows = await self._reads.found((ResumeColumn.STATE, ResumeColumn.USER_ID), ids=wanted)
        for _, owner in rows:
            policies.SEE_RESUME.require(viewer, cast("int", owner))
        states = Counter(ResumeState(str(state)) for state, _ in rows)
        return Progress(states=states, gone=len(wanted) - len(rows))

    async def _chosen(self, viewer: Viewer, selection: Selection, permission: policies.ForOwners) -> Chosen:
        if selection.ids is not None:
            return await self._of_ids(viewer, selection.ids, permission)
        if not 1 <= selection.most <= MOST_AT_ONCE:
            raise InvalidInput(f"limit 须在 1 至 {MOST_AT_ONCE} 之间")
        conditions = selection.conditions or ResumeConditions()
        if not permission.allows_all(viewer):
            if conditions.owner_id is not None:
                permission.require(viewer, conditions.owner_id)
            conditions = replace(conditions, owner_id=viewer.id)
        rows = await self._reads.page(
            _IDS_AND_OWNERS,
            limit=selection.most + 1,
            after=RowPlace(selection.after, selection.after) if selection.after else None,
            conditions=conditions,
        )
        resumes = [_owned(row) for row in rows[: selection.most]]
        return Chosen(resumes, 0, resumes[-1].id if len(rows) > selection.most else None)

    async def _of_ids(self, viewer: Viewer, ids: Sequence[int], permission: policies.ForOwners) -> Chosen:
        wanted = _distinct(ids)
        rows = await self._reads.found(_IDS_AND_OWNERS.columns, ids=wanted)
        resumes = sorted(map(_owned, rows))
        for resume in resumes:
            permission.require(viewer, resume.user_id)
        return Chosen(resumes, len(wanted) - len(resumes), None)

    def _requeue(self, batch: Sequence[Owned], analysed_before: str | None) -> list[Owned]:
        with self._unit_of_work() as work:
            requeued = [
                resume
                for resume in batch
                if work.resumes.requeue(resume.id, later=True, analysed_before=analysed_before)
            ]
            work.commit()
            return requeued

    def _delete(self, batch: Sequence[Owned]) -> list[tuple[Owned, str]]:
        deleted: list[tuple[Owned, str]] = []
        with self._unit_of_work() as work:
            for resume in batch:
                found = work.resumes.get(resume.id)
                if found is not None and work.resumes.delete(resume.id):
                    deleted.append((resume, found.storage_key))
            work.commit()
        return deleted


def _distinct(ids: Sequence[int]) -> list[int]:
    wanted = list(dict.fromkeys(ids))
    if not 1 <= len(wanted) <= MOST_AT_ONCE:
        raise InvalidInput(f"一次须指定 1 至 {MOST_AT_ONCE} 份简历")
    return wanted


def _owned(row: Sequence[object]) -> Owned:
    return Owned(cast("int", row[0]), cast("int", row[1]))


def _batches(resumes: Sequence[Owned]) -> list[Sequence[Owned]]:
    return [resumes[start : start + _BATCH] for start in range(0, len(resumes), _BATCH)]
