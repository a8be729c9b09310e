"""Addresses that were signed: whose they are, for how long, and that nobody makes or changes one."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import LinkExpired
from domain.pages.signing import LONGEST_SECONDS, STABLE_SECONDS, Holder, Signer
from domain.viewers import TokenSession, Viewer
from tests.factories import NOW

ANN = Viewer(7, "ann", "job_seeker", token_version=3, session=TokenSession("a1", 0))
BO = Viewer(8, "bo", "job_seeker")


def signer(*secrets: str, now: datetime = NOW, root_path: str = "") -> Signer:
    return Signer(secrets=secrets or ["a secret"], clock=lambda: now, root_path=root_path)


def parts(address: str) -> tuple[str, str]:
    """Return the path and the ticket of an address."""
    found = urlsplit(address)
    return found.path, parse_qs(found.query)["ticket"][0]


def test_an_address_is_that_of_the_one_who_asked() -> None:
    assert signer().holder(*parts(signer().picture(5, 2, viewer=ANN))) == Holder(7, 3, "a1")
    assert signer().holder(*parts(signer().original(5, viewer=BO))) == Holder(8, 0, "")


def test_an_address_begins_with_the_root_and_is_checked_without_it() -> None:
    path, ticket = parts(signer(root_path="/gateway").picture(5, 2, viewer=ANN))
    assert path == "/gateway/files/5/pages/2"
    assert signer().holder("/files/5/pages/2", ticket) == Holder(7, 3, "a1")


def test_an_address_is_the_same_for_minutes_and_good_for_ten_at_least() -> None:
    begun = NOW.replace(minute=0, second=0, microsecond=0)
    moments = [begun + timedelta(seconds=seconds) for seconds in range(0, STABLE_SECONDS, 20)]
    addresses = {signer(now=moment).picture(5, 2, viewer=ANN) for moment in moments}
    assert len(addresses) == 1
    (address,) = addresses
    last = moments[-1] + timedelta(minutes=10)
    assert signer(now=last).holder(*parts(address)) == Holder(7, 3, "a1")
    with pytest.raises(LinkExpired):
        signer(now=begun + timedelta(seconds=LONGEST_SECONDS)).holder(*parts(address))


@pytest.mark.parametrize(
    "path", ["/files/6/pages/2", "/files/5/pages/3", "/files/5/original", "/files/5/pages/2/", ""]
)
def test_an_address_is_for_nothing_else(path: str) -> None:
    _, ticket = parts(signer().picture(5, 2, viewer=ANN))
    with pytest.raises(LinkExpired):
        signer().holder(path, ticket)


@pytest.mark.parametrize(
    ("place", "other"), [(0, "1"), (0, "+7"), (0, " 7"), (0, "07"), (1, "4"), (1, "３"), (2, "9999999999")]
)
def test_no_part_of_a_ticket_can_be_changed_or_written_otherwise(place: int, other: str) -> None:
    path, ticket = parts(signer().picture(5, 2, viewer=ANN))
    changed = ticket.split(".")
    changed[place] = other
    with pytest.raises(LinkExpired):
        signer().holder(path, ".".join(changed))


def test_a_second_key_is_accepted_while_keys_are_changed_and_no_third() -> None:
    path, ticket = parts(signer("the old one").picture(5, 2, viewer=ANN))
    assert signer("the new one", "the old one").holder(path, ticket) == Holder(7, 3, "a1")
    with pytest.raises(LinkExpired):
        signer("the new one", "another").holder(path, ticket)


@given(ticket=st.text() | st.from_regex(r"[\d.]{0,20}\.\w*", fullmatch=True))
def test_whatever_else_is_sent_opens_nothing(ticket: str) -> None:
    with pytest.raises(LinkExpired):
        signer().holder("/files/5/pages/2", ticket)
