from __future__ import annotations

import pytest

from domain.errors import NotFound
from graphql_schema.ids import ObjectRequest, global_id, requested, resume_id, user_id


@pytest.mark.parametrize(
    "wanted", [ObjectRequest("User", 7), ObjectRequest("Resume", 8), ObjectRequest("Position", "bundled:a:b")]
)
def test_a_global_id_names_its_object(wanted: ObjectRequest) -> None:
    assert requested(global_id(wanted.kind, wanted.key)) == wanted


def test_where_the_kind_is_known_its_number_does_as_well() -> None:
    assert requested("7", kind="User") == requested(user_id(7), kind="User") == ("User", 7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "not base64",
        "\u0667",
        resume_id(7),
        global_id("User", "x"),
        global_id("User", -1),
        global_id("User", 2**63),
        global_id("Match", 1),
        "/w==",
    ],
)
def test_what_names_no_user_is_not_found(text: str) -> None:
    kind = None if text == "7" else "User"
    with pytest.raises(NotFound):
        requested(text, kind=kind)
