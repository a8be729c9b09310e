"""Registering, logging in, names and passwords."""

from __future__ import annotations

from dataclasses import replace

import anyio
import pytest
from sqlalchemy import Engine

from domain.errors import (
    InvalidCredentials,
    InvalidInput,
    RegistrationClosed,
    TooManyRequests,
    Unauthenticated,
    UsernameTaken,
    WrongPassword,
)
from domain.limiting import Limit
from domain.users.passwords import Passwords
from domain.users.validation import clean_username, username_key
from domain.viewers import OPERATOR, Viewer
from persistence.rates import Rate, SqlLimiter
from tests.domain.users.house import WEAK, House
from tests.factories import new_user

pytestmark = pytest.mark.anyio


async def test_who_registers_can_log_in_and_is_known_by_the_token(house: House) -> None:
    user = await house.users.register(username="周敏", password="secret1", email="Zhou@Example.COM")
    assert user.email == "Zhou@example.com"
    token = await house.users.login(username="周敏", password="secret1")
    viewer = await house.users.authenticate(token)
    assert viewer._replace(session=None) == Viewer(user.id, "周敏", "job_seeker")


@pytest.mark.parametrize("password", ["wrong", "", "secret1 ", "secret1" * 40, "\ud800"])
async def test_a_wrong_password_is_refused(house: House, password: str) -> None:
    await house.users.register(username="zhou", password="secret1")
    with pytest.raises(InvalidCredentials):
        await house.users.login(username="zhou", password=password)


async def test_an_unknown_user_costs_a_hash_as_well(house: House) -> None:
    class Counting(Passwords):
        checks = 0

        async def verify(self, password: str, *, password_hash: str | None) -> bool:
            self.checks += 1
            return await super().verify(password, password_hash=password_hash)

    passwords = Counting(**WEAK)
    for name in ("nobody", "", "x" * 1000):
        with pytest.raises(InvalidCredentials):
            await house.service(passwords).login(username=name, password="secret1")
    assert passwords.checks == 3


async def test_a_login_renews_an_outdated_hash(house: House) -> None:
    user = await house.users.register(username="zhou", password="secret1")
    stronger = house.service(Passwords(memory_kib=128, passes=2))
    await stronger.login(username="zhou", password="secret1")
    renewed = house.get(user.id)
    assert "m=128,t=2,p=1" in renewed.password_hash
    assert await stronger.login(username="zhou", password="secret1")
    assert house.get(user.id) == renewed


@pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
async def test_of_two_who_want_a_name_one_gets_it(engine: Engine) -> None:
    users = House(engine).users
    outcomes: list[str] = []

    async def register() -> None:
        try:
            await users.register(username="same", password="secret1")
            outcomes.append("made")
        except UsernameTaken:
            outcomes.append("taken")

    async with anyio.create_task_group() as tasks:
        for _ in range(6):
            tasks.start_soon(register)
    assert sorted(outcomes) == ["made"] + ["taken"] * 5


@pytest.mark.parametrize(
    ("username", "key"),
    [("Zhou", "zhou"), ("ＺＨＯＵ", "zhou"), ("STRASSE", "strasse"), ("straße", "strasse"), ("周敏", "周敏")],
)
async def test_names_are_unique_under_case_folding(house: House, username: str, key: str) -> None:
    user = await house.users.register(username=username, password="secret1")
    assert user.username_key == key


@pytest.mark.parametrize(
    "username", ["", " ", "x" * 65, "a\x00b", "a\u200bb", "a\nb", "\ud800", "\u202eadmin"]
)
async def test_a_bad_name_is_refused(house: House, username: str) -> None:
    with pytest.raises(InvalidInput):
        await house.users.register(username=username, password="secret1")


async def test_an_empty_email_is_none(house: House) -> None:
    assert (await house.users.register(username="zhou", password="secret1", email="")).email is None


async def test_a_changed_password_ends_every_token_and_gives_a_new_one(house: House) -> None:
    user = await house.users.register(username="zhou", password="secret1")
    old = await house.users.login(username="zhou", password="secret1")
    viewer = await house.users.authenticate(old)
    new = await house.users.change_password(viewer, current="secret1", new="secret2")
    assert (await house.users.authenticate(new)).id == user.id
    with pytest.raises(Unauthenticated):
        await house.users.authenticate(old)
    with pytest.raises(InvalidCredentials):
        await house.users.login(username="zhou", password="secret1")
    assert await house.users.login(username="zhou", password="secret2")


@pytest.mark.parametrize("current", ["wrong", "", "x" * 1000, "\ud800"])
async def test_a_password_is_changed_only_by_who_knows_it(house: House, current: str) -> None:
    user = await house.users.register(username="zhou", password="secret1")
    with pytest.raises(WrongPassword):
        await house.users.change_password(user.viewer, current=current, new="secret2")
    assert await house.users.login(username="zhou", password="secret1")


LOOKALIKES = ["zh\u043eu", "zhou\u3164", "zhou\ufe0f"]


@pytest.mark.parametrize("name", LOOKALIKES)
async def test_a_name_that_looks_like_anothers_is_refused(house: House, name: str) -> None:
    with pytest.raises(InvalidInput):
        await house.users.register(username=name, password="secret1")


@pytest.mark.parametrize("name", LOOKALIKES)
async def test_one_who_has_such_a_name_still_logs_in(house: House, name: str) -> None:
    made = await house.users.register(username="before", password="secret1")
    kept = clean_username(name)
    with house.unit_of_work() as work:
        work.users.add(
            replace(
                new_user(kept),
                username_key=username_key(kept),
                password_hash=house.get(made.id).password_hash,
            )
        )
        work.commit()
    token = await house.users.login(username=name, password="secret1")
    assert (await house.users.authenticate(token)).username == kept


async def test_guessable_passwords_are_refused_where_the_operator_wants_it(house: House) -> None:
    strict = house.service(Passwords(**WEAK), guessable_refused=True)
    for password in ("password1", "zhou-1", "zhou"):
        with pytest.raises(InvalidInput):
            await strict.register(username="zhou", password=password)
    user = await strict.register(username="zhou", password="battery-staple")
    viewer = user.viewer
    with pytest.raises(InvalidInput):
        await strict.change_password(viewer, current="battery-staple", new="Zhou2026"[:6])
    await house.users.register(username="ben", password="password1")


async def test_registrations_are_counted_for_an_address_and_closed_where_the_operator_says(
    house: House, counts: Engine
) -> None:
    limiter = SqlLimiter(counts, {Limit.REGISTRATION: Rate(1, 60, "A")})
    counting = house.service(Passwords(**WEAK), limiter=limiter)
    await counting.register(username="ann", password="secret1", address="192.0.2.1")
    with pytest.raises(TooManyRequests):
        await counting.register(username="ben", password="secret1", address="192.0.2.1")
    await counting.register(username="ben", password="secret1", address="192.0.2.2")
    closed = house.service(Passwords(**WEAK), registration_open=False)
    with pytest.raises(RegistrationClosed):
        await closed.register(username="carl", password="secret1")
    await closed.register(username="carl", password="secret1", viewer=OPERATOR)
