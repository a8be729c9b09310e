"""What is counted of a load, and what its tables say; no timing."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator
from itertools import cycle

import pytest

from benchmarks.mixed import Outcome, Phase, Step, capacity_table, memory_sentence, outcome_table
from benchmarks.open_load import BROKEN, WRONG, Kind, Seen, Shot, _Crowd

pytestmark = pytest.mark.anyio

GOOD = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
BUSY = b"HTTP/1.1 503 Busy\r\nretry-after: 2\r\ncontent-length: 0\r\n\r\n"
RUDE = b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
LONG = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n" + b"x" * 100
LOST = b""


class Scripted:
    """A server that gives its answers in turn, and hangs up where one is empty."""

    def __init__(self, *answers: bytes) -> None:
        self._answers: Iterator[bytes] = cycle(answers)
        self.asked = 0
        self._connections: set[asyncio.Task[None]] = set()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        while await reader.readline() != b"":
            self.asked += 1
            answer = next(self._answers)
            writer.write(answer)
            if answer in (LOST, RUDE):
                break
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    async def ended(self) -> None:
        """Wait until every client has gone."""
        await asyncio.gather(*self._connections)


@pytest.mark.parametrize("rate", [0.0, 400.0])
async def test_every_request_is_counted_once_by_what_became_of_it(rate: float) -> None:
    scripted = Scripted(GOOD, BUSY, RUDE, LONG, LOST)
    server = await asyncio.start_server(scripted, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    crowd = _Crowd(port, [Kind("all", 1.0, (Shot(b"GET\n", 200, 2),))], seed=1)
    seen = await crowd.shoot(0.2, rate=rate, connections=5)
    server.close()
    await scripted.ended()
    assert set(seen.statuses) == {200, 503, BROKEN, WRONG}
    assert seen.statuses.total() == scripted.asked
    assert len(seen.seconds) == seen.statuses[200]
    assert len(seen.refused_seconds) == seen.statuses[503]
    assert 0 < seen.without_retry < seen.statuses[503]


def seen(**statuses: int) -> Seen:
    counted = Counter({int(name.removeprefix("s")): count for name, count in statuses.items()})
    return Seen(statuses=counted, seconds=[0.001, 0.003], lasted=2.0, refused_seconds=[0.01])


def test_what_was_not_answered_stands_in_the_tables() -> None:
    result = seen(s200=2, s503=7)
    result.statuses[BROKEN], result.statuses[WRONG], result.without_retry = 3, 0, 1
    row = capacity_table([Step(8, 1234.5, result)]).splitlines()[-1]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells == ["8", "1234", "2.0 ms", "3.0 ms", "broken off: 3, 503: 7, 503 without Retry-After: 1"]


def test_a_phase_is_a_row_with_health_and_memory() -> None:
    outcome = Outcome(
        phase=Phase(name="80 %", rate=500.0, seconds=600.0),
        seen=seen(s200=2, s201=1),
        health=[(200, 0.001), (200, 0.002), (503, 0.004)],
        weights=[200 * 2**20, 300 * 2**20, 250 * 2**20],
        cpu_seconds=1.5,
        waited_seconds=0.5,
    )
    head, _, row = (line.strip("|").split("|") for line in outcome_table([outcome]).splitlines())
    cells = dict(zip((name.strip() for name in head), (cell.strip() for cell in row), strict=True))
    assert cells["phase"] == "80 %, 600 s"
    assert cells["other answers"] == "none"
    assert (cells["max"], cells["not 200"]) == ("4.0 ms", "1")
    assert (cells["PSS start"], cells["end"], cells["most"]) == ("200 MiB", "250 MiB", "300 MiB")
    assert (cells["cores used"], cells["waited for one"]) == ("0.75", "25 %")
    assert memory_sentence(outcome).endswith(
        "at 80 %, MiB: 200, 200, 200, 300, 300, 300, 300, 300, 250, 250, 250"
    )
