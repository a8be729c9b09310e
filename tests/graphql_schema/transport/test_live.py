from __future__ import annotations

import pytest

from domain.viewers import Viewer
from graphql_schema.admission.refusals import Refused
from graphql_schema.transport.live import LiveCount, Session
from tests.graphql_schema.small import Users

pytestmark = pytest.mark.anyio

ANN, BO = Viewer(1, "ann", "job_seeker"), Viewer(2, "bo", "job_seeker")


def test_a_user_has_so_many_places_and_no_more() -> None:
    live = LiveCount(1)
    with live.held(ANN):
        with pytest.raises(Refused) as raised, live.held(ANN):
            pytest.fail("a second place was given")
        assert raised.value.status == 429
        with live.held(BO):
            pass


def test_a_place_is_free_again_however_its_holder_ends() -> None:
    live = LiveCount(1)
    with pytest.raises(RuntimeError), live.held(ANN):
        raise RuntimeError
    with live.held(ANN):
        pass


async def test_a_session_lasts_as_long_as_its_token_stands_for_the_same_user_in_the_same_role() -> None:
    users = Users()
    session = Session(users.tokens["good"], "Bearer good", users.authenticate)
    assert await session.lasts()
    users.tokens["good"] = users.tokens["good"]._replace(role="admin")
    assert not await session.lasts()
    del users.tokens["good"]
    assert not await session.lasts()
