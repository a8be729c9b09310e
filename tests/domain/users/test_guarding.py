from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from domain.errors import InvalidCredentials, TooManyRequests, WrongPassword
from domain.limiting import Limit
from domain.users.guarding import Guard
from persistence.counts import open_counts
from persistence.rates import Rate, SqlLimiter

pytestmark = pytest.mark.anyio

HOME, AWAY = "192.0.2.1", "198.51.100.7"
RATES = {
    Limit.LOGIN: Rate(3, 600, "A"),
    Limit.LOGIN_UNDER_ATTACK: Rate(1, 3600, "A"),
    Limit.LOGIN_ACCOUNT: Rate(10, 3600, "A"),
    Limit.LOGIN_ADDRESS: Rate(6, 600, "B"),
    Limit.PASSWORD: Rate(3, 600, "A"),
}


class Door:
    """A guard, and logins at it."""

    def __init__(self, counts: Engine) -> None:
        self.now = 1000.0
        self.guard = Guard(SqlLimiter(counts, RATES, clock=lambda: self.now))

    async def fail(self, account: str = "ann", address: str | None = HOME) -> None:
        with contextlib.suppress(InvalidCredentials):
            async with self.guard.login(account, address):
                raise InvalidCredentials

    async def enter(self, account: str = "ann", address: str | None = HOME) -> None:
        async with self.guard.login(account, address):
            pass


@pytest.fixture
def door() -> Iterator[Door]:
    with open_counts(None) as counts:
        yield Door(counts)


async def test_one_who_fails_is_refused_for_that_account_until_the_window_ends(door: Door) -> None:
    for _ in range(3):
        await door.fail()
    with pytest.raises(TooManyRequests) as refused:
        await door.enter()
    error = refused.value
    assert (error.name, error.most, error.window_seconds, error.retry_after_seconds) == ("login", 3, 600, 600)
    assert error.message == "请求过于频繁，请在600秒后重试"
    await door.enter("ben")
    door.now += 600
    await door.enter()


async def test_a_stranger_who_fails_does_not_lock_the_owner_out(door: Door) -> None:
    for _ in range(3):
        await door.fail(address=AWAY)
    with pytest.raises(TooManyRequests):
        await door.enter(address=AWAY)
    await door.enter()


async def test_only_failures_count(door: Door) -> None:
    for number in range(100):
        await door.enter(f"user{number % 60}")
    await door.fail()
    await door.enter()


async def test_one_address_cannot_try_many_accounts(door: Door) -> None:
    for number in range(6):
        await door.fail(f"user{number}")
    with pytest.raises(TooManyRequests) as refused:
        await door.enter("ann")
    assert refused.value.name == "login-address"
    await door.enter("ann", AWAY)


async def test_many_addresses_cannot_try_one_account_and_its_owner_still_comes_in(door: Door) -> None:
    for number in range(10):
        await door.fail(address=f"203.0.113.{number}")
    # Under attack: another failure of an address is its last for an hour.
    await door.fail(address="203.0.113.200")
    with pytest.raises(TooManyRequests) as refused:
        await door.enter(address="203.0.113.200")
    assert refused.value.name == "login-under-attack"
    await door.enter()
    await door.enter()


async def test_attempts_at_once_are_refused_like_attempts_in_a_row(door: Door) -> None:
    async with contextlib.AsyncExitStack() as under_way:
        for _ in range(3):
            await under_way.enter_async_context(door.guard.login("ann", HOME))
        with pytest.raises(TooManyRequests) as refused:
            await door.enter()
        assert refused.value.retry_after_seconds == 1
    await door.enter()


async def test_without_an_address_nothing_is_counted(door: Door) -> None:
    for _ in range(20):
        await door.fail(address=None)
    await door.enter(address=None)


async def test_the_password_of_one_who_is_logged_in_cannot_be_guessed_either(door: Door) -> None:
    for _ in range(3):
        with contextlib.suppress(WrongPassword):
            async with door.guard.password(1):
                raise WrongPassword
    with pytest.raises(TooManyRequests):
        async with door.guard.password(1):
            pass
    async with door.guard.password(2):
        pass
