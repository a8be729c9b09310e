"""Trains the tagger of employers, titles and schools on the labelled resumes.

    python -m tools.train_tagger [--documents FILE]

Writes `domain/analyses/tagging/data/weights.tsv`. A content group counts once, the invented resumes and the
files that are held out not at all.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.analyses.arbitration import ruled
from domain.analyses.pairs import Pairs
from domain.analyses.readers import Readers
from domain.analyses.tagging.atoms import Row, rows_of
from domain.analyses.tagging.features import Kind, Ruled, features_of
from domain.analyses.tagging.model import LABELS, WEIGHTS, Weights
from domain.analyses.text import read_text
from domain.documents.models import Document
from domain.vocabulary.languages import Language
from tools.documents import Key, read_documents
from tools.judging import INVENTED, LabelledSet, load_scorer, load_sets
from tools.labelling import labels_of

Floats = NDArray[np.float64]
_MEMORY = 8
_ROUNDS = 120
_PENALTY = 1.0
_LEAST_REPOSITORIES = 2
_SEED = 7
_SPOILT = 0.35
"""Which part of what the rules found the model is told wrongly: the rules were made with the same files."""

_CHUNK = 500
"""Atoms at a time: what is gathered for them stays in the processor's cache."""


@dataclass(frozen=True)
class Example:
    """A resume to learn from, or to try what was learnt."""

    key: Key
    repository: str
    weight: float
    rows: list[Row]
    pairs: Pairs
    ruled: tuple[Ruled, ...]
    chinese: bool
    body_size: float | None
    labels: list[int]

    def features(self, ruled: Iterable[Ruled]) -> list[list[str]]:
        return features_of(self.rows, self.pairs, ruled, chinese=self.chinese, body_size=self.body_size)


def read_examples(
    scorer: Any, sets: Iterable[LabelledSet], documents: Mapping[Key, Document]
) -> list[Example]:
    """Return what there is to learn from: the atoms of each resume, what the rules found, and the labels."""
    found: list[Example] = []
    for labelled in sets:
        groups = labelled.groups()
        sizes = Counter(groups.values())
        for row in labelled.labels:
            key = (labelled.name, row["file"])
            if key not in documents:
                continue
            resume = Readers(read_text(documents[key]))
            rows = rows_of(resume.sections)
            found.append(
                Example(
                    key,
                    labelled.repository(row["file"]),
                    1 / sizes[groups[row["file"]]],
                    rows,
                    resume.pairs,
                    tuple(ruled(resume.ruled_jobs, resume.ruled_schools)),
                    resume.text.language is Language.CHINESE,
                    resume.text.body_size,
                    labels_of(scorer, rows, row),
                )
            )
    return found


def fit_folds(examples: Sequence[Example], folds: Mapping[str, int]) -> dict[int, Weights]:
    """Return for each fold the weights that have not seen its repositories."""
    return {
        fold: fit([example for example in examples if folds[example.repository] != fold])
        for fold in sorted(set(folds.values()))
    }


def main() -> int:
    """Train and write; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", metavar="FILE", type=Path, help="keep the files' documents there")
    options = parser.parse_args()
    if (scorer := load_scorer()) is None:
        return 0
    sets = [labelled for labelled in load_sets(scorer) if labelled.name != INVENTED]
    examples = read_examples(scorer, sets, read_documents(sets, options.documents))
    weights = fit(examples)
    WEIGHTS.write_text(weights.written(), encoding="utf-8")
    print(f"{len(examples)} resumes, {len(weights.rows)} features, {WEIGHTS.stat().st_size:,} bytes")
    return 0


def _spoilt(example: Example, rng: random.Random) -> list[Ruled]:
    """Return what the rules found, with the mistakes they make on files that they were not tuned to."""
    kept: list[Ruled] = []
    lost = {kind for kind in Kind if rng.random() < 0.15}
    lines = [row for row in example.rows if row.atoms]
    for one in example.ruled:
        chance = rng.random()
        if one.kind in lost or chance < _SPOILT * 0.6:
            continue
        if chance < _SPOILT * 0.8:
            # Another part of the line, or of a neighbour.
            near = [row for row in lines if abs(row.line.index - one.line) <= 1]
            if near:
                row = rng.choice(near)
                kept.append(replace(one, line=row.line.index, text=rng.choice(row.atoms).text))
        elif chance < _SPOILT:
            other = {Kind.COMPANY: Kind.TITLE, Kind.TITLE: Kind.COMPANY, Kind.SCHOOL: Kind.COMPANY}[one.kind]
            kept.append(replace(one, kind=other))
        else:
            kept.append(one)
    for kind in (Kind.COMPANY, Kind.TITLE):
        if lines and rng.random() < _SPOILT:
            row = rng.choice(lines)
            kept.append(Ruled(kind, row.line.index, rng.choice(row.atoms).text))
    return kept


@dataclass(frozen=True)
class _Batch:
    """Sequences of atoms as arrays: one row an atom, padded sequences of their numbers."""

    features: NDArray[np.intp]
    order: NDArray[np.intp]
    starts: NDArray[np.intp]
    present: NDArray[np.intp]
    labels: NDArray[np.intp]
    weights: Floats
    table: NDArray[np.intp]
    lengths: NDArray[np.intp]


def fit(examples: Sequence[Example]) -> Weights:
    """Return weights of greatest likelihood, less a penalty on their squares."""
    rng = random.Random(_SEED)
    sequences: list[tuple[list[list[str]], list[int], float]] = []
    seen: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        features = example.features(_spoilt(example, rng))
        if features:
            sequences.append((features, example.labels, example.weight))
        for found in features:
            for name in found:
                seen[name].add(example.repository)
    names = {
        name: row
        for row, name in enumerate(
            sorted(name for name, repositories in seen.items() if len(repositories) >= _LEAST_REPOSITORIES)
        )
    }
    batch = _batch(sequences, names)
    size = len(names) * len(LABELS)

    def loss(flat: Floats) -> tuple[float, Floats]:
        states, steps = flat[:size].reshape(-1, len(LABELS)), flat[size:].reshape(len(LABELS), -1)
        value, state_slope, step_slope = _likelihood(batch, states, steps)
        slope = np.concatenate([state_slope.ravel(), step_slope.ravel()]) + _PENALTY * flat
        return value + 0.5 * _PENALTY * float(flat @ flat), slope

    flat = minimise(loss, np.zeros(size + len(LABELS) ** 2), rounds=_ROUNDS)
    states, steps = flat[:size].reshape(-1, len(LABELS)), flat[size:].reshape(len(LABELS), -1)
    heavy = np.abs(states).max(axis=1) >= 0.02
    kept = [name for name, row in names.items() if heavy[row]]
    return Weights({name: row for row, name in enumerate(kept)}, states[heavy], steps)


def _batch(sequences: Sequence[tuple[list[list[str]], list[int], float]], names: dict[str, int]) -> _Batch:
    atoms: list[list[int]] = []
    labels: list[int] = []
    weights: list[float] = []
    spans: list[range] = []
    for features, tags, weight in sequences:
        spans.append(range(len(atoms), len(atoms) + len(features)))
        atoms += [[names[name] for name in dict.fromkeys(found) if name in names] for found in features]
        labels += tags
        weights.append(weight)
    widest = max(map(len, atoms))
    none = len(names)
    table = np.full((len(atoms), widest), none, dtype=np.intp)
    for row, found in enumerate(atoms):
        table[row, : len(found)] = found
    flat = table.ravel()
    real = np.flatnonzero(flat != none)
    order = real[np.argsort(flat[real], kind="stable")]
    present, starts = np.unique(flat[order], return_index=True)
    longest = max(map(len, spans))
    padded = np.full((len(spans), longest), -1, dtype=np.intp)
    for number, span in enumerate(spans):
        padded[number, : len(span)] = span
    return _Batch(
        table,
        order // widest,
        starts,
        present,
        np.array(labels),
        np.array(weights),
        padded,
        np.array([len(span) for span in spans]),
    )


def _likelihood(batch: _Batch, states: Floats, steps: Floats) -> tuple[float, Floats, Floats]:
    """Return the negative logarithm of the likelihood, and its slopes."""
    count = states.shape[1]
    padded = np.vstack([states, np.zeros(count)])
    scores = np.concatenate(
        [
            padded[rows].sum(axis=1)
            for rows in np.array_split(batch.features, len(batch.features) // _CHUNK + 1)
        ]
    )
    largest = scores.max(axis=1, keepdims=True)
    powers = np.exp(scores - largest)
    moves = np.exp(steps)
    number, longest = batch.table.shape
    forward = np.zeros((longest, number, count))
    scale = np.ones((longest, number))
    for place in range(longest):
        active = np.flatnonzero(batch.lengths > place)
        at = batch.table[active, place]
        value = powers[at] if place == 0 else (forward[place - 1, active] @ moves) * powers[at]
        total = value.sum(axis=1)
        forward[place, active] = value / total[:, None]
        scale[place, active] = total
    slope = np.zeros_like(scores)
    step_slope = np.zeros((count, count))
    backward = np.ones((number, count))
    for place in range(longest - 1, -1, -1):
        active = np.flatnonzero(batch.lengths > place)
        at = batch.table[active, place]
        weight = batch.weights[active][:, None]
        slope[at] = forward[place, active] * backward[active] * weight
        if place:
            ahead = powers[at] * backward[active] / scale[place, active][:, None]
            step_slope += (weight * forward[place - 1, active]).T @ ahead * moves
            backward[active] = ahead @ moves.T
    value = float(batch.weights @ np.log(scale).sum(axis=0))
    atom_weight = np.repeat(batch.weights, batch.lengths)
    value += float(atom_weight @ largest[:, 0])
    places = np.arange(len(scores))
    value -= float(atom_weight @ scores[places, batch.labels])
    slope[places, batch.labels] -= atom_weight
    before = np.concatenate([batch.table[row, : length - 1] for row, length in enumerate(batch.lengths)])
    after = before + 1
    pairs = batch.labels[before], batch.labels[after]
    np.add.at(step_slope, pairs, -atom_weight[before])
    value -= float(atom_weight[before] @ steps[pairs])
    state_slope = np.zeros_like(states)
    state_slope[batch.present] = np.add.reduceat(slope[batch.order], batch.starts, axis=0)
    return value, state_slope, step_slope


def minimise(loss: Callable[[Floats], tuple[float, Floats]], at: Floats, *, rounds: int) -> Floats:
    """Return where a smooth function is least, by L-BFGS (Nocedal 1980) with backtracking."""
    value, slope = loss(at)
    changes: list[tuple[Floats, Floats, float]] = []
    for _ in range(rounds):
        direction = -slope
        coefficients = []
        for step, change, curvature in reversed(changes):
            coefficient = curvature * float(step @ direction)
            coefficients.append(coefficient)
            direction = direction - coefficient * change
        if changes:
            step, change, curvature = changes[-1]
            direction = direction / (curvature * float(change @ change))
        else:
            direction = direction / max(1.0, float(np.linalg.norm(slope)))
        for (step, change, curvature), coefficient in zip(changes, reversed(coefficients), strict=True):
            direction = direction + step * (coefficient - curvature * float(change @ direction))
        descent = float(direction @ slope)
        length = 1.0
        while True:
            there = at + length * direction
            new_value, new_slope = loss(there)
            if new_value <= value + 1e-4 * length * descent or length < 1e-8:
                break
            length /= 2
        step, change = there - at, new_slope - slope
        agreement = float(step @ change)
        if agreement > 1e-10:
            changes = [*changes[-(_MEMORY - 1) :], (step, change, 1 / agreement)]
        done = value - new_value < 1e-5 * max(1.0, abs(value))
        at, value, slope = there, new_value, new_slope
        if done:
            break
    return at


if __name__ == "__main__":
    raise SystemExit(main())
