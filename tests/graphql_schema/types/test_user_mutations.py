from __future__ import annotations

from typing import Any

import pytest

from domain.viewers import Role
from tests.graphql_schema.house import House, user_gid

pytestmark = pytest.mark.anyio

REGISTER = """mutation ($input: RegisterInput!) { register(input: $input) { __typename
  ... on RegisterSuccess { user { username email role createdAt resumes { totalCount } } }
  ... on UsernameTakenError { message } ... on InvalidInputError { rule message } } }"""
LOGIN = """mutation ($input: LoginInput!) { login(input: $input) { __typename
  ... on LoginSuccess { accessToken user { username } } ... on InvalidCredentialsError { message } } }"""
CHANGE = """mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename
  ... on ChangePasswordSuccess { accessToken } ... on WrongPasswordError { message }
  ... on InvalidInputError { message } } }"""
SET_ROLE = "mutation ($input: SetUserRoleInput!) { setUserRole(input: $input) { user { username role } } }"


async def register(house: House, username: str = "anna", **more: Any) -> Any:
    answer = await house.change(REGISTER, input={"username": username, "password": "secret-1", **more})
    assert answer.errors == []
    return answer.data["register"]


async def login(house: House, password: str = "secret-1") -> Any:
    return (await house.change(LOGIN, input={"username": "anna", "password": password})).data["login"]


async def test_a_user_registers_and_logs_in(house: House) -> None:
    assert await register(house, email="Anna@Example.com") == {
        "__typename": "RegisterSuccess",
        "user": {
            "username": "anna",
            "email": "Anna@example.com",
            "role": "job_seeker",
            "createdAt": "2026-11-22T09:30:00.123456+00:00",
            "resumes": {"totalCount": 0},
        },
    }
    outcome = await login(house)
    assert outcome["user"] == {"username": "anna"}
    assert (await house.users.authenticate(outcome["accessToken"])).username == "anna"


async def test_a_name_taken_is_an_outcome_of_its_own(house: House) -> None:
    await register(house)
    assert await register(house, "ANNA") == {"__typename": "UsernameTakenError", "message": "用户名已存在"}


async def test_a_value_against_its_rule_is_an_outcome_of_its_own(house: House) -> None:
    assert (await register(house, email="nowhere"))["__typename"] == "InvalidInputError"


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"username": ""}, "USERNAME_LENGTH"),
        ({"username": "an\u0007na"}, "USERNAME_CHARACTERS"),
        ({"username": "an\u3164na"}, "USERNAME_UNSEEN"),
        ({"username": "anna\u0430"}, "USERNAME_MIXED_SCRIPTS"),
        ({"username": "\u0430\u0441\u0435"}, "USERNAME_LOOKALIKE"),
        ({"password": "a"}, "PASSWORD_TOO_SHORT"),
        ({"password": "a" * 129}, "PASSWORD_TOO_LONG"),
        ({"email": "nowhere"}, "EMAIL"),
    ],
)
async def test_the_one_rule_that_is_broken_is_told_for_programs(
    house: House, given: dict[str, str], rule: str
) -> None:
    refused = await register(house, **given)
    assert (refused["__typename"], refused["rule"]) == ("InvalidInputError", rule)


async def test_nobody_but_administrators_makes_administrators(house: House) -> None:
    text = {"username": "carl", "password": "secret-1", "role": "ADMIN"}
    refused = await house.change(REGISTER, house.user("ben"), input=text)
    assert (refused.data, refused.codes) == (None, ["FORBIDDEN"])
    made = await house.change(REGISTER, house.user("root", Role.ADMIN), input=text)
    assert made.data["register"]["user"]["role"] == "admin"


async def test_wrong_credentials_are_an_outcome_of_its_own(house: House) -> None:
    await register(house)
    assert await login(house, "wrong") == {
        "__typename": "InvalidCredentialsError",
        "message": "无效的用户名或密码",
    }


async def test_a_changed_password_ends_every_earlier_token(house: House) -> None:
    await register(house)
    old = (await login(house))["accessToken"]
    viewer = await house.users.authenticate(old)
    answer = await house.change(
        CHANGE, viewer, input={"currentPassword": "secret-1", "newPassword": "secret-2"}
    )
    assert answer.data["changePassword"]["__typename"] == "ChangePasswordSuccess"
    new = answer.data["changePassword"]["accessToken"]
    assert (await house.users.authenticate(new)).username == "anna"
    with pytest.raises(Exception, match="未登录"):
        await house.users.authenticate(old)
    assert (await login(house))["__typename"] == "InvalidCredentialsError"
    assert (await login(house, "secret-2"))["__typename"] == "LoginSuccess"


@pytest.mark.parametrize(
    ("current", "new", "typename"),
    [
        ("wrong", "secret-2", "WrongPasswordError"),
        ("x" * 200, "secret-2", "WrongPasswordError"),
        ("secret-1", "short", "InvalidInputError"),
    ],
)
async def test_a_change_of_password_can_be_refused(
    house: House, current: str, new: str, typename: str
) -> None:
    await register(house)
    viewer = await house.users.authenticate((await login(house))["accessToken"])
    answer = await house.change(CHANGE, viewer, input={"currentPassword": current, "newPassword": new})
    assert answer.data["changePassword"]["__typename"] == typename
    assert (await login(house))["__typename"] == "LoginSuccess"


async def test_an_administrator_sets_roles(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    for role in ("ADMIN", "JOB_SEEKER"):
        answer = await house.change(SET_ROLE, root, input={"user": user_gid(anna), "role": role})
        assert answer.data["setUserRole"]["user"] == {"username": "anna", "role": role.lower()}


async def test_an_administrator_makes_another_blind(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    text = SET_ROLE.replace("role }", "role blind }")
    given = {"user": user_gid(anna), "role": "ADMIN", "blind": True}
    answer = await house.change(text, root, input=given)
    assert answer.data["setUserRole"]["user"] == {"username": "anna", "role": "admin", "blind": True}
    answer = await house.change(text, root, input=given | {"role": "JOB_SEEKER"})
    assert (answer.data, answer.codes) == (None, ["BAD_USER_INPUT"])


async def test_an_administrator_cannot_demote_himself(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    answer = await house.change(SET_ROLE, root, input={"user": user_gid(root), "role": "JOB_SEEKER"})
    assert (answer.data, answer.codes) == (None, ["BAD_USER_INPUT"])


async def test_who_is_no_administrator_any_more_demotes_nobody(house: House) -> None:
    root, other = house.user("root", Role.ADMIN), house.user("other", Role.ADMIN)
    await house.users.set_user_role(root, other.id, role=Role.JOB_SEEKER)
    # `other` still holds what the token said when the request began.
    answer = await house.change(SET_ROLE, other, input={"user": user_gid(root), "role": "JOB_SEEKER"})
    assert answer.codes == ["FORBIDDEN"]


async def test_the_role_of_nobody_is_not_set(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    answer = await house.change(SET_ROLE, root, input={"user": "99", "role": "ADMIN"})
    assert answer.codes == ["NOT_FOUND"]


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        (CHANGE, {"input": {"currentPassword": "a", "newPassword": "b"}}),
        (SET_ROLE, {"input": {"user": "1", "role": "ADMIN"}}),
    ],
)
async def test_no_user_is_changed_without_a_token(house: House, text: str, variables: Any) -> None:
    answer = await house.change(text, **variables)
    assert (answer.data, answer.codes) == (None, ["UNAUTHENTICATED"])


SIGN_OUT = "mutation { signOut { user { username } } }"
SIGN_OUT_EVERYWHERE = "mutation { signOutEverywhere { user { username } } }"
DELETE = """mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename
  ... on DeleteAccountSuccess { deletedUserId } ... on WrongPasswordError { message }
  ... on InvalidInputError { message } } }"""


async def test_who_signs_out_everywhere_has_no_token_left_and_may_log_in_again(house: House) -> None:
    await register(house)
    tokens = [(await login(house))["accessToken"] for _ in range(2)]
    viewer = await house.users.authenticate(tokens[0])
    answer = await house.change(SIGN_OUT_EVERYWHERE, viewer)
    assert answer.data == {"signOutEverywhere": {"user": {"username": "anna"}}}
    for token in tokens:
        with pytest.raises(Exception, match="未登录"):
            await house.users.authenticate(token)
    again = await house.users.authenticate((await login(house))["accessToken"])
    assert again == viewer._replace(token_version=viewer.token_version + 1, session=again.session)
    assert (await house.change(SIGN_OUT_EVERYWHERE)).codes == ["UNAUTHENTICATED"]


async def test_who_signs_out_ends_the_token_and_no_other(house: House) -> None:
    await register(house)
    token, other = [(await login(house))["accessToken"] for _ in range(2)]
    viewer = await house.users.authenticate(token)
    for _ in range(2):
        answer = await house.change(SIGN_OUT, viewer)
        assert answer.data == {"signOut": {"user": {"username": "anna"}}}
    with pytest.raises(Exception, match="未登录"):
        await house.users.authenticate(token)
    assert (await house.users.authenticate(other)).id == viewer.id
    assert (await house.change(SIGN_OUT)).codes == ["UNAUTHENTICATED"]


async def test_an_account_is_deleted_by_its_owner_with_the_password(house: House) -> None:
    await register(house)
    viewer = await house.users.authenticate((await login(house))["accessToken"])
    house.resume(viewer)
    for given in ({}, {"password": "wrong"}, {"user": user_gid(viewer), "password": "wrong"}):
        answer = await house.change(DELETE, viewer, input=given)
        assert answer.data["deleteAccount"] == {"__typename": "WrongPasswordError", "message": "密码错误"}
    answer = await house.change(DELETE, viewer, input={"password": "secret-1"})
    assert answer.data["deleteAccount"] == {
        "__typename": "DeleteAccountSuccess",
        "deletedUserId": user_gid(viewer),
    }
    assert (await login(house))["__typename"] == "InvalidCredentialsError"
    root = house.user("root", Role.ADMIN)
    found = await house.ask("{ users { totalCount } resumes { totalCount } }", root)
    assert found.data == {"users": {"totalCount": 1}, "resumes": {"totalCount": 0}}


async def test_an_account_is_deleted_by_an_administrator_and_by_nobody_else(house: House) -> None:
    root, anna, ben = house.user("root", Role.ADMIN), house.user("anna"), house.user("ben")
    wanted = {"user": user_gid(anna)}
    assert (await house.change(DELETE, ben, input=wanted)).codes == ["FORBIDDEN"]
    assert (await house.change(DELETE, input=wanted)).codes == ["UNAUTHENTICATED"]
    answer = await house.change(DELETE, root, input=wanted)
    assert answer.data["deleteAccount"]["deletedUserId"] == user_gid(anna)
    assert (await house.change(DELETE, root, input=wanted)).codes == ["NOT_FOUND"]


async def test_the_only_administrator_cannot_leave(house: House) -> None:
    await house.users.create_admin(username="boss", password="secret-1")
    boss = await house.users.authenticate(await house.users.login(username="boss", password="secret-1"))
    answer = await house.change(DELETE, boss, input={"password": "secret-1"})
    assert answer.data["deleteAccount"] == {
        "__typename": "InvalidInputError",
        "message": "不能删除唯一的管理员",
    }
