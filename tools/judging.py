"""Whether values that were read are right, by the scorer's own comparisons; their confidence beside it."""

from __future__ import annotations

import hashlib
import importlib.util
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from domain.analyses.declaring import Field, Many
from domain.analyses.fields import FIELDS, SKILLS

SHARED = Path(__file__).parents[2] / "shared"
SCORER = SHARED / "eval" / "score_extraction.py"
RESUMES = SHARED / "data" / "resumes"
SETS = ("invented", "public", "public_2", "public_3")
INVENTED = "invented"
"""Nothing is fitted to this set: a generator made it, and it is read without a mistake."""

TODAY = "2026-11-22"
FOLDS = 5
_WITH_HELD_OUT = "public_3"
_HELD_OUT_PART = 5

_LISTS = tuple(field for field in FIELDS if isinstance(field, Many))


@dataclass(frozen=True, slots=True)
class Judged:
    """A value: how sure it was said to be, and whether it is right. Files of one text weigh as one."""

    family: str
    confidence: float
    right: bool
    weight: float
    group: str


Value = tuple[Field[Any], Any, float]
"""A field, a value of it, and its confidence."""


def load_scorer() -> Any | None:
    """Return the scorer, a script beside the project, as a module; None, and say so, where it is absent."""
    if not SCORER.exists():
        print(f"There is no {SCORER}: the development resumes are not here, so nothing is done.")
        return None
    spec = importlib.util.spec_from_file_location("score_extraction", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class LabelledSet:
    """A set's labels and manifest."""

    name: str
    labels: list[dict[str, Any]]
    manifest: dict[str, dict[str, str]]

    @classmethod
    def load(cls, scorer: Any, name: str) -> LabelledSet:
        """Read a set by its name."""
        folder = RESUMES / name
        return cls(
            name, scorer.read_jsonl(folder / "labels.jsonl"), scorer.read_manifest(folder / "MANIFEST.tsv")
        )

    def part(self, *, held_out: bool = False) -> LabelledSet:
        """Return the set without the files that nobody looks at before the end, or those alone.

        They are a fifth of one set, by the repositories that they come from.
        """
        held = self.name == _WITH_HELD_OUT
        return replace(
            self,
            labels=[
                row
                for row in self.labels
                if (held and _is_held_out(self.repository(row["file"]))) is held_out
            ],
        )

    @property
    def files(self) -> list[str]:
        return [row["file"] for row in self.labels]

    def repository(self, file: str) -> str:
        """Return where a file comes from."""
        return self.manifest[file]["source_repo"]

    def groups(self) -> dict[str, str]:
        """Return which text each file has."""
        return {
            row["file"]: self.manifest.get(row["file"], {}).get("content_group")
            or row.get("same_content_group")
            or row["file"]
            for row in self.labels
        }


def load_sets(scorer: Any, *, held_out: bool = False) -> list[LabelledSet]:
    """Return all sets without the files that nobody looks at before the end, or those alone."""
    parts = (LabelledSet.load(scorer, name).part(held_out=held_out) for name in SETS)
    return [part for part in parts if part.labels]


def _is_held_out(repository: str) -> bool:
    return int(hashlib.sha256(repository.encode()).hexdigest(), 16) % _HELD_OUT_PART == 0


def folds_of(sets: Iterable[LabelledSet]) -> dict[str, int]:
    """Part the repositories of the sets into folds of about as many texts each."""
    texts: dict[str, set[str]] = {}
    for labelled in sets:
        for file, group in labelled.groups().items():
            texts.setdefault(labelled.repository(file), set()).add(group)
    folds: dict[str, int] = {}
    sizes = [0] * FOLDS
    for repository, found in sorted(texts.items(), key=lambda item: (-len(item[1]), item[0])):
        fold = sizes.index(min(sizes))
        folds[repository] = fold
        sizes[fold] += len(found)
    return folds


def figures_of(
    scorer: Any, labelled: LabelledSet, predictions: Mapping[str, Mapping[str, Any]], today: date
) -> dict[str, Any]:
    """Return the scorer's figures by language and field, those of each file and of each group of one text."""
    parts = scorer.evaluate(labelled.labels, predictions, labelled.manifest, today=today)["parts"]
    return {
        language: {"files": part["files"], "errors": part["errors"], "fields": part["fields"]}
        for language, part in parts.items()
    }


def judge(scorer: Any, labelled: LabelledSet, read: dict[str, list[Value]]) -> Iterator[Judged]:
    """Yield every value that the labels can tell right from wrong.

    Left out are fields without a label or with filler, and lists of which the label holds only a part. Of
    skills only the invented resumes have complete labels.
    """
    groups = labelled.groups()
    sizes = Counter(groups.values())
    today = date.fromisoformat(TODAY)
    for row in labelled.labels:
        group = groups[row["file"]]
        values = read.get(row["file"], [])
        singles = [value for value in values if value[0] not in _LISTS]
        found = [
            (field, confidence, outcome)
            for field, value, confidence in singles
            if (outcome := _single(scorer, row, field, value, today)) is not None
        ]
        for listed in _LISTS:
            if listed is SKILLS and labelled.name != INVENTED:
                continue
            found += _listed(scorer, row, listed, [value for value in values if value[0] is listed])
        for field, confidence, right in found:
            yield Judged(field.family, confidence, right, 1 / sizes[group], f"{labelled.name}/{group}")


def _single(scorer: Any, row: dict[str, Any], field: Field[Any], value: Any, today: date) -> bool | None:
    key = field.printed_key
    scored = scorer.score_scalar(key, row, {key: value}, today)
    return None if scored is None else bool(scored[0]) or bool(scored[3])


def _listed(
    scorer: Any, row: dict[str, Any], field: Field[Any], values: list[Value]
) -> Iterable[tuple[Field[Any], float, bool]]:
    key = field.printed_key
    if row.get(key) is None or key in row.get("placeholders", []) or row.get(f"{key}_incomplete"):
        return
    wanted = list(row[key])
    matched: set[int] = set()
    # Exact matches take their partner first, as in the scorer.
    for test in (lambda a, b: scorer.norm(a) == scorer.norm(b), scorer.fuzzy):
        for number, (_, value, _) in enumerate(values):
            if number not in matched and (hit := next((w for w in wanted if test(w, value)), None)):
                wanted.remove(hit)
                matched.add(number)
    for number, (_, _, confidence) in enumerate(values):
        yield field, confidence, number in matched


def brier(judged: list[Judged]) -> float:
    """Return the mean squared distance of confidence from what came true; 0 is best."""
    weight = sum(item.weight for item in judged)
    return sum(item.weight * (item.confidence - item.right) ** 2 for item in judged) / weight


def share_right(judged: list[Judged]) -> float:
    """Return which part of the values is right."""
    return sum(item.weight * item.right for item in judged) / sum(item.weight for item in judged)


def mean_confidence(judged: list[Judged]) -> float:
    """Return how much is expected to be right."""
    return sum(item.weight * item.confidence for item in judged) / sum(item.weight for item in judged)
