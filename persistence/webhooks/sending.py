"""Messages over HTTP, to addresses that may be asked only.

Where a name leads is looked up once, and the connection goes to an address that was found allowed then:
a name that leads elsewhere a moment later changes nothing. No redirect is followed, no proxy is asked,
and nothing of an answer is read beyond its status and when it asks to be told again.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import anyio
from httpcore2 import (
    AnyIOBackend,
    AsyncConnectionPool,
    AsyncNetworkBackend,
    AsyncNetworkStream,
    ConnectError,
    NetworkError,
    ProtocolError,
    TimeoutException,
)

from domain.webhooks.addresses import IPNetwork, allowed
from domain.webhooks.models import Attempt, DeliveryFailure

_CONNECTIONS = 16
_IDLE_SECONDS = 30.0


class _NotAllowed(Exception):
    """The name leads to no address that may be asked."""


class HttpMessenger:
    """The domain's `Messenger`; to be closed.

    Args:
        networks: Networks that may be asked though they are not public, and without TLS.
        seconds: How long a message may take, from the first look to the answer.
    """

    def __init__(self, *, networks: Sequence[IPNetwork] = (), seconds: float = 10.0) -> None:
        self._seconds = seconds
        self._pools = {
            "https": _pool(_Guarded(networks, public=True)),
            "http": _pool(_Guarded(networks, public=False)),
        }

    async def send(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Attempt:
        pool = self._pools.get(url.partition(":")[0].lower())
        if pool is None:
            return Attempt(failure=DeliveryFailure.ADDRESS_NOT_ALLOWED)
        told = {"content-type": "application/json", "user-agent": "resume-gateway", **headers}
        try:
            with anyio.fail_after(self._seconds):
                async with pool.stream("POST", url, headers=_encoded(told), content=body) as answer:
                    return Attempt(status=answer.status, retry_after=_retry_after(answer.headers))
        except _NotAllowed:
            return Attempt(failure=DeliveryFailure.ADDRESS_NOT_ALLOWED)
        except (TimeoutError, TimeoutException):
            return Attempt(failure=DeliveryFailure.TIMEOUT)
        except (NetworkError, ProtocolError, OSError, ValueError) as error:
            untrusted = isinstance(error.__cause__, ssl.SSLCertVerificationError)
            return Attempt(failure=DeliveryFailure.NO_TRUST if untrusted else DeliveryFailure.NO_CONNECTION)

    async def close(self) -> None:
        """Close what is open."""
        for pool in self._pools.values():
            await pool.aclose()


class _Guarded(AsyncNetworkBackend):
    """Connects to allowed addresses only."""

    def __init__(self, networks: Sequence[IPNetwork], *, public: bool) -> None:
        self._networks = networks
        self._public = public
        self._backend = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the base's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        try:
            found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise ConnectError from error
        addresses = dict.fromkeys(str(place[4][0]) for place in found)
        usable = [each for each in addresses if allowed(each, self._networks, public=self._public)]
        if not usable:
            raise _NotAllowed
        for address in usable[:-1]:
            try:
                return await self._connect(address, port, timeout, local_address, socket_options)
            except ConnectError:
                continue
        return await self._connect(usable[-1], port, timeout, local_address, socket_options)

    async def _connect(self, address: str, *arguments: Any) -> AsyncNetworkStream:
        port, timeout, local_address, socket_options = arguments
        return await self._backend.connect_tcp(address, port, timeout, local_address, socket_options)


def _pool(backend: AsyncNetworkBackend) -> AsyncConnectionPool:
    return AsyncConnectionPool(
        ssl_context=ssl.create_default_context(),
        max_connections=_CONNECTIONS,
        keepalive_expiry=_IDLE_SECONDS,
        network_backend=backend,
    )


def _retry_after(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    return next((value.decode("latin-1") for name, value in headers if name.lower() == b"retry-after"), None)


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
