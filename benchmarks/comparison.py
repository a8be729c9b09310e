"""The comparison: same answers first, then interleaved rounds of server CPU a request."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.cases import CASES, Case, without_ids
from benchmarks.contestants import ROOT, Contestant
from benchmarks.data import Caller, Dataset
from benchmarks.figures import percentile
from benchmarks.installation import Missing
from benchmarks.load import Request, Task, WrongAnswer, drive, fetch
from benchmarks.processes import Server, ServerDied, free_port, running

_WARM_UP_TASKS = 200


class Effort(NamedTuple):
    """How much is measured. Seconds are the server's CPU: of the warm-up, and of a round's slice."""

    rounds: int
    warm_up_seconds: float
    slice_seconds: float


class Sample(NamedTuple):
    """One contestant's slice of one round; milliseconds a task."""

    cpu_ms: float
    p50_ms: float
    p99_ms: float
    tasks_a_second: float


class Entry(NamedTuple):
    """A contestant in a case, ready to be driven; `same_bytes`: its data came as the limit's, to the byte."""

    case: Case
    contestant: Contestant
    server: Server
    tasks: list[Task]
    same_bytes: bool

    @property
    def name(self) -> tuple[str, str]:
        """The names of case and contestant."""
        return self.case.name, self.contestant.name


Samples = dict[tuple[str, str], list[Sample]]
"""By the names of case and contestant; one sample a round."""


class Outcome(NamedTuple):
    """What was measured, who else gave the limit's very bytes, and who is missing and why."""

    samples: Samples
    same_bytes: set[tuple[str, str]]
    missing: dict[str, str]


async def compare(
    contestants: Sequence[Contestant], cases: Sequence[str], dataset: Dataset, *, effort: Effort, logs: Path
) -> Outcome:
    """Start the servers, check that they answer alike, and measure."""
    missing: dict[str, str] = {}
    with contextlib.ExitStack() as stack:
        servers = _start(contestants, dataset, logs, stack, missing)
        entries = []
        for case in (case for case in CASES if case.name in cases):
            entries += await _entries(case, contestants, servers, dataset.callers, missing)
        samples = await _rounds(entries, effort, missing)
    same = {entry.name for entry in entries if entry.same_bytes}
    same -= {(case, contestants[0].name) for case in cases}
    return Outcome(samples, same, missing)


async def _rounds(entries: Sequence[Entry], effort: Effort, missing: dict[str, str]) -> Samples:
    """Measure round by round; who fails on the way is left out, the others go on."""
    samples: Samples = {}
    counts: dict[tuple[str, str], int] = {}
    order, alive = random.Random(1), list(entries)
    for number in range(effort.rounds + 1):
        print(f"\rround {number} of {effort.rounds} …" if number else "warming up …", end="", flush=True)
        # Another order each round: nobody always follows the same neighbour.
        order.shuffle(alive)
        for entry in sorted(alive, key=lambda entry: entry.case.name):
            try:
                if number == 0:
                    counts[entry.name] = await warm_up(entry.server, entry.tasks, effort)
                    continue
                sample, _cpu = await measure(entry.server, entry.tasks, count=counts[entry.name])
            except (WrongAnswer, ServerDied, OSError) as error:
                missing[f"{entry.contestant.name} ({entry.case.name})"] = f"{type(error).__name__}: {error}"
                samples.pop(entry.name, None)
                alive.remove(entry)
            else:
                samples.setdefault(entry.name, []).append(sample)
    print()
    return samples


def _start(
    contestants: Sequence[Contestant],
    dataset: Dataset,
    logs: Path,
    stack: contextlib.ExitStack,
    missing: dict[str, str],
) -> dict[str, Server]:
    servers: dict[str, Server] = {}
    for contestant in contestants:
        if contestant.server in servers:
            continue
        port = free_port()
        try:
            servers[contestant.server] = stack.enter_context(
                running(
                    contestant.command(port),
                    environment=dataset.environment,
                    folder=ROOT,
                    port=port,
                    log=logs / f"{contestant.server}.log",
                )
            )
        except (Missing, ServerDied) as error:
            missing[contestant.name] = str(error)
    return servers


async def _entries(
    case: Case,
    contestants: Sequence[Contestant],
    servers: dict[str, Server],
    callers: Sequence[Caller],
    missing: dict[str, str],
) -> list[Entry]:
    """Those who answer as the first one does, which is the limit where it takes part."""
    entries: list[Entry] = []
    expected: list[tuple[Any, list[bytes]]] = []
    for contestant in contestants:
        server = servers.get(contestant.server)
        if server is None or case.name not in contestant.cases:
            continue
        try:
            answers = [await _ask(case, contestant, server, caller) for caller in callers]
            data = [(contestant.dialect.data(case, bodies), bodies) for _task, bodies in answers]
            expected = expected or data
            for given, wanted in zip(data, expected, strict=True):
                _check_same(given[0], wanted[0])
        except (WrongAnswer, ValueError, KeyError, OSError) as error:
            missing[f"{contestant.name} ({case.name})"] = f"{type(error).__name__}: {error}"
            continue
        same_bytes = all(
            bodies[0].startswith(wanted[0].removesuffix(b"}"))
            for (_data, bodies), (_wanted, wanted) in zip(data, expected, strict=True)
        )
        entries.append(Entry(case, contestant, server, [task for task, _bodies in answers], same_bytes))
    return entries


async def _ask(
    case: Case, contestant: Contestant, server: Server, caller: Caller
) -> tuple[Task, list[bytes]]:
    requests, bodies = [], []
    for wire in contestant.dialect.requests(case, caller):
        status, body = await fetch(server.port, wire)
        if status != 200:
            raise WrongAnswer(f"status {status}: {body[:500]!r}")
        requests.append(Request(wire, len(body)))
        bodies.append(body)
    return tuple(requests), bodies


def _check_same(given: Any, wanted: Any) -> None:
    if given != wanted and without_ids(given) != without_ids(wanted):
        raise WrongAnswer(f"other data: {str(given)[:600]}\n— instead of —\n{str(wanted)[:600]}")


async def warm_up(server: Server, tasks: Sequence[Task], effort: Effort) -> int:
    """Drive until compilers and caches have settled; return how many tasks make a slice."""
    spent, done, count = 0.0, 0, 20
    while spent < effort.warm_up_seconds or done < _WARM_UP_TASKS:
        sample, cpu_seconds = await measure(server, tasks, count=count)
        spent, done = spent + cpu_seconds, done + count
        if cpu_seconds < effort.slice_seconds:
            count *= 2
    return max(20, round(effort.slice_seconds * 1000 / sample.cpu_ms))


async def measure(server: Server, tasks: Sequence[Task], *, count: int) -> tuple[Sample, float]:
    """Drive a server through `count` tasks; return what each took, and the CPU seconds of all."""
    before = server.cpu_seconds()
    load = await drive(server.port, tasks, count=count)
    cpu_seconds = server.cpu_seconds() - before
    sample = Sample(
        cpu_ms=cpu_seconds * 1000 / count,
        p50_ms=percentile(load.latencies, 50) * 1000,
        p99_ms=percentile(load.latencies, 99) * 1000,
        tasks_a_second=count / load.seconds,
    )
    return sample, cpu_seconds
