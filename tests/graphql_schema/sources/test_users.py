from __future__ import annotations

import pytest

from domain.errors import NotTheOwner, Unauthenticated
from domain.users.columns import UserColumn
from graphql_schema.ids import UserRequest
from graphql_schema.loading import Loaded, Wanted
from graphql_schema.sources.users import OneUser
from tests.graphql_schema.house import House

pytestmark = pytest.mark.anyio

KNOWN = (UserColumn.ROLE, UserColumn.ID, UserColumn.USERNAME)


def wanted(user_id: int | None, *columns: UserColumn) -> Wanted[UserRequest, UserColumn]:
    return Wanted(UserRequest(user_id), columns, (), False)


async def test_what_the_token_told_of_the_viewer_is_not_read_again(house: House) -> None:
    anna = house.user("anna")
    with house.statements() as run:
        for user_id in (None, anna.id):
            loaded = await OneUser().load(house.context(anna), wanted(user_id, *KNOWN))
            assert loaded == Loaded([("job_seeker", anna.id, "anna")])
    assert run == []


async def test_what_it_did_not_tell_is_read(house: House) -> None:
    anna = house.user("anna")
    with house.statements() as run:
        loaded = await OneUser().load(house.context(anna), wanted(None, UserColumn.EMAIL, UserColumn.ID))
    assert loaded.rows[0][:2] == ("anna@example.com", anna.id)
    assert len(run) == 1


async def test_others_are_refused(house: House) -> None:
    anna, ben = house.user("anna"), house.user("ben")
    with pytest.raises(NotTheOwner):
        await OneUser().load(house.context(anna), wanted(ben.id, UserColumn.USERNAME))
    with pytest.raises(Unauthenticated):
        await OneUser().load(house.context(None), wanted(None, UserColumn.USERNAME))
