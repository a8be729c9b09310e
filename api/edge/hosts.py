"""Names under which the server answers, and pages that stand under them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from api.edge.addresses import is_loopback
from domain.addresses import ip_address

_LOCAL_NAMES = frozenset({"localhost", "localhost."})
_REMEMBERED = 1024
_LONGEST_HOST = 300
# A name or an address, and perhaps a port: with a path or a user an URL made of it would lead elsewhere.
_HOST = re.compile(rb"(\[[^][\s@/?#\\]*\]|[^][\s@/?#\\:]*)(:[0-9]*)?")


class Hosts:
    """Which `Host` is allowed: an attacker's name may point to this machine (DNS rebinding).

    Args:
        names: The allowed ones, `*.example.com` for all below; none for any.
        any_name: Whether any is allowed where none are given.
    """

    def __init__(self, names: Iterable[str] = (), *, any_name: bool) -> None:
        lowered = [name.lower().rstrip(".") for name in names]
        self._exact = frozenset(name for name in lowered if not name.startswith("*."))
        self._endings = tuple(name[1:] for name in lowered if name.startswith("*."))
        self._any_name = any_name and not lowered
        self._found = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def allows(self, host: bytes | None) -> bool:
        """Whether a request for that host is served; without one (HTTP/1.0) it is."""
        if host is None:
            return True
        return self._found(host) if len(host) <= _LONGEST_HOST else False

    @staticmethod
    def authority(host: bytes) -> str:
        """Return the host as origins write it: lower case, without a usual port."""
        return _authority(host.decode("latin-1"))

    @staticmethod
    def is_own(origin: bytes, host: bytes, scheme: str) -> bool:
        """Whether an origin is the one that stands for that host by that scheme, with its port."""
        return origin.lower() == _origin(host, scheme)

    def _look_up(self, host: bytes) -> bool:
        if _HOST.fullmatch(host.strip()) is None:
            return False
        name = _name(host)
        if self._any_name or name in _LOCAL_NAMES or ip_address(name) is not None:
            return True
        return name.rstrip(".") in self._exact or name.rstrip(".").endswith(self._endings or ("\0",))


@lru_cache(maxsize=_REMEMBERED)
def is_local_name(host: bytes) -> bool:
    """Whether the host is `localhost`, or an address that only this machine has."""
    name = _name(host)
    return name in _LOCAL_NAMES or is_loopback(name)


@lru_cache(maxsize=_REMEMBERED)
def origin_authority(origin: bytes) -> str | None:
    """Return the host and port of an origin; None for `null` and whatever else is none."""
    try:
        parts = urlsplit(origin.decode("ascii"))
    except ValueError:
        return None
    return _authority(parts.netloc) if parts.scheme in {"http", "https"} and parts.netloc else None


@lru_cache(maxsize=_REMEMBERED)
def _origin(host: bytes, scheme: str) -> bytes:
    usual = b":443" if scheme == "https" else b":80"
    return scheme.encode() + b"://" + host.strip().lower().removesuffix(usual)


def _authority(text: str) -> str:
    return text.strip().lower().removesuffix(":80").removesuffix(":443")


def _name(host: bytes) -> str:
    text = host.decode("latin-1").strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0]
