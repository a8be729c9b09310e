"""What only this server has: REST by the request, the way from upload to matches, memory."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import anyio
import orjson

from api.cli.filling import DEMO_PASSWORD
from benchmarks.comparison import Effort, Sample, measure, warm_up
from benchmarks.contestants import CONTESTANTS, ROOT
from benchmarks.data import Caller, Dataset
from benchmarks.figures import percentile, spread
from benchmarks.load import Request, Task, WrongAnswer, fetch, get, post_json, post_multipart
from benchmarks.processes import Server, free_port, running
from benchmarks.report import table

_SETTLE_SECONDS = 2
_LOOK_SECONDS = 0.1


class Uploads(NamedTuple):
    """Uploads one after another: seconds until the matches were there, CPU seconds of the whole tree."""

    seconds: list[float]
    cpu_seconds: float


class Memory:
    """The most resident bytes seen, of the server's own process and of its reading children."""

    def __init__(self) -> None:
        self.own = 0
        self.children = 0

    def look(self, server: Server) -> None:
        """Take note of the present use."""
        own, children = server.resident_bytes()
        self.own, self.children = max(self.own, own), max(self.children, children)

    def __str__(self) -> str:
        return f"{self.own / 2**20:.0f} MiB + {self.children / 2**20:.0f} MiB in the readers"


async def measure_rest(dataset: Dataset, *, effort: Effort, pdf: bytes, uploads: int, logs: Path) -> str:
    """Measure a server of its own and return the tables."""
    ours = next(contestant for contestant in CONTESTANTS if contestant.name == "rest")
    port = free_port()
    with running(
        ours.command(port), environment=dataset.environment, folder=ROOT, port=port, log=logs / "ours.log"
    ) as server:
        at_rest, under_load, uploading = Memory(), Memory(), Memory()
        await fetch(port, get("/readyz"))
        await anyio.sleep(_SETTLE_SECONDS)
        at_rest.look(server)
        async with _watched(server, under_load):
            samples = await _requests(server, dataset.callers, effort)
        async with _watched(server, uploading):
            uploaded = await _uploads(server, dataset.callers[0], pdf, uploads)
    rows = []
    for name, slices in samples.items():
        cpu = spread([sample.cpu_ms for sample in slices])
        figures = [percentile([getattr(s, field) for s in slices], 50) for field in ("p50_ms", "p99_ms")]
        rows.append(
            [name, f"{cpu.median:.3f}", f"{cpu.low:.3f}–{cpu.high:.3f}", *(f"{ms:.1f}" for ms in figures)]
        )
    requests = table(["request", "CPU ms", "quartiles", "p50 ms", "p99 ms"], rows)
    milliseconds = [seconds * 1000 for seconds in uploaded.seconds]
    whole = table(
        ["from upload to matches", "figure"],
        [
            ["p50", f"{percentile(milliseconds, 50):.0f} ms"],
            ["p95", f"{percentile(milliseconds, 95):.0f} ms"],
            ["CPU, readers included", f"{uploaded.cpu_seconds * 1000 / len(milliseconds):.0f} ms"],
        ],
    )
    memory = table(
        ["resident memory", "figure"],
        [["at rest", str(at_rest)], ["under requests", str(under_load)], ["under uploads", str(uploading)]],
    )
    return "\n\n".join([requests, whole, memory])


async def _requests(server: Server, callers: Sequence[Caller], effort: Effort) -> dict[str, list[Sample]]:
    wires: dict[str, Callable[[Caller], bytes]] = {
        "login": lambda caller: post_json(
            "/api/login", orjson.dumps({"username": caller.username, "password": DEMO_PASSWORD})
        ),
        "list of 50": lambda caller: get("/api/resumes", token=caller.token),
        "detail": lambda caller: get(f"/api/resumes/{caller.resume_id}", token=caller.token),
        "analysis": lambda caller: get(f"/api/resumes/{caller.resume_id}/analysis", token=caller.token),
        "matches": lambda caller: get(f"/api/resumes/{caller.resume_id}/matches", token=caller.token),
    }
    tasks = {name: [await _task(server, wire(caller)) for caller in callers] for name, wire in wires.items()}
    counts = {name: await warm_up(server, own, effort) for name, own in tasks.items()}
    samples: dict[str, list[Sample]] = {name: [] for name in wires}
    for _ in range(effort.rounds):
        for name, own in tasks.items():
            sample, _cpu_seconds = await measure(server, own, count=counts[name])
            samples[name].append(sample)
    return samples


async def _task(server: Server, wire: bytes) -> Task:
    status, body = await fetch(server.port, wire)
    if status != 200:
        raise WrongAnswer(f"status {status}: {body[:500]!r}")
    return (Request(wire, len(body)),)


async def _uploads(server: Server, caller: Caller, pdf: bytes, count: int) -> Uploads:
    await _upload(server, caller, pdf)
    before, seconds = server.cpu_seconds(), []
    for _ in range(count):
        started = time.perf_counter()
        await _upload(server, caller, pdf)
        seconds.append(time.perf_counter() - started)
    return Uploads(seconds, server.cpu_seconds() - before)


async def _upload(server: Server, caller: Caller, pdf: bytes) -> None:
    wire = post_multipart("/api/resumes/upload", pdf, token=caller.token, boundary=secrets.token_hex(16))
    status, body = await fetch(server.port, wire)
    if status != 201:
        raise WrongAnswer(f"status {status}: {body[:500]!r}")
    resume_id = orjson.loads(body)["resume_id"]
    # The server itself waits for an analysis in work, so one question is enough.
    status, body = await fetch(server.port, get(f"/api/resumes/{resume_id}/matches", token=caller.token))
    if status != 200 or not orjson.loads(body):
        raise WrongAnswer(f"no matches: status {status}: {body[:500]!r}")


@contextlib.asynccontextmanager
async def _watched(server: Server, memory: Memory) -> AsyncIterator[None]:
    async def watch() -> None:
        while True:
            memory.look(server)
            await anyio.sleep(_LOOK_SECONDS)

    async with anyio.create_task_group() as group:
        group.start_soon(watch)
        yield
        memory.look(server)
        group.cancel_scope.cancel()
