"""Ranked matches of the chosen resumes, as an earlier version of the product gave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

_RUNS = Path(__file__).parent / "runs"

Run = Mapping[str, Sequence[str]]
"""The codes of the positions matched with each resume, best first."""


def read_run(name: str) -> Run:
    """Return a run that was kept; empty where there is none of that name."""
    path = _RUNS / f"{name}.tsv"
    if not path.exists():
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return {key: tuple(codes.split()) for key, codes in rows}


def write_run(name: str, run: Run) -> None:
    """Keep a run."""
    _RUNS.mkdir(exist_ok=True)
    rows = ["resume\tpositions", *(f"{key}\t{' '.join(codes)}" for key, codes in sorted(run.items()))]
    (_RUNS / f"{name}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
