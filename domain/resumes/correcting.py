"""Correcting what was read from a resume, and taking that back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import anyio

from domain import policies
from domain.analyses.correcting import (
    BY_NAME,
    Correction,
    corrected,
    in_order,
    new_correction,
    value_of,
)
from domain.analyses.stating import stated
from domain.auditing import Audit, AuditAction, AuditEntry, NoAudit
from domain.clock import Clock
from domain.errors import AnalysisNotFound, InvalidInput, NotFound, TooBusy
from domain.input_rules import InputRule
from domain.resumes.analysing import MATCH_COUNT
from domain.resumes.correction_ports import ReadResult
from domain.resumes.ports import (
    Events,
    FollowedCatalogue,
    Matching,
    ResumeReads,
    ResumeSummary,
    ResumeWorkFactory,
)
from domain.viewers import Viewer

_MOST_TRIES: Final = 5
_TICK: Final = timedelta(microseconds=1)

Change = Callable[[ReadResult], tuple[Correction, ...]]


class CorrectionService:
    """Puts what people say in the place of what was read, and matches with it at once."""

    def __init__(
        self,
        *,
        unit_of_work: ResumeWorkFactory,
        reads: ResumeReads,
        matcher: Matching,
        events: Events,
        clock: Clock,
        catalogue: FollowedCatalogue | None = None,
        audit: Audit | None = None,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._reads = reads
        self._matcher = matcher
        self._events = events
        self._clock = clock
        self._catalogue = catalogue
        self._audit = audit or NoAudit()

    async def correct_analysis(self, viewer: Viewer, resume_id: int, given: Mapping[str, Any]) -> None:
        """Set fields of a resume's analysis, by their names; None where the resume does not state one.

        What each may be is told by `stated`. A field that is corrected again was read as the newest reading
        has it.

        Raises:
            NotFound: There is no such resume.
            NotTheOwner: It is another user's.
            AnalysisNotFound: It could not be analysed, or is still in work.
            InvalidInput: A value is none of its field, or none is given.
            TooBusy: Others keep changing it.
        """
        if not given:
            raise InvalidInput("没有要更正的字段", rule=InputRule.NOTHING_GIVEN)
        at = self._clock()

        def change(result: ReadResult) -> tuple[Correction, ...]:
            present = corrected(result.reading, result.corrections)
            made = []
            for name, value in given.items():
                field = BY_NAME[name]
                said = stated(field, value, present=value_of(present, field))
                made.append(new_correction(field, said, result.reading, actor_id=viewer.id, at=at))
            return in_order((*_without(result.corrections, given), *made))

        resume = await self._change(viewer, resume_id, change)
        self._note(AuditAction.ANALYSIS_CORRECTED, viewer, resume, given)

    async def take_back_corrections(self, viewer: Viewer, resume_id: int, names: Sequence[str]) -> None:
        """Have fields be as the newest reading has them; those that are not corrected stay as they are.

        Raises as `correct_analysis` does.
        """
        if not names:
            raise InvalidInput("没有要撤回的字段", rule=InputRule.NOTHING_GIVEN)
        resume = await self._change(
            viewer, resume_id, lambda result: _without(result.corrections, frozenset(names))
        )
        self._note(AuditAction.CORRECTION_TAKEN_BACK, viewer, resume, names)

    async def _change(self, viewer: Viewer, resume_id: int, change: Change) -> ResumeSummary:
        found = await self._reads.resume(resume_id)
        if found is None:
            raise NotFound
        policies.CORRECT_ANALYSIS.require(viewer, found.user_id)
        for _ in range(_MOST_TRIES):
            # Told before matching: the catalogue may change meanwhile, but it does not grow older.
            version = self._catalogue.version if self._catalogue else 0
            if await anyio.to_thread.run_sync(partial(self._try, resume_id, change, version)):
                break
        else:
            raise TooBusy
        if self._catalogue and self._catalogue.version != version:
            self._catalogue.look_again()
        self._events.publish(resume_id)
        return found

    def _try(self, resume_id: int, change: Change, catalogue_version: int) -> bool:
        """Change the results; return False where others have done so meanwhile."""
        with self._unit_of_work() as work:
            result = work.corrections.result(resume_id)
            resume = work.resumes.get(resume_id)
        if result is None:
            if resume is None:
                raise NotFound
            raise AnalysisNotFound(pending=not resume.state.is_final)
        corrections = change(result)
        analysis = corrected(result.reading, corrections)
        # Without a transaction: others need not wait for this.
        matches = self._matcher.match(analysis, limit=MATCH_COUNT)
        with self._unit_of_work() as work:
            replaced = work.resumes.replace_results(
                resume_id,
                analysed_at=result.analysed_at,
                analysis=analysis,
                matches=matches,
                # Another moment in any case: whoever matches the earlier values anew must notice.
                at=max(self._clock(), datetime.fromisoformat(result.analysed_at) + _TICK),
                catalogue_version=catalogue_version,
                corrections=corrections,
            )
            if replaced:
                work.corrections.keep(resume_id, result.reading, corrections)
                work.commit()
        return replaced

    def _note(
        self, action: AuditAction, viewer: Viewer, resume: ResumeSummary, names: Collection[str]
    ) -> None:
        self._audit.note(
            AuditEntry(
                action=action,
                actor_id=viewer.id,
                subject_id=resume.user_id,
                resume_id=resume.id,
                detail=", ".join(BY_NAME[name].schema_path for name in names),
            )
        )


def _without(corrections: Sequence[Correction], names: Collection[str]) -> tuple[Correction, ...]:
    return tuple(each for each in corrections if each.field.name not in names)
