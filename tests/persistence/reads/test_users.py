from __future__ import annotations

import pytest

from domain.rows import PageQuery, RowPlace
from domain.users.columns import UserColumn, UserConditions
from domain.viewers import Role
from tests.persistence.reads.filled import Filled

pytestmark = pytest.mark.anyio


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
    anna, ben = RowPlace("anna", filled.anna), RowPlace("ben", filled.ben)
    assert await filled.reads.users.page(query, limit=9, after=anna) == [(filled.ben,)]
    assert await filled.reads.users.page(query, limit=9, before=ben) == [(filled.anna,)]
