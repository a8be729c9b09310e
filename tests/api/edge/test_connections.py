from __future__ import annotations

import logging
import resource

import pytest

from api.edge.connections import ConnectionLimits, Connections, connections_for
from api.edge.refusals import Complaints, Refusal
from api.parts.connections import http_protocol
from api.settings import Settings


@pytest.mark.parametrize(
    ("descriptors", "allowed"), [(100, 8), (160, 64), (256, 160), (1024, 800), (1_000_000, 800)]
)
def test_few_descriptors_allow_few_connections_and_the_log_tells(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, descriptors: int, allowed: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (descriptors, descriptors))
    assert connections_for(800)[0] == allowed
    assert connections_for(5)[0] == 5
    http_protocol(Settings())
    assert ("RLIMIT_NOFILE" in caplog.text) is (allowed < 800)


def test_nothing_is_remembered_of_addresses_that_have_gone() -> None:
    connections = Connections(ConnectionLimits())
    for number in range(100):
        owner = connections.owner(f"192.0.2.{number}")
        assert connections.open(owner) is None
        assert connections.hold(owner, 10) is None
        connections.release(owner, 10)
        connections.close(owner)
    assert (len(connections._open), len(connections._held)) == (0, 0)


def test_a_flood_of_refusals_is_told_in_few_lines(caplog: pytest.LogCaptureFixture) -> None:
    now = 0.0
    complaints = Complaints(clock=lambda: now)
    for _ in range(1000):
        complaints.tell(Refusal.TOO_MANY, "192.0.2.1")
    complaints.tell(Refusal.HEAD_TOO_SLOW, "192.0.2.1")
    now = 11.0
    complaints.tell(Refusal.TOO_MANY, "192.0.2.2")
    first, other, later = caplog.messages
    assert (first, "408" in other) == (
        "refused 192.0.2.1 with 503: there are too many connections (GATEWAY_CONNECTIONS_MAX)",
        True,
    )
    assert later.endswith("; so were 999 others meanwhile")
    assert caplog.records[0].levelno == logging.WARNING


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_is_a_sentence_for_the_client_and_one_for_the_operator(refusal: Refusal) -> None:
    head, _, body = refusal.answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % refusal.status)
    assert b"connection: close" in head
    assert (b"retry-after: " in head) is (refusal.status in {429, 503})
    assert body == b'{"error":"%b"}' % refusal.sentence.encode()
    assert b"content-length: %d\r\n" % len(body) in head
    if refusal.setting:
        assert refusal.setting.removeprefix("GATEWAY_").lower() in Settings.model_fields
