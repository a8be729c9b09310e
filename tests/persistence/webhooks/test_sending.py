"""Messages over a real connection, and to no address that may not be asked."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from typing import Any

import anyio
import pytest

from domain.webhooks.addresses import IPNetwork
from domain.webhooks.models import Attempt, DeliveryFailure
from persistence.webhooks.sending import HttpMessenger
from tests.receiver import receiving

pytestmark = pytest.mark.anyio
LOOPBACK: list[IPNetwork] = [ipaddress.ip_network("127.0.0.0/8")]


@pytest.fixture
async def messenger() -> AsyncIterator[HttpMessenger]:
    made = HttpMessenger(networks=LOOPBACK, seconds=5)
    yield made
    await made.close()


async def sent(messenger: HttpMessenger, url: str) -> Attempt:
    return await messenger.send(url, headers={"webhook-id": "msg_1"}, body=b"{}")


async def test_a_message_arrives_as_it_is_and_its_status_comes_back(messenger: HttpMessenger) -> None:
    with receiving(204, 500) as receiver:
        assert await sent(messenger, receiver.url + "?key=a") == Attempt(status=204)
        assert await sent(messenger, receiver.url) == Attempt(status=500)
        first, _ = receiver.until(2)
    assert (first.path, first.body) == ("/told?key=a", b"{}")
    assert first.headers["webhook-id"] == "msg_1"
    assert first.headers["content-type"] == "application/json"


async def test_when_the_receiver_wants_to_be_asked_again_comes_back_too(messenger: HttpMessenger) -> None:
    with receiving(429) as receiver:
        assert await sent(messenger, receiver.url) == Attempt(status=429, retry_after="7")


async def test_a_redirect_is_not_followed(messenger: HttpMessenger) -> None:
    with receiving(302) as receiver:
        assert await sent(messenger, receiver.url) == Attempt(status=302)
        assert [message.path for message in receiver.until(1)] == ["/told"]


async def test_an_address_that_is_not_public_is_not_asked_unless_it_is_named() -> None:
    messenger = HttpMessenger(seconds=5)
    with receiving() as receiver:
        refused = Attempt(failure=DeliveryFailure.ADDRESS_NOT_ALLOWED)
        assert await sent(messenger, receiver.url) == refused
        assert await sent(messenger, receiver.url.replace("127.0.0.1", "localhost")) == refused
        assert await sent(messenger, receiver.url.replace("http:", "https:")) == refused
    await messenger.close()


async def test_a_name_is_judged_by_the_address_that_is_connected_to(
    messenger: HttpMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads to an allowed address first and elsewhere a moment later gains nothing."""
    answers = ["127.0.0.1", "10.0.0.1", "10.0.0.1"]

    async def look_up(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    monkeypatch.setattr(anyio, "getaddrinfo", look_up)
    with receiving() as receiver:
        url = receiver.url.replace("127.0.0.1", "rebound.example")
        assert await sent(messenger, url) == Attempt(status=204)
        assert receiver.until(1)[0].headers["host"].startswith("rebound.example:")
        assert answers == ["10.0.0.1", "10.0.0.1"]
        other = url.replace("rebound", "other")
        assert await sent(messenger, other) == Attempt(failure=DeliveryFailure.ADDRESS_NOT_ALLOWED)


async def test_of_several_addresses_only_the_allowed_ones_are_tried(
    messenger: HttpMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def look_up(host: str, port: int, **_: Any) -> list[Any]:
        places = [("169.254.169.254", port), ("127.0.0.2", 1), ("127.0.0.1", port)]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in places]

    with receiving() as receiver:
        url = receiver.url.replace("127.0.0.1", "several.example")
        monkeypatch.setattr(anyio, "getaddrinfo", look_up)
        assert (await sent(messenger, url)).status == 204


async def test_without_tls_only_named_networks_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async def look_up(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", port))]

    monkeypatch.setattr(anyio, "getaddrinfo", look_up)
    messenger = HttpMessenger(networks=LOOPBACK, seconds=5)
    refused = Attempt(failure=DeliveryFailure.ADDRESS_NOT_ALLOWED)
    assert await sent(messenger, "http://public.example/") == refused
    await messenger.close()


async def test_who_is_not_there_or_does_not_answer_is_told_apart(messenger: HttpMessenger) -> None:
    with silent() as port:
        quick = HttpMessenger(networks=LOOPBACK, seconds=0.05)
        assert await sent(quick, f"http://127.0.0.1:{port}/") == Attempt(failure=DeliveryFailure.TIMEOUT)
        await quick.close()
    nobody = await sent(messenger, f"http://127.0.0.1:{port}/")
    assert nobody == Attempt(failure=DeliveryFailure.NO_CONNECTION)
    unknown = await sent(messenger, "http://no-such-name.invalid/")
    assert unknown == Attempt(failure=DeliveryFailure.NO_CONNECTION)


async def test_who_speaks_no_tls_is_not_told(messenger: HttpMessenger) -> None:
    with receiving() as receiver:
        attempt = await sent(messenger, receiver.url.replace("http:", "https:"))
    assert attempt == Attempt(failure=DeliveryFailure.NO_CONNECTION)


@contextmanager
def silent() -> Iterator[int]:
    """Listen and say nothing; give the port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        yield listening.getsockname()[1]
