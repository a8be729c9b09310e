from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.analyses.layouts import PageLayout
from domain.analyses.ports import Reading
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.models import Box
from domain.errors import AnalysisNotFound, StorageFull, Unavailable
from domain.resumes.analysing import MOST_ATTEMPTS
from domain.resumes.models import ResumeState
from persistence.reads.resume_pages import SqlPageReads
from persistence.statements import RowReader
from tests.domain.resumes.house import House
from tests.factories import new_analysis

pytestmark = pytest.mark.anyio


async def test_an_analysis_is_kept_with_its_matches(house: House) -> None:
    resume_id = await house.upload()
    await house.analyser.analyse(resume_id)
    assert (house.get(resume_id).state, house.get(resume_id).page_count) == (ResumeState.ANALYSED, 2)
    row = await house.results.analysis_of(house.viewer, resume_id)
    assert (row.name, row.career_interest) == ("周敏", "会计")
    assert len(await house.results.matches_of(house.viewer, resume_id)) == 10


@pytest.mark.parametrize("keeps_text", [True, False])
async def test_where_texts_are_not_kept_it_is_not_kept_where_they_stand(
    engine: Engine, tmp_path: Path, keeps_text: bool
) -> None:
    house = House(engine, tmp_path, keeps_text=keeps_text)
    whole = PageLayout(1, 595.0, 842.0, 0.0, (Box(50.0, 60.0, 90.0, 72.0),), (((50.0, 90.0),),))
    house.reader.result = Reading(1, new_analysis(), texts=("Nurse",), layouts=(whole,))
    resume_id = await house.upload()
    await house.analyser.analyse(resume_id)
    [kept] = SqlPageReads(RowReader(engine)).pages([resume_id])
    expected = ("Nurse", (whole,)) if keeps_text else ("", (PageLayout(1, 595.0, 842.0),))
    assert (kept.text, kept.layouts) == expected


async def test_analysing_twice_changes_nothing(house: House) -> None:
    resume_id = await house.upload()
    await house.analyser.analyse(resume_id)
    before = house.get(resume_id), await house.reads.matches(resume_id)
    await house.analyser.analyse(resume_id)
    assert (house.get(resume_id), await house.reads.matches(resume_id)) == before


async def test_a_failure_is_kept_and_not_waited_for(house: House) -> None:
    resume_id = await house.upload()
    house.reader.result = ReadFailure(FailureCode.ENCRYPTED)
    await house.analyser.analyse(resume_id)
    assert house.get(resume_id).failure_code is FailureCode.ENCRYPTED
    with pytest.raises(AnalysisNotFound) as caught:
        await house.results.analysis_of(house.viewer, resume_id)
    assert not caught.value.pending
    assert await house.results.matches_of(house.viewer, resume_id) == []


async def test_what_was_read_waits_until_it_can_be_stored(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    resume_id = await house.upload()
    refusals, finish = [StorageFull()] * (MOST_ATTEMPTS + 1), house.analyser._finish

    def finish_in_the_end(*given: Any) -> None:
        if refusals:
            raise refusals.pop()
        finish(*given)

    monkeypatch.setattr(house.analyser, "_finish", finish_in_the_end)
    await house.analyser.analyse(resume_id)
    assert (house.get(resume_id).state, house.get(resume_id).attempts) == (ResumeState.ANALYSED, 1)


async def test_a_missing_file_ends_in_a_failure(house: House) -> None:
    resume_id = await house.upload()
    await house.files.delete(house.get(resume_id).storage_key)
    await house.analyser.analyse(resume_id)
    assert house.get(resume_id).failure_code is FailureCode.FILE_MISSING


async def test_a_file_that_keeps_taking_the_program_down_is_given_up(house: House) -> None:
    resume_id = await house.upload()
    with house.unit_of_work() as work:
        for _ in range(MOST_ATTEMPTS):
            work.resumes.begin_analysis(resume_id)
        work.commit()
    await house.analyser.analyse(resume_id)
    assert house.get(resume_id).failure_code is FailureCode.INTERNAL
    assert not house.reader.entered.is_set()


async def test_a_store_that_is_away_does_not_count_against_a_file(house: House) -> None:
    resume_id = await house.upload()
    house.reader.result = Unavailable()
    for _ in range(2):
        with pytest.raises(Unavailable):
            await house.analyser.analyse(resume_id, most_attempts=1)
    house.reader.result = Reading(2, new_analysis())
    await house.analyser.analyse(resume_id, most_attempts=1)
    assert house.get(resume_id).state is ResumeState.ANALYSED


async def test_a_broken_off_analysis_stays_to_be_taken_up(house: House) -> None:
    resume_id = await house.upload()
    house.reader.go_on.clear()
    work = asyncio.create_task(house.analyser.analyse(resume_id))
    await house.reader.entered.wait()
    work.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await work
    with house.unit_of_work() as unit:
        assert unit.resumes.unfinished() == [(resume_id, house.viewer.id)]
    # A stop is no fault of the file.
    assert house.get(resume_id).attempts == 0


async def test_a_stop_while_a_result_waits_to_be_stored_is_no_attempt_either(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    resume_id = await house.upload()
    work = asyncio.create_task(house.analyser.analyse(resume_id))

    def stop_instead(*_given: object) -> None:
        loop.call_soon_threadsafe(work.cancel)
        raise Unavailable

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(house.analyser, "_finish", stop_instead)
    with pytest.raises(asyncio.CancelledError):
        await work
    assert (house.get(resume_id).state, house.get(resume_id).attempts) == (ResumeState.ANALYSING, 0)


async def test_a_resume_deleted_meanwhile_leaves_nothing(house: House) -> None:
    resume_id = await house.upload()
    house.reader.go_on.clear()
    work = asyncio.create_task(house.analyser.analyse(resume_id))
    await house.reader.entered.wait()
    with house.unit_of_work() as unit:
        unit.resumes.delete(resume_id)
        unit.commit()
    house.reader.go_on.set()
    await work
    assert await house.reads.analysis(resume_id) is None


async def test_who_watches_is_told_of_each_stage_and_of_the_end(house: House) -> None:
    resume_id = await house.upload()
    await house.analyser.analyse(resume_id)
    assert house.watch.stages == ["reading_quick", "matching", "storing"]
    assert house.watch.ends == [("analysed", 0.0)]
    await house.analyser.analyse(resume_id)
    assert len(house.watch.ends) == 1
    with house.unit_of_work() as work:
        work.resumes.requeue(resume_id)
        work.commit()
    house.reader.result = ReadFailure(FailureCode.ENCRYPTED)
    await house.analyser.analyse(resume_id)
    assert house.watch.stages[3:] == ["reading_quick"]
    # How long ago it was asked for anew is not known.
    assert house.watch.ends[1:] == [("ENCRYPTED", None)]
