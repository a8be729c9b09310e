"""Who gets what, derived from the schema: a field that names no permission, or breaks it, fails here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import anyio
import pytest
from graphql import GraphQLObjectType, GraphQLUnionType, get_named_type, is_introspection_type
from sqlalchemy import Engine
from starlette.types import Scope

from api.addresses import client_address
from domain.policies import (
    ForAdmins,
    ForEverybody,
    ForOwners,
    ForUsers,
    Registration,
    SettingRoles,
)
from domain.viewers import Role, Viewer
from domain.webhooks.models import Attempt, DeliveryState, News, NewWebhook, WebhookEvent
from domain.webhooks.signing import new_secret
from graphql_schema.context import Context
from graphql_schema.reading import rule_of
from graphql_schema.transport.live import LiveOptions
from graphql_schema.transport.mount import GraphQLApp, GraphQLOptions
from persistence.tables import UserRow
from tests.filled import Filled
from tests.graphql_schema.asgi import acknowledged
from tests.graphql_schema.everything import ROOTS, SCHEMA, Asked, document, roots, values
from tests.graphql_schema.house import Answer, House, answer, prepared, resume_gid, upload

pytestmark = pytest.mark.anyio

WHO = ("anonymous", "owner", "other", "admin", "blind")
LOGIN, FORBIDDEN = "UNAUTHENTICATED", "FORBIDDEN"
REFUSED: dict[type, tuple[str | None, ...]] = {
    ForEverybody: (None, None, None, None, None),
    Registration: (None, None, None, None, None),
    ForUsers: (LOGIN, None, None, None, None),
    ForOwners: (LOGIN, None, FORBIDDEN, None, FORBIDDEN),
    ForAdmins: (LOGIN, FORBIDDEN, FORBIDDEN, None, FORBIDDEN),
    SettingRoles: (LOGIN, FORBIDDEN, FORBIDDEN, None, FORBIDDEN),
}
BLINDLY = {
    *("node User", "node Resume", "user", "resume", "resumes", "resumeFacets", "candidates", "statistics"),
    *(
        "importPositions",
        "keepPositionsFile",
        "importKeptPositions",
        "deletePositions",
        "resumeUpdated",
        "resumesProgress",
    ),
}
"""What blind administrators may ask as others do; every answer to them is blind."""
NAMES = {"owner": "钱一", "other": "孙二"}
_PEOPLED = Filled[dict[str, tuple[Viewer, int]]]()


class World:
    """An owner, another user and an administrator, each with what is their own."""

    def __init__(self, engine: Engine) -> None:
        self.house = House(engine)
        known = _PEOPLED.put(engine) or _PEOPLED.keep(engine, self._peopled())
        self.viewers: dict[str, Viewer | None] = {"anonymous": None}
        self.viewers |= {who: viewer for who, (viewer, _) in known.items()}
        self.resumes = {who: resume for who, (_, resume) in known.items()}

    def _peopled(self) -> dict[str, tuple[Viewer, int]]:
        """Return who there is now, each with a resume."""
        found: dict[str, tuple[Viewer, int]] = {}
        for who in WHO[1:]:
            role = Role.ADMIN if who in ("admin", "blind") else Role.JOB_SEEKER
            viewer = self.house.user(f"user-{who}", role, is_blind=who == "blind")
            name, file_name = NAMES.get(who, "管理"), f"file-{who}.pdf"
            found[who] = viewer, self.house.resume(viewer, name=name, file_name=file_name)
        self._tell_of(found["owner"][1])
        return found

    def _tell_of(self, resume_id: int) -> None:
        """Have a webhook told something of a resume, and taken it."""
        with self.house.unit_of_work() as work:
            url, now = "https://example.com/told", self.house.now
            work.webhooks.add(NewWebhook(url=url, secret=new_secret(), created_at=now))
            event = WebhookEvent.RESUME_ANALYSED
            work.webhooks.announce(News(event=event, resume_id=resume_id, at=now))
            work.webhooks.note(1, Attempt(status=204), state=DeliveryState.DELIVERED, at=now)
            work.commit()

    @property
    def owner(self) -> Viewer:
        viewer = self.viewers["owner"]
        assert viewer is not None
        return viewer

    def variables(self, asked: Asked) -> dict[str, Any]:
        """Return values for the field's required arguments; they are about what the owner has."""
        return values(asked, owner=self.owner, resume=self.resumes["owner"])

    def sent(self, asked: Asked) -> dict[str, Any]:
        """Return the same as a client sends them over a socket, where there are no files."""
        given = self.variables(asked)
        return {name: None if name in ("file", "files") else value for name, value in given.items()}

    def content(self) -> dict[str, list[Any]]:
        """Return everything that is stored."""
        with self.house.engine.connect() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(table.select())]
                for table in UserRow.metadata.sorted_tables
            }

    async def ask(self, asked: Asked, who: str) -> tuple[Answer, str]:
        """Return the answer to a root field with all below it, also as text."""
        text, _ = document(asked)
        request: dict[str, Any] = {
            "operation_name": None,
            "variables": self.variables(asked),
            "context": self.house.context(self.viewers[who]),
        }
        if asked.kind == "subscription":
            begun = await self.house.compiling.subscribe(prepared(text), **request)
            outcome = await anext(begun) if isinstance(begun, AsyncIterator) else begun
        else:
            outcome = await self.house.compiling.execute(prepared(text), allow_mutations=True, **request)
        return answer(outcome), (outcome.data or b"").decode()


@pytest.fixture
def world(sqlite_engine: Engine) -> World:
    return World(sqlite_engine)


def expected(asked: Asked, who: str) -> str | None:
    # Whoever names nobody asks for themselves.
    about_oneself = isinstance(asked.permission, ForOwners) and not asked.field.args
    kind = ForUsers if about_oneself else type(asked.permission)
    if who == "blind" and f"{asked.name} {asked.about or ''}".strip() in BLINDLY:
        return None
    if who == "blind" and asked.name == "exportResumes":
        # It is asked for names.
        return "BAD_USER_INPUT"
    return REFUSED[kind][WHO.index(who)]


def test_every_root_field_names_its_permission() -> None:
    assert [str(asked) for asked in roots() if asked.permission is None] == []


def test_every_field_of_the_schema_is_asked_for_here() -> None:
    fields = {
        f"{found.name}.{name}"
        for found in SCHEMA.type_map.values()
        if isinstance(found, GraphQLObjectType) and not is_introspection_type(found)
        for name in found.fields
    }
    asked = set[str]().union(*(document(asked)[1] for asked in roots()))
    assert fields - asked == set()


def test_a_way_from_one_object_to_another_names_its_permission() -> None:
    """Else a field could lead from what all may see, or from one's own, to what is another's."""
    closed = {
        asked.about
        for asked in roots()
        if asked.about is not None and not isinstance(asked.permission, ForEverybody)
    }
    assert closed == {"User", "Resume"}
    # What a root field gives, it gives by its own permission.
    given = {root.name for root in ROOTS.values()}
    for asked in roots():
        found = get_named_type(asked.field.type)
        members = found.types if isinstance(found, GraphQLUnionType) else (found,)
        given |= {member.name for member in members if asked.kind == "mutation"}
    silent = [
        f"{found.name}.{name}"
        for found in SCHEMA.type_map.values()
        if isinstance(found, GraphQLObjectType)
        and found.name not in given
        and not found.name.endswith(("Connection", "Edge"))
        for name, field in found.fields.items()
        if get_named_type(field.type).name.removesuffix("Connection") in closed and rule_of(field) is None
    ]
    assert silent == []


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("asked", list(roots()), ids=str)
async def test_each_root_field_is_refused_to_whom_its_permission_says(
    world: World, asked: Asked, who: str
) -> None:
    before = world.content()
    found, text = await world.ask(asked, who)
    refusal = expected(asked, who)
    assert found.codes == ([] if refusal is None else [refusal])
    if refusal is not None:
        assert not found.data or found.data == {asked.name: None}
        assert world.content() == before
    for whose in ("owner", "other"):
        if who not in (whose, "admin"):
            for private in (f"user-{whose}", f"file-{whose}", NAMES[whose]):
                assert private not in text


class Mounted:
    """/graphql as it is served, over a house whose users have tokens."""

    def __init__(self, house: House, *, recheck_seconds: float) -> None:
        self.house = house
        self.app = GraphQLApp(
            SCHEMA,
            house.compiling,
            authenticate=self._authenticate,
            make_context=self._context,
            address_of=lambda _scope: "192.0.2.1",
            options=GraphQLOptions(live=LiveOptions(recheck_seconds=recheck_seconds)),
        )

    def _context(self, *, viewer: Viewer | None, caller: str, request_id: str, scope: Scope) -> Context:
        return replace(
            self.house.context(viewer), caller=caller, request_id=request_id, address=client_address(scope)
        )

    async def _authenticate(self, authorization: str | None) -> Viewer | None:
        return await self.house.users.authenticate((authorization or "").removeprefix("Bearer "))

    async def administrator(self, username: str = "root") -> tuple[Viewer, str]:
        """Return a new administrator with a token."""
        await self.house.users.create_admin(username=username, password="correct-horse")
        token = await self.house.users.login(username=username, password="correct-horse")
        return await self.house.users.authenticate(token), token


async def demoted(house: House, viewer: Viewer) -> None:
    first = house.user(f"above-{viewer.id}", Role.ADMIN)
    await house.users.set_user_role(first, viewer.id, role=Role.JOB_SEEKER)


async def blinded(house: House, viewer: Viewer) -> None:
    first = house.user(f"above-{viewer.id}", Role.ADMIN)
    await house.users.set_user_role(first, viewer.id, role=Role.ADMIN, is_blind=True)


async def given_another_password(house: House, viewer: Viewer) -> None:
    await house.users.change_password(viewer, current="correct-horse", new="battery-staple")


async def signed_out(house: House, viewer: Viewer) -> None:
    await house.users.sign_out_everywhere(viewer)


async def deleted(house: House, viewer: Viewer) -> None:
    house.user(f"beside-{viewer.id}", Role.ADMIN)
    await house.accounts.delete_account(viewer, viewer.id, password="correct-horse")


async def outlived(house: House, _viewer: Viewer) -> None:
    house.now = house.now.replace(year=house.now.year + 1)


CHANGES = [demoted, blinded, given_another_password, signed_out, deleted, outlived]


@pytest.mark.parametrize("change", CHANGES)
async def test_a_socket_answers_nothing_more_once_its_user_has_changed(world: World, change: Any) -> None:
    house = world.house
    mounted = Mounted(house, recheck_seconds=600)
    for number, asked in enumerate(roots()):
        viewer, token = await mounted.administrator(f"root-{number}")
        async with acknowledged(mounted.app, token=token) as socket:
            await change(house, viewer)
            before = world.content()
            await socket.subscribe("a", document(asked)[0], **world.sent(asked))
            assert await socket.closed() == 4403, str(asked)
        assert world.content() == before


@pytest.mark.parametrize("change", CHANGES)
async def test_no_event_reaches_a_user_who_has_changed(world: World, change: Any) -> None:
    house = world.house
    mounted = Mounted(house, recheck_seconds=600)
    viewer, token = await mounted.administrator()
    added = await house.resumes.upload_resume(world.owner, upload(b"some text of a resume"))
    async with acknowledged(mounted.app, token=token) as socket:
        query = "subscription ($id: ID!) { resumeUpdated(id: $id) { state fileName } }"
        await socket.subscribe("a", query, id=resume_gid(added.id))
        first = await socket.receive()
        assert first["payload"]["data"]["resumeUpdated"]["state"] == "UPLOADED"
        await change(house, viewer)
        await house.analyser.analyse(added.id)
        assert await socket.closed() == 4403


@pytest.mark.parametrize("change", CHANGES)
async def test_a_silent_socket_ends_soon_after_its_user_has_changed(world: World, change: Any) -> None:
    mounted = Mounted(world.house, recheck_seconds=0.01)
    viewer, token = await mounted.administrator()
    async with acknowledged(mounted.app, token=token) as socket:
        await change(world.house, viewer)
        with anyio.fail_after(5):
            assert await socket.closed() == 4403
