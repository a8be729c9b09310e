from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.analyses.columns import AnalysisColumn
from domain.documents.errors import FailureCode
from domain.matches.columns import MatchColumn
from domain.matches.models import score_text
from domain.resumes.columns import JoinedColumn, PositionCount, ResumeColumn, ResumeConditions
from domain.resumes.models import ResumeState
from domain.rows import JsonField, PageQuery, Place
from domain.users.columns import UserColumn, UserConditions
from domain.viewers import Role
from persistence import tables
from persistence.reads.graph import SqlGraphReads
from persistence.repositories.resumes import match_rows
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, new_analysis, new_matches, new_resume, new_user

pytestmark = pytest.mark.anyio

TIMES = [(NOW - timedelta(days=back)).isoformat() for back in range(5)]


class Filled:
    """A database with anna's three resumes (two analysed) and ben's two (one failed)."""

    def __init__(self, engine: Engine) -> None:
        self.reads = SqlGraphReads(engine)
        with unit_of_work_factory(engine)() as work:
            self.anna = work.users.add(new_user("anna")).id
            self.ben = work.users.add(new_user("ben", role=Role.ADMIN)).id
            self.ids = [
                work.resumes.add(
                    replace(
                        new_resume(owner),
                        file_name=f"{number % 2}.pdf",
                        upload_time=NOW - timedelta(days=number),
                    )
                ).id
                for number, owner in enumerate((self.anna, self.ben, self.anna, self.ben, self.anna))
            ]
            for number in (0, 2, 3):
                work.resumes.begin_analysis(self.ids[number])
            for number, name in ((0, "周敏"), (2, "Lee_1")):
                work.resumes.finish_analysis(
                    self.ids[number], page_count=1, analysis=new_analysis(name), matches=new_matches(), at=NOW
                )
            work.resumes.fail_analysis(self.ids[3], code=FailureCode.NO_TEXT)
            work.commit()

    async def page(
        self,
        *owners: int,
        order: ResumeColumn = ResumeColumn.ID,
        descending: bool = False,
        limit: int = 9,
        **bounds: Any,
    ) -> list[int]:
        """Return the positions of the resumes on a page among all."""
        query = PageQuery((ResumeColumn.ID,), order, descending)
        if owners:
            rows = await self.reads.resumes.pages(query, owner_ids=owners, limit=limit, **bounds)
        else:
            rows = await self.reads.resumes.page(query, limit=limit, **bounds)
        return [self.ids.index(int(row[0] or 0)) for row in rows]


@pytest.fixture
def filled(engine: Engine) -> Filled:
    return Filled(engine)


async def test_objects_come_with_what_is_joined_to_them(filled: Filled) -> None:
    columns = (
        ResumeColumn.ID,
        ResumeColumn.STATE,
        ResumeColumn.RESULT_ID,
        AnalysisColumn("name"),
        UserColumn.USERNAME,
    )
    one = await filled.reads.resumes.found(columns, ids=[filled.ids[0]])
    assert one == [(filled.ids[0], "analysed", filled.ids[0], "周敏", "anna")]
    some = await filled.reads.resumes.found(columns, ids=[filled.ids[3], filled.ids[2], 999])
    assert sorted(some) == [
        (filled.ids[2], "analysed", filled.ids[2], "Lee_1", "anna"),
        (filled.ids[3], "failed", None, None, "ben"),
    ]
    assert await filled.reads.users.found((UserColumn.ROLE,), ids=[filled.ben]) == [("admin",)]


async def test_results_count_only_while_their_resume_is_analysed(filled: Filled, engine: Engine) -> None:
    with unit_of_work_factory(engine)() as work:
        work.resumes.requeue(filled.ids[0])
        work.commit()
    columns = (ResumeColumn.RESULT_ID, AnalysisColumn("name"))
    assert await filled.reads.resumes.found(columns, ids=[filled.ids[0]]) == [(None, None)]
    assert await filled.reads.statistics.positions(first=9) == [
        PositionCount(f"职位{number}", 1, (9 - number) / 10) for number in range(3)
    ]


async def test_a_page_is_bounded_from_both_sides_in_either_direction(filled: Filled) -> None:
    first, second, fourth = (Place(filled.ids[number], filled.ids[number]) for number in (0, 1, 3))
    assert await filled.page() == [0, 1, 2, 3, 4]
    assert await filled.page(descending=True, limit=2) == [4, 3]
    assert await filled.page(after=second) == [2, 3, 4]
    assert await filled.page(descending=True, after=fourth, before=first) == [2, 1]


async def test_rows_of_equal_order_follow_their_ids(filled: Filled) -> None:
    by_name = ResumeColumn.FILE_NAME
    assert await filled.page(order=by_name) == [0, 2, 4, 1, 3]
    assert await filled.page(order=by_name, descending=True) == [3, 1, 4, 2, 0]
    assert await filled.page(order=by_name, after=Place("0.pdf", filled.ids[2])) == [4, 1, 3]
    assert await filled.page(order=ResumeColumn.UPLOAD_TIME) == [4, 3, 2, 1, 0]


async def test_each_owner_has_a_page_of_his_own(filled: Filled) -> None:
    anna, ben = filled.anna, filled.ben
    assert await filled.page(anna, limit=2) == [0, 2]
    assert await filled.page(anna, ben, limit=2) == [0, 2, 1, 3]
    assert await filled.page(anna, ben, limit=1, descending=True) == [4, 3]
    rows = await filled.reads.resumes.pages(
        PageQuery((ResumeColumn.FILE_NAME,), ResumeColumn.ID), owner_ids=(anna, ben), limit=1
    )
    assert rows == [("0.pdf", anna), ("1.pdf", ben)]


async def test_columns_of_the_same_name_are_told_apart_in_every_owners_page(filled: Filled) -> None:
    query: PageQuery[JoinedColumn] = PageQuery(
        (ResumeColumn.ID, UserColumn.ID, AnalysisColumn("name"), UserColumn.USERNAME), ResumeColumn.ID
    )
    rows = await filled.reads.resumes.pages(query, owner_ids=(filled.anna, filled.ben), limit=1)
    assert rows == [
        (filled.ids[0], filled.anna, "周敏", "anna", filled.anna),
        (filled.ids[1], filled.ben, None, "ben", filled.ben),
    ]


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        (ResumeConditions(states=(ResumeState.UPLOADED, ResumeState.FAILED)), [1, 3, 4]),
        (ResumeConditions(states=()), []),
        (ResumeConditions(uploaded_from=TIMES[1]), [0, 1]),
        (ResumeConditions(uploaded_until=TIMES[1]), [2, 3, 4]),
        (ResumeConditions(uploaded_from=TIMES[3], uploaded_until=TIMES[1]), [2, 3]),
        (ResumeConditions(text="1.PDF"), [1, 3]),
        (ResumeConditions(text="周"), [0]),
        (ResumeConditions(text="lee_1"), [2]),
        (ResumeConditions(text="lee__"), []),
        (ResumeConditions(text="%"), []),
        (ResumeConditions(text="成本核算"), [0, 2]),
        (ResumeConditions(text="成本核算", states=(ResumeState.FAILED,)), []),
    ],
)
async def test_conditions_hold_for_the_page_and_its_count(
    filled: Filled, conditions: ResumeConditions, found: list[int]
) -> None:
    assert await filled.page(conditions=conditions) == found
    assert await filled.reads.resumes.count(conditions) == len(found)


async def test_resumes_of_one_owner_are_a_condition_as_well(filled: Filled) -> None:
    assert await filled.page(conditions=ResumeConditions(owner_id=filled.ben)) == [1, 3]


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        (UserConditions(), ["anna", "ben"]),
        (UserConditions(role=Role.ADMIN), ["ben"]),
        (UserConditions(text="AN"), ["anna"]),
        (UserConditions(text="_"), []),
        (UserConditions(created_from="2027"), []),
        (UserConditions(created_until="2027", role=Role.JOB_SEEKER), ["anna"]),
    ],
)
async def test_users_are_listed_by_name_and_by_conditions(
    filled: Filled, conditions: UserConditions, found: list[str]
) -> None:
    query = PageQuery((UserColumn.USERNAME,), UserColumn.USERNAME_KEY)
    rows = await filled.reads.users.page(query, limit=9, conditions=conditions)
    assert [name for (name,) in rows] == found
    assert await filled.reads.users.count(conditions) == len(found)


async def test_users_follow_the_place_of_one(filled: Filled) -> None:
    query = PageQuery((UserColumn.ID,), UserColumn.USERNAME_KEY)
    anna, ben = Place("anna", filled.anna), Place("ben", filled.ben)
    assert await filled.reads.users.page(query, limit=9, after=anna) == [(filled.ben,)]
    assert await filled.reads.users.page(query, limit=9, before=ben) == [(filled.anna,)]


async def test_counts_come_for_every_owner(filled: Filled) -> None:
    counts = await filled.reads.resumes.counts([filled.anna, filled.ben, 99])
    assert counts == {filled.anna: 3, filled.ben: 2, 99: 0}


async def test_matches_come_best_first_resume_by_resume(filled: Filled) -> None:
    one, other = filled.ids[0], filled.ids[2]
    assert await filled.reads.matches.best((MatchColumn.POSITION,), resume_ids=[other], first=2) == [
        (other, "职位0"),
        (other, "职位1"),
    ]
    rows = await filled.reads.matches.best((MatchColumn.SCORE,), resume_ids=[other, one], first=1)
    assert rows == [(one, 0.9), (other, 0.9)]


async def test_aggregates_are_the_same_on_every_database(filled: Filled) -> None:
    statistics = filled.reads.statistics
    assert sorted(await statistics.states()) == [("analysed", 2), ("failed", 1), ("uploaded", 2)]
    assert sorted(await statistics.days(since=TIMES[1])) == [("2026-11-21", 1), ("2026-11-22", 1)]
    assert await statistics.skills(first=1) == [("Excel", 2)]
    assert await statistics.scores() == [(9, 2)]


async def test_a_list_of_texts_comes_as_json_with_the_keys_asked_for(filled: Filled) -> None:
    one, other = filled.ids[0], filled.ids[2]
    fields = (
        JsonField("b", MatchColumn.POSITION),
        JsonField("matchScore", MatchColumn.SCORE_TEXT),
        JsonField("a", MatchColumn.POSITION),
    )
    rows = await filled.reads.matches.best_as_json(fields, resume_ids=[other, one, 999], first=2)
    assert [(resume_id, json.loads(text)) for resume_id, text in rows] == [
        (
            resume_id,
            [
                {"b": "职位0", "matchScore": "90%", "a": "职位0"},
                {"b": "职位1", "matchScore": "80%", "a": "职位1"},
            ],
        )
        for resume_id in (one, other)
    ]
    ((_, text),) = await filled.reads.matches.best_as_json(fields[1:], resume_ids=[one], first=1)
    assert list(json.loads(text)[0]) == ["matchScore", "a"]


async def test_json_holds_any_text(filled: Filled, engine: Engine) -> None:
    odd = 'a"b\\c\n\t\x01\x7f\u2028😀</script>%d%'
    with engine.begin() as connection:
        connection.execute(tables.MatchRow.__table__.update().values(analysis=odd))  # type: ignore[attr-defined]
    ((_, text),) = await filled.reads.matches.best_as_json(
        (JsonField("x", MatchColumn.ANALYSIS),), resume_ids=[filled.ids[0]], first=1
    )
    assert json.loads(text) == [{"x": odd}]


async def test_the_database_prints_scores_as_the_domain_does(engine: Engine) -> None:
    scores = [number / 2000 for number in range(2001)]
    with unit_of_work_factory(engine)() as work:
        resume_id = work.resumes.add(new_resume(work.users.add(new_user()).id)).id
        work.commit()
    rows = [
        row.model_dump()
        for row in match_rows(resume_id, [replace(new_matches(1)[0], score=score) for score in scores])
    ]
    with engine.begin() as connection:
        connection.execute(tables.MatchRow.__table__.insert(), rows)  # type: ignore[attr-defined]
    found = await SqlGraphReads(engine).matches.best(
        (MatchColumn.SCORE_TEXT,), resume_ids=[resume_id], first=3000
    )
    assert [text for _, text in found] == [score_text(score) for score in scores]
