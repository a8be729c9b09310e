from __future__ import annotations

from datetime import timedelta

import pytest

from domain.webhooks.signing import key_of, new_secret, signed_headers
from tests.factories import NOW
from tests.receiver import Message


def message(secret: str, body: bytes = b'{"a": 1}') -> Message:
    return Message("/", signed_headers(secret, message_id="msg_7", at=NOW, body=body), body)


def test_a_receiver_who_has_the_secret_knows_who_sent_a_message() -> None:
    secret = new_secret()
    sent = message(secret)
    assert sent.is_signed_with(secret)
    assert sent.headers["webhook-id"] == "msg_7"
    assert sent.headers["webhook-timestamp"] == str(int(NOW.timestamp()))


@pytest.mark.parametrize("part", ["webhook-id", "webhook-timestamp", "body", "secret"])
def test_nothing_of_what_is_signed_can_be_changed(part: str) -> None:
    secret = new_secret()
    sent = message(secret)
    if part == "body":
        sent = sent._replace(body=b"{}")
    elif part != "secret":
        sent = sent._replace(headers=sent.headers | {part: "1"})
    assert not sent.is_signed_with(new_secret() if part == "secret" else secret)


def test_each_attempt_is_signed_with_its_own_time() -> None:
    secret = new_secret()
    later = signed_headers(secret, message_id="msg_7", at=NOW + timedelta(seconds=5), body=b"{}")
    assert later["webhook-signature"] != message(secret, b"{}").headers["webhook-signature"]


def test_no_two_secrets_are_the_same_and_each_holds_a_key() -> None:
    secrets = {new_secret() for _ in range(20)}
    assert len(secrets) == 20
    assert {len(key_of(secret)) for secret in secrets} == {32}


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_***", "c2VjcmV0LW9mLTI0LWJ5dGVzLW9yLW1vcmU="]
)
def test_what_is_no_secret_is_refused_without_repeating_it(secret: str) -> None:
    with pytest.raises(ValueError, match="it must be whsec_ and") as refusal:
        key_of(secret)
    assert not secret or secret == "whsec_" or secret not in str(refusal.value)
