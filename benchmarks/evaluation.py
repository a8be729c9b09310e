"""`make eval`: what the analysis reads from the development resumes, scored against their labels.

The resumes lie beside the project, in `../shared`; they are not part of it. Where they are absent
this says so and does nothing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared"
SCORER = SHARED / "eval" / "score_extraction.py"
SETS = ("invented", "public")
_NO_RESUMES = {".jsonl", ".tsv"}


def main() -> int:
    """Evaluate every set; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--today", default="2026-11-22", help="the day on which ages are told")
    parser.add_argument("--by", default="lang", help="label or manifest column to split by (lang, layout)")
    parser.add_argument("--misses", metavar="FIELD", help="show the files where FIELD is wrong instead")
    options = parser.parse_args()
    if not SCORER.exists():
        print(f"There is no {SCORER}: the development resumes are not here, so nothing is evaluated.")
        return 0
    for name in SETS:
        print(f"\n### {name}", flush=True)
        evaluate(SHARED / "data" / "resumes" / name, options.today, options.by, options.misses)
    return 0


def evaluate(folder: Path, today: str, by: str, misses: str | None) -> None:
    """Analyse the resumes of one set and print the scorer's table."""
    files = sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in _NO_RESUMES
    )
    with tempfile.TemporaryDirectory() as scratch:
        predictions = Path(scratch) / "predictions.jsonl"
        command = [sys.executable, "-m", "api.cli", "analyze", "--jsonl", "--today", today, *files]
        with predictions.open("wb") as output:
            # Run from the folder of the labels, so that both name the files alike.
            subprocess.run(command, cwd=folder, stdout=output, check=True)
        score = [sys.executable, str(SCORER), "labels.jsonl", str(predictions), "--manifest", "MANIFEST.tsv"]
        score += ["--today", today, "--by", by, *(["--misses", misses] if misses else [])]
        subprocess.run(score, cwd=folder, check=True)


if __name__ == "__main__":
    sys.exit(main())
