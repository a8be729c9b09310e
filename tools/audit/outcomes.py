"""What an audit finds, and how tools are run."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]


class Skipped(Exception):
    """The audit cannot run here; the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How an audit ended; `findings` is empty where it held or could not run."""

    name: str
    findings: tuple[str, ...]
    skipped: str
    seconds: float

    def __str__(self) -> str:
        word = "skipped" if self.skipped else "FAILED" if self.findings else "held"
        line = f"{word:9}{self.name} ({self.seconds:.0f} s)" + (f": {self.skipped}" if self.skipped else "")
        return "\n".join([line, *(f"         {finding}" for finding in self.findings)])


def judge(name: str, audit: Callable[[], Sequence[str]]) -> Verdict:
    """Run one audit, which returns what it finds."""
    print(f"\n== {name}", flush=True)
    started = time.monotonic()
    findings: Sequence[str] = ()
    skipped = ""
    try:
        findings = audit()
    except Skipped as reason:
        skipped = str(reason)
    seconds = time.monotonic() - started
    return Verdict(name=name, findings=tuple(findings), skipped=skipped, seconds=seconds)


def run(
    command: Sequence[str], *, folder: Path = PROJECT, settings: Mapping[str, str] | None = None
) -> list[str]:
    """Run a tool, its output going to ours, and return a finding where it ends with another status than 0."""
    environment = {**os.environ, **(settings or {})}
    status = subprocess.run(command, cwd=folder, env=environment, check=False).returncode
    return [] if status == 0 else [f"{Path(command[0]).name} ended with status {status}; see above"]
