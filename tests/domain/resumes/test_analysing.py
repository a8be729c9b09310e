from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.analyses.ports import Reading
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.errors import AnalysisNotFound, NotFound, NotTheOwner
from domain.matches.matcher import Matcher
from domain.positions.catalogue import load_catalogue
from domain.resumes.analysing import MOST_ATTEMPTS, AnalysisService
from domain.resumes.models import Resume, ResumeState
from domain.resumes.service import ResumeService
from domain.viewers import Viewer
from persistence.embedded_queue import EmbeddedQueue
from persistence.events import LocalEvents
from persistence.files import ObjectFileStore
from persistence.reads import SqlReads
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, new_analysis, new_resume, new_user

pytestmark = pytest.mark.anyio
MATCHER = Matcher(load_catalogue())


class FakeReader:
    """Reads what it is told to, when it is told to."""

    def __init__(self) -> None:
        self.result: Reading | ReadFailure = Reading(2, new_analysis())
        self.entered = asyncio.Event()
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def read(self, path: Path, *, media_type: MediaType) -> Reading:
        self.entered.set()
        await self.go_on.wait()
        if isinstance(self.result, ReadFailure):
            raise self.result
        return self.result

    async def check(self) -> bool:
        return True


class House:
    """An analysis service over an empty database, with one user and one uploaded resume."""

    def __init__(self, engine: Engine, folder: Path, *, wait_seconds: float = 30) -> None:
        self.reader = FakeReader()
        self.unit_of_work = unit_of_work_factory(engine)
        self.reads = SqlReads(engine)
        self.files = ObjectFileStore(folder.as_uri(), clock=lambda: NOW)
        resumes = ResumeService(
            unit_of_work=self.unit_of_work,
            reads=self.reads,
            files=self.files,
            queue=EmbeddedQueue(workers=1),
            clock=lambda: NOW,
            upload_max_bytes=1000,
        )
        self.analyses = AnalysisService(
            unit_of_work=self.unit_of_work,
            reads=self.reads,
            files=self.files,
            reader=self.reader,
            matcher=MATCHER,
            events=LocalEvents(),
            resumes=resumes,
            clock=lambda: NOW,
            wait_seconds=wait_seconds,
        )

    async def upload(self) -> int:
        async def chunks() -> AsyncIterator[bytes]:
            yield b"text"

        stored = await self.files.put(chunks(), suffix=".txt")
        with self.unit_of_work() as work:
            user = work.users.add(new_user())
            self.viewer = Viewer(user.id, user.username, user.role)
            resume = work.resumes.add(new_resume(user.id, storage_key=stored.key))
            work.commit()
        return resume.id

    def get(self, resume_id: int) -> Resume:
        with self.unit_of_work() as work:
            found = work.resumes.get(resume_id)
        assert found is not None
        return found


@pytest.fixture
def house(sqlite_engine: Engine, tmp_path: Path) -> House:
    return House(sqlite_engine, tmp_path / "files")


async def test_an_analysis_is_kept_with_its_matches(house: House) -> None:
    resume_id = await house.upload()
    await house.analyses.analyse(resume_id)
    assert (house.get(resume_id).state, house.get(resume_id).page_count) == (ResumeState.ANALYSED, 2)
    row = await house.analyses.analysis_of(house.viewer, resume_id)
    assert (row.name, row.career_interest) == ("周敏", "会计")
    assert len(await house.analyses.matches_of(house.viewer, resume_id)) == 10


async def test_analysing_twice_changes_nothing(house: House) -> None:
    resume_id = await house.upload()
    await house.analyses.analyse(resume_id)
    before = house.get(resume_id), await house.reads.matches(resume_id)
    await house.analyses.analyse(resume_id)
    assert (house.get(resume_id), await house.reads.matches(resume_id)) == before


async def test_a_reader_waits_for_an_analysis_in_work(house: House) -> None:
    resume_id = await house.upload()
    house.reader.go_on.clear()
    work = asyncio.create_task(house.analyses.analyse(resume_id))
    await house.reader.entered.wait()
    analysis = asyncio.create_task(house.analyses.analysis_of(house.viewer, resume_id))
    matches = asyncio.create_task(house.analyses.matches_of(house.viewer, resume_id))
    done, _ = await asyncio.wait({analysis}, timeout=0.05)
    assert done == set()
    house.reader.go_on.set()
    await work
    assert (await analysis).name == "周敏"
    assert len(await matches) == 10


async def test_a_reader_does_not_wait_for_ever(sqlite_engine: Engine, tmp_path: Path) -> None:
    house = House(sqlite_engine, tmp_path / "files", wait_seconds=0.01)
    resume_id = await house.upload()
    with pytest.raises(AnalysisNotFound) as caught:
        await house.analyses.analysis_of(house.viewer, resume_id)
    assert caught.value.pending
    assert await house.analyses.matches_of(house.viewer, resume_id) == []


async def test_a_failure_is_kept_and_not_waited_for(house: House) -> None:
    resume_id = await house.upload()
    house.reader.result = ReadFailure(FailureCode.ENCRYPTED)
    await house.analyses.analyse(resume_id)
    assert house.get(resume_id).failure_code is FailureCode.ENCRYPTED
    with pytest.raises(AnalysisNotFound) as caught:
        await house.analyses.analysis_of(house.viewer, resume_id)
    assert not caught.value.pending
    assert await house.analyses.matches_of(house.viewer, resume_id) == []


async def test_a_missing_file_ends_in_a_failure(house: House) -> None:
    resume_id = await house.upload()
    await house.files.delete(house.get(resume_id).storage_key)
    await house.analyses.analyse(resume_id)
    assert house.get(resume_id).failure_code is FailureCode.FILE_MISSING


async def test_a_file_that_keeps_taking_the_program_down_is_given_up(house: House) -> None:
    resume_id = await house.upload()
    with house.unit_of_work() as work:
        for _ in range(MOST_ATTEMPTS):
            work.resumes.begin_analysis(resume_id)
        work.commit()
    await house.analyses.analyse(resume_id)
    assert house.get(resume_id).failure_code is FailureCode.INTERNAL
    assert not house.reader.entered.is_set()


async def test_a_broken_off_analysis_stays_to_be_taken_up(house: House) -> None:
    resume_id = await house.upload()
    house.reader.go_on.clear()
    work = asyncio.create_task(house.analyses.analyse(resume_id))
    await house.reader.entered.wait()
    work.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await work
    with house.unit_of_work() as unit:
        assert unit.resumes.unfinished() == [(resume_id, house.viewer.id)]


async def test_a_resume_deleted_meanwhile_leaves_nothing(house: House) -> None:
    resume_id = await house.upload()
    house.reader.go_on.clear()
    work = asyncio.create_task(house.analyses.analyse(resume_id))
    await house.reader.entered.wait()
    with house.unit_of_work() as unit:
        unit.resumes.delete(resume_id)
        unit.commit()
    house.reader.go_on.set()
    await work
    assert await house.reads.analysis(resume_id) is None


async def test_others_may_not_read_the_results(house: House) -> None:
    resume_id = await house.upload()
    stranger = Viewer(house.viewer.id + 1, "stranger", "job_seeker")
    with pytest.raises(NotTheOwner):
        await house.analyses.analysis_of(stranger, resume_id)
    with pytest.raises(NotTheOwner):
        await house.analyses.matches_of(stranger, resume_id)
    with pytest.raises(NotFound):
        await house.analyses.matches_of(house.viewer, resume_id + 1)
