"""That the servers which are compared with can start; no timing."""

from __future__ import annotations

import pytest
from uvicorn.importer import import_from_string
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from benchmarks.contestants import CONTESTANTS, Contestant

LIMITS = [contestant for contestant in CONTESTANTS if contestant.server.startswith("limit")]


@pytest.mark.parametrize("contestant", LIMITS, ids=lambda contestant: contestant.name)
def test_what_the_limit_is_started_with_is_there(contestant: Contestant) -> None:
    command = contestant.command(8000)
    assert callable(import_from_string(command[command.index("uvicorn") + 1]))
    assert issubclass(import_from_string(command[command.index("--http") + 1]), HttpToolsProtocol)
