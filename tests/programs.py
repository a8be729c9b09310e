"""The product's processes, forked from one that has the program loaded: to load it takes most of a second.

What runs is the command line, with arguments, an environment and outputs of its own.
"""

from __future__ import annotations

import atexit
import importlib
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from functools import cache
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from multiprocessing.reduction import DupFd
from pathlib import Path
from types import ModuleType
from typing import Any

from tests import nurseries

PROJECT = Path(__file__).parents[1]
_STDOUT, _STDERR = 1, 2
# A start looks at all processes, and an exit code is told only once.
_one_at_a_time = threading.Lock()


class Nursery(Enum):
    """Where a process of the program gets its nursery."""

    FORKED = "forked"
    """From a process that has the readers loaded."""
    ITS_OWN = "its own"
    """It starts one as it does for its users."""


def command_line() -> None:
    """Run the program's command line."""
    from api.cli import main

    main()


class Started:
    """A process of the program.

    Args:
        arguments: What follows the program's name on its command line.
        environment: All of its environment.
        stdout, stderr: Descriptors that it writes to.
        main: What it runs.
        nursery: Where that of its readers comes from.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        stdout: int = _STDOUT,
        stderr: int = _STDERR,
        main: Callable[[], None] = command_line,
        nursery: Nursery = Nursery.FORKED,
    ) -> None:
        with _one_at_a_time, _without_main():
            asked = [nurseries.asked()] if nursery is Nursery.FORKED else []
            given = _Descriptors([stdout, stderr, *asked])
            self._process = _loaded().Process(target=_run, args=(main, [*arguments], {**environment}, given))
            self._process.start()
        assert self._process.pid is not None
        self.pid: int = self._process.pid

    def poll(self) -> int | None:
        """Return its exit code if it has ended: negative for a signal."""
        with _one_at_a_time:
            return self._process.exitcode

    def wait(self, seconds: float = 60) -> int:
        """Wait for its end and return its exit code."""
        wait([self._process.sentinel], seconds)
        if (code := self.poll()) is None:
            raise subprocess.TimeoutExpired(self._process.name, seconds)
        return code

    def runs(self, seconds: float = 0.0) -> bool:
        """Wait for its end for so long at most; tell whether it goes on."""
        wait([self._process.sentinel], seconds)
        return self.poll() is None

    def send_signal(self, kind: signal.Signals) -> None:
        """Send it a signal, if it has not ended."""
        if self.poll() is None:
            os.kill(self.pid, kind)


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and return what it wrote."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = Started(arguments, environment, stdout=out.fileno(), stderr=err.fileno())
        try:
            code = started.wait()
        except BaseException:
            started.send_signal(signal.SIGKILL)
            raise
        written = [(file.seek(0), file.read().decode())[1] for file in (out, err)]
    return subprocess.CompletedProcess(list(arguments), code, *written)


class _Descriptors(tuple[int, ...]):
    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        # Pickled for the process that is forked, which is sent the descriptors themselves.
        return _received, tuple(map(DupFd, self))


def _received(*sent: Any) -> _Descriptors:
    return _Descriptors(each.detach() for each in sent)


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the main module of the tests, which would be run again in each process."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@cache
def _loaded() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.loaded"])
    return context


def _run(
    main: Callable[[], None], arguments: Sequence[str], environment: Mapping[str, str], given: _Descriptors
) -> None:
    stdout, stderr, *asked = given
    for ours, standard in ((stdout, _STDOUT), (stderr, _STDERR)):
        os.dup2(ours, standard)
        os.close(ours)
    for each in asked:
        nurseries.take_from(each)
    os.chdir(PROJECT)
    os.environ.clear()
    os.environ.update(environment)
    # It sets what libraries look for in the environment.
    importlib.reload(importlib.import_module("domain"))
    sys.argv = ["resume-gateway", *arguments]
    try:
        main()
    finally:
        # A forked process leaves these out.
        atexit._run_exitfuncs()
