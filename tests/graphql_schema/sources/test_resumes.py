from __future__ import annotations

import pytest

from domain.resumes.columns import JoinedColumn, ResumeColumn
from domain.users.columns import UserColumn
from graphql_schema.loading import Wanted
from graphql_schema.pages import PageRequest
from graphql_schema.sources.resumes import ResumesOfUsers
from graphql_schema.types.resumes.types import ResumeOrder
from tests.graphql_schema.house import House

pytestmark = pytest.mark.anyio


def first(size: int, *, backwards: bool = False) -> PageRequest[None]:
    order = ResumeOrder.FILE_NAME_ASC.value
    return PageRequest(size, backwards, None, None, order=order, conditions=None)


async def test_each_owner_has_his_page_and_its_length(house: House) -> None:
    root, ben = house.user("root"), house.user("ben")
    for owner, name in ((root, "b"), (root, "a"), (root, "c"), (ben, "d")):
        house.resume(owner, file_name=name)
    columns: tuple[JoinedColumn, ...] = (ResumeColumn.FILE_NAME, UserColumn.USERNAME)
    wanted = Wanted(first(2), columns, (root.id, ben.id), True)
    loaded = await ResumesOfUsers().load(house.context(root), wanted)
    assert loaded.pages is not None
    found = {key: [row[:2] for row in page.rows] for key, page in loaded.pages.items()}
    assert found == {root.id: [("a", "root"), ("b", "root")], ben.id: [("d", "ben")]}
    assert [(page.total, page.has_next) for page in loaded.pages.values()] == [(3, True), (1, False)]
    assert [row[0] for row in loaded.rows] == ["a", "b", "d"]


async def test_the_end_of_a_list_comes_in_its_order(house: House) -> None:
    root = house.user("root")
    for name in ("b", "a", "c"):
        house.resume(root, file_name=name)
    columns: tuple[JoinedColumn, ...] = (ResumeColumn.FILE_NAME,)
    wanted = Wanted(first(2, backwards=True), columns, (root.id,), False)
    loaded = await ResumesOfUsers().load(house.context(root), wanted)
    assert [row[0] for row in loaded.rows] == ["b", "c"]
