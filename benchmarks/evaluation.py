"""`make eval`: what the analysis reads from the development resumes, scored against their labels.

For each set: the scorer's table, whole and by language; a line for each layout; how often a value was
made up where the label has none; seconds a file. Over all sets: how far the confidence of values is to be
trusted, on the sets that it was fitted to and on the others. `--json` keeps the scorer's figures, to be
compared with those of another day.

The resumes lie beside the project, in `../shared`; they are not part of it. Where they are absent this
says so and does nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import anyio

from api.cli.batch import prediction
from api.settings import Settings
from domain.analyses.declaring import Many, One, plain
from domain.analyses.evidence import FILLER_CONFIDENCE
from domain.analyses.fields import FIELDS
from domain.analyses.models import Analysis
from domain.analyses.reading import READERS, RECOGNISERS, SandboxedReader
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import media_type_of
from domain.documents.isolation.sandbox import Sandbox
from tools.judging import (
    FITTED_SETS,
    RESUMES,
    SCORER,
    SETS,
    TODAY,
    Judged,
    LabelledSet,
    Value,
    brier,
    figures_of,
    judge,
    load_scorer,
    mean_confidence,
    resume_files,
    share_right,
)

_LAYOUT_FIELDS = (
    "name",
    "email",
    "phone",
    "age",
    "career_interest",
    "highest_degree",
    "schools",
    "companies",
    "titles",
    "experience",
    "education",
)
_FAMILIES = {
    "LaTeX and Typst": ("latex", "typst", "altacv", "moderncv"),
    "tables and forms": ("table", "form"),
    "text boxes": ("text box",),
    "two columns, side bars": ("two-column", "sidebar"),
    "printed by a browser": ("browser", "chromium", "weasyprint"),
    "one column": ("single-column", "one column", "reportlab"),
}
_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


@dataclass(frozen=True, slots=True)
class Read:
    """A file's analysis, or why there is none."""

    file: str
    analysis: Analysis | None
    seconds: float
    error: str | None


def main() -> int:
    """Evaluate every set; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--today", default=TODAY, help="the day on which ages are told")
    parser.add_argument("--misses", metavar="FIELD", help="show the files where FIELD is wrong instead")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures of every set there")
    options = parser.parse_args()
    if not SCORER.exists():
        print(f"There is no {SCORER}: the development resumes are not here, so nothing is evaluated.")
        return 0
    scorer = load_scorer()
    today = date.fromisoformat(options.today)
    judged: dict[str, list[Judged]] = defaultdict(list)
    figures: dict[str, Any] = {}
    for name in SETS:
        print(f"\n### {name}", flush=True)
        labelled = LabelledSet.load(scorer, name)
        reads = anyio.run(read_files, RESUMES / name, resume_files(RESUMES / name))
        predictions = {
            read.file: prediction(
                read.file, read.analysis, today=today, seconds=read.seconds, error=read.error
            )
            for read in reads
        }
        figures[name] = figures_of(scorer, labelled, predictions, today)
        print_tables(name, list(predictions.values()), options.today, options.misses)
        if not options.misses:
            print_layouts(scorer, labelled, predictions, today)
            print_made_up(scorer, labelled, predictions, today)
            where = "the sets it was fitted to" if name in FITTED_SETS else "other sets"
            judged[where] += judge(scorer, labelled, {read.file: values_of(read.analysis) for read in reads})
            print_seconds(labelled, reads)
    for where, values in judged.items():
        print_calibration(where, values)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


async def read_files(folder: Path, files: Sequence[str]) -> list[Read]:
    """Read files of a folder in the sandbox, one after the other, as the server does."""
    settings = Settings()
    sandbox = Sandbox(
        workers=1,
        time_limit_seconds=settings.analysis_timeout_seconds,
        slow_time_limit_seconds=settings.analysis_slow_timeout_seconds,
        memory_limit_bytes=settings.analysis_memory_bytes,
        equipment=READERS,
        ocr_equipment=RECOGNISERS,
    )
    with sandbox:
        reader = SandboxedReader(sandbox)
        # The first file would else pay for the start of the nursery.
        await reader.check()
        return [await _read(reader, folder, file) for file in files]


async def _read(reader: SandboxedReader, folder: Path, file: str) -> Read:
    started = time.perf_counter()
    analysis, error = None, None
    try:
        media_type = media_type_of(folder / file)
        if media_type is None:
            raise ReadFailure(FailureCode.UNSUPPORTED_TYPE)
        analysis = (await reader.read_through(folder / file, media_type=media_type)).analysis
    except ReadFailure as failure:
        error = failure.code.value
    return Read(file, analysis, time.perf_counter() - started, error)


_FIELDS = {field.name: field for field in FIELDS if isinstance(field, (One, Many))}


def values_of(analysis: Analysis | None) -> list[Value]:
    """Return an analysis's values with their confidence; an age made of the birth date is left out."""
    values: list[Value] = []
    for evidence in analysis.evidence if analysis else ():
        field = _FIELDS[evidence.field]
        found: Any = None if analysis is None else analysis[field]
        value = found if evidence.index is None else found[evidence.index]
        # Filler is low by decree, not by how often it is wrong.
        if value is not None and evidence.confidence > FILLER_CONFIDENCE:
            values.append((field, plain(value), evidence.confidence))
    return values


def print_tables(name: str, predictions: list[dict[str, Any]], today: str, misses: str | None) -> None:
    """Print the scorer's own table, by language."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "predictions.jsonl"
        file.write_text(
            "".join(json.dumps(item, ensure_ascii=False, default=str) + "\n" for item in predictions),
            encoding="utf-8",
        )
        command = [sys.executable, str(SCORER), "labels.jsonl", str(file), "--manifest", "MANIFEST.tsv"]
        command += ["--today", today, "--by", "lang", *(["--misses", misses] if misses else [])]
        subprocess.run(command, cwd=RESUMES / name, check=True)
    sys.stdout.flush()


def print_layouts(
    scorer: Any, labelled: LabelledSet, predictions: dict[str, dict[str, Any]], today: date
) -> None:
    """Print F1 (of the degree: accuracy) by kind of file and by layout; a content group counts once."""
    rows = [
        {
            **row,
            "kind": kind_of(labelled, row["file"]),
            "family": family_of(
                row.get("layout") or labelled.manifest.get(row["file"], {}).get("layout", "")
            ),
        }
        for row in labelled.labels
    ]
    print(f"\nF1 (degree: accuracy)\n{'files':>5} {'  '.join(f[:6].rjust(6) for f in _LAYOUT_FIELDS)}")
    for by in ("kind", "family", "layout"):
        parts = scorer.evaluate(rows, predictions, labelled.manifest, today=today, by=by)["parts"]
        for name, part in parts.items():
            if by != "kind" and name == "all":
                continue
            cells = []
            for field in _LAYOUT_FIELDS:
                figures = part["fields"].get(field, {}).get("group", {})
                value = figures.get("accuracy" if field == "highest_degree" else "f1")
                cells.append("     -" if value is None else f"{value:6.3f}")
            print(f"{part['files']:>5} {'  '.join(cells)}  {name}")


def family_of(layout: str) -> str:
    """Return what layouts of a kind have in common."""
    words = layout.casefold()
    return next((name for name, signs in _FAMILIES.items() if any(sign in words for sign in signs)), "other")


def kind_of(labelled: LabelledSet, file: str) -> str:
    """Return the kind of a file: its format, or that it is a picture."""
    row = labelled.manifest.get(file, {})
    scanned = "scan" in row.get("derivation", "") or row.get("format") in ("jpg", "png")
    return "picture or scan" if scanned else row.get("format", "-")


def print_made_up(
    scorer: Any, labelled: LabelledSet, predictions: dict[str, dict[str, Any]], today: date
) -> None:
    """Print how many of the labels that are null, or an empty list, got a value."""
    groups = labelled.groups()
    sizes = Counter(groups.values())
    nulls: dict[str, float] = defaultdict(float)
    made_up: dict[str, float] = defaultdict(float)
    for row in labelled.labels:
        weight = 1 / sizes[groups[row["file"]]]
        read = predictions.get(row["file"], {})
        for field in scorer.SCALARS:
            if field == "age_printed":
                continue
            scored = scorer.score_scalar(field, row, read, today)
            if scored is not None and row.get(field) is None and not (field == "age" and row.get("birth")):
                nulls[field] += weight
                made_up[field] += weight * (scored[1] > 0)
        for field in scorer.LISTS:
            # Of skills only recall is scored: an empty label is no statement that there are none.
            scored = None if field == "skills" else scorer.score_list(field, row, read)
            if scored is not None and not row[field] and not row.get(f"{field}_incomplete"):
                nulls[field] += weight
                made_up[field] += weight * bool(read.get(field))
    total = sum(made_up.values()) / (sum(nulls.values()) or 1)
    print(f"\nMade up: {total:.1%} of {sum(nulls.values()):.0f} null labels (a content group counts once)")
    for field in nulls:
        if made_up[field]:
            print(f"  {field:<20}{made_up[field]:6.1f} of {nulls[field]:.0f}")


def print_seconds(labelled: LabelledSet, reads: list[Read]) -> None:
    """Print the wall time a file, isolation included, by kind of file."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for read in reads:
        kinds[kind_of(labelled, read.file)].append(read.seconds)
    print("\nSeconds a file       files  median    p95")
    for kind, seconds in sorted(kinds.items()):
        seconds.sort()
        p95 = seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))]
        print(f"{kind:<20}{len(seconds):>6}{seconds[len(seconds) // 2]:>8.3f}{p95:>7.3f}")


def print_calibration(where: str, judged: list[Judged]) -> None:
    """Print how the confidence of values compares with how many are right."""
    print(f"\n### confidence on {where}\n\nfamily      values   right  expected   Brier")
    families: dict[str, list[Judged]] = defaultdict(list)
    for item in judged:
        families[item.family].append(item)
        families["all"].append(item)
    for family, items in families.items():
        print(
            f"{family:<10}{len(items):>8}{share_right(items):>8.3f}{mean_confidence(items):>10.3f}"
            f"{brier(items):>8.4f}"
        )
    print("\nconfidence    values   right  expected")
    for low, high in pairwise(_BINS):
        items = [item for item in judged if low <= item.confidence < high]
        if items:
            print(
                f"{low:.2f} – {min(high, 1):.2f}{len(items):>8}{share_right(items):>8.3f}"
                f"{mean_confidence(items):>10.3f}"
            )


if __name__ == "__main__":
    sys.exit(main())
