"""How many connections there are and how much they hold; `protocol.py` asks here."""

from __future__ import annotations

import resource
from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from api.edge.addresses import TrustedProxies
from api.edge.refusals import Complaints, Refusal
from domain.addresses import neighbourhood

MIB = 1024 * 1024
# So long whoever has come is waited for in any case; then the place may be somebody else's.
SILENT_SECONDS = 1.0
# Beyond the limit of connections: those who are told so.
_MOST_LINGERING = 32
NO_PROXIES = TrustedProxies()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionLimits:
    """What one connection may take, and what all may together.

    Attributes:
        head_bytes: Largest request line with its headers.
        head_lines: Most header lines.
        head_seconds: Time for a head, from the first byte or the opening of the connection.
        body_seconds: A body must bring `bytes_per_second` on average in each span of this length.
        write_seconds: The same for an answer that is read.
        bytes_per_second: Slowest client that is waited for.
        connections: Most connections, sockets included.
        per_address: Most connections of one address; named proxies have as many as there are.
        unfinished_bytes: Most bytes that unfinished bodies hold together; an address may hold half.
        requests_ahead: Most requests that one connection may send before their answers.
    """

    head_bytes: int = 32 * 1024
    head_lines: int = 100
    head_seconds: float = 10.0
    body_seconds: float = 20.0
    write_seconds: float = 20.0
    bytes_per_second: int = 4096
    connections: int = 800
    per_address: int = 400
    unfinished_bytes: int = 1024 * MIB
    requests_ahead: int = 100


def connections_for(wanted: int) -> tuple[int, int]:
    """Return how many connections the process's descriptors allow, `wanted` at most, and those descriptors.

    Some are kept for the database, stored files, uploads on their way and the processes that read files.
    """
    descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if descriptors == resource.RLIM_INFINITY:
        return wanted, wanted
    return min(wanted, max(8, descriptors - max(96, descriptors // 5))), descriptors


class Silent(Protocol):
    """A connection that has asked for nothing yet."""

    def give_way(self) -> None:
        """Leave the place to another one."""


class Connections:
    """Counts what is open and what unfinished bodies hold, together and by address.

    Args:
        limits: What is allowed.
        proxies: Addresses behind which there are many clients.
        complaints: Where refusals are told.
    """

    def __init__(
        self,
        limits: ConnectionLimits,
        *,
        proxies: TrustedProxies = NO_PROXIES,
        complaints: Complaints | None = None,
    ) -> None:
        self.limits = limits
        self.complaints = complaints or Complaints()
        self._proxies = proxies
        self._open: Counter[str] = Counter()
        self._held: Counter[str] = Counter()
        self._silent: dict[Silent, tuple[str, float]] = {}
        self._lingering = 0
        self.count = 0
        self.unfinished_bytes = 0

    def owner(self, host: str) -> str:
        """Return whose limits a connection counts for; empty where only the sums do."""
        return "" if host in self._proxies else neighbourhood(host)

    def open(self, owner: str) -> Refusal | None:
        """Count a new connection, or return why there is none."""
        if self.count >= self.limits.connections:
            return Refusal.TOO_MANY
        if owner and self._open[owner] >= self.limits.per_address:
            return Refusal.TOO_MANY_OF_ADDRESS
        self.count += 1
        self._open[owner] += 1
        return None

    def expect(self, connection: Silent, owner: str, now: float) -> None:
        """Note a connection, from which nothing has come yet; `heard` follows."""
        self._silent[connection] = owner, now

    def heard(self, connection: Silent) -> None:
        """Note that a connection has asked for something, or has gone."""
        self._silent.pop(connection, None)

    def make_room(self, refusal: Refusal, owner: str, now: float) -> bool:
        """Have the one that has been silent longest give way, if that undoes a refusal; whether one did."""
        for connection, (its_owner, since) in self._silent.items():
            if now - since < SILENT_SECONDS:
                break
            if refusal is Refusal.TOO_MANY or its_owner == owner:
                connection.give_way()
                return True
        return False

    def close(self, owner: str) -> None:
        """Count a connection no longer."""
        self.count -= 1
        _lower(self._open, owner, 1)

    def linger(self) -> bool:
        """Whether one that was refused may stay until it has read why; `end_lingering` follows."""
        if self._lingering >= _MOST_LINGERING:
            return False
        self._lingering += 1
        return True

    def end_lingering(self) -> None:
        """Count one that was refused no longer."""
        self._lingering -= 1

    def hold(self, owner: str, size: int) -> Refusal | None:
        """Count bytes of a body that has not ended, or return why they are too many."""
        if self.unfinished_bytes + size > self.limits.unfinished_bytes:
            return Refusal.TOO_MUCH
        if owner and self._held[owner] + size > self.limits.unfinished_bytes // 2:
            return Refusal.TOO_MUCH_OF_ADDRESS
        self.unfinished_bytes += size
        self._held[owner] += size
        return None

    def release(self, owner: str, size: int) -> None:
        """Count those bytes no longer."""
        self.unfinished_bytes -= size
        _lower(self._held, owner, size)


def _lower(counter: Counter[str], owner: str, by: int) -> None:
    # `Counter` keeps names at zero: a stranger with many addresses would fill it.
    counter[owner] -= by
    if not counter[owner]:
        del counter[owner]
