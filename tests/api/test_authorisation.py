"""Who gets what over REST, derived from the routes: one that names no permission, or breaks it, fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from api.app import create_app
from api.models import LoginRequest, RegisterRequest
from api.operation import operation_of, permission_of
from api.settings import Settings
from domain.policies import ForAdmins, ForEverybody, ForOwners, ForUsers, Permission, Registration
from tests import pdf_files
from tests.gateway import Account, Gateway

WHO = ("anonymous", "owner", "other", "admin", "blind")
REFUSED: dict[type, tuple[int | None, ...]] = {
    ForEverybody: (None, None, None, None, None),
    Registration: (None, None, None, None, None),
    ForUsers: (401, None, None, None, None),
    ForOwners: (401, None, 403, None, 403),
    ForAdmins: (401, 403, 403, None, 403),
}
BLINDLY = {"/api/resumes/{resume_id:id}", "/api/resumes/{resume_id:id}/matches", "/api/admin/resumes"}
"""What blind administrators may ask as others do: no answer tells who somebody is."""
BODIES: dict[type, Callable[[str], dict[str, str]]] = {
    RegisterRequest: lambda who: {"username": f"registered-by-{who}", "password": "correct-horse"},
    LoginRequest: lambda _who: {"username": "root", "password": "correct-horse"},
}


class Asked(NamedTuple):
    """A method of a route."""

    method: str
    path: str
    endpoint: Callable[..., Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def permission(self) -> Permission | None:
        return permission_of(self.endpoint)


def asked_of(routes: list[BaseRoute]) -> Iterator[Asked]:
    for route in routes:
        if isinstance(route, Route):
            for method in sorted(route.methods or ()):
                yield Asked(method, route.path, route.endpoint)
        elif isinstance(route, WebSocketRoute):
            yield Asked("SOCKET", route.path, route.endpoint)
        else:
            assert isinstance(route, Mount)
            yield Asked("MOUNT", route.path, route.app)


def application() -> Starlette:
    return create_app(Settings(graphiql=True))


ALL = list(asked_of(application().routes))
REST = [asked for asked in ALL if asked.method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")]
CLOSED = [asked for asked in REST if REFUSED[type(asked.permission)][0] is not None]


class Owned(NamedTuple):
    """A resume with its owner's id and those who ask for it."""

    resume_id: int
    owner_id: int
    accounts: dict[str, Account | None]


@pytest.fixture(scope="module")
def owned(gateway: Gateway) -> Owned:
    owner, other = gateway.user("owner-of-one"), gateway.user("another")
    resume_id = gateway.upload(owner, "resume.pdf", pdf_files.pdf_with_lines(["陈思远", "求职意向：会计"]))
    gateway.finished(owner, resume_id)
    blind = gateway.user("blind-one")
    accounts = {
        "anonymous": None,
        "owner": owner,
        "other": other,
        "admin": gateway.login("root"),
        "blind": blind,
    }
    users = gateway.get(gateway.login("root"), "/api/admin/users").json()
    numbers = {user["username"]: user["id"] for user in users}
    set_role(gateway, numbers[blind.username], "ADMIN", blind=True)
    return Owned(resume_id, numbers[owner.username], accounts)


def set_role(gateway: Gateway, number: int, role: str, *, blind: bool | None = None) -> None:
    text = "mutation ($input: SetUserRoleInput!) { setUserRole(input: $input) { __typename } }"
    given = {"user": str(number), "role": role, "blind": blind}
    body = {"query": text, "variables": {"input": given}}
    headers = gateway.login("root").headers
    answer = gateway.client.post("/graphql", json=body, headers=headers).json()
    assert "errors" not in answer, answer


def ask(gateway: Gateway, asked: Asked, owned: Owned, who: str, **further: str) -> httpx.Response:
    account, contract = owned.accounts[who], operation_of(asked.endpoint)
    # Sessions are for the server's own pages.
    own = {"origin": gateway.url} | further
    sent: dict[str, Any] = {"headers": (account.headers if account else {}) | own}
    if asked.path == "/app/session":
        sent["json"] = BODIES[LoginRequest](who)
    if contract is not None and contract.body == "file":
        sent["files"] = {"file": ("resume.txt", "求职意向：会计".encode())}
    elif contract is not None and contract.body is not None:
        assert isinstance(contract.body, type)
        sent["json"] = BODIES[contract.body](who)
    return gateway.client.request(asked.method, asked.path.format_map(ids(owned)), **sent)


def ids(owned: Owned) -> dict[str, Id]:
    return {
        "resume_id": Id(owned.resume_id),
        "user_id": Id(owned.owner_id),
        "view": Id(owned.resume_id),
        "number": Id(1),
    }


class Id(int):
    """Fills `{resume_id:id}` of a path."""

    def __format__(self, _kind: str) -> str:
        return str(int(self))


def test_every_route_names_its_permission() -> None:
    assert [str(asked) for asked in ALL if asked.permission is None] == []


def test_every_route_of_the_program_is_here() -> None:
    assert {asked.method for asked in ALL} - {asked.method for asked in REST} == {"SOCKET", "MOUNT"}
    assert len(ALL) == sum(len(getattr(route, "methods", None) or "1") for route in application().routes)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("asked", REST, ids=str)
def test_each_route_is_refused_to_whom_its_permission_says(
    gateway: Gateway, owned: Owned, asked: Asked, who: str
) -> None:
    refusal = REFUSED[type(asked.permission)][WHO.index(who)]
    if who == "blind" and asked.path in BLINDLY:
        refusal = None
    answer = ask(gateway, asked, owned, who)
    if refusal is None:
        assert answer.status_code not in (401, 403), answer.text
        # Pages may not be built.
        assert answer.status_code in (200, 201, 204, 307) or asked.path.startswith(("/graphiql", "/app"))
        return
    assert answer.status_code == refusal
    if asked.method != "HEAD":
        assert list(answer.json()) == ["error"]


@pytest.mark.parametrize("asked", CLOSED, ids=str)
def test_the_dashboards_cookie_opens_no_route(gateway: Gateway, owned: Owned, asked: Asked) -> None:
    admin = owned.accounts["admin"]
    assert admin is not None
    answer = ask(gateway, asked, owned, "anonymous", cookie=f"gateway_session={admin.token}")
    assert answer.status_code == 401


def test_nobody_is_made_an_administrator_by_the_dashboards_cookie(gateway: Gateway) -> None:
    headers = {"cookie": f"gateway_session={gateway.login('root').token}", "origin": gateway.url}
    body = {"username": "made-by-cookie", "password": "correct-horse", "role": "admin"}
    assert gateway.client.post("/api/register", json=body, headers=headers).status_code == 403


def test_a_token_ends_with_the_password_and_the_rights_with_the_role(gateway: Gateway) -> None:
    root, changed = gateway.login("root"), gateway.user("to-be-changed")
    users = gateway.get(root, "/api/admin/users").json()
    number = next(user["id"] for user in users if user["username"] == changed.username)
    set_role(gateway, number, "ADMIN")
    assert gateway.get(changed, "/api/admin/users").status_code == 200
    set_role(gateway, number, "JOB_SEEKER")
    assert gateway.get(changed, "/api/admin/users").status_code == 403
    text = "mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename } }"
    given = {"currentPassword": "correct-horse", "newPassword": "battery-staple"}
    body = {"query": text, "variables": {"input": given}}
    assert gateway.client.post("/graphql", json=body, headers=changed.headers).json()["data"]
    assert gateway.get(changed, "/api/resumes").status_code == 401


def test_a_blind_administrator_is_told_in_the_usual_words_and_owns_what_is_his(
    gateway: Gateway, owned: Owned
) -> None:
    blind = owned.accounts["blind"]
    assert blind is not None
    refused = gateway.get(blind, f"/api/resumes/{owned.resume_id}/analysis")
    assert (refused.status_code, refused.json()) == (403, {"error": "无权访问"})
    own = gateway.upload(blind, "resume.pdf", pdf_files.pdf_with_lines(["王小明", "求职意向：会计"]))
    gateway.finished(blind, own)
    assert gateway.get(blind, f"/api/resumes/{own}/analysis").json()["basic_info"]["name"] == "王小明"
