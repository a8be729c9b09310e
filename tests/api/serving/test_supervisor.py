"""Processes under a supervisor: started, replaced, stopped. They do nothing, so that they do it quickly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.processes import descendants, ended

# Each tells its number and id on a line; what it does then, the first argument says.
_PROGRAM = """
import logging, os, select, signal, sys, time
from api.serving.supervisor import Supervisor

logging.basicConfig(format="%(message)s")

def say(line):
    # Whole, whoever writes at the same time.
    os.write(1, f"{line}\\n".encode())

def run(child):
    say(f"{child.number} {os.getpid()}")
    if sys.argv[1] == "dies at start":
        return 7
    if sys.argv[1] == "dies at every later start" and os.path.exists(sys.argv[2]):
        return 7
    if sys.argv[1] == "does not hear":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    child.ready()
    select.select([child.parent], [], [])
    return 0

def all_ready():
    if len(sys.argv) > 2:
        open(sys.argv[2], "w").close()
    say("ready")

supervisor = Supervisor(2, run, all_ready=all_ready, stop_seconds=0.5)
code = supervisor.run()
say(f"stopped by {supervisor.stop_signal}")
sys.exit(code)
"""


class Watched:
    """A supervisor as a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.seen: list[tuple[int, int]] = []

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def until_ready(self) -> dict[int, int]:
        """Return the ids of its processes by their numbers."""
        while (line := self.line()) != "ready":
            number, process_id = map(int, line.split())
            self.seen.append((number, process_id))
        return dict(self.seen)

    def next_start(self) -> tuple[int, int]:
        number, process_id = map(int, self.line().split())
        return number, process_id


@contextmanager
def supervised(*arguments: str) -> Iterator[Watched]:
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *arguments],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Watched(process)
        finally:
            process.kill()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_all_are_stopped_when_it_is_told_to(how: signal.Signals) -> None:
    with supervised("runs") as watched:
        children = watched.until_ready()
        assert sorted(children) == [0, 1]
        watched.process.send_signal(how)
        assert watched.line() == f"stopped by {how}"
        assert watched.process.wait(30) == 0
        assert all(map(ended, children.values()))


def test_a_dead_one_is_replaced_and_the_others_are_left_alone() -> None:
    with supervised("runs") as watched:
        children = watched.until_ready()
        os.kill(children[1], signal.SIGKILL)
        number, process_id = watched.next_start()
        assert number == 1
        assert process_id not in children.values()
        assert set(descendants(watched.process.pid)) == {children[0], process_id}


def test_one_that_cannot_start_at_the_beginning_ends_all() -> None:
    with supervised("dies at start") as watched:
        assert watched.process.wait(30) == 1
        assert watched.process.stderr is not None
        assert "could not start: it ended with 7" in watched.process.stderr.read()


def test_one_that_dies_at_each_later_start_is_tried_ever_more_seldom(tmp_path: Path) -> None:
    with supervised("dies at every later start", str(tmp_path / "begun")) as watched:
        children = watched.until_ready()
        os.kill(children[0], signal.SIGKILL)
        starts = [watched.next_start() for _ in range(3)]
        assert [number for number, _ in starts] == [0, 0, 0]
        # The other goes on serving meanwhile.
        assert children[1] in descendants(watched.process.pid)
        watched.process.send_signal(signal.SIGTERM)
        assert watched.process.wait(30) == 0
        assert watched.process.stderr is not None
        told = watched.process.stderr.read()
        for seconds in ("0.5", "1", "2"):
            assert f"another takes its place in {seconds} s" in told


def test_one_that_does_not_stop_is_killed() -> None:
    with supervised("does not hear") as watched:
        children = watched.until_ready()
        watched.process.send_signal(signal.SIGTERM)
        assert watched.process.wait(30) == 0
        assert all(map(ended, children.values()))


def test_they_end_with_a_supervisor_that_was_killed() -> None:
    with supervised("runs") as watched:
        children = watched.until_ready()
        watched.process.kill()
        assert all(map(ended, children.values()))
