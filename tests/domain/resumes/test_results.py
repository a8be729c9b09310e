from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.errors import AnalysisNotFound, NotFound, NotTheOwner
from domain.resumes.models import ResumeState
from domain.viewers import Viewer
from tests.domain.resumes.house import House

pytestmark = pytest.mark.anyio


async def test_a_reader_waits_for_an_analysis_in_work(house: House) -> None:
    resume_id = await house.upload()
    house.reader.go_on.clear()
    work = asyncio.create_task(house.analyser.analyse(resume_id))
    await house.reader.entered.wait()
    analysis = asyncio.create_task(house.results.analysis_of(house.viewer, resume_id))
    matches = asyncio.create_task(house.results.matches_of(house.viewer, resume_id))
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
        await house.results.analysis_of(house.viewer, resume_id)
    assert caught.value.pending
    assert await house.results.matches_of(house.viewer, resume_id) == []


async def test_others_may_not_read_the_results(house: House) -> None:
    resume_id = await house.upload()
    stranger = Viewer(house.viewer.id + 1, "stranger", "job_seeker")
    with pytest.raises(NotTheOwner):
        await house.results.analysis_of(stranger, resume_id)
    with pytest.raises(NotTheOwner):
        await house.results.matches_of(stranger, resume_id)
    with pytest.raises(NotFound):
        await house.results.matches_of(house.viewer, resume_id + 1)


async def test_a_follower_is_told_each_state_until_the_work_has_ended(house: House) -> None:
    resume_id = await house.upload()
    states = house.results.follow(house.viewer, resume_id)
    assert await anext(states) is ResumeState.UPLOADED
    house.reader.go_on.clear()
    work = asyncio.create_task(house.analyser.analyse(resume_id))
    assert await anext(states) is ResumeState.ANALYSING
    house.reader.go_on.set()
    assert [state async for state in states] == [ResumeState.ANALYSED]
    await work


async def test_following_ends_where_the_resume_is_deleted_and_begins_only_where_there_is_one(
    house: House,
) -> None:
    resume_id = await house.upload()
    states = house.results.follow(house.viewer, resume_id)
    await anext(states)
    with house.unit_of_work() as work:
        work.resumes.delete(resume_id)
        work.commit()
    await house.analyser.analyse(resume_id)
    assert [state async for state in states] == []
    with pytest.raises(NotFound):
        await anext(house.results.follow(house.viewer, resume_id))


async def test_a_follower_who_stays_is_told_of_corrections_and_new_analyses_too(house: House) -> None:
    resume_id = await house.upload()
    await house.analyser.analyse(resume_id)
    states = house.results.follow(house.viewer, resume_id, goes_on=True)
    assert await anext(states) is ResumeState.ANALYSED
    for correct in (
        house.corrections.correct_analysis(house.viewer, resume_id, {"name": "周敏敏"}),
        house.corrections.take_back_corrections(house.viewer, resume_id, ["name"]),
    ):
        await correct
        assert await anext(states) is ResumeState.ANALYSED
    with house.unit_of_work() as work:
        work.resumes.requeue(resume_id)
        work.commit()
    house.reader.go_on.clear()
    again = asyncio.create_task(house.analyser.analyse(resume_id))
    assert await anext(states) is ResumeState.ANALYSING
    house.reader.go_on.set()
    assert await anext(states) is ResumeState.ANALYSED
    await again
    await states.aclose()


async def test_a_follower_who_stays_finds_out_by_looking_what_nobody_tells(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    house = House(sqlite_engine, tmp_path / "files", look_seconds=0.01)
    resume_id = await house.upload()
    await house.analyser.analyse(resume_id)
    states = house.results.follow(house.viewer, resume_id, goes_on=True)
    assert await anext(states) is ResumeState.ANALYSED
    with house.unit_of_work() as work:
        work.resumes.delete(resume_id)
        work.commit()
    assert [state async for state in states] == []
