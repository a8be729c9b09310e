"""Who becomes an administrator, who makes others so, and blind ones."""

from __future__ import annotations

import anyio
import pytest
from sqlalchemy import Engine

from domain.errors import (
    AdminsOnly,
    InvalidInput,
    NotFound,
)
from domain.policies import Bootstrap
from domain.viewers import Approach, Role, Viewer
from tests.domain.users.house import House

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
@pytest.mark.parametrize(
    ("bootstrap", "approach"),
    [(Bootstrap.LOCAL, Approach(is_local=True)), (Bootstrap.CODE, Approach(knows_code=True))],
)
async def test_the_first_admin_may_register_as_the_operator_says_and_no_second(
    engine: Engine, bootstrap: Bootstrap, approach: Approach
) -> None:
    users = House(engine, bootstrap=bootstrap).users
    assert await users.awaits_admin()
    for other in (Approach(), Approach(is_local=not approach.is_local, knows_code=not approach.knows_code)):
        with pytest.raises(AdminsOnly):
            await users.register(username="first", password="secret1", role="admin", approach=other)
    first = await users.register(username="first", password="secret1", role="admin", approach=approach)
    assert first.role is Role.ADMIN
    assert not await users.awaits_admin()
    with pytest.raises(AdminsOnly):
        await users.register(username="second", password="secret1", role="admin", approach=approach)
    made = await users.register(
        username="third", password="secret1", role="admin", viewer=Viewer(first.id, "first", "admin")
    )
    assert made.role is Role.ADMIN


async def test_nobody_becomes_admin_by_himself_where_the_bootstrap_is_off(house: House) -> None:
    user = await house.users.register(username="first", password="secret1")
    approach = Approach(is_local=True, knows_code=True)
    assert not await house.users.awaits_admin()
    for viewer in (None, Viewer(user.id, "first", "job_seeker")):
        with pytest.raises(AdminsOnly):
            await house.users.register(
                username="second", password="secret1", role="admin", viewer=viewer, approach=approach
            )


@pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
async def test_of_two_who_want_to_be_the_first_admin_one_is(engine: Engine) -> None:
    users = House(engine, bootstrap=Bootstrap.LOCAL).users
    here = Approach(is_local=True)
    outcomes: list[str] = []

    async def register(name: str) -> None:
        try:
            await users.register(username=name, password="secret1", role="admin", approach=here)
            outcomes.append("made")
        except AdminsOnly:
            outcomes.append("refused")

    async with anyio.create_task_group() as tasks:
        for number in range(6):
            tasks.start_soon(register, f"admin{number}")
    assert sorted(outcomes) == ["made"] + ["refused"] * 5


async def test_an_administrator_makes_others_administrators_and_no_longer_ones(house: House) -> None:
    root = await house.users.create_admin(username="root", password="secret1")
    user = await house.users.register(username="zhou", password="secret1")
    for role in (Role.ADMIN, Role.JOB_SEEKER):
        await house.users.set_user_role(root.viewer, user.id, role=role)
        assert house.get(user.id).role is role


async def test_an_administrator_is_made_blind_and_stays_so_until_it_is_said_otherwise(house: House) -> None:
    root = await house.users.create_admin(username="root", password="secret1")
    user = await house.users.register(username="zhou", password="secret1")
    for role, is_blind, became in (
        (Role.ADMIN, True, True),
        (Role.ADMIN, None, True),
        (Role.ADMIN, False, False),
        (Role.ADMIN, True, True),
        (Role.JOB_SEEKER, None, False),
        (Role.ADMIN, None, False),
    ):
        await house.users.set_user_role(root.viewer, user.id, role=role, is_blind=is_blind)
        assert (house.get(user.id).role, house.get(user.id).is_blind) == (role, became)
    with pytest.raises(InvalidInput, match="盲审"):
        await house.users.set_user_role(root.viewer, user.id, role=Role.JOB_SEEKER, is_blind=True)


async def test_a_blind_administrator_makes_nobody_see(house: House) -> None:
    root = await house.users.create_admin(username="root", password="secret1")
    blind = await house.users.register(username="zhou", password="secret1")
    other = await house.users.register(username="wu", password="secret1")
    await house.users.set_user_role(root.viewer, blind.id, role=Role.ADMIN, is_blind=True)
    # What the token said when the request began, and what it says now.
    for viewer in (blind.viewer._replace(role=Role.ADMIN), house.get(blind.id).viewer):
        with pytest.raises(AdminsOnly):
            await house.users.set_user_role(viewer, other.id, role=Role.ADMIN)
    with pytest.raises(AdminsOnly):
        await house.users.register(
            username="li", password="secret1", role="admin", viewer=house.get(blind.id).viewer
        )


async def test_who_may_not_set_a_role_is_told_why(house: House) -> None:
    root = await house.users.create_admin(username="root", password="secret1")
    user = await house.users.register(username="zhou", password="secret1")
    for actor, user_id, refusal in (
        (user, root.id, AdminsOnly),
        (root, root.id, InvalidInput),
        (root, 999, NotFound),
    ):
        with pytest.raises(refusal):
            await house.users.set_user_role(actor.viewer, user_id, role=Role.JOB_SEEKER)
    assert (house.get(root.id).role, house.get(user.id).role) == (Role.ADMIN, Role.JOB_SEEKER)


async def test_an_administrator_who_was_demoted_meanwhile_changes_nothing(house: House) -> None:
    root = await house.users.create_admin(username="root", password="secret1")
    other = await house.users.create_admin(username="other", password="secret1")
    house.change(root, role=Role.JOB_SEEKER)
    with pytest.raises(AdminsOnly):
        await house.users.set_user_role(root.viewer, other.id, role=Role.JOB_SEEKER)
    assert house.get(other.id).role is Role.ADMIN


async def test_users_are_listed_to_administrators_page_by_page(house: House) -> None:
    root = await house.users.create_admin(username="root", password="secret1")
    user = await house.users.register(username="zhou", password="secret1")
    first = await house.users.all_users(root.viewer, after=0, limit=1)
    second = await house.users.all_users(root.viewer, after=root.id, limit=5)
    assert [row[1:] for row in (*first, *second)] == [
        ("root", "admin"),
        ("zhou", "job_seeker"),
    ]
    with pytest.raises(AdminsOnly):
        await house.users.all_users(user.viewer, after=0, limit=1)
