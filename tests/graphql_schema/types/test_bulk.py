"""Many resumes analysed again, deleted and followed, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import count
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine

from domain.documents.errors import FailureCode
from domain.resumes.bulk import MOST_AT_ONCE, BulkService, Selection
from domain.resumes.columns import ResumeConditions
from domain.resumes.models import ResumeState
from domain.resumes.ports import ResumeWorkFactory
from domain.viewers import Role, Viewer
from tests.factories import new_analysis, restated
from tests.graphql_schema.house import House, resume_gid

pytestmark = pytest.mark.anyio

REANALYZE = """mutation ($input: ResumeSelection!) { reanalyzeResumes(input: $input) {
  resumeIds inWorkCount missingCount next } }"""
DELETE = """mutation ($input: ResumeSelection!) { deleteResumes(input: $input) {
  deletedResumeIds missingCount next } }"""
PROGRESS = """subscription ($ids: [ID!]!) { resumesProgress(ids: $ids) {
  uploadedCount analysingCount analysedCount failedCount goneCount } }"""


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def gids(ids: list[int]) -> list[str]:
    return list(map(resume_gid, ids))


async def reanalyzed(house: House, viewer: Viewer, **selection: Any) -> Any:
    answer = await house.change(REANALYZE, viewer, input=selection)
    assert answer.errors == []
    return answer.data["reanalyzeResumes"]


async def deleted(house: House, viewer: Viewer, **selection: Any) -> Any:
    answer = await house.change(DELETE, viewer, input=selection)
    assert answer.errors == []
    return answer.data["deleteResumes"]


async def test_resumes_are_analysed_again_by_their_ids(house: House) -> None:
    anna = house.user("anna")
    done, failed = house.resume(anna), house.resume(anna, state=ResumeState.FAILED)
    waiting = house.resume(anna, state=ResumeState.UPLOADED)
    ids = [*gids([done, failed, done]), str(waiting), "999"]
    assert await reanalyzed(house, anna, ids=ids) == {
        "resumeIds": gids([done, failed]),
        "inWorkCount": 1,
        "missingCount": 1,
        "next": None,
    }
    assert house.queue.submitted == [done, failed]
    assert (await reanalyzed(house, anna, ids=ids))["inWorkCount"] == 3


async def test_a_request_takes_some_and_says_where_to_go_on(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    ids = [house.resume(anna, state=ResumeState.FAILED) for _ in range(5)]
    house.resume(anna)
    chosen = {"filter": {"states": ["FAILED"], "owner": str(anna.id)}, "limit": 2}
    told: list[str] = []
    after: dict[str, str] = {}
    while True:
        found = await reanalyzed(house, root, **chosen, **after)
        told += found["resumeIds"]
        if found["next"] is None:
            break
        after = {"after": found["next"]}
    assert told == gids(ids)
    assert house.queue.submitted == ids


async def test_deleted_resumes_are_gone_with_their_results_and_deleting_again_finds_nothing(
    house: House,
) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    ids = [house.resume(anna) for _ in range(3)]
    kept = house.resume(root)
    chosen: dict[str, Any] = {"filter": {"owner": str(anna.id)}}
    assert await deleted(house, root, **chosen) == {
        "deletedResumeIds": gids(ids),
        "missingCount": 0,
        "next": None,
    }
    assert (await deleted(house, root, **chosen))["deletedResumeIds"] == []
    assert (await deleted(house, root, ids=gids(ids)))["missingCount"] == 3
    answer = await house.ask("{ resumes { edges { node { databaseId } } } }", root)
    assert [edge["node"]["databaseId"] for edge in answer.data["resumes"]["edges"]] == [kept]


async def test_a_job_seekers_conditions_choose_among_their_own(house: House) -> None:
    anna, ben = house.user("anna"), house.user("ben")
    house.resume(ben)
    mine = house.resume(anna)
    assert (await deleted(house, anna, filter={}))["deletedResumeIds"] == gids([mine])
    answer = await house.change(DELETE, anna, input={"filter": {"owner": str(ben.id)}})
    assert (answer.data, answer.codes) == (None, ["FORBIDDEN"])


@pytest.mark.parametrize("text", [REANALYZE, DELETE])
async def test_one_foreign_resume_refuses_all(house: House, text: str) -> None:
    anna, ben = house.user("anna"), house.user("ben")
    ids = [house.resume(anna), house.resume(ben)]
    answer = await house.change(text, anna, input={"ids": gids(ids)})
    assert (answer.data, answer.codes) == (None, ["FORBIDDEN"])
    answer = await house.ask("{ me { resumes { edges { node { state } } } } }", anna)
    assert answer.data["me"]["resumes"]["edges"] == [{"node": {"state": "ANALYSED"}}]


@pytest.mark.parametrize(
    "selection",
    [
        {},
        {"ids": []},
        {"ids": ["1"], "filter": {}},
        {"ids": [str(number) for number in range(1, MOST_AT_ONCE + 2)]},
        {"filter": {}, "limit": 0},
        {"filter": {}, "limit": MOST_AT_ONCE + 1},
    ],
)
async def test_a_selection_is_bounded_and_of_one_kind(house: House, selection: Any) -> None:
    answer = await house.change(DELETE, house.user("anna"), input=selection)
    assert (answer.data, answer.codes) == (None, ["BAD_USER_INPUT"])


async def test_it_is_noted_what_was_done_with_how_many(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    ids = [house.resume(anna) for _ in range(2)]
    await reanalyzed(house, root, ids=gids(ids))
    await deleted(house, root, ids=gids(ids))
    await house.audit.flush()
    answer = await house.ask("{ auditLog { edges { node { action detail resumeId } } } }", root)
    noted = [tuple(edge["node"].values()) for edge in answer.data["auditLog"]["edges"]]
    assert set(noted) == {
        ("RESUMES_REANALYZED", "2", None),
        *(("RESUME_DELETED", None, gid) for gid in gids(ids)),
    }


class BreaksOff(Exception):
    """The database is gone."""


def breaking_off(work_of: ResumeWorkFactory, *, after: int) -> ResumeWorkFactory:
    """Return a factory whose units of work fail after so many."""
    begun = count()

    def unit_of_work() -> Any:
        if next(begun) >= after:
            raise BreaksOff
        return work_of()

    return unit_of_work


async def test_what_broke_off_is_asked_for_again_and_does_nothing_twice(house: House) -> None:
    anna = house.user("anna")
    ids = [house.resume(anna) for _ in range(120)]
    began = house.now + timedelta(minutes=1)
    bulk = BulkService(
        unit_of_work=breaking_off(house.unit_of_work, after=1),
        reads=house.graph.resumes,
        files=house.files,
        queue=house.queue,
        audit=house.audit,
    )
    with pytest.raises(BreaksOff):
        await bulk.reanalyze_resumes(anna, Selection(conditions=ResumeConditions()))
    assert house.queue.submitted == ids[:100]
    house.now = began + timedelta(minutes=1)
    with house.unit_of_work() as work:
        # The first two have been done meanwhile, one without success.
        work.resumes.begin_analysis(ids[0])
        work.resumes.finish_analysis(ids[0], page_count=1, analysis=new_analysis(), matches=(), at=house.now)
        work.resumes.fail_analysis(ids[1], code=FailureCode.NO_TEXT)
        work.commit()
    answer = await house.change(
        REANALYZE.replace("($input", "($since: DateTime, $input").replace(
            "(input: $input)", "(input: $input, analysedBefore: $since)"
        ),
        anna,
        input={"filter": {}},
        since=began.isoformat(),
    )
    found = answer.data["reanalyzeResumes"]
    assert found["resumeIds"] == gids([ids[1], *ids[100:]])
    assert (found["inWorkCount"], found["next"]) == (99, None)
    await house.audit.flush()
    root = house.user("root", Role.ADMIN)
    noted = await house.ask("{ auditLog { edges { node { action detail } } } }", root)
    told = [edge["node"]["detail"] for edge in noted.data["auditLog"]["edges"]]
    assert sorted(told) == ["100", "21"]


async def test_many_are_chosen_by_what_they_say_and_how_old_persons_are(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    ids = [
        house.resume(anna, analysis=restated(new_analysis(), age=age, birth_date=None)) for age in (25, 45)
    ]
    assert (await reanalyzed(house, root, filter={"minAge": 40}))["resumeIds"] == gids(ids[1:])
    assert (await deleted(house, root, filter={"text": "成本核算", "maxAge": 40}))[
        "deletedResumeIds"
    ] == gids(ids[:1])


async def test_progress_is_told_until_the_work_has_ended(house: House) -> None:
    anna = house.user("anna")
    ids = [house.resume(anna), house.resume(anna, state=ResumeState.UPLOADED)]
    events = await house.follow(PROGRESS, anna, ids=[*gids(ids), "999"])
    assert isinstance(events, AsyncIterator)

    async def told() -> list[int]:
        outcome = await anext(events)
        assert outcome.errors == []
        return list(orjson.loads(outcome.data or b"")["resumesProgress"].values())

    assert await told() == [1, 0, 1, 0, 1]
    with house.unit_of_work() as work:
        work.resumes.begin_analysis(ids[1])
        work.commit()
    assert await told() == [0, 1, 1, 0, 1]
    await deleted(house, anna, ids=gids(ids[1:]))
    assert await told() == [0, 0, 1, 0, 2]
    assert [event async for event in events] == []


async def test_nobody_follows_the_resumes_of_others(house: House) -> None:
    anna, ben = house.user("anna"), house.user("ben")
    refused = await house.follow(PROGRESS, ben, ids=gids([house.resume(anna)]))
    assert not isinstance(refused, AsyncIterator)
    assert [error.extensions and error.extensions["code"] for error in refused.errors] == ["FORBIDDEN"]
