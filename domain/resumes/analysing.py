"""The work on a resume, from its file to its matches."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import anyio

from domain.analyses.correcting import Correction, corrected
from domain.analyses.layouts import without_lines
from domain.analyses.models import Analysis
from domain.analyses.ports import Effort, NeedsMore, Reading, ResumeReader
from domain.clock import Clock
from domain.documents.errors import FailureCode, ReadFailure, ReadingBrokeOff
from domain.errors import Unavailable
from domain.matches.models import Match
from domain.resumes.models import Resume, ResumeState
from domain.resumes.ports import (
    AnalysisWatch,
    AnalysisWork,
    AnalysisWorkFactory,
    Events,
    FileStore,
    FollowedCatalogue,
    Matching,
    NoWatch,
)
from domain.searching.texts import marked_pages
from domain.webhooks.models import News, WebhookEvent
from domain.webhooks.ports import DeliveredByJobs, Deliveries

MOST_ATTEMPTS = 10
"""A file whose analysis took the whole program down this often is given up."""

MATCH_COUNT = 10
RETRY_SECONDS = 5.0

logger = logging.getLogger(__name__)


def tell_interruption(resume_id: int, error: Exception) -> None:
    """Say what ended an analysis before its resume was done, which is tried again."""
    if isinstance(error, Unavailable):
        logger.warning("analysis of resume %d waits: %s", resume_id, error)
    elif isinstance(error, ReadingBrokeOff):
        logger.warning("analysis of resume %d broke off: %s", resume_id, error)
    else:
        logger.error("analysis of resume %d broke off", resume_id, exc_info=error)


class _Begun(NamedTuple):
    """A resume in work. Nobody corrects it before that has ended."""

    resume: Resume
    corrections: tuple[Correction, ...]


class _Results(NamedTuple):
    """What is stored of a resume: `analysis` is what was read with the corrections in its place.

    `pages` are its text with marks, as `marked_pages` returns it.
    """

    reading: Reading
    analysis: Analysis
    matches: tuple[Match, ...]
    pages: str


class ResumeAnalyser:
    """Analyses resumes in the background; what it does for one is told to whoever follows it.

    Args:
        deliveries: Tells webhooks of the end.
        webhooks: The addresses of those that the settings name.
    """

    def __init__(
        self,
        *,
        unit_of_work: AnalysisWorkFactory,
        files: FileStore,
        reader: ResumeReader,
        matcher: Matching,
        events: Events,
        clock: Clock,
        catalogue: FollowedCatalogue | None = None,
        retry_seconds: float = RETRY_SECONDS,
        watch: AnalysisWatch | None = None,
        deliveries: Deliveries | None = None,
        webhooks: Sequence[str] = (),
        keeps_text: bool = True,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._files = files
        self._reader = reader
        self._matcher = matcher
        self._events = events
        self._clock = clock
        self._catalogue = catalogue
        self._retry_seconds = retry_seconds
        self._watch = watch or NoWatch()
        self._deliveries = deliveries or DeliveredByJobs()
        self._webhooks = webhooks
        self._keeps_text = keeps_text

    async def analyse(
        self, resume_id: int, effort: Effort = Effort.QUICK, *, most_attempts: int = MOST_ATTEMPTS
    ) -> Effort | None:
        """Do what is left to do for a resume; doing it twice changes nothing.

        Args:
            most_attempts: A resume that was begun more often than this is given up. What is broken off by
                a stop, or for want of database or storage, does not count.

        Returns:
            The effort with which it is to be called again, where the file needs more than this one.
        """
        with self._watch.analysis(resume_id, effort.value):
            return await self._analyse(resume_id, effort, most_attempts)

    async def _analyse(self, resume_id: int, effort: Effort, most_attempts: int) -> Effort | None:
        begin = self._begin if effort is Effort.QUICK else self._go_on
        begun = await anyio.to_thread.run_sync(begin, resume_id)
        if begun is None:
            # Deleted while it waited: whoever follows it must learn of that.
            self._events.publish(resume_id)
            return None
        if effort is Effort.QUICK:
            self._events.publish(resume_id)
        try:
            outcome = await self._do(begun, effort, most_attempts)
        except NeedsMore as more:
            return more.effort
        except (Unavailable, anyio.get_cancelled_exc_class()):
            await self._give_back(resume_id)
            raise
        self._tell_end(begun.resume, outcome)
        self._events.publish(resume_id)
        return None

    async def _do(self, begun: _Begun, effort: Effort, most_attempts: int) -> str:
        """Read and match a resume, or note why it cannot be read; return what became of it."""
        resume = begun.resume
        try:
            with self._watch.stage(f"reading_{effort.value}".replace(" ", "_")):
                reading = await self._read(resume, effort, most_attempts)
        except ReadFailure as failure:
            logger.info("resume %d cannot be read: %s", resume.id, failure)
            await anyio.to_thread.run_sync(partial(self._fail, resume.id, failure.code))
            return failure.code.value
        await self._match_and_finish(begun, reading)
        return ResumeState.ANALYSED.value

    async def _read(self, resume: Resume, effort: Effort, most_attempts: int) -> Reading:
        if resume.attempts > most_attempts:
            raise ReadFailure(FailureCode.INTERNAL, f"given up after {most_attempts} attempts")
        try:
            async with self._files.local_copy(resume.storage_key) as content:
                return await self._reader.read(
                    content, media_type=resume.media_type, owner=resume.user_id, effort=effort
                )
        except FileNotFoundError as error:
            raise ReadFailure(FailureCode.FILE_MISSING, resume.storage_key) from error

    async def _match_and_finish(self, begun: _Begun, reading: Reading) -> None:
        # Told before matching: the catalogue may change meanwhile, but it does not grow older.
        version = self._catalogue.version if self._catalogue else 0
        with self._watch.stage("matching"):
            analysis = corrected(reading.analysis, begun.corrections)
            matches = await anyio.to_thread.run_sync(self._match, analysis)
        with self._watch.stage("storing"):
            pages = await anyio.to_thread.run_sync(self._mark, reading)
            await self._store(begun, _Results(reading, analysis, matches, pages), version)
        if self._catalogue and self._catalogue.version != version:
            self._catalogue.look_again()

    async def _store(self, begun: _Begun, results: _Results, catalogue_version: int) -> None:
        while True:
            try:
                await anyio.to_thread.run_sync(self._finish, begun, results, catalogue_version)
            except Unavailable as refusal:
                # Beginning anew would count as an attempt, and the resume be given up in the end.
                logger.warning("what was read of resume %d waits to be stored: %s", begun.resume.id, refusal)
                await anyio.sleep(self._retry_seconds)
            else:
                return

    def _tell_end(self, resume: Resume, outcome: str) -> None:
        is_first = resume.page_count is None and resume.attempts <= 1
        seconds = (self._clock() - resume.upload_time).total_seconds() if is_first else None
        self._watch.ended(outcome, seconds=seconds)

    def _match(self, analysis: Analysis) -> tuple[Match, ...]:
        return self._matcher.match(analysis, limit=MATCH_COUNT)

    def _mark(self, reading: Reading) -> str:
        return marked_pages(reading.texts) if self._keeps_text else ""

    async def _give_back(self, resume_id: int) -> None:
        with anyio.CancelScope(shield=True), contextlib.suppress(Unavailable):
            await anyio.to_thread.run_sync(self._uncount, resume_id)

    def _uncount(self, resume_id: int) -> None:
        with self._unit_of_work() as work:
            work.resumes.give_back(resume_id)
            work.commit()

    def _begin(self, resume_id: int) -> _Begun | None:
        with self._unit_of_work() as work:
            resume = work.resumes.begin_analysis(resume_id)
            begun = None if resume is None else _Begun(resume, work.corrections.of(resume_id))
            work.commit()
            return begun

    def _go_on(self, resume_id: int) -> _Begun | None:
        """Return a resume whose work has begun and not ended: one attempt takes several efforts."""
        with self._unit_of_work() as work:
            resume = work.resumes.get(resume_id)
            if resume is None or resume.state.is_final:
                return None
            return _Begun(resume, work.corrections.of(resume_id))

    def _finish(self, begun: _Begun, results: _Results, catalogue_version: int) -> None:
        reading, resume_id, now = results.reading, begun.resume.id, self._clock()
        corrections = [each.renewed(reading.analysis) for each in begun.corrections]
        with self._unit_of_work() as work:
            finished = work.resumes.finish_analysis(
                resume_id,
                page_count=reading.page_count,
                analysis=results.analysis,
                matches=results.matches,
                at=now,
                catalogue_version=catalogue_version,
                corrections=corrections,
                pages=results.pages,
                layouts=reading.layouts if self._keeps_text else without_lines(reading.layouts),
            )
            if finished and corrections:
                work.corrections.keep(resume_id, reading.analysis, corrections)
            news = News(event=WebhookEvent.RESUME_ANALYSED, resume_id=resume_id, at=now)
            self._announce_and_commit(work, finished, news)

    def _fail(self, resume_id: int, code: FailureCode) -> None:
        news = News(
            event=WebhookEvent.RESUME_FAILED, resume_id=resume_id, failure_code=code, at=self._clock()
        )
        with self._unit_of_work() as work:
            self._announce_and_commit(work, work.resumes.fail_analysis(resume_id, code=code), news)

    def _announce_and_commit(self, work: AnalysisWork, ended: bool, news: News) -> None:
        """Commit the end together with what is to be told of it: neither is there without the other."""
        told = ended and work.webhooks.announce(news, configured=self._webhooks)
        work.commit()
        if told:
            self._deliveries.look_again()
