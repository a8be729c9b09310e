from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from domain.errors import InvalidCredentials
from domain.viewers import Role, Viewer
from tests.graphql_schema.house import House, resume_gid, user_gid

pytestmark = pytest.mark.anyio

LOG = """query ($filter: AuditFilter, $first: Int = 50, $after: String) {
  auditLog(first: $first, after: $after, filter: $filter) { totalCount pageInfo { endCursor hasNextPage }
    edges { node { at action actorId subjectId resumeId address detail count } } } }"""


async def told(house: House, root: Viewer, **variables: Any) -> list[Any]:
    await house.audit.flush()
    answer = await house.ask(LOG, root, **variables)
    assert answer.errors == []
    return [edge["node"] for edge in answer.data["auditLog"]["edges"]]


async def test_an_administrator_reads_who_did_what(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    resume_id = house.resume(anna)
    await house.users.register(username="ben", password="secret-1", address="192.0.2.1")
    await house.users.login(username="ben", password="secret-1", address="192.0.2.2")
    for name in ("ben", "ben", "nobody"):
        with pytest.raises(InvalidCredentials):
            await house.users.login(username=name, password="wrong", address="192.0.2.3")
    await house.users.set_user_role(root, anna.id, role=Role.ADMIN)
    for _ in range(3):
        await house.resumes.resume(root, resume_id)
    await house.resumes.delete_resume(root, resume_id)
    await house.accounts.delete_account(root, anna.id)
    entries = await told(house, root)
    found = [(entry["action"], entry["count"]) for entry in entries]
    assert found == [
        ("ACCOUNT_DELETED", 1),
        ("RESUME_DELETED", 1),
        ("RESUME_READ", 4),
        ("ROLE_CHANGED", 1),
        ("LOGIN_FAILED", 1),
        ("LOGIN_FAILED", 2),
        ("LOGGED_IN", 1),
        ("REGISTERED", 1),
    ]
    assert entries[2] == {
        "at": "2026-11-22T09:30:00.123456+00:00",
        "action": "RESUME_READ",
        "actorId": user_gid(root),
        "subjectId": user_gid(anna),
        "resumeId": resume_gid(resume_id),
        "address": None,
        "detail": None,
        "count": 4,
    }
    assert (entries[3]["detail"], entries[6]["address"], entries[4]["subjectId"]) == (
        "admin",
        "192.0.2.2",
        None,
    )


async def test_reads_of_others_by_graphql_are_noted_and_ones_own_are_not(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    resume_id = house.resume(anna)
    own = f'{{ me {{ email }} resume(id: "{resume_id}") {{ fileName }} user(id: "{anna.id}") {{ email }} }}'
    assert (await house.ask(own, anna)).errors == []
    assert await told(house, root) == []
    every = own.replace(
        "me { email }", "users { totalCount edges { node { id } } } resumes { edges { node { id } } }"
    )
    assert (await house.ask(every, root)).errors == []
    entries = {(entry["action"], entry["subjectId"]) for entry in await told(house, root)}
    assert entries == {
        ("USERS_LISTED", None),
        ("RESUMES_LISTED", None),
        ("USER_READ", user_gid(anna)),
        ("RESUME_READ", user_gid(anna)),
    }


async def test_the_log_comes_in_pages_and_by_conditions(engine: Engine) -> None:
    house = House(engine)
    root = house.user("root", Role.ADMIN)
    for number in range(5):
        await house.users.register(username=f"user{number}", password="secret-1")
    await house.users.sign_out_everywhere(root)
    await house.audit.flush()
    seen, after = [], None
    for _ in range(3):
        answer = await house.ask(LOG, root, first=2, after=after)
        page = answer.data["auditLog"]
        seen += [edge["node"]["action"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    assert seen == ["SIGNED_OUT", *["REGISTERED"] * 5]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (6, False)
    assert len(await told(house, root, filter={"action": "REGISTERED"})) == 5
    assert [entry["action"] for entry in await told(house, root, filter={"user": user_gid(root)})] == [
        "SIGNED_OUT"
    ]
    assert await told(house, root, filter={"atFrom": "2026-11-23T00:00:00Z"}) == []
    assert len(await told(house, root, filter={"atUntil": "2026-11-23T00:00:00Z"})) == 6


NAMED = """query { auditLog { edges { node { action actor { username } subject { id username }
  resume { fileName } } } } }"""


async def test_entries_name_users_and_resumes_that_are_still_there(engine: Engine) -> None:
    house = House(engine)
    root, anna, ben = house.user("root", Role.ADMIN), house.user("anna"), house.user("ben")
    kept, deleted = house.resume(anna, file_name="anna.pdf"), house.resume(ben)
    for resume_id in (kept, deleted):
        await house.resumes.resume(root, resume_id)
    await house.accounts.delete_account(root, ben.id)
    await house.audit.flush()
    answer = await house.ask(NAMED, root)
    assert (answer.errors, answer.compiled) == ([], True)
    of_anna = {"id": user_gid(anna), "username": "anna"}
    assert [tuple(edge["node"].values()) for edge in answer.data["auditLog"]["edges"]] == [
        ("ACCOUNT_DELETED", {"username": "root"}, None, None),
        ("RESUME_READ", {"username": "root"}, None, None),
        ("RESUME_READ", {"username": "root"}, of_anna, {"fileName": "anna.pdf"}),
    ]
    blind = await house.ask(NAMED.replace("query", "query @blind"), root)
    first = blind.data["auditLog"]["edges"][-1]["node"]
    assert first["subject"]["username"] == "***"
    assert "anna" not in str(first["resume"])
    assert (await house.ask(NAMED, anna)).codes == ["FORBIDDEN"]
    seer = house.user("seer", Role.ADMIN, is_blind=True)
    assert (await house.ask(NAMED, seer)).codes == ["FORBIDDEN"]


async def test_the_names_of_many_entries_take_no_more_statements(engine: Engine) -> None:
    house = House(engine)
    root = house.user("root", Role.ADMIN)

    async def count(entries: int) -> int:
        for number in range(entries):
            user = house.user(f"user{entries}-{number}")
            await house.resumes.resume(root, house.resume(user))
        await house.audit.flush()
        context = house.context(root)
        with house.statements() as run:
            await house.run(house.compiling, NAMED, context.viewer, {})
        return len(run)

    assert await count(1) == await count(5)
