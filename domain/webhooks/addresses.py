"""Which addresses of the network may be asked: public ones, and those that the operator names."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from domain.errors import InvalidInput
from domain.input_rules import InputRule

IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network
_IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST_URL = 2000
_LONGEST_NAME = 253
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# Of IPv6, this alone is handed out to the public, beside what leads on to IPv4. To Python old forms such as
# `::127.0.0.1`, `::ffff:0:127.0.0.1` and fec0::/10 are public too, though networks may lead them inwards.
_HANDED_OUT = (ipaddress.IPv6Network("2000::/3"), ipaddress.IPv6Network("64:ff9b::/96"))
# Translators on the way to IPv4 take the last four bytes for the address that is meant.
_TRANSLATED = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


def allowed(address: str, networks: Sequence[IPNetwork], *, public: bool = True) -> bool:
    """Whether an address may be asked.

    Args:
        networks: What may be asked, whatever it is.
        public: Whether public addresses may be too.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if getattr(parsed, "scope_id", None) is not None:
        # With a zone it is an address of this link.
        return False
    meant = list(_meant(parsed))
    if any(_within(meant[-1], network) for network in networks):
        return True
    return public and all(map(_is_public, meant))


def _is_public(address: _IPAddress) -> bool:
    known = address.version == 4 or any(_within(address, network) for network in _HANDED_OUT)
    return known and address.is_global and not address.is_multicast


def _meant(address: _IPAddress) -> Iterator[_IPAddress]:
    """Return an address, and the ones that it stands for."""
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            yield address.ipv4_mapped
        if address.sixtofour is not None:
            yield address.sixtofour
        if address.teredo is not None:
            yield from address.teredo
        if any(address in network for network in _TRANSLATED):
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _within(address: _IPAddress, network: IPNetwork) -> bool:
    return address.version == network.version and address in network


def checked_url(url: str) -> str:
    """Return the address of a receiver, if it can be one. Raises `InvalidInput`."""
    try:
        parts = urlsplit(url)
        usable = (
            parts.scheme in ("http", "https")
            and _is_host(parts.hostname or "")
            and parts.username is None
            and parts.password is None
            and parts.port != 0
            and not parts.fragment
            and url.isascii()
            and url.isprintable()
            and " " not in url
            and len(url) <= LONGEST_URL
        )
    except ValueError:
        usable = False
    if not usable:
        raise InvalidInput(
            "网址无效：须为主机名正确、不含用户名、空格与 # 的 http 或 https 网址",
            rule=InputRule.WEBHOOK_ADDRESS,
        )
    return url


def _is_host(host: str) -> bool:
    """Whether a name or an address can be looked up at all."""
    labels = host.removesuffix(".").split(".")
    if ":" in host or labels[-1].isdecimal():
        # What ends with a number is no name.
        return _is_address(host)
    return len(host) <= _LONGEST_NAME and all(map(_LABEL.fullmatch, labels))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
