from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.documents.errors import FailureCode
from domain.matches.models import score_text
from domain.reads import PageQuery
from domain.viewers import Role
from persistence import tables
from persistence.graph_reads import SqlGraphReads
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

    async def page(self, owners: tuple[int, ...] = (), limit: int = 9, **shape: Any) -> list[Any]:
        """Return the positions of the resumes on a page among all."""
        values = shape.pop("values", {})
        query = PageQuery("resumes", ("id",), by_owner=bool(owners), **shape)
        rows = await self.reads.page(query, owner_ids=owners, limit=limit, values=values)
        return [self.ids.index(row[0]) for row in rows]


@pytest.fixture
def filled(engine: Engine) -> Filled:
    return Filled(engine)


async def test_objects_come_with_what_is_joined_to_them(filled: Filled) -> None:
    columns = ("id", "state", "result_id", "analysis.name", "owner.username")
    one = await filled.reads.objects("resumes", columns, ids=[filled.ids[0]])
    assert one == [(filled.ids[0], "analysed", filled.ids[0], "周敏", "anna")]
    some = await filled.reads.objects("resumes", columns, ids=[filled.ids[3], filled.ids[2], 999])
    assert sorted(some) == [
        (filled.ids[2], "analysed", filled.ids[2], "Lee_1", "anna"),
        (filled.ids[3], "failed", None, None, "ben"),
    ]
    assert await filled.reads.objects("users", ("role",), ids=[filled.ben]) == [("admin",)]


async def test_results_count_only_while_their_resume_is_analysed(filled: Filled, engine: Engine) -> None:
    with unit_of_work_factory(engine)() as work:
        work.resumes.requeue(filled.ids[0])
        work.commit()
    rows = await filled.reads.objects("resumes", ("result_id", "analysis.name"), ids=[filled.ids[0]])
    assert rows == [(None, None)]
    assert await filled.reads.statistic("positions", first=9) == [
        (f"职位{number}", 1, pytest.approx(0.9 - number / 10)) for number in range(3)
    ]


async def test_a_page_is_bounded_from_both_sides_in_either_direction(filled: Filled) -> None:
    ids = filled.ids
    assert await filled.page() == [0, 1, 2, 3, 4]
    assert await filled.page(descending=True, limit=2) == [4, 3]
    assert await filled.page(after=True, values={"after_value": ids[1], "after_id": ids[1]}) == [2, 3, 4]
    bounds = {"after_value": ids[3], "after_id": ids[3], "before_value": ids[0], "before_id": ids[0]}
    assert await filled.page(descending=True, after=True, before=True, values=bounds) == [2, 1]


async def test_rows_of_equal_order_follow_their_ids(filled: Filled) -> None:
    assert await filled.page(order="file_name") == [0, 2, 4, 1, 3]
    assert await filled.page(order="file_name", descending=True) == [3, 1, 4, 2, 0]
    place = {"after_value": "0.pdf", "after_id": filled.ids[2]}
    assert await filled.page(order="file_name", after=True, values=place) == [4, 1, 3]
    assert await filled.page(order="upload_time") == [4, 3, 2, 1, 0]


async def test_each_owner_has_a_page_of_his_own(filled: Filled) -> None:
    both = (filled.anna, filled.ben)
    assert await filled.page((filled.anna,), limit=2) == [0, 2]
    assert await filled.page(both, limit=2) == [0, 2, 1, 3]
    assert await filled.page(both, limit=1, descending=True) == [4, 3]
    rows = await filled.reads.page(
        PageQuery("resumes", ("file_name",), by_owner=True), owner_ids=both, limit=1, values={}
    )
    assert rows == [("0.pdf", filled.anna), ("1.pdf", filled.ben)]


@pytest.mark.parametrize(
    ("condition", "value", "found"),
    [
        ("states", ("uploaded", "failed"), [1, 3, 4]),
        ("states", (), []),
        ("from", TIMES[1], [0, 1]),
        ("until", TIMES[1], [2, 3, 4]),
        ("text", "%1.pdf%", [1, 3]),
        ("text", "%周%", [0]),
        ("text", "%lee\\_1%", [2]),
        ("text", "%lee\\_\\_%", []),
        ("text", "%成本核算%", [0, 2]),
    ],
)
async def test_a_condition_holds_for_the_page_and_its_count(
    filled: Filled, condition: str, value: Any, found: list[int]
) -> None:
    values = {condition: value}
    assert await filled.page(conditions=(condition,), values=values) == found
    assert await filled.reads.count("resumes", owner_ids=None, values=values) == {None: len(found)}


async def test_resumes_of_one_owner_are_a_condition_as_well(filled: Filled) -> None:
    assert await filled.page(conditions=("user_id",), values={"user_id": filled.ben}) == [1, 3]


async def test_counts_come_for_every_owner(filled: Filled) -> None:
    counts = await filled.reads.count("resumes", owner_ids=[filled.anna, filled.ben, 99], values={})
    assert counts == {filled.anna: 3, filled.ben: 2, 99: 0}
    assert await filled.reads.count("users", owner_ids=None, values={"role": "admin"}) == {None: 1}


async def test_matches_come_best_first_resume_by_resume(filled: Filled) -> None:
    one, other = filled.ids[0], filled.ids[2]
    assert await filled.reads.matches(("position",), resume_ids=[other], first=2) == [
        (other, "职位0"),
        (other, "职位1"),
    ]
    rows = await filled.reads.matches(("score",), resume_ids=[other, one], first=1)
    assert rows == [(one, 0.9), (other, 0.9)]


async def test_aggregates_are_the_same_on_every_database(filled: Filled) -> None:
    assert sorted(await filled.reads.statistic("states")) == [("analysed", 2), ("failed", 1), ("uploaded", 2)]
    assert sorted(await filled.reads.statistic("days", since=TIMES[1])) == [
        ("2026-11-21", 1),
        ("2026-11-22", 1),
    ]
    assert await filled.reads.statistic("skills", first=1) == [("Excel", 2)]
    assert [tuple(row) for row in await filled.reads.statistic("scores")] == [(9, 2)]


async def test_a_list_of_texts_comes_as_json_with_the_keys_asked_for(filled: Filled) -> None:
    one, other = filled.ids[0], filled.ids[2]
    fields = (("b", "position"), ("matchScore", "match_score"), ("a", "position"))
    rows = await filled.reads.matches_as_json(fields, resume_ids=[other, one, 999], first=2)
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
    ((_, text),) = await filled.reads.matches_as_json(fields[1:], resume_ids=[one], first=1)
    assert list(json.loads(text)[0]) == ["matchScore", "a"]


async def test_json_holds_any_text(filled: Filled, engine: Engine) -> None:
    odd = 'a"b\\c\n\t\x01\x7f\u2028😀</script>%d%'
    with engine.begin() as connection:
        connection.execute(tables.MatchRow.__table__.update().values(analysis=odd))  # type: ignore[attr-defined]
    ((_, text),) = await filled.reads.matches_as_json(
        (("x", "analysis"),), resume_ids=[filled.ids[0]], first=1
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
    found = await SqlGraphReads(engine).matches(("match_score",), resume_ids=[resume_id], first=3000)
    assert [text for _, text in found] == [score_text(score) for score in scores]
