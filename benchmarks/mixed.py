"""`python -m benchmarks.mixed`: minutes of mixed load below capacity, then more than the server can do.

Lists, details, analyses, matches, GraphQL dashboards and details, some logins and uploads, against a server
of its own on loopback. First the capacity is found: connections that ask as soon as they are answered, more
and more of them, then the best number for longer. After that requests come at a rate, whether the earlier
ones were answered or not: few (the quiet baseline), at a share of the capacity, and beyond it. Meanwhile
`/healthz` is asked. Those who ask are processes of their own; on a machine with few cores they take from what
they measure.
"""

from __future__ import annotations

import argparse
import secrets
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import anyio
import orjson

from api.cli.filling import DEMO_PASSWORD
from benchmarks import data
from benchmarks.__main__ import RESUME_LINES
from benchmarks.cases import CASES, graphql
from benchmarks.contestants import CONTESTANTS, ROOT
from benchmarks.data import Caller
from benchmarks.figures import percentile
from benchmarks.load import fetch, get, post_json, post_multipart
from benchmarks.open_load import BROKEN, WRONG, Kind, Seen, Shot, ask_health, shoot
from benchmarks.processes import Server, Weighing, free_port, running
from benchmarks.report import table
from tests.pdf_files import pdf_with_lines

# Those who upload have growing lists, which nobody reads: the work stays the same for all the time.
UPLOADERS = 4
_RAMP = (1, 2, 4, 8, 16, 32)
_WEIGHED_SECONDS = 5.0
_OPEN_CONNECTIONS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A load at a rate for some seconds."""

    name: str
    rate: float
    seconds: float


class Step(NamedTuple):
    """Answers a second for a number of connections that ask as soon as they are answered."""

    connections: int
    rate: float
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What clients, `/healthz` and the kernel tell of a phase.

    Attributes:
        weights: Memory of the server with all its processes, every few seconds.
        waited_seconds: How long the server could have run and had no core.
    """

    phase: Phase
    seen: Seen
    health: list[tuple[int, float]]
    weights: list[int]
    cpu_seconds: float
    waited_seconds: float


async def the_mix(port: int, callers: Sequence[Caller]) -> list[Kind]:
    """Return what is asked, with the answers of the quiet server."""
    readers, uploaders = callers[UPLOADERS:], callers[:UPLOADERS]
    pdf = pdf_with_lines(RESUME_LINES)
    asking = graphql()
    dashboard, detail = (
        next(case for case in CASES if case.name == name) for name in ("dashboard", "detail")
    )

    async def answered(wires: Sequence[bytes]) -> tuple[Shot, ...]:
        answers = [await fetch(port, wire) for wire in wires]
        return tuple(
            Shot(wire, status, len(body)) for wire, (status, body) in zip(wires, answers, strict=True)
        )

    def resume(caller: Caller, part: str = "") -> bytes:
        return get(f"/api/resumes/{caller.resume_id}{part}", token=caller.token)

    return [
        Kind("list", 0.30, await answered([get("/api/resumes", token=each.token) for each in readers])),
        Kind("detail", 0.20, await answered([resume(each) for each in readers])),
        Kind("analysis", 0.12, await answered([resume(each, "/analysis") for each in readers])),
        Kind("matches", 0.12, await answered([resume(each, "/matches") for each in readers])),
        Kind(
            "dashboard",
            0.15,
            await answered([wire for each in readers for wire in asking.requests(dashboard, each)]),
        ),
        Kind(
            "graphql detail",
            0.10,
            await answered([wire for each in readers for wire in asking.requests(detail, each)]),
        ),
        Kind(
            "login",
            0.008,
            tuple(
                Shot(
                    post_json(
                        "/api/login", orjson.dumps({"username": each.username, "password": DEMO_PASSWORD})
                    ),
                    200,
                )
                for each in readers
            ),
        ),
        Kind(
            "upload",
            0.002,
            tuple(
                Shot(
                    post_multipart(
                        "/api/resumes/upload", pdf, token=each.token, boundary=secrets.token_hex(16)
                    ),
                    201,
                )
                for each in uploaders
            ),
        ),
    ]


class Trial:
    """One server, and those who ask it."""

    def __init__(self, server: Server, kinds: Sequence[Kind], clients: ProcessPoolExecutor) -> None:
        self._server = server
        self._kinds = kinds
        self._clients = clients
        self._seed = 0

    def ramp(self, seconds: float) -> list[Step]:
        """Return answers a second for more and more connections that ask as soon as they are answered."""
        return [self._asked_by(connections, seconds) for connections in _RAMP]

    def sustained(self, ramp: Sequence[Step], seconds: float) -> Step:
        """Return what the best number of connections gets for longer: seconds alone may be lucky ones."""
        return self._asked_by(max(ramp, key=lambda step: step.rate).connections, seconds)

    def _asked_by(self, connections: int, seconds: float) -> Step:
        seen = self._shoot(seconds, 0.0, connections)
        return Step(connections, len(seen.seconds) / seen.lasted, seen)

    def run(self, phase: Phase) -> Outcome:
        """Run a phase."""
        asking = self._clients.submit(ask_health, self._server.port, phase.seconds)
        used, waited = self._server.cpu_seconds(), self._server.waited_seconds()
        with Weighing(self._server, every_seconds=_WEIGHED_SECONDS) as weighing:
            seen = self._shoot(phase.seconds, phase.rate, _OPEN_CONNECTIONS)
        return Outcome(
            phase=phase,
            seen=seen,
            health=asking.result(),
            weights=weighing.weights,
            cpu_seconds=self._server.cpu_seconds() - used,
            waited_seconds=self._server.waited_seconds() - waited,
        )

    def _shoot(self, seconds: float, rate: float, connections: int) -> Seen:
        self._seed += 1
        return self._clients.submit(
            shoot, self._server.port, self._kinds, seconds, rate, connections, self._seed
        ).result()


def capacity_table(found: Sequence[Step]) -> str:
    """Return what the ramp showed."""
    rows = [
        [str(connections), f"{rate:.0f}", *_milliseconds(seen.seconds, 50, 99), _statuses(seen)]
        for connections, rate, seen in found
    ]
    return table(["connections", "answers/s", "p50", "p99", "other answers"], rows)


def outcome_table(outcomes: Sequence[Outcome]) -> str:
    """Return what the phases showed."""
    head = [
        *("phase", "asked/s", "answered/s", "other answers", "p50", "p95", "p99", "503 p99"),
        *(
            "/healthz p50",
            "p99",
            "max",
            "not 200",
            "PSS start",
            "end",
            "most",
            "cores used",
            "waited for one",
        ),
        "sent late p99",
    ]
    rows = []
    for outcome in outcomes:
        seen, health = outcome.seen, [seconds for _, seconds in outcome.health]
        rows.append(
            [
                f"{outcome.phase.name}, {outcome.phase.seconds:.0f} s",
                f"{outcome.phase.rate:.0f}",
                f"{len(seen.seconds) / seen.lasted:.0f}",
                _statuses(seen),
                *_milliseconds(seen.seconds, 50, 95, 99),
                *_milliseconds(seen.refused_seconds, 99),
                *_milliseconds(health, 50, 99, 100),
                str(sum(status != 200 for status, _ in outcome.health)),
                *(
                    f"{weight / 2**20:.0f} MiB"
                    for weight in (outcome.weights[0], outcome.weights[-1], max(outcome.weights))
                ),
                f"{outcome.cpu_seconds / seen.lasted:.2f}",
                f"{100 * outcome.waited_seconds / seen.lasted:.0f} %",
                *_milliseconds(seen.lateness, 99),
            ]
        )
    return table(head, rows)


def memory_sentence(outcome: Outcome) -> str:
    """Return how the memory went."""
    weights = outcome.weights
    steps = [weights[round(step * (len(weights) - 1) / 10)] for step in range(11)]
    return f"PSS in tenths of the time at {outcome.phase.name}, MiB: " + ", ".join(
        f"{weight / 2**20:.0f}" for weight in steps
    )


def _milliseconds(seconds: Sequence[float], *percents: float) -> list[str]:
    return [f"{1000 * percentile(seconds, each):.1f} ms" if seconds else "–" for each in percents]


def _statuses(seen: Seen) -> str:
    names = {BROKEN: "broken off", WRONG: "wrong"}
    parts = [
        f"{names.get(status, status)}: {count}"
        for status, count in sorted(seen.statuses.items())
        if count and status not in {200, 201}
    ]
    if seen.without_retry:
        parts.append(f"503 without Retry-After: {seen.without_retry}")
    return ", ".join(parts) or "none"


def main() -> None:
    """Find the capacity, run the phases, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long the load lasts")
    parser.add_argument("--share", type=float, default=0.8, help="of the capacity")
    parser.add_argument("--overload", type=float, default=2.0, help="times the capacity")
    parser.add_argument("--overload-seconds", type=float, default=30.0)
    parser.add_argument(
        "--ramp-seconds",
        type=float,
        default=5.0,
        help="for each number of connections, and six times for one",
    )
    options = parser.parse_args()
    ours = next(contestant for contestant in CONTESTANTS if contestant.name == "rest")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder, port = Path(name), free_port()
        dataset = data.copied(data.prepared(fresh=False), folder)
        with (
            running(
                ours.command(port),
                environment=dataset.environment,
                folder=ROOT,
                port=port,
                log=folder / "server.log",
            ) as server,
            ProcessPoolExecutor(2, mp_context=get_context("spawn")) as clients,
        ):
            kinds = anyio.run(the_mix, port, dataset.callers)
            trial = Trial(server, kinds, clients)
            found = trial.ramp(options.ramp_seconds)
            found.append(trial.sustained(found, 6 * options.ramp_seconds))
            print(capacity_table(found), end="\n\n", flush=True)
            most = found[-1].rate
            phases = [
                Phase(name="quiet (10 %)", rate=0.1 * most, seconds=30),
                Phase(
                    name=f"{100 * options.share:.0f} %",
                    rate=options.share * most,
                    seconds=60 * options.minutes,
                ),
                Phase(
                    name=f"{100 * options.overload:.0f} %",
                    rate=options.overload * most,
                    seconds=options.overload_seconds,
                ),
                Phase(name="quiet again", rate=0.1 * most, seconds=30),
            ]
            outcomes = [_rested(trial, phase) for phase in phases]
            print(outcome_table(outcomes), memory_sentence(outcomes[1]), sep="\n\n")


def _rested(trial: Trial, phase: Phase) -> Outcome:
    """Let what was uploaded be read before the next phase."""
    time.sleep(5)
    return trial.run(phase)


if __name__ == "__main__":
    main()
