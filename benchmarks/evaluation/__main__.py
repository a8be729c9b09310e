"""`make eval`: what the analysis reads from the development resumes, scored against their labels.

For each set, two figures side by side: "tuned" is the product as it ships, which was made with these
files; "unseen" is the same product with everything that is fitted (the tagger) fitted without the
repositories that a file comes from. Rules that somebody wrote while looking at a file cannot be taken back
so: both are upper bounds on the sets that were looked at.

Over all sets: how far the confidence of values is to be trusted, by curves that were fitted without a
file's repository. Nothing is fitted to the invented set.

A fifth of public_3, by repositories, is held out: nobody looks at these files, nothing is fitted to them,
and only `--held-out` reads them. It is for the end of a piece of work: what is measured often is tuned to.

The resumes lie beside the project, in `../shared`; they are not part of it. Where they are absent this
says so and does nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import anyio

from api.cli.batch import prediction
from benchmarks.evaluation.confidence import print_confidence
from benchmarks.evaluation.reading import read_files, values_of
from benchmarks.evaluation.review import Reviewed, print_review, reviewed
from benchmarks.evaluation.tables import print_fields, print_layouts, print_seconds
from tools.calibration import fitted_values, try_curves
from tools.documents import read_documents
from tools.judging import (
    INVENTED,
    RESUMES,
    SCORER,
    TODAY,
    Judged,
    LabelledSet,
    judge,
    load_scorer,
    load_sets,
)
from tools.reads import Unseen, read_unseen


def main() -> int:
    """Evaluate every set; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--today", default=TODAY, help="the day on which ages are told")
    parser.add_argument(
        "--held-out", action="store_true", help="read the files nobody looks at, and no others"
    )
    parser.add_argument("--layouts", action="store_true", help="print a line for each layout, too")
    parser.add_argument("--misses", metavar="FIELD", help="show the files where FIELD is wrong instead")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures of every set there")
    parser.add_argument("--documents", metavar="FILE", type=Path, help="keep the files' documents there")
    options = parser.parse_args()
    if (scorer := load_scorer()) is None:
        return 0
    today = date.fromisoformat(options.today)
    sets = load_sets(scorer, held_out=options.held_out)
    unseen = None
    if not options.held_out and not options.misses:
        unseen = read_unseen(scorer, sets, read_documents(sets, options.documents))
    shipped: list[Judged] = []
    looked_at: list[Reviewed] = []
    figures: dict[str, Any] = {}
    for labelled in sets:
        reads = anyio.run(read_files, RESUMES / labelled.name, labelled.files)
        tuned = {
            read.file: prediction(
                read.file, read.analysis, today=today, seconds=read.seconds, error=read.error
            )
            for read in reads
        }
        if options.misses:
            print_misses(labelled, tuned.values(), options.today, options.misses)
            continue
        groups = len(set(labelled.groups().values()))
        failed = sum(read.error is not None for read in reads)
        print(f"\n### {labelled.name}: {len(reads)} files in {groups} groups of one text, {failed} errors\n")
        columns: dict[str, Any] = {"tuned": tuned}
        if unseen is not None:
            columns["unseen"] = unseen_predictions(unseen, labelled, today)
        figures[labelled.name] = print_fields(scorer, labelled, columns, today)["tuned"]
        if options.layouts:
            print_layouts(scorer, labelled, tuned, today)
        print_seconds(labelled, reads)
        if labelled.name != INVENTED:
            shipped += judge(scorer, labelled, {read.file: values_of(read.analysis) for read in reads})
            looked_at += reviewed(scorer, labelled, reads, today=today)
        sys.stdout.flush()
    if unseen is not None:
        by_fold = fitted_values(unseen.judged(scorer, labelled) for labelled in sets)
        print_confidence("by curves fitted without a file's repository", try_curves(by_fold))
    print_confidence("as shipped, without the invented set", shipped)
    print_review(looked_at)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def unseen_predictions(unseen: Unseen, labelled: LabelledSet, today: date) -> dict[str, dict[str, Any]]:
    """Return what would be printed for each file by what was fitted without it."""
    return {
        file: prediction(file, unseen.found[key].analysis(), today=today, seconds=0, error=None)
        for file in labelled.files
        if (key := (labelled.name, file)) in unseen.found
    }


def print_misses(
    labelled: LabelledSet, predictions: Iterable[dict[str, Any]], today: str, field: str
) -> None:
    """Print the files where a field is wrong, by the scorer itself."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "predictions.jsonl"
        file.write_text(
            "".join(json.dumps(item, ensure_ascii=False, default=str) + "\n" for item in predictions),
            encoding="utf-8",
        )
        labels = Path(scratch) / "labels.jsonl"
        labels.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in labelled.labels), encoding="utf-8"
        )
        command = [sys.executable, str(SCORER), str(labels), str(file), "--manifest", "MANIFEST.tsv"]
        command += ["--today", today, "--misses", field]
        subprocess.run(command, cwd=RESUMES / labelled.name, check=True)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
