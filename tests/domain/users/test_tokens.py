from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import jwt
import pytest

from domain.errors import Unauthenticated
from domain.users.tokens import Claims, SessionToken, Tokens
from domain.viewers import TokenSession
from tests.factories import NOW

SECRET = "s" * 64


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(clock: Clock) -> Tokens:
    return Tokens(secret=SECRET, lifetime_seconds=3600, clock=clock)


def test_the_token_says_what_it_must(tokens: Tokens) -> None:
    token = tokens.issue(user_id=7, token_version=2)
    assert jwt.get_unverified_header(token)["alg"] == "HS256"
    claims = jwt.decode(token, options={"verify_signature": False})
    assert (claims["sub"], claims["ver"]) == ("7", 2)
    assert claims["exp"] - claims["iat"] == 3600
    assert set(claims) == {"sub", "iat", "exp", "jti", "ver"}
    assert tokens.verify(token) == Claims(7, 2, claims["exp"], claims["jti"])


def test_no_two_tokens_are_the_same(tokens: Tokens) -> None:
    assert tokens.issue(user_id=7, token_version=0) != tokens.issue(user_id=7, token_version=0)


def test_a_token_ends_though_it_was_found_genuine_before(tokens: Tokens, clock: Clock) -> None:
    token = tokens.issue(user_id=7, token_version=0)
    tokens.verify(token)
    clock.now += timedelta(seconds=3599)
    tokens.verify(token)
    clock.now += timedelta(seconds=1)
    with pytest.raises(Unauthenticated):
        tokens.verify(token)


def test_tokens_of_both_keys_are_genuine_and_new_ones_are_made_with_the_first(clock: Clock) -> None:
    new, old = "n" * 64, SECRET
    before = Tokens(secret=old, lifetime_seconds=3600, clock=clock).issue(user_id=7, token_version=0)
    both = Tokens(secret=new, accepted=old, lifetime_seconds=3600, clock=clock)
    after = both.issue(user_id=8, token_version=0)
    assert [both.verify(token).user_id for token in (before, after)] == [7, 8]
    jwt.decode(after, new, algorithms=["HS256"], options={"verify_exp": False, "verify_iat": False})
    only_new = Tokens(secret=new, lifetime_seconds=3600, clock=clock)
    assert only_new.verify(after).user_id == 8
    with pytest.raises(Unauthenticated):
        only_new.verify(before)


def test_a_token_of_the_second_key_ends_in_its_time(clock: Clock) -> None:
    token = Tokens(secret=SECRET, lifetime_seconds=3600, clock=clock).issue(user_id=7, token_version=0)
    both = Tokens(secret="n" * 64, accepted=SECRET, lifetime_seconds=3600, clock=clock)
    clock.now += timedelta(seconds=3600)
    with pytest.raises(Unauthenticated):
        both.verify(token)


def signed(key: str = SECRET, algorithm: str = "HS256", **claims: object) -> str:
    return jwt.encode({"iat": 0, "jti": "x", **claims}, key, algorithm=algorithm)


@pytest.mark.parametrize(
    "forged",
    [
        signed("t" * 64, sub="1", exp=9**11, ver=0),
        signed(algorithm="HS512", sub="1", exp=9**11, ver=0),
        signed("", algorithm="none", sub="1", exp=9**11, ver=0),
        signed(sub="1", ver=0),
        signed(sub="1", exp=9**11),
        signed(sub="one", exp=9**11, ver=0),
        "x" * 100_000,
        "",
    ],
    ids=[
        "other key",
        "other algorithm",
        "no algorithm",
        "no end",
        "no version",
        "no number",
        "huge",
        "empty",
    ],
)
def test_a_forged_token_is_refused(tokens: Tokens, clock: Clock, forged: str) -> None:
    with pytest.raises(Unauthenticated):
        tokens.verify(forged)
    with pytest.raises(Unauthenticated):
        Tokens(secret="n" * 64, accepted=SECRET, lifetime_seconds=3600, clock=clock).verify(forged)


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "7", "ver": 0, "exp": float("inf")},
        {"sub": "7", "ver": 0, "exp": float("-inf")},
        {"sub": "7", "ver": 0, "exp": float("nan")},
        {"sub": "7", "ver": float("inf"), "exp": 2**40},
        {"sub": "9" * 4000, "ver": 0, "exp": 2**40},
    ],
)
def test_a_signed_number_that_is_none_is_refused_like_any_bad_token(
    tokens: Tokens, claims: dict[str, Any]
) -> None:
    with pytest.raises(Unauthenticated):
        tokens.verify(signed(**claims))


@pytest.fixture
def sessions(clock: Clock) -> Tokens:
    """Tokens of an hour, with sessions of three."""
    return Tokens(secret=SECRET, lifetime_seconds=3600, session_seconds=3 * 3600, clock=clock)


def begun(tokens: Tokens) -> SessionToken:
    return tokens.begin_session(tokens.verify(tokens.issue(user_id=7, token_version=2)))


def test_a_session_begins_with_a_token_like_others_that_knows_when(sessions: Tokens, clock: Clock) -> None:
    session = begun(sessions)
    now = int(clock.now.timestamp())
    assert session.lasts_seconds == 3600
    said = jwt.decode(session.token, options={"verify_signature": False})
    assert sessions.verify(session.token) == Claims(7, 2, now + 3600, said["sid"], session_since=now)


def test_a_session_goes_on_once_more_than_half_of_its_token_is_over(sessions: Tokens, clock: Clock) -> None:
    claims = sessions.verify(begun(sessions).token)
    clock.now += timedelta(seconds=1799)
    assert sessions.go_on(claims) is None
    clock.now += timedelta(seconds=1)
    following = sessions.go_on(claims)
    assert following is not None
    assert following.lasts_seconds == 3600
    after = sessions.verify(following.token)
    assert (after.session, after.session_since) == (claims.session, claims.session_since)


def test_each_login_has_a_session_that_ends_with_the_last_token_it_may_have(
    sessions: Tokens, clock: Clock
) -> None:
    now = int(clock.now.timestamp())
    alone = sessions.verify(sessions.issue(user_id=7, token_version=2))
    one, other = sessions.verify(begun(sessions).token), sessions.verify(begun(sessions).token)
    assert sessions.session(alone) == TokenSession(alone.session, now + 3600)
    assert sessions.session(one) == TokenSession(one.session, now + 3 * 3600)
    assert len({alone.session, one.session, other.session}) == 3
    shorter = Tokens(secret=SECRET, lifetime_seconds=60, clock=clock)
    assert shorter.session(one).until == one.expires_at


def test_a_session_ends_so_long_after_the_password_was_shown(sessions: Tokens, clock: Clock) -> None:
    session = begun(sessions)
    lasts = []
    for _ in range(10):
        clock.now += timedelta(seconds=2000)
        if (following := sessions.go_on(sessions.verify(session.token))) is None:
            break
        session = following
        lasts.append(following.lasts_seconds)
    assert lasts == [3600, 3600, 3600, 2800]
    clock.now += timedelta(seconds=800)
    with pytest.raises(Unauthenticated):
        sessions.verify(session.token)


def test_what_was_given_for_another_use_does_not_go_on(sessions: Tokens, clock: Clock) -> None:
    token = sessions.issue(user_id=7, token_version=2)
    clock.now += timedelta(seconds=3599)
    assert sessions.go_on(sessions.verify(token)) is None


def test_where_sessions_are_shorter_than_tokens_none_goes_on(clock: Clock) -> None:
    tokens = Tokens(secret=SECRET, lifetime_seconds=3600, clock=clock)
    session = begun(tokens)
    assert session.lasts_seconds == 3600
    clock.now += timedelta(seconds=3599)
    assert tokens.go_on(tokens.verify(session.token)) is None
