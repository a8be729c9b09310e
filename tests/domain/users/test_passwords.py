from __future__ import annotations

import anyio
import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from domain.errors import Overloaded
from domain.users.passwords import Passwords

pytestmark = pytest.mark.anyio

WEAK = {"memory_kib": 64, "passes": 1}


async def test_passwords_are_hashed_as_owasp_asks() -> None:
    assert (await Passwords().hash("secret1")).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_a_hash_knows_its_password_and_no_other() -> None:
    passwords = Passwords(**WEAK)
    made = await passwords.hash("secret1")
    assert await passwords.verify("secret1", password_hash=made)
    assert not await passwords.verify("secret2", password_hash=made)
    assert await passwords.hash("secret1") != made


@pytest.mark.parametrize("password", ["", "secret1"])
async def test_nobody_has_no_password_not_even_an_empty_one(password: str) -> None:
    assert not await Passwords(**WEAK).verify(password, password_hash=None)


async def test_a_user_who_does_not_exist_takes_as_long_as_one_who_does() -> None:
    passwords = Passwords(**WEAK)
    made = await passwords.hash("secret1")
    assert extract_parameters(passwords.nobody) == extract_parameters(made)
    # It is computed to the end, rather than refused as malformed.
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(passwords.nobody, "secret1")


async def test_what_is_no_hash_knows_no_password() -> None:
    assert not await Passwords(**WEAK).verify("secret1", password_hash="secret1")


async def test_a_hash_made_with_other_parameters_is_outdated() -> None:
    made = await Passwords(**WEAK).hash("secret1")
    assert not Passwords(**WEAK).is_outdated(made)
    assert Passwords(memory_kib=128, passes=1).is_outdated(made)


async def test_only_so_many_wait_for_a_hash_and_more_are_refused_at_once() -> None:
    passwords = Passwords(**WEAK, at_once=1, waiting=2)
    ends: list[str] = []

    async def hash_one() -> None:
        try:
            await passwords.hash("secret1")
            ends.append("made")
        except Overloaded:
            ends.append("refused")

    async with anyio.create_task_group() as tasks:
        for _ in range(10):
            tasks.start_soon(hash_one)
    assert ends == ["refused"] * 7 + ["made"] * 3
    assert await passwords.hash("secret1")
