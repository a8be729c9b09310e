"""How many statements a query costs, however long its lists are."""

from __future__ import annotations

import pytest

from domain.resumes.models import ResumeState
from domain.viewers import Role, Viewer
from graphql_schema.execution import Executor
from tests.graphql_schema.house import House
from tests.graphql_schema.test_schema import DASHBOARD

pytestmark = pytest.mark.anyio

ADMIN = """
{ users(first: 100) { totalCount edges { node { username resumes(first: 5) { totalCount edges { node {
  owner { username resumes(last: 1) { edges { node { id } } } }
  analysis { skills } matches(first: 2) { position } } } } } } } }
"""


async def count(house: House, executor: Executor, text: str, viewer: Viewer) -> int:
    with house.statements() as run:
        outcome = await house.run(executor, text, viewer, {})
    assert outcome.errors == []
    return len(run)


async def test_the_dashboard_takes_one_statement_beside_the_login(house: House) -> None:
    anna = house.user("anna")
    for _ in range(60):
        house.resume(anna, matches=5)
    with house.statements() as run:
        await house.run(house.compiling, DASHBOARD.replace("first: 50", "first: 60"), anna, {})
    assert len(run) == 1
    assert sum("count(*)" in statement for statement in run) == 0


async def test_a_total_that_the_page_does_not_show_takes_a_second(house: House) -> None:
    anna = house.user("anna")
    for _ in range(60):
        house.resume(anna)
    assert await count(house, house.compiling, DASHBOARD, anna) == 2


async def test_only_the_columns_asked_for_are_read(house: House) -> None:
    anna = house.user("anna")
    house.resume(anna)
    with house.statements() as run:
        await house.run(house.compiling, "{ me { resumes { edges { node { fileName } } } } }", anna, {})
    (statement,) = run
    columns = statement.partition("FROM")[0]
    assert "file_name" in columns
    assert "upload_time" not in columns
    assert "analyses" not in statement


async def test_what_the_token_tells_is_not_read_again(house: House) -> None:
    anna = house.user("anna")
    assert await count(house, house.compiling, "{ me { id databaseId username role } }", anna) == 0


@pytest.mark.parametrize("path", ["compiling", "interpreting"])
async def test_more_rows_take_no_more_statements(house: House, path: str) -> None:
    root = house.user("root", Role.ADMIN)
    executor: Executor = getattr(house, path)

    def fill(number: int) -> None:
        owner = house.user(f"user{number}")
        for _ in range(3):
            house.resume(owner)
        house.resume(owner, state=ResumeState.FAILED)

    for number in range(2):
        fill(number)
    few = await count(house, executor, ADMIN, root)
    for number in range(2, 12):
        fill(number)
    assert await count(house, executor, ADMIN, root) == few
    assert few <= 6
