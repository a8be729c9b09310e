"""Addresses that were signed: whose they are, for how long, and that nobody makes or changes one."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import LinkExpired
from domain.pages.signing import LONGEST_SECONDS, STABLE_SECONDS, Signer
from tests.factories import NOW


def signer(*secrets: str, now: datetime = NOW, root_path: str = "") -> Signer:
    return Signer(secrets=secrets or ["a secret"], clock=lambda: now, root_path=root_path)


def parts(address: str) -> tuple[str, str]:
    """Return the path and the ticket of an address."""
    found = urlsplit(address)
    return found.path, parse_qs(found.query)["ticket"][0]


def test_an_address_is_that_of_the_one_who_asked() -> None:
    assert signer().viewer_id(*parts(signer().picture(5, 2, viewer_id=7))) == 7
    assert signer().viewer_id(*parts(signer().original(5, viewer_id=8))) == 8


def test_an_address_begins_with_the_root_and_is_checked_without_it() -> None:
    path, ticket = parts(signer(root_path="/gateway").picture(5, 2, viewer_id=7))
    assert path == "/gateway/files/5/pages/2"
    assert signer().viewer_id("/files/5/pages/2", ticket) == 7


def test_an_address_is_the_same_for_minutes_and_good_for_ten_at_least() -> None:
    begun = NOW.replace(minute=0, second=0, microsecond=0)
    moments = [begun + timedelta(seconds=seconds) for seconds in range(0, STABLE_SECONDS, 20)]
    addresses = {signer(now=moment).picture(5, 2, viewer_id=7) for moment in moments}
    assert len(addresses) == 1
    (address,) = addresses
    last = moments[-1] + timedelta(minutes=10)
    assert signer(now=last).viewer_id(*parts(address)) == 7
    with pytest.raises(LinkExpired):
        signer(now=begun + timedelta(seconds=LONGEST_SECONDS)).viewer_id(*parts(address))


@pytest.mark.parametrize(
    "path", ["/files/6/pages/2", "/files/5/pages/3", "/files/5/original", "/files/5/pages/2/", ""]
)
def test_an_address_is_for_nothing_else(path: str) -> None:
    _, ticket = parts(signer().picture(5, 2, viewer_id=7))
    with pytest.raises(LinkExpired):
        signer().viewer_id(path, ticket)


def test_neither_the_viewer_nor_the_time_can_be_changed() -> None:
    path, ticket = parts(signer().picture(5, 2, viewer_id=7))
    viewer, expires, signature = ticket.split(".")
    for changed in (f"1.{expires}.{signature}", f"{viewer}.{int(expires) + 300}.{signature}"):
        with pytest.raises(LinkExpired):
            signer().viewer_id(path, changed)


def test_a_second_key_is_accepted_while_keys_are_changed_and_no_third() -> None:
    path, ticket = parts(signer("the old one").picture(5, 2, viewer_id=7))
    assert signer("the new one", "the old one").viewer_id(path, ticket) == 7
    with pytest.raises(LinkExpired):
        signer("the new one", "another").viewer_id(path, ticket)


@given(ticket=st.text() | st.from_regex(r"[\d.]{0,20}\.\w*", fullmatch=True))
def test_whatever_else_is_sent_opens_nothing(ticket: str) -> None:
    with pytest.raises(LinkExpired):
        signer().viewer_id("/files/5/pages/2", ticket)
