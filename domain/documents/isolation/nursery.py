"""The nursery: a process that has the readers loaded and forks a child for each file.

It is started with an empty environment, leaves the host's namespaces, loads what its lanes need, and then
only forks, kills and buries, as its server says. It never looks into a file nor at an answer. When its server
is gone it ends, and with it, as it is the first of its process namespace, every child.

A child reads one file and ends, so that nothing of one file is there when the next is read.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import orjson

from domain.documents.isolation.child import missing_measures, named, work
from domain.documents.isolation.confinement import (
    Confinement,
    end_with_parent,
    leave_namespaces,
    library_paths,
)
from domain.documents.isolation.messages import LARGEST_PACKET, Order, read_order

_MOST_DESCRIPTORS = 8
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


def main() -> None:
    """Run until the server's end of the socket is closed. `sys.argv[1]` holds the configuration as JSON."""
    configuration = json.loads(sys.argv[1])
    control = socket.socket(fileno=configuration["control"])
    # Ctrl+C in a terminal is the server's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    missing = leave_namespaces()
    # After that: the kernel forgets it with a change of what the process may do.
    end_with_parent()
    inner = os.fork()
    if inner:
        control.close()
        _, status = os.waitpid(inner, 0)
        os._exit(0 if status == 0 else 1)
    end_with_parent()
    # Nothing of what is loaded is garbage; looking for it takes a fifth of the time.
    gc.disable()
    for module in configuration["preload"]:
        importlib.import_module(module)
    for function in configuration["prepare"]:
        named(function)()
    # What is there stays, and is shared with children as long as nobody writes to it.
    gc.collect()
    gc.freeze()
    gc.enable()
    # A child lives for a file: what it leaves behind in circles goes with it.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    confinement = Confinement.prepared([*library_paths(), *map(Path, configuration["readable"])])
    _Nursery(control, confinement).run((*missing, *missing_measures(confinement)))
    os._exit(0)


class _Nursery:
    def __init__(self, control: socket.socket, confinement: Confinement) -> None:
        self._control = control
        self._confinement = confinement
        self._children: dict[int, int] = {}
        self._woken, waking = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def run(self, missing: tuple[str, ...]) -> None:
        self._send({"ready": missing})
        while True:
            control = self._control.fileno()
            readable, _, _ = select.select([control, self._woken], [], [])
            if self._woken in readable:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._woken, 4096)
                self._bury()
            if control in readable and not self._obey():
                return

    def _obey(self) -> bool:
        try:
            packet, descriptors, _, _ = socket.recv_fds(self._control, LARGEST_PACKET, _MOST_DESCRIPTORS)
        except ConnectionResetError:
            # The server closed its end before it had heard all that was said.
            return False
        if not packet:
            return False
        message = orjson.loads(packet)
        if "kill" in message:
            self._kill(message["kill"])
        elif "ping" in message:
            self._send({"pong": message["ping"]})
        else:
            try:
                self._fork(read_order(message), descriptors)
            finally:
                for descriptor in descriptors:
                    os.close(descriptor)
        return True

    def _fork(self, order: Order, descriptors: list[int]) -> None:
        try:
            child = os.fork()
        except OSError:
            # As if the system had killed it: that is not the file's fault either.
            self._send({"ended": order.number, "code": -signal.SIGKILL})
            return
        if child == 0:
            work(order, descriptors, self._confinement)
        self._children[child] = order.number

    def _kill(self, number: int) -> None:
        for child, of in self._children.items():
            if of == number:
                # With its group, where it got so far; it cannot have left it, nor made another.
                for kill in (os.killpg, os.kill):
                    with contextlib.suppress(ProcessLookupError):
                        kill(child, signal.SIGKILL)

    def _bury(self) -> None:
        while True:
            try:
                child, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if child == 0:
                return
            number = self._children.pop(child, None)
            if number is not None:
                self._send({"ended": number, "code": os.waitstatus_to_exitcode(status)})

    def _send(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._control.send(orjson.dumps(message))
