"""Resumes with their results, over an SQLAlchemy session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from domain.analyses.correcting import Correction
from domain.analyses.layouts import PageLayout
from domain.analyses.models import Analysis
from domain.analyses.review import review_of
from domain.documents.errors import FailureCode
from domain.documents.formats import MediaType
from domain.errors import Unauthenticated
from domain.matches.models import Match
from domain.resumes.models import NewResume, Resume, ResumeState
from domain.resumes.ports import StaleResult
from domain.resumes.quotas import Usage
from persistence.analyses import analysis_values
from persistence.columns import iso, json_text
from persistence.erasing import mark_erasure
from persistence.identities import replace_identities
from persistence.repositories.texts import store_layouts, store_text
from persistence.tables import ANALYSES, MatchListRow, MatchReasonRow, MatchRow, ResumeRow

_UNFINISHED = (ResumeState.UPLOADED.value, ResumeState.ANALYSING.value)
_KEYS = (col(ResumeRow.id), col(ResumeRow.storage_key))
_FINISHED = (ResumeState.ANALYSED.value, ResumeState.FAILED.value)


class SqlResumeRepository:
    """Resumes, analyses and matches in the database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, resume: NewResume) -> Resume:
        row = ResumeRow(
            user_id=resume.user_id,
            storage_key=resume.storage_key,
            file_name=resume.file_name,
            media_type=resume.media_type.value,
            size_bytes=resume.size_bytes,
            sha256=resume.sha256,
            upload_time=iso(resume.upload_time),
            state=ResumeState.UPLOADED.value,
        )
        self._session.add(row)
        try:
            self._session.flush()
        except IntegrityError as error:
            # The owner has left while the file was on its way.
            self._session.rollback()
            raise Unauthenticated from error
        added = _resume(row)
        self._defer_analysis(added.id, user_id=added.user_id)
        return added

    def get(self, resume_id: int) -> Resume | None:
        row = self._session.get(ResumeRow, resume_id, populate_existing=True)
        return None if row is None else _resume(row)

    def with_content(self, user_id: int, sha256: str) -> int | None:
        found: int | None = self._session.scalar(
            select(func.max(col(ResumeRow.id))).where(
                col(ResumeRow.user_id) == user_id, col(ResumeRow.sha256) == sha256
            )
        )
        return found

    def usage(self, user_id: int) -> Usage:
        count, size_bytes = self._session.execute(
            select(func.count(), func.coalesce(func.sum(col(ResumeRow.size_bytes)), 0)).where(
                col(ResumeRow.user_id) == user_id
            )
        ).one()
        return Usage(resumes=count, size_bytes=int(size_bytes))

    def begin_analysis(self, resume_id: int) -> Resume | None:
        begun = self._execute(
            update(ResumeRow)
            .where(col(ResumeRow.id) == resume_id, col(ResumeRow.state).in_(_UNFINISHED))
            .values(state=ResumeState.ANALYSING.value, attempts=col(ResumeRow.attempts) + 1)
        )
        return self.get(resume_id) if begun else None

    def give_back(self, resume_id: int) -> None:
        self._execute(
            update(ResumeRow)
            .where(
                col(ResumeRow.id) == resume_id,
                col(ResumeRow.state).in_(_UNFINISHED),
                col(ResumeRow.attempts) > 0,
            )
            .values(attempts=col(ResumeRow.attempts) - 1)
        )

    def finish_analysis(
        self,
        resume_id: int,
        *,
        page_count: int,
        analysis: Analysis,
        matches: Sequence[Match],
        at: datetime,
        catalogue_version: int = 0,
        corrections: Sequence[Correction] = (),
        pages: str = "",
        layouts: Sequence[PageLayout] = (),
    ) -> bool:
        review = review_of(analysis, corrections, on=at.date())
        if not self._end(
            resume_id,
            state=ResumeState.ANALYSED,
            failure_code=None,
            page_count=page_count,
            catalogue_version=catalogue_version,
            review_weight=review.weight,
        ):
            return False
        values = analysis_values(analysis, at, corrections=corrections, review=review.items)
        self._session.execute(insert(ANALYSES), [values | {"resume_id": resume_id}])
        self._replace_what_follows(resume_id, analysis, pages=pages)
        store_layouts(self._session, resume_id, layouts)
        self._add_matches(resume_id, matches)
        self._session.flush()
        return True

    def refresh_matches(
        self, stale: StaleResult, *, matches: Sequence[Match], catalogue_version: int
    ) -> bool:
        same = exists().where(
            ANALYSES.c.resume_id == col(ResumeRow.id),
            ANALYSES.c.analysed_at == stale.analysed_at,
        )
        self._lock(stale.resume_id)
        if not self._execute(
            update(ResumeRow)
            .where(
                col(ResumeRow.id) == stale.resume_id,
                col(ResumeRow.state) == ResumeState.ANALYSED.value,
                col(ResumeRow.catalogue_version) < catalogue_version,
                same,
            )
            .values(catalogue_version=catalogue_version)
        ):
            return False
        self._delete_matches(stale.resume_id)
        self._add_matches(stale.resume_id, matches)
        self._session.flush()
        return True

    def replace_results(
        self,
        resume_id: int,
        *,
        analysed_at: str,
        analysis: Analysis,
        matches: Sequence[Match],
        at: datetime,
        catalogue_version: int,
        corrections: Sequence[Correction],
    ) -> bool:
        review = review_of(analysis, corrections, on=at.date())
        self._lock(resume_id)
        analysed = exists().where(
            col(ResumeRow.id) == ANALYSES.c.resume_id, col(ResumeRow.state) == ResumeState.ANALYSED.value
        )
        if not self._execute(
            update(ANALYSES)
            .where(ANALYSES.c.resume_id == resume_id, ANALYSES.c.analysed_at == analysed_at, analysed)
            .values(analysis_values(analysis, at, corrections=corrections, review=review.items))
        ):
            return False
        self._execute(
            update(ResumeRow)
            .where(col(ResumeRow.id) == resume_id)
            .values(catalogue_version=catalogue_version, review_weight=review.weight)
        )
        self._replace_what_follows(resume_id, analysis)
        self._delete_matches(resume_id)
        self._add_matches(resume_id, matches)
        self._session.flush()
        return True

    def fail_analysis(self, resume_id: int, *, code: FailureCode) -> bool:
        if not self._end(resume_id, state=ResumeState.FAILED, failure_code=code.value, page_count=None):
            return False
        replace_identities(self._session, resume_id, None)
        store_text(self._session, resume_id, None)
        store_layouts(self._session, resume_id, ())
        return True

    def requeue(self, resume_id: int, *, later: bool = False, analysed_before: str | None = None) -> bool:
        chosen = [col(ResumeRow.id) == resume_id, col(ResumeRow.state).in_(_FINISHED)]
        if analysed_before is not None:
            since = ANALYSES.c.analysed_at >= analysed_before
            chosen.append(~exists().where(ANALYSES.c.resume_id == resume_id, since))
        owners = self._session.scalars(
            update(ResumeRow)
            .where(*chosen)
            .values(state=ResumeState.UPLOADED.value, failure_code=None, attempts=0)
            .returning(col(ResumeRow.user_id))
        ).all()
        for user_id in owners:
            self._defer_analysis(resume_id, user_id=user_id, later=later)
        return bool(owners)

    def delete(self, resume_id: int) -> bool:
        deleted = self._execute(delete(ResumeRow).where(col(ResumeRow.id) == resume_id))
        mark_erasure(self._session)
        return deleted

    def of_user(self, user_id: int) -> list[tuple[int, str]]:
        return self._keys(select(*_KEYS).where(col(ResumeRow.user_id) == user_id).order_by(col(ResumeRow.id)))

    def uploaded_before(self, moment: datetime, *, limit: int) -> list[tuple[int, str]]:
        old = select(*_KEYS).where(col(ResumeRow.upload_time) < iso(moment))
        return self._keys(old.order_by(col(ResumeRow.upload_time), col(ResumeRow.id)).limit(limit))

    def unfinished(self, *, begun: bool = True) -> list[tuple[int, int]]:
        states = _UNFINISHED if begun else (ResumeState.UPLOADED.value,)
        found = self._session.execute(
            select(col(ResumeRow.id), col(ResumeRow.user_id))
            .where(col(ResumeRow.state).in_(states))
            .order_by(col(ResumeRow.id))
        )
        return [(resume_id, user_id) for resume_id, user_id in found if resume_id is not None]

    def storage_keys(self, keys: Sequence[str]) -> set[str]:
        return set(
            self._session.scalars(
                select(col(ResumeRow.storage_key)).where(col(ResumeRow.storage_key).in_(keys))
            )
        )

    def _defer_analysis(self, resume_id: int, *, user_id: int, later: bool = False) -> None:
        if self._session.get_bind().dialect.name == "postgresql":
            from persistence.jobs.deferring import Urgency, defer_analysis

            urgency = Urgency.LATER if later else Urgency.WAITED_FOR
            defer_analysis(self._session, resume_id, user_id=user_id, urgency=urgency)

    def _keys(self, statement: Any) -> list[tuple[int, str]]:
        found = self._session.execute(statement)
        return [(resume_id, key) for resume_id, key in found]

    def _end(
        self,
        resume_id: int,
        *,
        state: ResumeState,
        failure_code: str | None,
        page_count: int | None,
        catalogue_version: int = 0,
        review_weight: float = 0.0,
    ) -> bool:
        ended = self._execute(
            update(ResumeRow)
            # Whoever comes second, with the same work, changes nothing.
            .where(col(ResumeRow.id) == resume_id, col(ResumeRow.state).in_(_UNFINISHED))
            .values(
                state=state.value,
                failure_code=failure_code,
                page_count=page_count,
                catalogue_version=catalogue_version,
                review_weight=review_weight,
            )
        )
        if ended:
            self._execute(delete(ANALYSES).where(ANALYSES.c.resume_id == resume_id))
            self._delete_matches(resume_id)
        return ended

    def _lock(self, resume_id: int) -> None:
        """Have nobody else begin with a resume, or change its results, before this transaction ends.

        PostgreSQL lets a statement that had to wait see the row as it is then, but other tables as they were.
        """
        self._session.execute(
            select(col(ResumeRow.id)).where(col(ResumeRow.id) == resume_id).with_for_update()
        )

    def _replace_what_follows(self, resume_id: int, analysis: Analysis, *, pages: str | None = None) -> None:
        """Replace what is kept of an analysis for resumes to be found by it; pages, where they are given."""
        replace_identities(self._session, resume_id, analysis)
        store_text(self._session, resume_id, analysis, pages=pages)

    def _add_matches(self, resume_id: int, matches: Sequence[Match]) -> None:
        self._session.add_all(match_rows(resume_id, matches))
        self._session.add_all(match_reason_rows(resume_id, matches))

    def _delete_matches(self, resume_id: int) -> None:
        # The list first, which would be made anew for each match that goes.
        for row in (MatchListRow, MatchRow, MatchReasonRow):
            self._execute(delete(row).where(col(row.resume_id) == resume_id))

    def _execute(self, statement: Any) -> bool:
        result = self._session.execute(statement)
        return isinstance(result, CursorResult) and result.rowcount > 0


def _resume(row: ResumeRow) -> Resume:
    assert row.id is not None
    return Resume(
        id=row.id,
        user_id=row.user_id,
        storage_key=row.storage_key,
        file_name=row.file_name,
        media_type=MediaType(row.media_type),
        size_bytes=row.size_bytes,
        sha256=row.sha256,
        upload_time=datetime.fromisoformat(row.upload_time),
        state=ResumeState(row.state),
        failure_code=None if row.failure_code is None else FailureCode(row.failure_code),
        page_count=row.page_count,
        attempts=row.attempts,
    )


def match_rows(resume_id: int, matches: Sequence[Match]) -> list[MatchRow]:
    """Return a resume's matches as rows, best first."""
    return [
        MatchRow(
            resume_id=resume_id,
            rank=rank,
            position_source=match.source,
            position_code=match.position_code,
            position=match.position,
            salary_range=match.salary_range,
            score=match.score,
            analysis=match.analysis,
        )
        for rank, match in enumerate(matches, start=1)
    ]


def match_reason_rows(resume_id: int, matches: Sequence[Match]) -> list[MatchReasonRow]:
    """Return as rows what the scores of a resume's matches are made from."""
    return [
        MatchReasonRow(
            resume_id=resume_id,
            rank=rank,
            breakdown=json_text(tuple(feature._asdict() for feature in match.breakdown)),
            matched_skills=json_text(match.matched_skills),
            missing_skills=json_text(match.missing_skills),
        )
        for rank, match in enumerate(matches, start=1)
    ]
