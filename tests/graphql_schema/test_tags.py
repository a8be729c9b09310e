"""Tags of answers that are made of versions: another one after each change of what a viewer may see."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.viewers import Role, Viewer
from graphql_schema.compiler import Compiler
from graphql_schema.schema import schema
from persistence.database import writer
from tests.factories import NOW, new_analysis, new_matches, new_resume
from tests.graphql_schema.house import House, prepared
from tests.graphql_schema.test_schema import DASHBOARD

pytestmark = pytest.mark.anyio


async def tag(
    house: House, viewer: Viewer | None, query: str = DASHBOARD, *, release: str = "", **variables: object
) -> bytes | None:
    compiler, context = Compiler(schema, release=lambda: release), house.context(viewer)
    call = await compiler.call(prepared(query), None, variables, False, caller=context.caller)
    return await compiler.tag(call, context)


async def test_a_tag_stays_until_something_of_the_viewer_changes(house: House) -> None:
    anna, ben = house.user("anna"), house.user("ben")
    resume_id = house.resume(anna)
    tags = [await tag(house, anna)]
    assert tags[0] is not None
    assert re.fullmatch(rb"[0-9a-f]{32}", tags[0])
    house.resume(ben)
    assert await tag(house, anna) == tags[0]
    assert await tag(house, ben) != tags[0]

    async def changed() -> None:
        present = await tag(house, anna)
        assert present not in tags
        tags.append(present)

    with house.unit_of_work() as work:
        uploaded = work.resumes.add(new_resume(anna.id)).id
        work.commit()
    await changed()
    with house.unit_of_work() as work:
        work.resumes.begin_analysis(uploaded)
        work.commit()
    await changed()
    with house.unit_of_work() as work:
        work.resumes.finish_analysis(
            uploaded, page_count=1, analysis=new_analysis(), matches=new_matches(), at=NOW
        )
        work.commit()
    await changed()
    for statement in (
        "UPDATE users SET email = 'new@example.com' WHERE id = {anna}",
        "UPDATE users SET username = 'ann' WHERE id = {anna}",
        "UPDATE matches SET salary_range = '1k' WHERE resume_id = {resume}",
        "UPDATE analyses SET city = 'x' WHERE resume_id = {resume}",
        "UPDATE resumes SET file_name = 'x' WHERE id = {resume}",
        "DELETE FROM resumes WHERE id = {resume}",
    ):
        with writer(house.engine).begin() as connection:
            connection.execute(text(statement.format(anna=anna.id, resume=resume_id)))
        await changed()


async def test_a_tag_is_of_one_question_one_viewer_one_role_one_day_and_one_release(house: House) -> None:
    anna = house.user("anna")
    query = "query ($n: Int) { me { resumes(first: $n) { totalCount } } }"
    asked = [
        await tag(house, anna, query, n=1),
        await tag(house, anna, query, n=2),
        await tag(house, anna, query, n=1, release="another"),
        await tag(house, replace_role(anna), query, n=1),
        await tag(house, anna, query.replace("totalCount", "x: totalCount"), n=1),
    ]
    house.now += timedelta(days=1)
    asked.append(await tag(house, anna, query, n=1))
    assert None not in asked
    assert len(set(asked)) == len(asked)


def replace_role(viewer: Viewer) -> Viewer:
    return viewer._replace(role=Role.ADMIN.value)


@pytest.mark.parametrize(
    "query",
    [
        "{ resumes(first: 1) { totalCount } }",
        '{ resume(id: "1") { id } }',
        "{ statistics { resumesByStatus { count } } }",
        "{ me { resumes { edges { node { matches { posting { title } } } } } } }",
        "{ me { resumes { edges { node { matches { matchedSkills } } } } } }",
        "{ me { id } positions(first: 1) { totalCount } }",
    ],
)
async def test_an_answer_with_anything_else_has_no_tag_of_versions(house: House, query: str) -> None:
    assert await tag(house, house.user("root", Role.ADMIN), query) is None


async def test_nobody_has_a_tag_of_versions(house: House) -> None:
    assert await tag(house, None) is None
