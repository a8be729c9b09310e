"""Servers as child processes, and what the kernel says they have used (Linux only)."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 15
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class ServerDied(Exception):
    """A server ended, or never listened; the message holds the end of its log."""


class Server:
    """A running server on a loopback port."""

    def __init__(self, process: subprocess.Popen[bytes], *, port: int, log: Path) -> None:
        self._process = process
        self._log = log
        self.port = port

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def cpu_seconds(self) -> float:
        """Return user and system time of the process and its descendants, living and ended."""
        if self._process.poll() is not None:
            raise self.death("ended")
        return sum(_cpu_clock(pid) + _ended_children(pid) for pid in tree(self._process.pid))

    def cpu_seconds_by_process(self) -> dict[int, float]:
        """Return user and system time of the process and its living descendants, by their ids."""
        return {pid: _cpu_clock(pid) for pid in tree(self._process.pid)}

    def resident_bytes(self) -> tuple[int, int]:
        """Return resident memory of the process itself and of its descendants; shared pages count in each."""
        own, *others = (_resident(pid) for pid in tree(self._process.pid))
        return own, sum(others)

    def proportional_bytes(self) -> int:
        """Return the memory of the process and its descendants; what they share is shared out."""
        return sum(map(_proportional, tree(self._process.pid)))

    def waited_seconds(self) -> float:
        """Return how long the main thread could have run and had no core: others on the machine had them."""
        return _waited(self._process.pid)

    def death(self, what: str) -> ServerDied:
        """Return the error for a server that did not do its part."""
        text = self._log.read_text(encoding="utf-8", errors="replace")
        return ServerDied(f"{what}; its log ends with:\n{text[-3000:]}")

    def wait_until_listening(self, *, look_seconds: float) -> None:
        """Return when the port answers, which is looked at so often. Raises `ServerDied`."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise self.death(f"ended with status {self._process.returncode}")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(look_seconds)
        raise self.death(f"did not listen within {START_SECONDS} s")

    def stop(self) -> None:
        """End the process with all it has started."""
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class Weighing:
    """Weighs a server with all its processes while it works: at both ends, and every few seconds between."""

    def __init__(self, server: Server, *, every_seconds: float) -> None:
        self._server = server
        self._every_seconds = every_seconds
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._weigh)
        self.weights = [server.proportional_bytes()]

    def __enter__(self) -> Weighing:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self.weights.append(self._server.proportional_bytes())

    def _weigh(self) -> None:
        while not self._ended.wait(self._every_seconds):
            self.weights.append(self._server.proportional_bytes())


@contextlib.contextmanager
def running(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    port: int,
    log: Path,
    look_seconds: float = 0.05,
) -> Iterator[Server]:
    """Run a server for the time of the context. Raises `ServerDied`."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(process, port=port, log=log)
    try:
        server.wait_until_listening(look_seconds=look_seconds)
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """Return a loopback port that nobody listens on at present."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def tree(root: int) -> list[int]:
    """Return the process and its living descendants, itself first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, ()))
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name, which may hold spaces; none where it has ended."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def _cpu_clock(pid: int) -> float:
    # The process's CPU clock (clock_getcpuclockid(3)): the times of /proc/<pid>/stat, but in
    # nanoseconds where those come in steps of 10 ms.
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def _ended_children(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[13]) + int(fields[14])) / _TICKS if fields else 0.0


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE_BYTES
    except OSError:
        return 0


def _waited(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
