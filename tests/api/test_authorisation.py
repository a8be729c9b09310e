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

WHO = ("anonymous", "owner", "other", "admin")
REFUSED: dict[type, tuple[int | None, ...]] = {
    ForEverybody: (None, None, None, None),
    Registration: (None, None, None, None),
    ForUsers: (401, None, None, None),
    ForOwners: (401, None, 403, None),
    ForAdmins: (401, 403, 403, None),
}
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
    accounts = {"anonymous": None, "owner": owner, "other": other, "admin": gateway.login("root")}
    users = gateway.get(gateway.login("root"), "/api/admin/users").json()
    owner_id = next(user["id"] for user in users if user["username"] == owner.username)
    return Owned(resume_id, owner_id, accounts)


def ask(gateway: Gateway, asked: Asked, owned: Owned, who: str) -> httpx.Response:
    account, contract = owned.accounts[who], operation_of(asked.endpoint)
    # Sessions are for the server's own pages.
    sent: dict[str, Any] = {"headers": (account.headers if account else {}) | {"origin": gateway.url}}
    if asked.path == "/app/session":
        sent["json"] = BODIES[LoginRequest](who)
    if contract is not None and contract.body == "file":
        sent["files"] = {"file": ("resume.txt", "求职意向：会计".encode())}
    elif contract is not None and contract.body is not None:
        assert isinstance(contract.body, type)
        sent["json"] = BODIES[contract.body](who)
    return gateway.client.request(asked.method, asked.path.format_map(ids(owned)), **sent)


def ids(owned: Owned) -> dict[str, Id]:
    return {"resume_id": Id(owned.resume_id), "user_id": Id(owned.owner_id), "view": Id(owned.resume_id)}


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
    answer = ask(gateway, asked, owned, who)
    if refusal is None:
        assert answer.status_code not in (401, 403), answer.text
        # Pages may not be built.
        assert answer.status_code in (200, 201, 204, 307) or asked.path.startswith(("/graphiql", "/app"))
        return
    assert answer.status_code == refusal
    if asked.method != "HEAD":
        assert list(answer.json()) == ["error"]


def test_a_token_ends_with_the_password_and_the_rights_with_the_role(gateway: Gateway) -> None:
    root, changed = gateway.login("root"), gateway.user("to-be-changed")
    change = "mutation ($input: %s!) { %s(input: $input) { __typename } }"

    def role(name: str) -> None:
        text = change % ("SetUserRoleInput", "setUserRole")
        given = {"user": str(number), "role": name}
        body = {"query": text, "variables": {"input": given}}
        answer = gateway.client.post("/graphql", json=body, headers=root.headers).json()
        assert "errors" not in answer, answer

    users = gateway.get(root, "/api/admin/users").json()
    number = next(user["id"] for user in users if user["username"] == changed.username)
    role("ADMIN")
    assert gateway.get(changed, "/api/admin/users").status_code == 200
    role("JOB_SEEKER")
    assert gateway.get(changed, "/api/admin/users").status_code == 403
    text = change % ("ChangePasswordInput", "changePassword")
    given = {"currentPassword": "correct-horse", "newPassword": "battery-staple"}
    body = {"query": text, "variables": {"input": given}}
    assert gateway.client.post("/graphql", json=body, headers=changed.headers).json()["data"]
    assert gateway.get(changed, "/api/resumes").status_code == 401
