"""The resumes whose matches were graded. They lie beside the project and are told by their content alone."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import anyio

from benchmarks.evaluation.reading import read_files
from domain.analyses.models import Analysis
from tools.judging import RESUMES, SETS

_CHOSEN = Path(__file__).parent / "resumes.tsv"
_KEY_LENGTH = 16


class Chosen(NamedTuple):
    """A resume of the development set: its key, its language, and a key of where it comes from."""

    key: str
    language: str
    repository: str


@dataclass(frozen=True, slots=True)
class GradedResume:
    """A chosen resume as the product reads it; `analysis` is None where it refuses the file."""

    chosen: Chosen
    path: Path
    analysis: Analysis | None


def chosen_resumes() -> list[Chosen]:
    """Return which resumes were chosen."""
    lines = _CHOSEN.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    return [Chosen(*row.split("\t")) for row in rows[1:]]


def key_of(path: Path) -> str:
    """Return the key of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:_KEY_LENGTH]


def read_graded(kept: Path | None = None) -> list[GradedResume]:
    """Return those of the chosen resumes that are here, read in the sandbox as the server does.

    Args:
        kept: A file with what an earlier run read; it is written where it is missing.
    """
    if kept is not None and kept.exists():
        known: list[GradedResume] = pickle.loads(kept.read_bytes())
        return known
    resumes = anyio.run(_read, _found(chosen_resumes()))
    if kept is not None:
        kept.write_bytes(pickle.dumps(resumes))
    return resumes


def _found(chosen: Sequence[Chosen]) -> list[tuple[Chosen, Path]]:
    files = (path for name in SETS for path in (RESUMES / name).rglob("*") if path.is_file())
    paths = {key_of(path): path for path in files}
    return [(resume, paths[resume.key]) for resume in chosen if resume.key in paths]


async def _read(found: list[tuple[Chosen, Path]]) -> list[GradedResume]:
    reads = await read_files(RESUMES, [str(path.relative_to(RESUMES)) for _, path in found])
    return [
        GradedResume(chosen, path, read.analysis) for (chosen, path), read in zip(found, reads, strict=True)
    ]
