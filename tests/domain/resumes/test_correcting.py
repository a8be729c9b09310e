"""Corrections on both databases, with the real matcher."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import anyio
import pytest
from sqlalchemy import Engine, delete, select
from sqlmodel import col

from domain.analyses.correcting import Correction
from domain.analyses.fields import NAME
from domain.analyses.ports import Reading
from domain.documents.errors import FailureCode, ReadFailure
from domain.errors import AnalysisNotFound, InvalidInput, NotFound, NotTheOwner, TooBusy
from domain.resumes.correction_ports import ReadResult
from domain.resumes.ports import ResumeWork, StaleResult
from domain.viewers import Role, Viewer
from persistence.tables import ANALYSES, CorrectionRow, IdentityRow, ReadingRow, ResumeRow
from tests.domain.resumes.house import House
from tests.factories import NOW, detailed, new_analysis
from tests.postgres_server import has_to_wait

pytestmark = pytest.mark.anyio

READING = detailed(new_analysis())


@pytest.fixture
def house(engine: Engine, tmp_path: Path) -> House:
    made = House(engine, tmp_path / "files")
    made.reader.result = Reading(2, READING)
    return made


async def analysed(house: House) -> int:
    resume_id = await house.upload()
    await house.analyser.analyse(resume_id)
    return resume_id


async def analyse_again(house: House, resume_id: int, **values: Any) -> None:
    house.reader.result = Reading(2, detailed(new_analysis(**values)))
    with house.unit_of_work() as work:
        assert work.resumes.requeue(resume_id)
        work.commit()
    await house.analyser.analyse(resume_id)


def corrections(house: House, resume_id: int) -> tuple[Correction, ...]:
    with house.unit_of_work() as work:
        return work.corrections.of(resume_id)


async def positions(house: House, resume_id: int) -> list[str]:
    return [match.position for match in await house.results.matches_of(house.viewer, resume_id)]


async def test_the_corrected_value_is_shown_and_matched_at_once(house: House) -> None:
    resume_id = await analysed(house)
    before = await positions(house, resume_id)
    given = {"career_interest": "护士", "titles": ["护士"], "skills": ["静脉输液"], "age": 31}
    await house.corrections.correct_analysis(house.viewer, resume_id, given)
    row = await house.results.analysis_of(house.viewer, resume_id)
    assert (row.name, row.career_interest, row.age_stated) == ("周敏", "护士", 31)
    after = await positions(house, resume_id)
    assert "护士" in after[0]
    assert set(after).isdisjoint(before)


async def test_a_correction_tells_who_made_it_of_what(house: House) -> None:
    resume_id = await analysed(house)
    await house.corrections.correct_analysis(house.viewer, resume_id, {"name": "陈晨"})
    (name,) = corrections(house, resume_id)
    assert (name.field, str(name.value), str(name.read)) == (NAME, "陈晨", "周敏")
    assert (name.actor_id, name.evidence) == (house.viewer.id, READING.evidence[:1])


async def test_a_correction_survives_another_reading(house: House) -> None:
    resume_id = await analysed(house)
    await house.corrections.correct_analysis(house.viewer, resume_id, {"name": "陈晨"})
    await analyse_again(house, resume_id, name="程晨")
    row = await house.results.analysis_of(house.viewer, resume_id)
    assert (row.name, row.career_interest) == ("陈晨", "会计")
    (name,) = corrections(house, resume_id)
    assert (name.is_contested, str(name.newest)) == (True, "程晨")


async def test_matches_of_another_reading_are_those_of_the_corrected_values(house: House) -> None:
    resume_id = await analysed(house)
    given = {"career_interest": "护士", "titles": ["护士"], "skills": ["静脉输液"]}
    await house.corrections.correct_analysis(house.viewer, resume_id, given)
    before = await house.results.matches_of(house.viewer, resume_id)
    await analyse_again(house, resume_id)
    assert await house.results.matches_of(house.viewer, resume_id) == before


async def test_a_correction_survives_a_reading_that_fails(house: House) -> None:
    resume_id = await analysed(house)
    await house.corrections.correct_analysis(house.viewer, resume_id, {"name": "陈晨"})
    house.reader.result = ReadFailure(FailureCode.TIMED_OUT)
    with house.unit_of_work() as work:
        work.resumes.requeue(resume_id)
        work.commit()
    await house.analyser.analyse(resume_id)
    await analyse_again(house, resume_id)
    assert (await house.results.analysis_of(house.viewer, resume_id)).name == "陈晨"


async def test_what_is_taken_back_is_what_the_newest_reading_says(house: House) -> None:
    resume_id = await analysed(house)
    given = {"name": "陈晨", "experience": [{"title": "出纳"}]}
    await house.corrections.correct_analysis(house.viewer, resume_id, given)
    await analyse_again(house, resume_id, name="程晨")
    await house.corrections.take_back_corrections(house.viewer, resume_id, ["name", "experience", "city"])
    assert (await house.results.analysis_of(house.viewer, resume_id)).name == "程晨"
    with house.unit_of_work() as work:
        result = work.corrections.result(resume_id)
    assert result is not None
    assert (result.reading, result.corrections) == (detailed(new_analysis("程晨")), ())


async def test_nothing_is_left_of_a_correction_that_is_taken_back(house: House, engine: Engine) -> None:
    resume_id = await analysed(house)
    results = select(*(column for column in ANALYSES.c if column.name != "analysed_at"))
    with engine.connect() as connection:
        before = connection.execute(results).one()
    given = {"birth_date": "1990", "education": [], "experience": [{"entry": 1}], "skills": None}
    await house.corrections.correct_analysis(house.viewer, resume_id, given)
    await house.corrections.take_back_corrections(house.viewer, resume_id, [*given])
    with engine.connect() as connection:
        assert connection.execute(results).one() == before
        assert connection.execute(select(CorrectionRow.__table__)).all() == []  # type: ignore[attr-defined]
        assert connection.execute(select(ReadingRow.__table__)).all() == []  # type: ignore[attr-defined]


async def test_a_second_correction_keeps_what_was_read_first(house: House) -> None:
    resume_id = await analysed(house)
    for name in ("陈晨", "程晨"):
        await house.corrections.correct_analysis(house.viewer, resume_id, {"name": name})
    await house.corrections.correct_analysis(house.viewer, resume_id, {"city": "宁波"})
    assert [(each.field.name, str(each.value), str(each.read)) for each in corrections(house, resume_id)] == [
        ("name", "程晨", "周敏"),
        ("city", "宁波", "杭州"),
    ]


async def test_entries_are_corrected_by_their_present_places(house: House) -> None:
    resume_id = await analysed(house)
    entries: list[dict[str, Any]] = [{"title": "讲师"}, {"entry": 0}]
    await house.corrections.correct_analysis(house.viewer, resume_id, {"experience": entries})
    entries = [{"entry": 0, "company": "宁波大学"}]
    await house.corrections.correct_analysis(house.viewer, resume_id, {"experience": entries})
    (correction,) = corrections(house, resume_id)
    assert [(entry.title, entry.company) for entry in correction.value] == [("讲师", "宁波大学")]
    assert correction.read == READING.values["experience"]


async def test_a_refused_correction_changes_nothing(house: House) -> None:
    resume_id = await analysed(house)
    for given in ({}, {"age": 200}, {"name": "陈晨", "experience": [{"entry": 9}]}):
        with pytest.raises(InvalidInput):
            await house.corrections.correct_analysis(house.viewer, resume_id, given)
    assert corrections(house, resume_id) == ()
    with pytest.raises(InvalidInput):
        await house.corrections.take_back_corrections(house.viewer, resume_id, [])


async def test_only_the_owner_and_administrators_correct(house: House) -> None:
    resume_id = await analysed(house)
    other, admin = Viewer(99, "other", Role.JOB_SEEKER), Viewer(98, "root", Role.ADMIN)
    with pytest.raises(NotTheOwner):
        await house.corrections.correct_analysis(other, resume_id, {"name": "陈晨"})
    with pytest.raises(NotTheOwner):
        await house.corrections.take_back_corrections(other, resume_id, ["name"])
    await house.corrections.correct_analysis(admin, resume_id, {"name": "陈晨"})
    assert corrections(house, resume_id)[0].actor_id == 98
    with pytest.raises(NotFound):
        await house.corrections.correct_analysis(admin, resume_id + 1, {"name": "陈晨"})


async def test_what_has_no_analysis_cannot_be_corrected(house: House) -> None:
    resume_id = await house.upload()
    with pytest.raises(AnalysisNotFound) as caught:
        await house.corrections.correct_analysis(house.viewer, resume_id, {"name": "陈晨"})
    assert caught.value.pending
    house.reader.result = ReadFailure(FailureCode.ENCRYPTED)
    await house.analyser.analyse(resume_id)
    with pytest.raises(AnalysisNotFound) as caught:
        await house.corrections.correct_analysis(house.viewer, resume_id, {"name": "陈晨"})
    assert not caught.value.pending


async def test_corrections_at_the_same_time_are_all_kept(house: House) -> None:
    resume_id = await analysed(house)
    given: dict[str, Any] = {"name": "陈晨", "city": "宁波", "age": 31}
    async with anyio.create_task_group() as group:
        for name, value in given.items():
            group.start_soon(house.corrections.correct_analysis, house.viewer, resume_id, {name: value})
    assert {each.field.name for each in corrections(house, resume_id)} == set(given)


async def test_whoever_matched_the_earlier_values_anew_is_noticed(house: House) -> None:
    resume_id = await analysed(house)
    with house.unit_of_work() as work:
        result = work.corrections.result(resume_id)
    assert result is not None
    await house.corrections.correct_analysis(house.viewer, resume_id, {"name": "陈晨"})
    stale = StaleResult(resume_id, result.analysed_at, result.reading)
    with house.unit_of_work() as work:
        assert not work.resumes.refresh_matches(stale, matches=(), catalogue_version=9)


async def test_a_resume_that_others_keep_changing_is_given_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    resume_id = await analysed(house)
    monkeypatch.setattr(house.corrections, "_try", lambda *_: False)
    with pytest.raises(TooBusy):
        await house.corrections.correct_analysis(house.viewer, resume_id, {"name": "陈晨"})


async def test_a_person_is_known_by_what_was_corrected(house: House, engine: Engine) -> None:
    resume_id = await analysed(house)

    def known_by() -> set[str]:
        with engine.connect() as connection:
            return set(connection.scalars(select(col(IdentityRow.value))))

    before = known_by()
    given = {"email": "chen.chen@example.com", "phone": None}
    await house.corrections.correct_analysis(house.viewer, resume_id, given)
    assert "chen.chen@example.com" in known_by()
    assert not any("13900001111" in value or "zhoumin" in value for value in known_by())
    await house.corrections.take_back_corrections(house.viewer, resume_id, [*given])
    assert known_by() == before


async def test_corrections_go_with_their_resume(house: House, engine: Engine) -> None:
    resume_id = await analysed(house)
    await house.corrections.correct_analysis(house.viewer, resume_id, {"name": "陈晨"})
    with engine.begin() as connection:
        connection.execute(delete(ResumeRow))
        assert connection.execute(select(CorrectionRow.__table__)).all() == []  # type: ignore[attr-defined]
        assert connection.execute(select(ReadingRow.__table__)).all() == []  # type: ignore[attr-defined]


async def test_a_correction_that_had_to_wait_sees_what_was_changed_meanwhile(
    postgres_engine: Engine, tmp_path: Path
) -> None:
    house = House(postgres_engine, tmp_path / "files")
    resume_id = await analysed(house)

    def present() -> ReadResult:
        with house.unit_of_work() as work:
            found = work.corrections.result(resume_id)
        assert found is not None
        return found

    def replace(work: ResumeWork, result: ReadResult, *, seconds: int = 0) -> bool:
        return work.resumes.replace_results(
            resume_id,
            analysed_at=result.analysed_at,
            analysis=result.reading,
            matches=(),
            at=NOW + timedelta(seconds=seconds),
            catalogue_version=0,
            corrections=(),
        )

    def refresh(work: ResumeWork, result: ReadResult) -> bool:
        stale = StaleResult(resume_id, result.analysed_at, result.reading)
        return work.resumes.refresh_matches(stale, matches=(), catalogue_version=1)

    def by_itself(change: Callable[[ResumeWork, ReadResult], bool], result: ReadResult) -> bool:
        with house.unit_of_work() as work:
            return change(work, result)

    for seconds, late in enumerate((replace, refresh), start=1):
        result = present()
        with house.unit_of_work() as first, ThreadPoolExecutor(1) as pool:
            assert replace(first, result, seconds=seconds)
            second = pool.submit(by_itself, late, result)
            assert has_to_wait(second, postgres_engine)
            first.commit()
            assert not second.result()
