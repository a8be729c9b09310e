"""Names of requests: by one, an operator finds what log, answer and trace tell of the same request."""

from __future__ import annotations

import itertools
import re
import secrets

REQUEST_ID = "gateway.request_id"
"""Where an ASGI scope has the name of its request, once it has one."""

_GIVEN = re.compile(rb"[A-Za-z0-9._:-]{1,64}")


class RequestIds:
    """Takes over the names that clients give, where they are harmless in a log, and makes all others."""

    def __init__(self) -> None:
        self._prefix = secrets.token_hex(6)
        self._count = itertools.count(1)

    def name(self, given: bytes | None) -> str:
        """Return the name of a request whose header gives this one."""
        if given is not None and _GIVEN.fullmatch(given):
            return given.decode("ascii")
        return f"{self._prefix}-{next(self._count)}"
