"""Blind administrators see and find out nothing by which a person is known, and change nothing of others."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from domain.viewers import Role
from tests.graphql_schema.everything import Asked, document, roots
from tests.graphql_schema.house import House, resume_gid
from tests.graphql_schema.telling import World, found_in, told_to

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("asked", list(roots()), ids=str)
async def test_to_a_blind_administrator_no_operation_tells_who_somebody_is(
    sqlite_engine: Engine, asked: Asked
) -> None:
    world = await World(sqlite_engine).corrected()
    text, _ = document(asked)
    assert found_in(await told_to(world, world.blind, asked, text)) == []


async def test_what_one_operation_sees_is_not_kept_for_a_blind_viewer(house: House) -> None:
    root, blind = house.user("root", Role.ADMIN), house.user("blind", Role.ADMIN, is_blind=True)
    house.resume(house.user("anna"))
    text = "{ resumes { edges { node { fileName analysis { basicInfo { name } } } } } }"
    told = []
    for viewer in (root, blind, root, blind):
        found = await house.ask(text, viewer)
        assert found.compiled
        (edge,) = found.data["resumes"]["edges"]
        told.append((edge["node"]["fileName"], edge["node"]["analysis"]["basicInfo"]["name"]))
    assert told == [("简历.pdf", "周敏"), ("***", None)] * 2


@pytest.mark.parametrize(
    "text",
    [
        'query { resumes(filter: { text: "女" }) { totalCount } }',
        'query { resumeFacets(filter: { text: "女" }) { total } }',
        'query { exportResumes(columns: [ID], filter: { text: "女" }) { rowCount } }',
        'mutation { deleteResumes(input: { filter: { text: "女" } }) { missingCount } }',
        "query { exportResumes(columns: [NAME]) { rowCount } }",
        "query { resumes(filter: { minAge: 30 }) { totalCount } }",
    ],
)
async def test_a_blind_administrator_finds_nobody_by_what_is_hidden(house: House, text: str) -> None:
    blind = house.user("blind", Role.ADMIN, is_blind=True)
    found = await house.change(text, blind)
    assert found.codes == ["BAD_USER_INPUT"]


async def test_an_own_resume_tells_a_blind_administrator_nothing_of_others(house: House) -> None:
    """Whoever knows a telephone could upload a resume with it, and look which other is like it."""
    blind, anna = house.user("blind", Role.ADMIN, is_blind=True), house.user("anna")
    own, others = house.resume(blind), house.resume(anna)
    text = """query ($id: ID!) { resume(id: $id) { duplicates { signs resume { id } }
      passages(text: "会计") { page } } }"""
    for resume_id in (own, others):
        found = await house.ask(text, blind, id=str(resume_id))
        assert found.data["resume"] == {"duplicates": [], "passages": []}
    compared = await house.ask(
        f"{{ compareResumes(older: {own}, newer: {others}) {{ signs differences {{ field }} }} }}", blind
    )
    assert compared.codes == ["FORBIDDEN"]


async def test_a_blind_administrator_changes_nothing_that_is_others(house: House) -> None:
    blind, anna = house.user("blind", Role.ADMIN, is_blind=True), house.user("anna")
    others, own = house.resume(anna), house.resume(blind)
    for name in ("deleteResumes", "reanalyzeResumes"):
        ids = await house.change(
            f"mutation {{ {name}(input: {{ ids: [{others}] }}) {{ missingCount }} }}", blind
        )
        assert ids.codes == ["FORBIDDEN"]
    chosen = await house.change(
        "mutation { deleteResumes(input: { filter: {} }) { deletedResumeIds } }", blind
    )
    assert chosen.data["deleteResumes"] == {"deletedResumeIds": [resume_gid(own)]}


async def test_whoever_logs_in_as_a_blind_administrator_is_shown_nothing_either(house: House) -> None:
    await house.users.create_admin(username="blind", password="correct-horse")
    root = house.user("root", Role.ADMIN)
    viewer = await house.users.authenticate(
        await house.users.login(username="blind", password="correct-horse")
    )
    house.resume(viewer)
    await house.users.set_user_role(root, viewer.id, role=Role.ADMIN, is_blind=True)
    found = await house.change(
        """mutation { login(input: { username: "blind", password: "correct-horse" }) { ... on LoginSuccess {
          user { username blind resumes { edges { node { fileName } } } } } } }"""
    )
    user = found.data["login"]["user"]
    assert (user["username"], user["blind"]) == ("***", True)
    assert user["resumes"]["edges"] == [{"node": {"fileName": "***"}}]
