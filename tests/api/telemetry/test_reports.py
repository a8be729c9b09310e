from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from api.logs import CURRENT_REQUEST
from api.telemetry.reports import Reports

NAME = "".join(["Zhang", " San"])
logger = logging.getLogger("api.somewhere")


class Kept(Transport):
    """Keeps what is sent."""

    sent: list[Envelope]

    def __init__(self, options: dict[str, Any] | None = None) -> None:
        super().__init__(options)
        type(self).sent = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.sent.append(envelope)


@pytest.fixture
def reports() -> Iterator[Reports]:
    made = Reports("https://key@sentry.example.com/1", transport=Kept)
    yield made
    made.close()


def fail(username: str) -> None:
    password = f"secret of {username}"
    try:
        int(username)
    except ValueError as error:
        raise KeyError(password) from error


def test_a_mistake_is_reported_by_its_place_and_the_name_of_its_request(reports: Reports) -> None:
    held = CURRENT_REQUEST.set("abc-1")
    try:
        fail(NAME)
    except KeyError:
        logger.exception("request of %s failed", NAME)
    finally:
        CURRENT_REQUEST.reset(held)
    (envelope,) = Kept.sent
    event = envelope.get_event()
    assert event is not None
    assert event["tags"] == {"request_id": "abc-1"}
    assert event["logentry"] == {"message": "request of %s failed"}
    cause, error = event["exception"]["values"]
    assert (cause["type"], error["type"]) == ("ValueError", "KeyError")
    assert error["stacktrace"]["frames"][-1]["function"] == "fail"
    assert "Zhang San" not in envelope.serialize().decode()
    assert "vars" not in error["stacktrace"]["frames"][-1]


def test_what_is_no_mistake_is_not_reported(reports: Reports) -> None:
    logger.warning("the catalogue's changes wait")
    logger.error("the database is not ready")
    assert Kept.sent == []


class Untold(Exception):
    def __str__(self) -> str:
        raise RuntimeError


def test_a_mistake_that_cannot_be_reported_harms_nobody(reports: Reports) -> None:
    logger.error("request failed", exc_info=Untold())
    assert Kept.sent == []


def test_nothing_is_reported_after_the_end() -> None:
    reports = Reports("https://key@sentry.example.com/1", transport=Kept)
    reports.close()
    try:
        fail(NAME)
    except KeyError:
        logger.exception("request failed")
    assert Kept.sent == []
