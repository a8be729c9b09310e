"""Addresses of the network."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# A household has this many bits of an IPv6 address to itself, so 2^64 addresses.
_HOUSEHOLD_BITS = 64
_REMEMBERED = 4096


def ip_address(text: str) -> IPAddress | None:
    """Return the address, IPv4 ones in IPv6 clothes as IPv4; None where the text is none."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


@lru_cache(maxsize=_REMEMBERED)
def neighbourhood(host: str) -> str:
    """Return what counts as one address: an IPv4 one, or a household's network (`2001:db8:0:7::/64`)."""
    address = ip_address(host)
    if address is None:
        return host[:64]
    if address.version == 6:
        return str(ipaddress.ip_network((address, _HOUSEHOLD_BITS), strict=False))
    return str(address)
