"""The REST document, row by row, over real HTTP with real files."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import count

import httpx
import pytest

from tests import hostile_files, pdf_files, word_files
from tests.gateway import PASSWORD, Account, Gateway

_names = (f"user{number}" for number in count(1))

RESUME = [
    "陈思远",
    "求职意向：Java开发工程师",
    "性别：男    出生年月：1996.03    现居城市：杭州",
    "电话：13900002222    邮箱：chensiyuan@example.com",
    "教育背景",
    "2014.09-2018.06    浙江大学    软件工程    本科",
    "工作经历",
    "2018.07-至今    云栈信息技术有限公司    Java开发工程师",
    "负责订单服务的设计与开发",
    "专业技能",
    "Java、Spring Boot、MySQL、Redis、Linux",
]


@pytest.fixture
def seeker(gateway: Gateway) -> Account:
    return gateway.user(next(_names))


@pytest.fixture
def stranger(gateway: Gateway) -> Account:
    return gateway.user(next(_names))


@pytest.fixture
def root(gateway: Gateway) -> Account:
    return gateway.login("root")


def error(response: httpx.Response) -> str:
    body = response.json()
    assert list(body) == ["error"]
    assert response.headers["content-type"] == "application/json"
    text: str = body["error"]
    return text


def test_registration_answers_as_written(gateway: Gateway) -> None:
    name = next(_names)
    answer = gateway.client.post(
        "/api/register",
        json={"username": name, "password": "secret", "email": "a@example.com", "role": "job_seeker"},
    )
    assert (answer.status_code, answer.json()) == (201, {"message": "注册成功"})
    again = gateway.client.post("/api/register", json={"username": name.upper(), "password": "secret"})
    assert (again.status_code, error(again)) == (409, "用户名已存在")


def test_login_answers_as_written(gateway: Gateway, seeker: Account) -> None:
    answer = gateway.client.post("/api/login", json={"username": seeker.username, "password": PASSWORD})
    assert answer.status_code == 200
    assert list(answer.json()) == ["access_token"]
    for wrong in (
        {"username": seeker.username, "password": "wrong"},
        {"username": "nobody", "password": "x"},
    ):
        refused = gateway.client.post("/api/login", json=wrong)
        assert (refused.status_code, error(refused)) == (401, "无效的用户名或密码")
        assert refused.headers["www-authenticate"] == "Bearer"


def test_an_upload_is_listed_shown_analysed_and_matched(gateway: Gateway, seeker: Account) -> None:
    uploaded = gateway.client.post(
        "/api/resumes/upload",
        files={"file": ("简历.pdf", pdf_files.pdf_with_lines(RESUME))},
        headers=seeker.headers,
    )
    assert uploaded.status_code == 201
    resume_id = uploaded.json()["resume_id"]
    assert uploaded.json() == {"resume_id": resume_id, "status": "上传成功"}

    assert gateway.finished(seeker, resume_id) == "分析完成"
    listed = gateway.get(seeker, "/api/resumes")
    assert listed.status_code == 200
    [item] = listed.json()
    assert list(item) == ["id", "upload_time", "status"]
    assert (item["id"], item["status"]) == (resume_id, "分析完成")
    assert datetime.fromisoformat(item["upload_time"]).utcoffset() is not None

    detail = gateway.get(seeker, f"/api/resumes/{resume_id}").json()
    assert list(detail) == ["id", "file_path", "status", "upload_time"]
    assert re.fullmatch(r"resumes/\d{4}/\d{2}/[0-9a-f]{32}\.pdf", detail["file_path"])

    analysis = gateway.get(seeker, f"/api/resumes/{resume_id}/analysis")
    assert analysis.status_code == 200
    body = analysis.json()
    assert list(body) == ["basic_info", "career_interest"]
    assert list(body["basic_info"]) == ["name", "age", "contact"]
    assert body["basic_info"]["name"] == "陈思远"
    assert body["basic_info"]["age"] in range(30, 60)
    assert body["basic_info"]["contact"] == {"email": "chensiyuan@example.com", "phone": "13900002222"}
    assert body["career_interest"] == "Java开发工程师"

    matches = gateway.get(seeker, f"/api/resumes/{resume_id}/matches")
    assert matches.status_code == 200
    assert len(matches.json()) == 10
    for match in matches.json():
        assert list(match) == ["position", "salary_range", "match_score", "analysis"]
        assert all(isinstance(value, str) and value for value in match.values())
        assert re.fullmatch(r"\d{1,3}%", match["match_score"])
        assert re.fullmatch(r"[\d.]+k-[\d.]+k/月|面议", match["salary_range"])
    scores = [int(match["match_score"][:-1]) for match in matches.json()]
    assert scores == sorted(scores, reverse=True)
    assert "Java" in matches.json()[0]["position"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("resume.docx", word_files.docx_with_paragraphs(RESUME)),
        ("resume.txt", "\n".join(RESUME).encode("gb18030")),
        ("named.pdf", "\n".join(RESUME).encode()),
    ],
)
def test_word_and_text_are_read_whatever_their_name(
    gateway: Gateway, seeker: Account, name: str, content: bytes
) -> None:
    resume_id = gateway.upload(seeker, name, content)
    gateway.finished(seeker, resume_id)
    body = gateway.get(seeker, f"/api/resumes/{resume_id}/analysis").json()
    assert body["basic_info"]["name"] == "陈思远"
    assert body["basic_info"]["contact"]["phone"] == "13900002222"


def test_what_a_resume_does_not_say_is_null(gateway: Gateway, seeker: Account) -> None:
    resume_id = gateway.upload(seeker, "note.txt", "工作经历\n在仓库负责收货与盘点。\n".encode())
    body = gateway.get(seeker, f"/api/resumes/{resume_id}/analysis").json()
    assert body == {
        "basic_info": {"name": None, "age": None, "contact": {"email": None, "phone": None}},
        "career_interest": None,
    }
    assert gateway.get(seeker, f"/api/resumes/{resume_id}/matches").json() == []


def test_an_upload_without_a_file_is_refused(gateway: Gateway, seeker: Account) -> None:
    requests = [
        {"files": {"other": ("a.pdf", b"%PDF-1.4")}},
        {"data": {"file": "no file but a field"}, "files": {"x": ("x", b"")}},
        {"files": {"file": ("", b"")}},
        {"content": b""},
        {"json": {"file": "x"}},
    ]
    for request in requests:
        answer = gateway.client.post("/api/resumes/upload", headers=seeker.headers, **request)  # type: ignore[arg-type]
        assert (answer.status_code, error(answer)) == (400, "未上传文件")


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (hostile_files.windows_executable(), 415),
        (b"Rar!\x1a\x07\x01\x00" + bytes(100), 415),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(100), 415),
        (b"PK\x03\x04" + bytes(100), 415),
    ],
)
def test_a_file_that_is_no_resume_is_refused_by_its_content(
    gateway: Gateway, seeker: Account, content: bytes, status: int
) -> None:
    answer = gateway.client.post(
        "/api/resumes/upload", files={"file": ("resume.pdf", content)}, headers=seeker.headers
    )
    assert answer.status_code == status
    assert error(answer)
    assert gateway.get(seeker, "/api/resumes").json() == []


def test_a_file_above_the_limit_is_refused(gateway: Gateway, seeker: Account) -> None:
    content = b"%PDF-1.4\n" + bytes(20 * 1024 * 1024)
    for body in (
        {"files": {"file": ("big.pdf", content)}},
        {"files": {"file": ("just.pdf", content[: 20 * 1024 * 1024 + 1])}},
    ):
        answer = gateway.client.post("/api/resumes/upload", headers=seeker.headers, **body)  # type: ignore[arg-type]
        assert answer.status_code == 413
        assert error(answer)


def test_a_foreign_resume_is_forbidden_and_an_admin_may_read_it(
    gateway: Gateway, seeker: Account, stranger: Account, root: Account
) -> None:
    resume_id = gateway.upload(seeker, "resume.txt", "\n".join(RESUME).encode())
    for path in ("", "/analysis", "/matches"):
        refused = gateway.get(stranger, f"/api/resumes/{resume_id}{path}")
        assert (refused.status_code, error(refused)) == (403, "无权访问")
        assert gateway.get(root, f"/api/resumes/{resume_id}{path}").status_code == 200
    assert gateway.get(stranger, "/api/resumes").json() == []


@pytest.mark.parametrize("path", ["", "/analysis", "/matches"])
@pytest.mark.parametrize(
    "resume_id", ["0", "999999999", "9" * 18, "9" * 19, "9" * 5000, "abc", "-1", "1.5", "%00"]
)
def test_an_unknown_resume_is_not_found(gateway: Gateway, seeker: Account, resume_id: str, path: str) -> None:
    answer = gateway.get(seeker, f"/api/resumes/{resume_id}{path}")
    assert (answer.status_code, error(answer)) == (404, "资源不存在")


def test_admins_see_every_user_and_resume(gateway: Gateway, seeker: Account, root: Account) -> None:
    resume_id = gateway.upload(seeker, "resume.txt", "\n".join(RESUME).encode())
    users = gateway.get(root, "/api/admin/users")
    assert users.status_code == 200
    by_name = {user["username"]: user for user in users.json()}
    assert list(by_name["root"]) == ["id", "username", "role"]
    assert by_name["root"]["role"] == "admin"
    assert by_name[seeker.username]["role"] == "job_seeker"
    gateway.finished(seeker, resume_id)
    resumes = gateway.get(root, "/api/admin/resumes")
    assert resumes.status_code == 200
    assert {
        "id": resume_id,
        "user_id": by_name[seeker.username]["id"],
        "status": "分析完成",
    } in resumes.json()
    assert all(list(resume) == ["id", "user_id", "status"] for resume in resumes.json())


@pytest.mark.parametrize("path", ["/api/admin/users", "/api/admin/resumes"])
def test_admin_routes_are_closed_to_others(gateway: Gateway, seeker: Account, path: str) -> None:
    answer = gateway.get(seeker, path)
    assert (answer.status_code, error(answer)) == (403, "权限不足")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/resumes/upload"),
        ("GET", "/api/resumes"),
        ("GET", "/api/resumes/1"),
        ("GET", "/api/resumes/1/analysis"),
        ("GET", "/api/resumes/1/matches"),
        ("GET", "/api/admin/users"),
        ("GET", "/api/admin/resumes"),
    ],
)
@pytest.mark.parametrize(
    "authorization", [None, "Bearer", "Bearer x.y.z", "Basic cm9vdDpyb290", "Bearer " + "a" * 9000]
)
def test_a_bad_token_is_refused_everywhere(
    gateway: Gateway, method: str, path: str, authorization: str | None
) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    answer = gateway.client.request(method, path, headers=headers)
    assert answer.status_code == 401
    assert error(answer)
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe",
        b'{"username": "somebody"}',
        b'{"password": "secret1"}',
        b'{"username": 1, "password": "secret1"}',
        b'{"username": "somebody", "password": null}',
        b'{"username": "", "password": "secret1"}',
        b'{"username": "   ", "password": "secret1"}',
        b'{"username": "a\\u0000b", "password": "secret1"}',
        b'{"username": "\\ud800", "password": "secret1"}',
        b'{"username": "' + b"x" * 65 + b'", "password": "secret1"}',
        b'{"username": "somebody", "password": "short"}',
        b'{"username": "somebody", "password": "' + b"x" * 129 + b'"}',
        b'{"username": "somebody", "password": "secret1", "role": "boss"}',
        b'{"username": "somebody", "password": "secret1", "role": ""}',
        b'{"username": "somebody", "password": "secret1", "email": "nowhere"}',
        b"[" * 100_000,
    ],
    ids=lambda body: repr(body[:48]),
)
def test_a_malformed_registration_is_refused(gateway: Gateway, body: bytes) -> None:
    answer = gateway.client.post("/api/register", content=body)
    assert answer.status_code == (413 if len(body) > 64 * 1024 else 400)
    assert error(answer)


def test_only_admins_make_admins_once_there_is_one(gateway: Gateway, seeker: Account, root: Account) -> None:
    body = {"username": next(_names), "password": "secret1", "role": "admin"}
    for headers in (None, seeker.headers):
        refused = gateway.client.post("/api/register", json=body, headers=headers)
        assert (refused.status_code, error(refused)) == (403, "权限不足")
    assert gateway.client.post("/api/register", json=body, headers=root.headers).status_code == 201


@pytest.mark.parametrize(
    "path", ["/nowhere", "/api", "/api/", "/api/register/", "/api/resumes/1/other", "/%ff"]
)
def test_an_unknown_path_is_not_found(gateway: Gateway, path: str) -> None:
    answer = gateway.client.get(path)
    assert (answer.status_code, error(answer)) == (404, "资源不存在")


def test_a_wrong_method_names_the_right_ones(gateway: Gateway) -> None:
    for method, path, allow in [
        ("DELETE", "/api/resumes", "GET, HEAD, OPTIONS"),
        ("GET", "/api/resumes/upload", "OPTIONS, POST"),
        ("PUT", "/api/login", "OPTIONS, POST"),
    ]:
        answer = gateway.client.request(method, path)
        assert answer.status_code == 405
        assert error(answer)
        assert answer.headers["allow"] == allow


def test_options_tells_the_methods_and_head_gives_no_body(gateway: Gateway, seeker: Account) -> None:
    options = gateway.client.options("/api/login")
    assert (options.status_code, options.headers["allow"], options.content) == (204, "OPTIONS, POST", b"")
    head = gateway.client.head("/api/resumes", headers=seeker.headers)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == "2"


def test_names_are_one_whatever_their_case_and_width(gateway: Gateway) -> None:
    name = next(_names)
    gateway.user(f"Łukasz-{name}")
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in name)
    for taken in (f"ŁUKASZ-{name}", f"  łukasz-{wide} "):
        refused = gateway.client.post("/api/register", json={"username": taken, "password": "secret1"})
        assert refused.status_code == 409
        assert gateway.login(taken).token
