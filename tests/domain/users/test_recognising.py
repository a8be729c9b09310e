"""Who is behind a token is remembered until something changes, and no longer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.errors import Unauthenticated
from domain.users.ports import Credentials, ListedUser, TokenOwner
from domain.users.recognising import Recognition
from domain.users.tokens import Tokens
from domain.viewers import Viewer
from tests.factories import NOW

pytestmark = pytest.mark.anyio

ANNA = TokenOwner(1, "anna", "job_seeker", False, 0)


class House:
    """Users who may change, and a clock."""

    def __init__(self) -> None:
        self.now = NOW
        self.seen_mark: bytes | None = b"1"
        self.users = {1: ANNA}
        self.ended: set[str] = set()
        self.reads = 0
        self.tokens = Tokens(secret="s" * 32, lifetime_seconds=3600, clock=lambda: self.now)
        self.recognition = Recognition(self.tokens, self)

    def mark(self) -> bytes | None:
        return self.seen_mark

    async def token_owner(self, user_id: int, session: str) -> TokenOwner | None:
        self.reads += 1
        return None if session in self.ended else self.users.get(user_id)

    async def credentials(self, username_key: str) -> Credentials | None:
        raise NotImplementedError

    async def all_users(self, *, after: int, limit: int) -> list[ListedUser]:
        raise NotImplementedError


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def token(house: House) -> str:
    return house.tokens.issue(user_id=1, token_version=0)


async def test_it_is_read_once_as_long_as_nothing_changes(house: House, token: str) -> None:
    for _ in range(3):
        viewer = await house.recognition.viewer(token)
        assert viewer._replace(session=None) == Viewer(1, "anna", "job_seeker")
    assert house.reads == 1


async def test_it_is_read_each_time_where_nothing_tells_of_changes(house: House, token: str) -> None:
    house.seen_mark = None
    for _ in range(3):
        await house.recognition.viewer(token)
    assert house.reads == 3


async def test_a_change_counts_with_the_next_request(house: House, token: str) -> None:
    await house.recognition.viewer(token)
    house.users[1], house.seen_mark = ANNA._replace(role="admin"), b"2"
    assert (await house.recognition.viewer(token)).role == "admin"
    house.users[1], house.seen_mark = ANNA._replace(token_version=1), b"3"
    for _ in range(2):
        with pytest.raises(Unauthenticated):
            await house.recognition.viewer(token)
    del house.users[1]
    house.seen_mark = b"4"
    with pytest.raises(Unauthenticated):
        await house.recognition.viewer(token)


async def test_what_changes_while_it_is_read_is_read_again(house: House, token: str) -> None:
    class Slow(House):
        async def token_owner(self, user_id: int, session: str) -> TokenOwner | None:
            found = await super().token_owner(user_id, session)
            if self.reads == 1:
                # Somebody commits, and somebody else asks, before this is told.
                self.users[1], self.seen_mark = ANNA._replace(token_version=1), b"2"
                with pytest.raises(Unauthenticated):
                    await self.recognition.viewer(token)
            return found

    slow = Slow()
    slow.tokens = house.tokens
    slow.recognition = Recognition(house.tokens, slow)
    await slow.recognition.viewer(token)
    with pytest.raises(Unauthenticated):
        await slow.recognition.viewer(token)


async def test_a_token_ends_with_its_session_and_no_other_does(house: House, token: str) -> None:
    other = house.tokens.issue(user_id=1, token_version=0)
    viewer = await house.recognition.viewer(token)
    assert viewer.session is not None
    house.ended, house.seen_mark = {viewer.session.name}, b"2"
    with pytest.raises(Unauthenticated):
        await house.recognition.viewer(token)
    assert (await house.recognition.viewer(other)).session != viewer.session


async def test_a_remembered_token_ends_in_time(house: House, token: str) -> None:
    await house.recognition.viewer(token)
    house.now += timedelta(seconds=3600)
    with pytest.raises(Unauthenticated):
        await house.recognition.viewer(token)
    assert house.reads == 1
