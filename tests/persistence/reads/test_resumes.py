from __future__ import annotations

import pytest
from sqlalchemy import Engine

from domain.analyses.columns import AnalysisColumn
from domain.resumes.columns import JoinedColumn, PositionCount, ResumeColumn, ResumeConditions
from domain.resumes.models import ResumeState
from domain.rows import PageQuery, RowPlace
from domain.users.columns import UserColumn
from persistence.unit_of_work import unit_of_work_factory
from tests.persistence.reads.filled import TIMES, Filled

pytestmark = pytest.mark.anyio


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
    first, second, fourth = (RowPlace(filled.ids[number], filled.ids[number]) for number in (0, 1, 3))
    assert await filled.page() == [0, 1, 2, 3, 4]
    assert await filled.page(descending=True, limit=2) == [4, 3]
    assert await filled.page(after=second) == [2, 3, 4]
    assert await filled.page(descending=True, after=fourth, before=first) == [2, 1]


async def test_rows_of_equal_order_follow_their_ids(filled: Filled) -> None:
    by_name = ResumeColumn.FILE_NAME
    assert await filled.page(order=by_name) == [0, 2, 4, 1, 3]
    assert await filled.page(order=by_name, descending=True) == [3, 1, 4, 2, 0]
    assert await filled.page(order=by_name, after=RowPlace("0.pdf", filled.ids[2])) == [4, 1, 3]
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
        (ResumeConditions(text="1.PDF"), [3]),
        (ResumeConditions(text="周"), [0]),
        (ResumeConditions(text="lee_1"), [2]),
        (ResumeConditions(text="lee__2"), []),
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


async def test_resumes_with_some_ids_are_a_condition_as_well(filled: Filled) -> None:
    ids = (filled.ids[1], filled.ids[3], 10**9)
    assert await filled.page(conditions=ResumeConditions(ids=ids)) == [1, 3]
    assert await filled.reads.resumes.count(ResumeConditions(ids=ids)) == 2
    assert await filled.page(conditions=ResumeConditions(ids=())) == []


async def test_resumes_of_one_owner_are_a_condition_as_well(filled: Filled) -> None:
    assert await filled.page(conditions=ResumeConditions(owner_id=filled.ben)) == [1, 3]


async def test_counts_come_for_every_owner(filled: Filled) -> None:
    counts = await filled.reads.resumes.counts([filled.anna, filled.ben, 99])
    assert counts == {filled.anna: 3, filled.ben: 2, 99: 0}
