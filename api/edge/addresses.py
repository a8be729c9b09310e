"""Addresses: of this machine, and of proxies that the operator names."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import lru_cache

from domain.addresses import ip_address

IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def is_loopback(host: str) -> bool:
    """Whether it is an address that only this machine has."""
    address = ip_address(host)
    return address is not None and address.is_loopback


class TrustedProxies:
    """The proxies that the operator names: what they tell of a client is believed."""

    def __init__(self, networks: Iterable[IPNetwork] = ()) -> None:
        self._networks = tuple(networks)
        self._trusts = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def __contains__(self, host: str) -> bool:
        return bool(self._networks) and len(host) <= 64 and self._trusts(host)

    def client_of(self, forwarded_for: str) -> str | None:
        """Return the nearest address of `X-Forwarded-For` that is no named proxy's; None without one.

        Each proxy adds whom it was asked by at the end, so what stands before the first stranger is his own
        invention.
        """
        nearest = None
        for text in reversed(forwarded_for.split(",")):
            address = ip_address(_without_port(text.strip()))
            if address is None:
                return nearest
            nearest = str(address)
            if nearest not in self:
                return nearest
        return nearest

    def _look_up(self, host: str) -> bool:
        address = ip_address(host)
        return address is not None and any(address in network for network in self._networks)


def _without_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
