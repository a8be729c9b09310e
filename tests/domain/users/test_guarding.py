from __future__ import annotations

import contextlib

import pytest

from domain.errors import InvalidCredentials, TooManyRequests, WrongPassword
from domain.limiting import Limit
from domain.users.guarding import Guard
from persistence.rates import Rate, WindowLimiter

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

    def __init__(self) -> None:
        self.now = 1000.0
        self.guard = Guard(WindowLimiter(RATES, clock=lambda: self.now))

    def fail(self, account: str = "ann", address: str | None = HOME) -> None:
        with contextlib.suppress(InvalidCredentials), self.guard.login(account, address):
            raise InvalidCredentials

    def enter(self, account: str = "ann", address: str | None = HOME) -> None:
        with self.guard.login(account, address):
            pass


def test_one_who_fails_is_refused_for_that_account_until_the_window_ends() -> None:
    door = Door()
    for _ in range(3):
        door.fail()
    with pytest.raises(TooManyRequests) as refused:
        door.enter()
    error = refused.value
    assert (error.name, error.most, error.window_seconds, error.retry_after_seconds) == ("login", 3, 600, 600)
    assert error.message == "请求过于频繁，请在600秒后重试"
    door.enter("ben")
    door.now += 600
    door.enter()


def test_a_stranger_who_fails_does_not_lock_the_owner_out() -> None:
    door = Door()
    for _ in range(3):
        door.fail(address=AWAY)
    with pytest.raises(TooManyRequests):
        door.enter(address=AWAY)
    door.enter()


def test_only_failures_count() -> None:
    door = Door()
    for number in range(100):
        door.enter(f"user{number % 60}")
    door.fail()
    door.enter()


def test_one_address_cannot_try_many_accounts() -> None:
    door = Door()
    for number in range(6):
        door.fail(f"user{number}")
    with pytest.raises(TooManyRequests) as refused:
        door.enter("ann")
    assert refused.value.name == "login-address"
    door.enter("ann", AWAY)


def test_many_addresses_cannot_try_one_account_and_its_owner_still_comes_in() -> None:
    door = Door()
    for number in range(10):
        door.fail(address=f"203.0.113.{number}")
    # Under attack: another failure of an address is its last for an hour.
    door.fail(address="203.0.113.200")
    with pytest.raises(TooManyRequests) as refused:
        door.enter(address="203.0.113.200")
    assert refused.value.name == "login-under-attack"
    door.enter()
    door.enter()


def test_attempts_at_once_are_refused_like_attempts_in_a_row() -> None:
    door = Door()
    with contextlib.ExitStack() as under_way:
        for _ in range(3):
            under_way.enter_context(door.guard.login("ann", HOME))
        with pytest.raises(TooManyRequests) as refused:
            door.enter()
        assert refused.value.retry_after_seconds == 1
    door.enter()


def test_without_an_address_nothing_is_counted() -> None:
    door = Door()
    for _ in range(20):
        door.fail(address=None)
    door.enter(address=None)


def test_the_password_of_one_who_is_logged_in_cannot_be_guessed_either() -> None:
    door = Door()
    for _ in range(3):
        with contextlib.suppress(WrongPassword), door.guard.password(1):
            raise WrongPassword
    with pytest.raises(TooManyRequests), door.guard.password(1):
        pass
    with door.guard.password(2):
        pass
