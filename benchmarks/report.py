"""Tables and verdicts, as text that reads the same in a terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.cases import CASES
from benchmarks.comparison import Outcome, Sample
from benchmarks.contestants import CONTESTANTS
from benchmarks.figures import Spread, paired_ratio, percentile, spread

LIMIT = "limit"


class Goal(NamedTuple):
    """What is to be reached: `of` ÷ `base` in CPU a request, at most (or at least) `must`."""

    case: str
    of: str
    base: str
    must: float
    aim: float
    at_least: bool = False


GOALS = [
    Goal("dashboard", "ours", "limit", 1.2, 1.0),
    Goal("dashboard", "ours", "limit-json", 1.2, 1.0),
    Goal("detail", "ours", "rest", 0.7, 0.5),
    Goal("dashboard", "strawberry", "ours", 12, 18, at_least=True),
    Goal("dashboard", "strawberry-plain", "ours", 12, 18, at_least=True),
    Goal("dashboard", "ours", "mercurius", 1.0, 0.8),
    Goal("detail", "ours", "mercurius", 1.5, 0.8),
    Goal("me", "ours", "mercurius", 1.5, 0.8),
    Goal("dashboard", "ours", "bun-jit-checking", 0.65, 0.6),
    Goal("detail", "ours", "bun-jit-checking", 0.8, 0.7),
    Goal("me", "ours", "bun-jit-checking", 1.6, 1.4),
]


def ratio(outcome: Outcome, case: str, of: str, base: str) -> Spread | None:
    """Return the paired ratio of CPU a request, None where one of the two was not measured."""
    pair = [outcome.samples.get((case, name)) for name in (of, base)]
    if pair[0] is None or pair[1] is None:
        return None
    return paired_ratio(_cpu(pair[0]), _cpu(pair[1]))


def case_table(outcome: Outcome, case: str) -> str:
    """Return the table of one case, cheapest first."""
    rows = []
    for contestant in CONTESTANTS:
        samples = outcome.samples.get((case, contestant.name))
        if not samples:
            continue
        cpu, relative = spread(_cpu(samples)), ratio(outcome, case, contestant.name, LIMIT)
        rows.append(
            (
                cpu.median,
                [
                    contestant.title,
                    f"{cpu.median:.3f}",
                    f"{cpu.low:.3f}–{cpu.high:.3f}",
                    "–" if relative is None else f"{relative.median:.2f}×",
                    f"{percentile([sample.tasks_a_second for sample in samples], 50):.0f}",
                    f"{percentile([sample.p50_ms for sample in samples], 50):.1f}",
                    f"{percentile([sample.p99_ms for sample in samples], 50):.1f}",
                ],
            )
        )
    head = ["server", "CPU ms", "quartiles", "vs the limit", "a second", "p50 ms", "p99 ms"]
    return table(head, [row for _cost, row in sorted(rows)])


def goal_table(outcome: Outcome) -> str:
    """Return what is to be reached and what was."""
    rows = []
    for goal in GOALS:
        reached = ratio(outcome, goal.case, goal.of, goal.base)
        sign = "≥" if goal.at_least else "≤"
        rows.append(
            [
                f"{goal.case}: {goal.of} ÷ {goal.base}",
                f"{sign} {goal.must:g}×",
                f"{sign} {goal.aim:g}×",
                "not measured"
                if reached is None
                else f"{reached.median:.2f}× ({reached.low:.2f}–{reached.high:.2f})",
                "" if reached is None else verdict(goal, reached.median),
            ]
        )
    return table(["CPU a request", "must", "aim", "measured (quartiles)", ""], rows)


def verdict(goal: Goal, reached: float) -> str:
    """Return in a word how a figure stands to its goal."""

    def meets(bound: float) -> bool:
        return reached >= bound if goal.at_least else reached <= bound

    return "aim reached" if meets(goal.aim) else "reached" if meets(goal.must) else "missed"


def text(outcome: Outcome) -> str:
    """Return everything as one text."""
    parts = [
        f"**{case.name}** – {case.title}\n\n{case_table(outcome, case.name)}"
        for case in CASES
        if any(name == case.name for name, _contestant in outcome.samples)
    ]
    parts.append(goal_table(outcome))
    for case in CASES:
        same = [name for name in _names(outcome, case.name) if (case.name, name) in outcome.same_bytes]
        if same:
            parts.append(f"The same data to the byte as the limit, for {case.name}: {', '.join(same)}.")
    parts += [f"Not measured: {name}: {reason}" for name, reason in outcome.missing.items()]
    return "\n\n".join(parts)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose columns line up; the first is text, the others figures."""
    widths = [max(len(line[place]) for line in (head, *rows)) for place in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        first, *others = zip(cells, widths, strict=True)
        padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        return "| " + " | ".join(padded) + " |"

    rule = "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])])
    return "\n".join([line(head), f"|{rule}|", *(line(row) for row in rows)])


def _names(outcome: Outcome, case: str) -> list[str]:
    return [contestant.name for contestant in CONTESTANTS if (case, contestant.name) in outcome.samples]


def _cpu(samples: Sequence[Sample]) -> list[float]:
    return [sample.cpu_ms for sample in samples]
