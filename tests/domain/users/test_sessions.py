"""How long somebody is known by a token, and how a session goes on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial

import anyio
import pytest
from sqlalchemy import Engine

from domain.errors import (
    Unauthenticated,
)
from domain.viewers import Role
from tests.domain.users.house import House
from tests.postgres_server import has_to_wait

pytestmark = pytest.mark.anyio


async def test_a_token_ends(house: House) -> None:
    await house.users.register(username="zhou", password="secret1")
    token = await house.users.login(username="zhou", password="secret1")
    assert await house.users.authenticate(token)
    house.clock.now += timedelta(hours=1)
    with pytest.raises(Unauthenticated):
        await house.users.authenticate(token)


async def test_a_token_of_an_older_version_is_refused(house: House) -> None:
    user = await house.users.register(username="zhou", password="secret1")
    token = await house.users.login(username="zhou", password="secret1")
    house.change(user, token_version=1)
    with pytest.raises(Unauthenticated):
        await house.users.authenticate(token)


async def test_a_session_goes_on_as_long_as_its_user_has_not_ended_it(house: House) -> None:
    user = await house.users.register(username="zhou", password="secret1")
    session = house.users.begin_session(await house.users.login(username="zhou", password="secret1"))
    assert await house.users.go_on(session.token) is None
    house.clock.now += timedelta(seconds=1800)
    following = await house.users.go_on(session.token)
    assert following is not None
    viewer = await house.users.authenticate(following.token)
    assert viewer._replace(session=None) == user.viewer
    await house.users.sign_out_everywhere(user.viewer)
    assert await house.users.go_on(session.token) is None
    with pytest.raises(Unauthenticated):
        await house.users.authenticate(following.token)


async def test_signing_out_ends_all_tokens_of_a_session_until_none_would_count_anyway(house: House) -> None:
    await house.users.register(username="zhou", password="secret1")
    login = partial(house.users.login, username="zhou", password="secret1")
    first = house.users.begin_session(await login())
    other = house.users.begin_session(await login())
    house.clock.now += timedelta(seconds=3599)
    second = await house.users.go_on(first.token)
    assert second is not None
    await house.users.sign_out(await house.users.authenticate(first.token))
    for token in (first.token, second.token):
        with pytest.raises(Unauthenticated):
            await house.users.authenticate(token)
        assert await house.users.go_on(token) is None
    lasting = await house.users.go_on(other.token)
    assert lasting is not None
    house.clock.now += timedelta(seconds=3599)
    await house.users.sign_out(await house.users.authenticate(lasting.token))
    with pytest.raises(Unauthenticated):
        await house.users.authenticate(second.token)


async def test_what_is_no_token_any_more_begins_no_session_and_goes_on_with_none(house: House) -> None:
    await house.users.register(username="zhou", password="secret1")
    token = await house.users.login(username="zhou", password="secret1")
    house.clock.now += timedelta(seconds=3600)
    for given in (token, "nonsense"):
        with pytest.raises(Unauthenticated):
            house.users.begin_session(given)
        assert await house.users.go_on(given) is None


@pytest.mark.parametrize("change", ["role", "sign_out"])
async def test_who_signs_out_while_he_is_changed_is_out_and_changed(
    postgres_engine: Engine, change: str
) -> None:
    house = House(postgres_engine)
    root = await house.users.create_admin(username="root", password="secret1")
    user = await house.users.register(username="zhou", password="secret1")
    changes: dict[str, Callable[[], Awaitable[None]]] = {
        "role": lambda: house.users.set_user_role(root.viewer, user.id, role=Role.ADMIN),
        "sign_out": lambda: house.users.sign_out_everywhere(user.viewer),
    }
    with house.unit_of_work() as first, ThreadPoolExecutor(1) as pool:
        read = first.users.get(user.id)
        assert read is not None
        second = pool.submit(anyio.run, changes[change])
        has_to_wait(second, postgres_engine)
        first.users.update(
            replace(read, token_version=1) if change == "role" else replace(read, role=Role.ADMIN)
        )
        first.commit()
        second.result()
    after = house.get(user.id)
    assert (after.token_version, after.role) == (1, Role.ADMIN)
