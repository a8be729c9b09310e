"""What the benchmarks of attacks share: a fresh server of a checkout, and people who use it."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import anyio
import httpx

from benchmarks.processes import Server, free_port, running

_READ_SECONDS = 0.05


class Person:
    """A user with a connection of his own."""

    def __init__(self, server: Server, name: str) -> None:
        self._name = name
        url = f"http://127.0.0.1:{server.port}"
        self.client = httpx.AsyncClient(base_url=url, timeout=120, trust_env=False)

    async def come_in(self) -> None:
        """Register and log in."""
        body = {"username": self._name, "password": "correct-horse"}
        (await self.client.post("/api/register", json=body)).raise_for_status()
        answer = await self.client.post("/api/login", json=body)
        self.client.headers["Authorization"] = f"Bearer {answer.raise_for_status().json()['access_token']}"

    async def read(self, seconds: list[float]) -> None:
        """List the resumes, note how long that took, and wait until it is time to read again."""
        started = time.perf_counter()
        (await self.client.get("/api/resumes")).raise_for_status()
        seconds.append(time.perf_counter() - started)
        await anyio.sleep(max(0.0, _READ_SECONDS - seconds[-1]))


@contextlib.contextmanager
def serving(checkout: Path) -> Iterator[Server]:
    """Run a fresh server of a checkout; limits of rate are off, so that an attack meets all the others."""
    port = free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        running(
            [sys.executable, "-m", "api.cli", "serve", "--port", str(port)],
            environment={"GATEWAY_DATA_DIR": f"{folder}/data", "GATEWAY_RATE_LIMITS": "off"},
            folder=checkout,
            port=port,
            log=Path(folder) / "server.log",
        ) as server,
    ):
        yield server


def options(description: str | None) -> argparse.ArgumentParser:
    """Return the options that both have."""
    parser = argparse.ArgumentParser(description=description)
    own = Path(__file__).parents[1]
    parser.add_argument("--checkout", type=Path, default=own, help="which product serves")
    parser.add_argument("--only", default="", help="only attacks whose name contains this")
    return parser
