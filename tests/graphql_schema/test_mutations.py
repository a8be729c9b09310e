from __future__ import annotations

from typing import Any

import pytest

from domain.resumes.models import ResumeState
from domain.viewers import Role
from tests.graphql_schema.house import House, resume_gid, upload, user_gid

pytestmark = pytest.mark.anyio

REGISTER = """mutation ($input: RegisterInput!) { register(input: $input) { __typename
  ... on RegisterSuccess { user { username email role createdAt resumes { totalCount } } }
  ... on UsernameTakenError { message } ... on InvalidInputError { message } } }"""
LOGIN = """mutation ($input: LoginInput!) { login(input: $input) { __typename
  ... on LoginSuccess { accessToken user { username } } ... on InvalidCredentialsError { message } } }"""
CHANGE = """mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename
  ... on ChangePasswordSuccess { accessToken } ... on WrongPasswordError { message }
  ... on InvalidInputError { message } } }"""
UPLOAD = """mutation ($file: Upload!) { uploadResume(file: $file) { __typename
  ... on UploadResumeSuccess { resume { databaseId status sizeBytes mediaType owner { username } } }
  ... on FileRejectedError { code message } } }"""
REANALYZE = "mutation ($id: ID!) { reanalyzeResume(id: $id) { resume { state analysis { skills } } } }"
DELETE = "mutation ($id: ID!) { deleteResume(id: $id) { deletedResumeId } }"
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


async def test_an_upload_is_kept_and_taken_up(house: House) -> None:
    anna = house.user("anna")
    answer = await house.change(UPLOAD, anna, file=upload("姓名：周敏".encode()))
    outcome = answer.data["uploadResume"]
    assert outcome["resume"] | {"databaseId": 0} == {
        "databaseId": 0,
        "status": "上传成功",
        "sizeBytes": 15,
        "mediaType": "text/plain",
        "owner": {"username": "anna"},
    }
    assert house.queue.submitted == [outcome["resume"]["databaseId"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"x" * 1001, "FILE_TOO_LARGE"),
        (b"\x7fELF\x02\x01\x01" + bytes(40), "UNSUPPORTED_FILE_TYPE"),
    ],
)
async def test_a_file_that_is_not_accepted_is_an_outcome_of_its_own(
    house: House, content: bytes, code: str
) -> None:
    answer = await house.change(UPLOAD, house.user("anna"), file=upload(content))
    assert answer.data["uploadResume"]["__typename"] == "FileRejectedError"
    assert answer.data["uploadResume"]["code"] == code
    assert house.queue.submitted == []


async def test_a_resume_is_analysed_anew(house: House) -> None:
    anna = house.user("anna")
    resume_id = house.resume(anna)
    answer = await house.change(REANALYZE, anna, id=resume_gid(resume_id))
    assert answer.data["reanalyzeResume"]["resume"] == {"state": "UPLOADED", "analysis": None}
    assert house.queue.submitted == [resume_id]


async def test_a_resume_in_work_is_not_taken_up_twice(house: House) -> None:
    anna = house.user("anna")
    resume_id = house.resume(anna, state=ResumeState.ANALYSING)
    answer = await house.change(REANALYZE, anna, id=str(resume_id))
    assert answer.data["reanalyzeResume"]["resume"]["state"] == "ANALYSING"
    assert house.queue.submitted == []


async def test_a_deleted_resume_is_gone_with_its_file_and_results(house: House) -> None:
    anna = house.user("anna")
    uploaded = await house.change(UPLOAD, anna, file=upload(b"some text of a resume"))
    resume_id = uploaded.data["uploadResume"]["resume"]["databaseId"]
    with house.unit_of_work() as work:
        stored = work.resumes.get(resume_id)
    assert stored is not None
    answer = await house.change(DELETE, anna, id=resume_gid(resume_id))
    assert answer.data["deleteResume"] == {"deletedResumeId": resume_gid(resume_id)}
    assert (await house.ask(f'{{ resume(id: "{resume_id}") {{ id }} }}', anna)).codes == ["NOT_FOUND"]
    with pytest.raises(FileNotFoundError):
        async with house.files.local_copy(stored.storage_key):
            pass
    again = await house.change(DELETE, anna, id=resume_gid(resume_id))
    assert (again.data, again.codes) == (None, ["NOT_FOUND"])


@pytest.mark.parametrize("text", [REANALYZE, DELETE])
async def test_a_foreign_resume_is_neither_deleted_nor_analysed(house: House, text: str) -> None:
    anna, ben = house.user("anna"), house.user("ben")
    resume_id = house.resume(anna)
    answer = await house.change(text, ben, id=str(resume_id))
    assert (answer.data, answer.codes) == (None, ["FORBIDDEN"])
    assert (await house.ask(f'{{ resume(id: "{resume_id}") {{ state }} }}', anna)).data == {
        "resume": {"state": "ANALYSED"}
    }


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        (REANALYZE, {"id": "1"}),
        (DELETE, {"id": "1"}),
        (CHANGE, {"input": {"currentPassword": "a", "newPassword": "b"}}),
        (SET_ROLE, {"input": {"user": "1", "role": "ADMIN"}}),
        (UPLOAD, {"file": upload(b"text")}),
    ],
)
async def test_nothing_is_changed_without_a_token(house: House, text: str, variables: Any) -> None:
    answer = await house.change(text, **variables)
    assert (answer.data, answer.codes) == (None, ["UNAUTHENTICATED"])


async def test_an_administrator_sets_roles(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    for role in ("ADMIN", "JOB_SEEKER"):
        answer = await house.change(SET_ROLE, root, input={"user": user_gid(anna), "role": role})
        assert answer.data["setUserRole"]["user"] == {"username": "anna", "role": role.lower()}


async def test_an_administrator_cannot_demote_himself(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    answer = await house.change(SET_ROLE, root, input={"user": user_gid(root), "role": "JOB_SEEKER"})
    assert (answer.data, answer.codes) == (None, ["BAD_USER_INPUT"])


async def test_who_is_no_administrator_any_more_demotes_nobody(house: House) -> None:
    root, other = house.user("root", Role.ADMIN), house.user("other", Role.ADMIN)
    await house.users.set_user_role(root, other.id, role=Role.JOB_SEEKER)
    # `other` still holds what his token said when his request began.
    answer = await house.change(SET_ROLE, other, input={"user": user_gid(root), "role": "JOB_SEEKER"})
    assert answer.codes == ["FORBIDDEN"]


async def test_the_role_of_nobody_is_not_set(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    answer = await house.change(SET_ROLE, root, input={"user": "99", "role": "ADMIN"})
    assert answer.codes == ["NOT_FOUND"]


async def test_a_mutation_runs_only_where_it_is_allowed(house: House) -> None:
    anna = house.user("anna")
    resume_id = house.resume(anna)
    outcome = await house.run(house.compiling, DELETE, anna, {"id": str(resume_id)}, allow_mutations=False)
    assert outcome.data is None
    assert (await house.ask(f'{{ resume(id: "{resume_id}") {{ state }} }}', anna)).errors == []


async def test_text_in_the_place_of_a_file_is_refused_by_name(house: House) -> None:
    answer = await house.change(UPLOAD, house.user("anna"), file="resume.pdf")
    [error] = answer.errors
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "multipart" in error["message"]
    assert house.queue.submitted == []
