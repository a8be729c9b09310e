"""The work on resumes over an empty database, with a reader that does what it is told."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Engine

from domain.analyses.ports import Effort, Reading
from domain.documents.contents import Content
from domain.documents.formats import MediaType
from domain.matches.matcher import Matcher
from domain.positions.catalogue import load_catalogue
from domain.resumes.analysing import ResumeAnalyser
from domain.resumes.correcting import CorrectionService
from domain.resumes.models import Resume
from domain.resumes.results import ResultService
from domain.resumes.service import ResumeService
from persistence.embedded_queue import EmbeddedQueue
from persistence.events import LocalEvents
from persistence.files import ObjectFileStore
from persistence.reads.services import SqlReads
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, new_analysis, new_resume, new_user

MATCHER = Matcher(load_catalogue())


class FakeReader:
    """Reads what it is told to, when it is told to."""

    missing: Sequence[str] = ()

    def __init__(self) -> None:
        self.result: Reading | Exception = Reading(2, new_analysis())
        self.entered = asyncio.Event()
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def read(
        self, content: Content, *, media_type: MediaType, owner: object, effort: Effort = Effort.QUICK
    ) -> Reading:
        self.entered.set()
        await self.go_on.wait()
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    async def check(self) -> bool:
        return True


class Watch:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.ends: list[tuple[str, float | None]] = []

    def analysis(self, resume_id: int, effort: str) -> contextlib.AbstractContextManager[object]:
        return contextlib.nullcontext()

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        try:
            yield
        finally:
            self.stages.append(name)

    def ended(self, outcome: str, *, seconds: float | None) -> None:
        self.ends.append((outcome, seconds))


class House:
    """What analyses resumes and what gives results out, over an empty database."""

    def __init__(
        self,
        engine: Engine,
        folder: Path,
        *,
        wait_seconds: float = 30,
        look_seconds: float = 30,
        keeps_text: bool = True,
    ) -> None:
        self.reader = FakeReader()
        self.watch = Watch()
        self.unit_of_work = unit_of_work_factory(engine)
        self.reads = SqlReads(engine)
        self.files = ObjectFileStore(folder.as_uri(), clock=lambda: NOW)
        resumes = ResumeService(
            unit_of_work=self.unit_of_work,
            reads=self.reads,
            files=self.files,
            queue=EmbeddedQueue(places={}),
            clock=lambda: NOW,
            upload_max_bytes=1000,
        )
        events = LocalEvents()
        self.analyser = ResumeAnalyser(
            unit_of_work=self.unit_of_work,
            files=self.files,
            reader=self.reader,
            matcher=MATCHER,
            events=events,
            clock=lambda: NOW,
            retry_seconds=0,
            watch=self.watch,
            keeps_text=keeps_text,
        )
        self.corrections = CorrectionService(
            unit_of_work=self.unit_of_work,
            reads=self.reads,
            matcher=MATCHER,
            events=events,
            clock=lambda: NOW,
        )
        self.results = ResultService(
            resumes=resumes,
            reads=self.reads,
            events=events,
            wait_seconds=wait_seconds,
            look_seconds=look_seconds,
        )

    async def upload(self) -> int:
        async def chunks() -> AsyncIterator[bytes]:
            yield b"text"

        stored = await self.files.put(chunks(), suffix=".txt")
        with self.unit_of_work() as work:
            user = work.users.add(new_user())
            self.viewer = user.viewer
            resume = work.resumes.add(new_resume(user.id, storage_key=stored.key))
            work.commit()
        return resume.id

    def get(self, resume_id: int) -> Resume:
        with self.unit_of_work() as work:
            found = work.resumes.get(resume_id)
        assert found is not None
        return found
