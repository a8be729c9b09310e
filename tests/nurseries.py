"""Nurseries forked from a process that has the readers loaded: to load them takes a second.

What runs is the product's nursery, with an environment, outputs and confinement as its own start gives it.
Only its parent is another, so a server knows it by a descriptor.
"""

from __future__ import annotations

import gc
import importlib
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from domain.analyses.reading import READERS
from domain.documents.isolation import link, nursery
from domain.documents.isolation.child import named

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from tests.nurseries import main; main()"
logger = logging.getLogger(__name__)
# Of the descriptors of the process that forks, and of those that it forks.
_STDIN, _STDOUT, _STDERR, _ASKED = range(4)
_LARGEST = 64 * 2**10


@cache
def asked() -> int:
    """Start the process that forks them; it goes when nobody has the descriptor any more that is returned."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    path = [str(Path(__file__).parents[1]), *map(os.path.abspath, sys.path)]
    with theirs:
        os.posix_spawn(
            sys.executable,
            [sys.executable, "-I", "-c", _START, json.dumps(path)],
            link.ENVIRONMENT,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, _STDIN, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, _STDOUT, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_DUP2, theirs.fileno(), _ASKED),
            ],
        )
    # A server that asks holds up all that it does until it is answered.
    assert ours.recv(1), "the readers cannot be loaded"
    return ours.detach()


def take_from(asked: int) -> None:
    """Have the nurseries of this process forked by who is asked by this descriptor."""
    vars(link)["started"] = started_by(asked)


def started_by(asked: int) -> Callable[[dict[str, Any]], _Forked]:
    """Return what has them forked, in place of the product's `link.started`."""

    def started(configuration: dict[str, Any]) -> _Forked:
        reply, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with reply, socket.socket(fileno=os.dup(asked)) as asking:
            with theirs:
                given = [configuration["control"], _STDERR, theirs.fileno()]
                socket.send_fds(asking, [json.dumps(configuration).encode()], given)
            _, (process,), _, _ = socket.recv_fds(reply, 1, 1)
        return _Forked(process)

    return started


class _Forked:
    """A nursery, as far as `subprocess.Popen` is used of it."""

    def __init__(self, process: int) -> None:
        self._process = process

    def __del__(self) -> None:
        os.close(self._process)

    def wait(self, timeout: float | None = None) -> None:
        if not select.select([self._process], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("nursery", timeout or 0.0)

    def kill(self) -> None:
        if not select.select([self._process], [], [], 0)[0]:
            signal.pidfd_send_signal(self._process, signal.SIGKILL)


def main() -> None:
    """Fork a nursery whenever asked to, until nobody is left who could."""
    os.chdir("/")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    for module in READERS.preload:
        importlib.import_module(module)
    for function in READERS.prepare:
        named(function)()
    gc.collect()
    gc.freeze()
    gc.enable()
    children: dict[int, int] = {}
    with socket.socket(fileno=_ASKED) as asked:
        asked.send(b".")
        while True:
            readable, _, _ = select.select([_ASKED, *children], [], [])
            for process in set(readable) & set(children):
                os.waitpid(children.pop(process), 0)
                os.close(process)
            if _ASKED in readable:
                packet, given, _, _ = socket.recv_fds(asked, _LARGEST, 3)
                if not packet:
                    return
                child = os.fork()
                if child == 0:
                    _become(json.loads(packet), *given)
                process = os.pidfd_open(child)
                children[process] = child
                with socket.socket(fileno=given.pop()) as reply:
                    socket.send_fds(reply, [b"."], [process])
                for descriptor in given:
                    os.close(descriptor)


def _become(configuration: dict[str, Any], control: int, stderr: int, reply: int) -> None:
    try:
        os.dup2(stderr, _STDERR)
        os.dup2(control, _ASKED)
        os.closerange(_ASKED + 1, os.sysconf("SC_OPEN_MAX"))
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        configuration["control"] = _ASKED
        configuration["prepare"] = [each for each in configuration["prepare"] if each not in READERS.prepare]
        sys.argv = ["nursery", json.dumps(configuration)]
        nursery.main()
    except Exception:
        logger.exception("a nursery broke off")
    finally:
        os._exit(1)
