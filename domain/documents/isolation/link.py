"""The server's end of a nursery: the process is started, told what to do, heard and ended."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from domain.documents.errors import ReadingBrokeOff
from domain.documents.isolation.messages import (
    LARGEST_PACKET,
    Order,
    packed_order,
    read_missing,
)

_START_SECONDS = 60.0
_END_SECONDS = 2.0
# Nothing of the server's environment: it holds secrets. Threads of libraries would be lost in the fork.
ENVIRONMENT = {"LANG": "C.UTF-8", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1])['path'];"
    " from domain.documents.isolation.nursery import main; main()"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """What a nursery holds for its children.

    Attributes:
        preload: Modules that it loads before it forks.
        prepare: Functions (`module:name`) that it then calls, as to load models.
        readable: Paths below which children may read, beside the libraries'.
    """

    preload: Sequence[str] = ()
    prepare: Sequence[str] = ()
    readable: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """A child is gone, with this exit code: negative for a signal."""

    number: int
    code: int


@dataclass(frozen=True, slots=True)
class Pong:
    """The nursery is there."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The nursery is gone, and its children with it."""


def started(configuration: dict[str, Any]) -> subprocess.Popen[bytes]:
    """Start the process of a nursery. Raises `OSError`."""
    return subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, "-I", "-c", _START, json.dumps(configuration)],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=[configuration["control"]],
        cwd="/",
    )


class NurseryLink:
    """A nursery that has been started; it ends with the thread that started it."""

    missing: tuple[str, ...]
    """The measures of confinement that the kernel lacks; known when the nursery is ready."""

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket) -> None:
        self._process = process
        self._control = control

    @classmethod
    def start(cls, equipment: Equipment) -> NurseryLink:
        """Start a nursery; it has no children yet, and takes orders once it is ready.

        Raises `ReadingBrokeOff`.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        configuration = {
            "control": theirs.fileno(),
            "path": [os.path.abspath(path) for path in sys.path],  # noqa: PTH100 - the nursery starts elsewhere
            "preload": list(equipment.preload),
            "prepare": list(equipment.prepare),
            "readable": [str(path.absolute()) for path in equipment.readable],
        }
        with theirs:
            try:
                process = started(configuration)
            except OSError as error:
                ours.close()
                raise ReadingBrokeOff("no process can be started") from error
        return cls(process, ours)

    def await_ready(self) -> None:
        """Wait until the nursery has loaded what it holds. Raises `ReadingBrokeOff`, and then it is gone."""
        self._control.settimeout(_START_SECONDS)
        try:
            ready = self._control.recv(LARGEST_PACKET)
            self.missing = read_missing(orjson.loads(ready)["ready"])
        except (OSError, ValueError, KeyError) as error:
            self._control.close()
            self._process.kill()
            self._process.wait()
            raise ReadingBrokeOff("the nursery does not start") from error
        self._control.setblocking(True)

    def give_up(self) -> None:
        """Let nobody wait any longer for the nursery to be ready; for any thread."""
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)

    def fileno(self) -> int:
        """Return the descriptor that is readable when there is something to hear."""
        return self._control.fileno()

    def order(self, order: Order, descriptors: Sequence[int]) -> None:
        """Have a child made. Raises `ReadingBrokeOff` where the nursery is gone."""
        try:
            socket.send_fds(self._control, [packed_order(order)], descriptors)
        except OSError as error:
            raise ReadingBrokeOff("the nursery does not listen") from error

    def kill(self, number: int) -> None:
        """Have a child killed; that it is gone is heard later."""
        self._tell({"kill": number})

    def ping(self) -> None:
        """Ask whether the nursery is there; a `Pong` is heard later."""
        self._tell({"ping": True})

    def hear(self) -> Ended | Pong | Gone:
        """Take what the nursery says next."""
        try:
            packet = self._control.recv(LARGEST_PACKET)
            message = orjson.loads(packet) if packet else {}
            if "ended" in message:
                return Ended(int(message["ended"]), int(message["code"]))
        except (OSError, ValueError, KeyError):
            return Gone()
        return Pong() if "pong" in message else Gone()

    def end(self) -> None:
        """End the nursery with all its children; when this returns they are gone."""
        self._control.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _tell(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            self._control.send(orjson.dumps(message))
