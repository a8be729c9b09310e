from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import anyio
import pytest

from domain.resumes.models import ResumeState
from domain.viewers import Role
from graphql_schema.execution import Outcome
from tests.graphql_schema.house import House, answer, resume_gid, upload

pytestmark = pytest.mark.anyio

FOLLOW = "subscription ($id: ID!) { resumeUpdated(id: $id) { status state matches { position } } }"


async def uploaded(house: House, viewer: Any) -> int:
    resume = await house.resumes.upload_resume(viewer, upload(b"some text of a resume"))
    return resume.id


def stream(begun: AsyncIterator[Outcome] | Outcome) -> AsyncIterator[Outcome]:
    assert isinstance(begun, AsyncIterator)
    return begun


async def next_state(events: AsyncIterator[Outcome]) -> str:
    with anyio.fail_after(5):
        event = answer(await anext(events))
    assert event.errors == []
    state: str = event.data["resumeUpdated"]["state"]
    return state


async def test_a_resume_is_followed_from_its_present_state_to_its_end(house: House) -> None:
    anna = house.user("anna")
    resume_id = await uploaded(house, anna)
    events = stream(await house.follow(FOLLOW, anna, id=resume_gid(resume_id)))
    assert await next_state(events) == "UPLOADED"
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(house.analyser.analyse, resume_id)
        seen = [await next_state(events)]
        while seen[-1] != "ANALYSED":
            seen.append(await next_state(events))
    assert seen in (["ANALYSING", "ANALYSED"], ["ANALYSED"])
    with anyio.fail_after(5), pytest.raises(StopAsyncIteration):
        await anext(events)


async def test_who_comes_late_gets_the_final_state_and_the_end(house: House) -> None:
    anna = house.user("anna")
    events = stream(await house.follow(FOLLOW, anna, id=str(house.resume(anna))))
    with anyio.fail_after(5):
        told = [answer(event) async for event in events]
    assert [event.data["resumeUpdated"]["status"] for event in told] == ["分析完成"]
    assert len(told[0].data["resumeUpdated"]["matches"]) == 3


async def test_a_correction_of_somebody_else_is_seen_at_once_where_it_is_asked_for(house: House) -> None:
    anna, root = house.user("anna"), house.user("root", Role.ADMIN)
    resume_id = house.resume(anna)
    asked = """subscription ($id: ID!) { resumeUpdated(id: $id, afterAnalysis: true) {
      analysis { basicInfo { name } corrections { field } } } }"""
    events: Any = stream(await house.follow(asked, anna, id=str(resume_id)))

    async def told() -> Any:
        with anyio.fail_after(5):
            event = answer(await anext(events))
        assert event.errors == []
        analysis = event.data["resumeUpdated"]["analysis"]
        return analysis["basicInfo"]["name"], [each["field"] for each in analysis["corrections"]]

    assert (await told())[1] == []
    await house.corrections.correct_analysis(root, resume_id, {"name": "欧阳敏"})
    assert await told() == ("欧阳敏", ["NAME"])
    await events.aclose()
    assert house.events.listeners == 0


async def test_a_resume_deleted_while_it_waits_ends_the_stream(house: House) -> None:
    anna = house.user("anna")
    resume_id = await uploaded(house, anna)
    events = stream(await house.follow(FOLLOW, anna, id=str(resume_id)))
    assert await next_state(events) == "UPLOADED"
    await house.resumes.delete_resume(anna, resume_id)
    await house.analyser.analyse(resume_id)
    with anyio.fail_after(5), pytest.raises(StopAsyncIteration):
        await anext(events)


async def test_a_stream_that_is_closed_listens_no_more(house: House) -> None:
    anna = house.user("anna")
    events: Any = stream(
        await house.follow(FOLLOW, anna, id=str(house.resume(anna, state=ResumeState.UPLOADED)))
    )
    assert await next_state(events) == "UPLOADED"
    await events.aclose()
    assert house.events.listeners == 0


@pytest.mark.parametrize(
    ("who", "what", "code"),
    [(None, "own", "UNAUTHENTICATED"), ("ben", "own", "FORBIDDEN"), ("anna", "999", "NOT_FOUND")],
)
async def test_what_must_not_be_followed_is_refused(
    house: House, who: str | None, what: str, code: str
) -> None:
    people = {"anna": house.user("anna"), "ben": house.user("ben")}
    resume_id = str(house.resume(people["anna"])) if what == "own" else what
    begun = await house.follow(FOLLOW, people[who] if who else None, id=resume_id)
    outcomes = [begun] if isinstance(begun, Outcome) else [event async for event in begun]
    assert [answer(outcome).codes for outcome in outcomes] == [[code]]
