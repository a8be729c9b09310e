"""What a 304 costs: a dashboard that its viewer has already, beside one that is sent and beside `me`."""

from __future__ import annotations

import random
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

from benchmarks.cases import DASHBOARD, ME
from benchmarks.comparison import Effort, Sample, measure, warm_up
from benchmarks.contestants import CONTESTANTS, ROOT
from benchmarks.data import Dataset
from benchmarks.figures import paired_ratio, spread
from benchmarks.load import Request, Task, fetch, get
from benchmarks.processes import free_port, running
from benchmarks.report import table

_BASE = "me, sent"


async def measure_unchanged(dataset: Dataset, *, effort: Effort, logs: Path) -> str:
    """Return the table of what GET requests cost, in interleaved rounds."""
    ours = next(contestant for contestant in CONTESTANTS if contestant.name == "ours")
    port = free_port()
    with running(
        ours.command(port),
        environment=dataset.environment,
        folder=ROOT,
        port=port,
        log=logs / "ours.log",
    ) as server:
        tasks = {
            _BASE: await _sent(port, dataset, ME),
            "dashboard, sent": await _sent(port, dataset, DASHBOARD),
            "dashboard, 304": _known(port, dataset, DASHBOARD),
        }
        counts = {name: await warm_up(server, of, effort) for name, of in tasks.items()}
        samples: dict[str, list[Sample]] = {name: [] for name in tasks}
        order, names = random.Random(1), list(tasks)
        for _ in range(effort.rounds):
            order.shuffle(names)
            for name in names:
                sample, _cpu = await measure(server, tasks[name], count=counts[name])
                samples[name].append(sample)
    costs = {name: [sample.cpu_ms for sample in of] for name, of in samples.items()}
    rows = []
    for name, cost in costs.items():
        own, ratio = spread(cost), paired_ratio(cost, costs[_BASE])
        rows.append(
            [
                name,
                f"{own.median:.3f}",
                f"{own.low:.3f}–{own.high:.3f}",
                f"{ratio.median:.2f}× ({ratio.low:.2f}–{ratio.high:.2f})",
            ]
        )
    return table(["GET", "CPU ms", "quartiles", "vs me"], rows)


async def _sent(port: int, dataset: Dataset, query: str) -> list[Task]:
    """Return requests that are answered in full."""
    found: list[Task] = []
    for caller in dataset.callers:
        wire = get(_path(query), token=caller.token)
        _status, body = await fetch(port, wire)
        found.append((Request(wire, len(body)),))
    return found


def _known(port: int, dataset: Dataset, query: str) -> list[Task]:
    """Return requests of callers who have the answer already."""
    found: list[Task] = []
    for caller in dataset.callers:
        asked = HttpRequest(
            f"http://127.0.0.1:{port}{_path(query)}", headers={"authorization": f"Bearer {caller.token}"}
        )
        # urllib: the load's own client tells no headers. Nothing is timed yet.
        with urlopen(asked) as answer:
            tag = answer.headers["etag"]
        found.append((Request(get(_path(query), token=caller.token, if_none_match=tag), 0, 304),))
    return found


def _path(query: str) -> str:
    return f"/graphql?query={quote(query)}"
