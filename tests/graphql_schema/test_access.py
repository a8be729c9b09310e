"""Who may see what; every refusal is a null and an error with a code."""

from __future__ import annotations

import pytest

from domain.viewers import Role
from tests.graphql_schema.house import House, resume_gid, user_gid

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "field",
    [
        'user(id: "1") { id }',
        'resume(id: "1") { id }',
        'node(id: "VXNlcjox") { id }',
        "users { totalCount }",
        "resumes { totalCount }",
        "statistics { resumesByStatus { count } }",
        "auditLog { totalCount }",
        "webhooks { totalCount }",
        "webhookMessages { totalCount }",
    ],
)
async def test_nothing_of_the_users_is_shown_without_a_token(house: House, field: str) -> None:
    house.user("anna")
    answer = await house.ask("{ f: " + field + " }")
    assert answer.data == {"f": None}
    assert answer.codes == ["UNAUTHENTICATED"]
    assert answer.errors[0]["path"] == ["f"]
    assert answer.compiled


async def test_me_without_a_token_leaves_no_data_at_all(house: House) -> None:
    answer = await house.ask("{ __typename me { id } }")
    assert (answer.data, answer.codes) == (None, ["UNAUTHENTICATED"])


async def test_the_catalogue_is_open_to_everybody(house: House) -> None:
    answer = await house.ask("{ positions(first: 2) { totalCount edges { node { titleEn } } } }")
    assert answer.errors == []
    assert answer.data["positions"]["totalCount"] == 5


@pytest.mark.parametrize(
    "field", ["users", "resumes", "statistics", "auditLog", "webhooks", "webhookMessages"]
)
async def test_what_is_for_administrators_is_forbidden_to_others(house: House, field: str) -> None:
    answer = await house.ask("{ " + field + " { __typename } }", house.user("anna"))
    assert answer.data == {field: None}
    assert answer.codes == ["FORBIDDEN"]


async def test_a_foreign_resume_is_forbidden(house: House) -> None:
    anna, ben = house.user("anna"), house.user("ben")
    resume_id = house.resume(anna)
    for text in (
        f'{{ found: resume(id: "{resume_id}") {{ id }} }}',
        f'{{ found: resume(id: "{resume_gid(resume_id)}") {{ id }} }}',
        f'{{ found: node(id: "{resume_gid(resume_id)}") {{ id }} }}',
    ):
        answer = await house.ask(text, ben)
        assert (answer.data, answer.codes) == ({"found": None}, ["FORBIDDEN"])


async def test_a_foreign_user_is_forbidden(house: House) -> None:
    anna, ben = house.user("anna"), house.user("ben")
    answer = await house.ask(f'{{ user(id: "{user_gid(anna)}") {{ email }} }}', ben)
    assert (answer.data, answer.codes) == ({"user": None}, ["FORBIDDEN"])


@pytest.mark.parametrize(
    "text",
    [
        '{ found: resume(id: "999") { id } }',
        '{ found: resume(id: "99999999999999999999") { id } }',
        '{ found: resume(id: "9999999999999999999") { id } }',
        '{ found: resume(id: "VXNlcjox") { id } }',
        '{ found: resume(id: "no id") { id } }',
        '{ found: resume(id: "二") { id } }',
        '{ found: user(id: "UmVzdW1lOjE=") { id } }',
        '{ found: node(id: "UXVlcnk6MQ==") { id } }',
        '{ found: node(id: "UmVzdW1lOi0x") { id } }',
        '{ found: node(id: "UmVzdW1lOjk5OQ==") { id } }',
        '{ found: node(id: "UG9zaXRpb246YnVuZGxlZDpub25l") { id } }',
        '{ found: node(id: "UG9zaXRpb246cG9zaXRpb24tMQ==") { id } }',
        '{ found: node(id: "") { id } }',
    ],
)
async def test_what_no_id_names_is_not_found(house: House, text: str) -> None:
    answer = await house.ask(text, house.user("root", Role.ADMIN))
    assert (answer.data, answer.codes) == ({"found": None}, ["NOT_FOUND"])


async def test_an_administrator_sees_everybody(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    resume_id = house.resume(anna)
    answer = await house.ask(
        f'{{ resume(id: "{resume_id}") {{ owner {{ username }} }} user(id: "{anna.id}") {{ email }}'
        " users { totalCount } resumes { totalCount } }",
        root,
    )
    assert answer.errors == []
    assert answer.data == {
        "resume": {"owner": {"username": "anna"}},
        "user": {"email": "anna@example.com"},
        "users": {"totalCount": 2},
        "resumes": {"totalCount": 1},
    }


async def test_a_user_reaches_his_own_objects_by_every_way(house: House) -> None:
    anna = house.user("anna")
    resume_id = house.resume(anna)
    answer = await house.ask(
        "query ($user: ID!, $resume: ID!) {"
        " user(id: $user) { username } a: node(id: $user) { ...on User { username } __typename }"
        " b: node(id: $resume) { id ...on Resume { databaseId } ...on User { username } }"
        ' c: node(id: "UG9zaXRpb246YnVuZGxlZDpwb3NpdGlvbi0x") { ...on Position { code } } }',
        anna,
        user=user_gid(anna),
        resume=resume_gid(resume_id),
    )
    assert answer.errors == []
    assert answer.data == {
        "user": {"username": "anna"},
        "a": {"username": "anna", "__typename": "User"},
        "b": {"id": resume_gid(resume_id), "databaseId": resume_id},
        "c": {"code": "position-1"},
    }


async def test_one_refusal_leaves_the_other_fields_alone(house: House) -> None:
    anna = house.user("anna")
    answer = await house.ask('{ a: me { username } b: resume(id: "999") { id } c: me { role } }', anna)
    assert answer.data == {"a": {"username": "anna"}, "b": None, "c": {"role": "job_seeker"}}
    assert answer.errors == [
        {
            "message": "资源不存在",
            "locations": [{"line": 1, "column": 22}],
            "path": ["b"],
            "extensions": {"code": "NOT_FOUND"},
        }
    ]
