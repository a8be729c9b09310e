"""What starts cost: `serve` until its first answers, and commands to their end, of two checkouts by turns."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import anyio
import orjson

from benchmarks.cases import DASHBOARD
from benchmarks.data import Dataset
from benchmarks.figures import paired_ratio, spread
from benchmarks.load import fetch, get, post_json
from benchmarks.processes import Server, free_port, running
from benchmarks.report import table

_LOOK_SECONDS = 0.002
# As where it is installed: modules are compiled once and kept so.
_COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
_POSTINGS = "编号,职位名称,城市,薪资\n1,护士,成都,8-12k\n2,数控车工,苏州,9-13k\n"


class Cost(NamedTuple):
    """Seconds since the start: on the clock, of CPU of the process itself, and with its children's."""

    wall: float
    own: float
    all: float


Measure = Callable[[Path], Mapping[str, Cost]]
"""A checkout → what was waited for, with its cost."""


def measure_starts(
    checkouts: Mapping[str, Path], dataset: Dataset, *, rounds: int, logs: Path, resumes: int
) -> str:
    """Return the table of starts; the first of the checkouts is what the others are compared with."""
    measures: list[Measure] = [_serve(dataset, logs), *(_command(arguments) for arguments in _COMMANDS)]
    costs: dict[str, dict[str, list[Cost]]] = {}
    for measure in measures:
        for checkout in checkouts.values():
            # What is made once on a host is there already, and so are compiled modules.
            measure(checkout)
        for number in range(rounds):
            names = list(checkouts)
            for name in names if number % 2 else reversed(names):
                for what, cost in measure(checkouts[name]).items():
                    costs.setdefault(what, {}).setdefault(name, []).append(cost)
    first = next(iter(checkouts))
    rows = [_row(what, name, of[name], of[first]) for what, of in costs.items() for name in checkouts]
    told = table(["until", "version", "CPU s", "quartiles", "of it", "with children", "wall s"], rows)
    return f"{rounds} starts each, by turns; a database of {resumes:,} resumes.\n\n{told}"


def _row(what: str, name: str, of: Sequence[Cost], base: Sequence[Cost]) -> list[str]:
    own = spread([cost.own for cost in of])
    ratio = paired_ratio([cost.own for cost in of], [cost.own for cost in base])
    return [
        what,
        name,
        f"{own.median:.2f}",
        f"{own.low:.2f}–{own.high:.2f}",
        f"{ratio.median:.2f}×",
        f"{spread([cost.all for cost in of]).median:.2f}",
        f"{spread([cost.wall for cost in of]).median:.2f}",
    ]


def _serve(dataset: Dataset, logs: Path) -> Measure:
    """Return what starts `serve` and asks it by REST and by GraphQL, now one first and now the other."""
    caller = dataset.callers[0]
    asked = {
        "REST": get("/api/resumes", token=caller.token),
        "GraphQL": post_json("/graphql", orjson.dumps({"query": DASHBOARD}), token=caller.token),
    }

    order, kinds = random.Random(1), list(asked)

    def measure(checkout: Path) -> dict[str, Cost]:
        order.shuffle(kinds)
        port = free_port()
        started = time.perf_counter()
        with running(
            [sys.executable, "-m", "api.cli", "serve", "--port", str(port)],
            environment=dataset.environment | _COMPILED,
            folder=checkout,
            port=port,
            log=logs / "serve.log",
            look_seconds=_LOOK_SECONDS,
        ) as server:
            costs = []
            for kind in kinds:
                status, body = anyio.run(fetch, port, asked[kind])
                if status != 200 or (kind == "GraphQL" and b'"errors"' in body):
                    raise server.death(f"answered {status}")
                costs.append(_cost(server, started))
        return {"`serve`: the first answer": costs[0], "`serve`: REST and GraphQL": costs[1]}

    return measure


def _cost(server: Server, started: float) -> Cost:
    by_process = server.cpu_seconds_by_process()
    return Cost(time.perf_counter() - started, by_process[server.pid], sum(by_process.values()))


_COMMANDS = (
    ("--help",),
    ("new-file-key",),
    ("export-schema",),
    ("import-positions", "postings.csv", "--source", "own"),
)


def _command(arguments: Sequence[str]) -> Measure:
    def measure(checkout: Path) -> dict[str, Cost]:
        with tempfile.TemporaryDirectory() as folder:
            postings = Path(folder) / "postings.csv"
            postings.write_text(_POSTINGS, encoding="utf-8")
            given = [str(postings) if argument == postings.name else argument for argument in arguments]
            started = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, "-m", "api.cli", *given],
                cwd=checkout,
                env={**os.environ, "GATEWAY_DATA_DIR": f"{folder}/data", **_COMPILED},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{arguments[0]} ended with {process.returncode}")
        cpu = used.ru_utime + used.ru_stime
        return {f"`{arguments[0]}`": Cost(wall, cpu, cpu)}

    return measure
