"""Leaving, and taking one's data along, against running servers."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from persistence.database import open_engine
from persistence.erasing import erase
from tests.gateway import PASSWORD, Account, Gateway, running_gateway
from tests.waiting import until

DELETE = """mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename
  ... on DeleteAccountSuccess { deletedUserId } ... on WrongPasswordError { message } } }"""
RESUME = """姓名：欧阳明霞
电话：13912345678
邮箱：mingxia.ouyang@example.org
求职意向：会计

工作经历
2019.03-至今 杭州瑞丰贸易有限公司 会计
"""
TRACES = ("ouyang-leaves", "mingxia.ouyang@example.org", "欧阳明霞", "13912345678", "明霞的简历", "瑞丰贸易")


def asked(gateway: Gateway, query: str, account: Account, **variables: object) -> dict[str, object]:
    body = {"query": query, "variables": variables}
    answer: dict[str, object] = gateway.client.post("/graphql", json=body, headers=account.headers).json()
    assert "errors" not in answer, answer
    data = answer["data"]
    assert isinstance(data, dict)
    return data


def traces_in(folder: Path) -> set[str]:
    """The words of the person that any file holds."""
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {word for word in TRACES if any(word.encode() in content for content in contents)}


def register(gateway: Gateway) -> Account:
    body = {"username": "ouyang-leaves", "password": PASSWORD, "email": "mingxia.ouyang@example.org"}
    assert gateway.client.post("/api/register", json=body).status_code == 201
    return gateway.login("ouyang-leaves")


@pytest.mark.parametrize("by", ["owner", "admin"])
def test_a_deleted_account_is_in_no_file_any_more(tmp_path: Path, by: str) -> None:
    with running_gateway(tmp_path) as gateway:
        root, other = gateway.user("root", role="admin"), gateway.user("other")
        person = register(gateway)
        for _ in range(2):
            resume_id = gateway.upload(person, "明霞的简历.txt", RESUME.encode())
            assert gateway.finished(person, resume_id) == "分析完成"
        kept = gateway.upload(other, "resume.txt", "姓名：周敏\n邮箱：zhoumin@example.com\n".encode())
        gateway.finished(other, kept)
        assert traces_in(tmp_path) == set(TRACES)
        if by == "owner":
            given: dict[str, object] = {"password": PASSWORD}
            wrong = asked(gateway, DELETE, person, input={"password": "wrong"})
            assert wrong == {"deleteAccount": {"__typename": "WrongPasswordError", "message": "密码错误"}}
            done = asked(gateway, DELETE, person, input=given)
        else:
            done = asked(gateway, DELETE, root, input={"user": "3"})
        assert done["deleteAccount"] == {"__typename": "DeleteAccountSuccess", "deletedUserId": "VXNlcjoz"}
        # The server does so within seconds too; here is nobody to wait for it.
        engine = open_engine(f"sqlite:///{tmp_path / 'gateway.sqlite3'}")
        erase(engine)
        engine.dispose()
        assert traces_in(tmp_path) == set()
        files = [path for path in (tmp_path / "files" / "resumes").rglob("*") if path.is_file()]
        assert len(files) == 1
        assert gateway.get(person, "/api/resumes").status_code == 401
        assert gateway.client.post(
            "/api/login", json={"username": "ouyang-leaves", "password": PASSWORD}
        ).json() == {"error": "无效的用户名或密码"}
        assert gateway.get(other, f"/api/resumes/{kept}/analysis").json()["basic_info"]["name"] == "周敏"
        assert all(word not in line for line in gateway.log for word in TRACES)


def test_a_person_takes_along_all_that_is_held(gateway: Gateway) -> None:
    person = gateway.user("takes-along")
    resume_id = gateway.upload(person, "明霞/的:简历.txt", RESUME.encode())
    gateway.finished(person, resume_id)
    answer = gateway.get(person, "/account/export")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["content-disposition"].startswith('attachment; filename="account-')
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    assert archive.namelist() == [
        "README.txt",
        "account.json",
        f"resumes/{resume_id}/record.json",
        f"resumes/{resume_id}/file-的_简历.txt",
    ]
    account = json.loads(archive.read("account.json"))
    assert account["account"]["username"] == "takes-along"
    assert {"registered", "logged_in"} <= {event["action"] for event in account["events"]}
    assert "argon2" not in archive.read("account.json").decode()
    record = json.loads(archive.read(f"resumes/{resume_id}/record.json"))
    assert record["analysis"][0]["name"] == "欧阳明霞"
    assert record["analysis"][0]["evidence"]
    assert len(record["matches"]) == 10
    assert archive.read(f"resumes/{resume_id}/file-的_简历.txt") == RESUME.encode()


def test_what_is_held_is_given_to_oneself_and_to_administrators(gateway: Gateway) -> None:
    root, person, other = gateway.login("root"), gateway.user("exported"), gateway.user("curious")
    query = "{ me { databaseId } }"
    me = asked(gateway, query, person)["me"]
    assert isinstance(me, dict)
    path = f"/accounts/{me['databaseId']}/export"
    assert [gateway.get(who, path).status_code for who in (person, root, other)] == [200, 200, 403]
    assert gateway.client.get(path).status_code == 401
    assert gateway.client.get("/account/export").status_code == 401
    assert gateway.get(root, "/accounts/99999/export").status_code == 404
    assert gateway.get(root, f"/accounts/{2**63 + 1}/export").status_code == 404


def test_the_address_of_what_is_held_is_for_one_account_and_needs_no_token(gateway: Gateway) -> None:
    root, person, other = gateway.login("root"), gateway.user("takes-a-link"), gateway.user("no-link")

    def address(account: Account, user: object) -> str:
        found: Any = asked(
            gateway, "query ($id: ID!) { user(id: $id) { archive { url } } }", account, id=user
        )
        return str(found["user"]["archive"]["url"])

    ids = [asked(gateway, "{ me { id } }", who)["me"]["id"] for who in (person, other)]  # type: ignore[index]
    for account in (person, root):
        answer = gateway.client.get(address(account, ids[0]))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
        assert "takes-a-link" in zipfile.ZipFile(io.BytesIO(answer.content)).read("account.json").decode()
    path, ticket = address(person, ids[0]).split("?")[0], address(other, ids[1]).split("?")[1]
    assert gateway.client.get(f"{path}?{ticket}").status_code == 403
    assert asked(gateway, "query @blind { me { archive { url } } }", person) == {"me": {"archive": None}}


def test_old_resumes_are_gone_at_the_next_start(tmp_path: Path) -> None:
    gateway = Gateway(tmp_path, GATEWAY_RETENTION_DAYS="30")
    gateway.start()
    person = gateway.user("ann")
    old, young = (gateway.upload(person, "resume.txt", RESUME.encode()) for _ in range(2))
    for resume_id in (old, young):
        gateway.finished(person, resume_id)
    gateway.stop()
    engine = open_engine(f"sqlite:///{tmp_path / 'gateway.sqlite3'}")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE resumes SET upload_time = '2020-01-01T00:00:00.000000+00:00' WHERE id = ?", (old,)
        )
    engine.dispose()
    gateway.start()
    try:
        status = until(lambda: gateway.get(person, f"/api/resumes/{old}").status_code, lambda it: it != 200)
        assert status == 404
        assert gateway.get(person, f"/api/resumes/{young}").status_code == 200
    finally:
        gateway.stop()
