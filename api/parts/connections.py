"""Connections: what uvicorn speaks HTTP with."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from api.edge.addresses import TrustedProxies
from api.edge.connections import ConnectionLimits, Connections, connections_for
from api.edge.protocol import GuardedHttpProtocol
from api.edge.refusals import Complaints
from api.settings import Settings

logger = logging.getLogger(__name__)


def http_protocol(
    settings: Settings, *, complaints: Complaints | None = None
) -> Callable[..., asyncio.Protocol]:
    """Return what makes the protocol of a connection; all of one server share their limits."""
    connections, descriptors = connections_for(settings.connections_max)
    if connections < settings.connections_max:
        logger.warning(
            "this process may open %d files, so at most %d connections are taken instead of %d "
            "(RLIMIT_NOFILE, GATEWAY_CONNECTIONS_MAX)",
            descriptors,
            connections,
            settings.connections_max,
        )
    limits = ConnectionLimits(
        head_bytes=settings.head_max_bytes,
        head_lines=settings.head_max_lines,
        head_seconds=settings.head_timeout_seconds,
        body_seconds=settings.body_timeout_seconds,
        write_seconds=settings.write_timeout_seconds,
        bytes_per_second=settings.transfer_min_bytes_per_second,
        connections=connections,
        # With fewer places than there should be, one address still leaves half to others.
        per_address=min(settings.connections_per_address, max(1, connections // 2))
        if connections < settings.connections_max
        else settings.connections_per_address,
        unfinished_bytes=settings.unfinished_max_bytes,
    )
    proxies = TrustedProxies(settings.trusted_proxies)
    return partial(
        GuardedHttpProtocol, connections=Connections(limits, proxies=proxies, complaints=complaints)
    )
