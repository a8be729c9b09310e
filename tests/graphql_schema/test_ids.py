from __future__ import annotations

import pytest

from domain.errors import NotFound
from domain.positions.ports import PositionPlace
from graphql_schema.ids import (
    NodeKind,
    NodeRequest,
    PositionRequest,
    ResumeRequest,
    UserRequest,
    global_id,
    position_id,
    requested_node,
    requested_resume,
    requested_user,
    resume_id,
    user_id,
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (user_id(7), UserRequest(7)),
        (resume_id(8), ResumeRequest(8)),
        (position_id("bundled:a:b"), PositionRequest(PositionPlace("bundled", "a:b"))),
    ],
)
def test_a_global_id_names_its_object(text: str, wanted: NodeRequest) -> None:
    assert requested_node(text) == wanted


def test_where_the_kind_is_known_its_number_does_as_well() -> None:
    assert requested_user("7") == requested_user(user_id(7)) == 7
    assert requested_resume("7") == requested_resume(resume_id(7)) == 7


NO_USERS = [
    "",
    "not base64",
    "\u0667",
    resume_id(7),
    global_id(NodeKind.USER, "x"),
    global_id(NodeKind.USER, -1),
    global_id(NodeKind.USER, 2**63),
    "/w==",
]


@pytest.mark.parametrize("text", NO_USERS)
def test_what_names_no_user_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        requested_user(text)


@pytest.mark.parametrize("text", [*NO_USERS[:3], *NO_USERS[4:], "7", "TWF0Y2g6MQ=="])
def test_what_names_nothing_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        requested_node(text)
