"""`make trials`: run every trial and compare it with what is right.

By area: how many are right, wrong, told by a description that cannot be compared, or not run. Trials that
the log calls ok and that are wrong now are listed and make the exit code 1; faults that are right now are
listed too.

The trials lie beside the project, in `../shared`; they are not part of it. Where they are absent this says
so and does nothing.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.trials.comparison import Outcome, judge
from benchmarks.trials.log import LOG, Trial, Verdict, read_log
from benchmarks.trials.readings import import_postings, read_pay, read_resumes
from benchmarks.trials.requests import answers

_SHOWN = 300

_RUNNERS: dict[str, Callable[[Sequence[Trial]], dict[str, Any]]] = {
    "import-pay": read_pay,
    "import": import_postings,
    "graphql": answers,
    "rest": answers,
}


def main() -> int:
    """Run the trials; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", metavar="FILE", type=Path, help="write what each trial gives there")
    parser.add_argument("--area", action="append", help="only this area; repeatable")
    options = parser.parse_args()
    if not LOG.exists():
        print(f"There is no {LOG}: the trials are not here, so none is run.")
        return 0
    trials = [trial for trial in read_log(LOG) if not options.area or trial.area in options.area]
    present = run(trials)
    outcomes = {trial.number: judge(trial, present.get(trial.number)) for trial in trials}
    print_counts(trials, outcomes)
    lost = [trial for trial in trials if is_lost(trial, outcomes)]
    print_trials("ok, and wrong now", lost, present)
    mended = [t for t in trials if t.verdict is Verdict.FAULT and outcomes[t.number] is Outcome.RIGHT]
    print(f"\n{len(mended)} faults are right now: {' '.join(trial.number for trial in mended) or '-'}")
    missed = [trial.number for trial in trials if outcomes[trial.number] is Outcome.NOT_RUN]
    print(f"\n{len(missed)} were not run: {' '.join(missed) or '-'}")
    if options.json:
        write(options.json, trials, present, outcomes)
    return 1 if lost else 0


def run(trials: Sequence[Trial]) -> dict[str, Any]:
    """Return what each trial gives, by its number; those that cannot be run are missing."""
    by_runner: dict[Callable[[Sequence[Trial]], dict[str, Any]], list[Trial]] = defaultdict(list)
    for trial in trials:
        by_runner[_RUNNERS.get(trial.area, read_resumes)].append(trial)
    present: dict[str, Any] = {}
    for runner, its_trials in by_runner.items():
        present |= runner(its_trials)
    return present


def is_lost(trial: Trial, outcomes: dict[str, Outcome]) -> bool:
    """Return whether a trial that was right is wrong."""
    return trial.verdict is Verdict.OK and outcomes[trial.number] is Outcome.WRONG


def print_counts(trials: Sequence[Trial], outcomes: dict[str, Outcome]) -> None:
    """Print a line for each area, and their sum."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for trial in trials:
        outcome = outcomes[trial.number]
        for area in (trial.area, "all"):
            counts[area][outcome] += 1
            counts[area]["lost"] += is_lost(trial, outcomes)
            counts[area]["mended"] += trial.verdict is Verdict.FAULT and outcome is Outcome.RIGHT
    columns = [*Outcome, "lost", "mended"]
    heads = [*map(str, Outcome), "ok but wrong", "fault but right"]
    print(f"{'area':<12}" + "".join(f"{head:>{len(head) + 2}}" for head in heads))
    for area in [*(area for area in counts if area != "all"), "all"]:
        cells = zip(heads, columns, strict=True)
        print(f"{area:<12}" + "".join(f"{counts[area][column]:>{len(head) + 2}}" for head, column in cells))


def print_trials(title: str, trials: Sequence[Trial], present: dict[str, Any]) -> None:
    """Print what was tried, what is right and what came of it."""
    print(f"\n{len(trials)} are {title}")
    for trial in trials:
        got = json.dumps(present[trial.number], ensure_ascii=False, default=str)[:_SHOWN]
        print(f"  {trial.number} {trial.area}: {trial.what}\n    right: {trial.right}\n    now:   {got}")


def write(path: Path, trials: Sequence[Trial], present: dict[str, Any], outcomes: dict[str, Outcome]) -> None:
    """Write every trial with what it gives, to be compared with another day's."""
    told = {
        trial.number: {
            "area": trial.area,
            "verdict": trial.verdict,
            "outcome": outcomes[trial.number],
            "right": trial.right,
            "present": present.get(trial.number),
        }
        for trial in trials
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, default=str)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
