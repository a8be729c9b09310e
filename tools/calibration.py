"""Fits the curves of `domain/analyses/evidence.py` to the development resumes.

    python -m tools.calibration            # print how it is and how it would be
    python -m tools.calibration --write    # and write domain/analyses/data/calibration.tsv

Each family has two numbers: of a value that its reader has confidence c in, 1 / (1 + exp(-(offset +
slope * logit c))) is the probability. They minimise the logarithmic loss, with Platt's targets and a pull
towards (0, 1), which leaves c as it is. The model has not seen the repository of any value. The rules have,
for they were made with these files; so of the values that were wrong before anybody had looked at public_2
and public_3, and are right now, a fifth counts as wrong. Half of them did once; of the files held out more
was right then than the confidence said. Of skills only the invented resumes have labels that tell what is
wrong.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from domain.analyses.evidence import CURVES, Curve, logit, probability
from domain.analyses.fields import FIELDS, SKILLS
from tools.documents import read_documents
from tools.judging import INVENTED, Judged, brier, load_scorer, load_sets, mean_confidence, share_right
from tools.reads import read_unseen

_PULL = 6.0
_PART_WRONG = 0.2
"""Of what the rules have mended since first sight, the part that counts as wrong."""
_RIGHT_AT_FIRST_SIGHT = {
    "name": 0.994,
    "contact": 0.997,
    "city": 0.963,
    "interest": 0.878,
    "degree": 0.990,
    "terms": 0.981,
    "schools": 0.844,
    "companies": 0.803,
    "titles": 0.891,
}
"""Which part of each family's values was right before anybody had looked at public_2 and public_3."""

_LEAST_SLOPE = 0.25
_HEAD = """\
# How likely a value is right: 1 / (1 + exp(-(offset + slope * logit(confidence)))). See evidence.py.
# Made by `python -m tools.calibration --write` on {day} from resumes that nothing was fitted to.
# Columns: family, offset and slope. Values it was fitted to, and the share of them that is right:
"""


def main() -> int:
    """Measure, fit and perhaps write; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the curves")
    parser.add_argument("--documents", metavar="FILE", type=Path, help="keep the files' documents there")
    options = parser.parse_args()
    if (scorer := load_scorer()) is None:
        return 0
    sets = load_sets(scorer)
    unseen = read_unseen(scorer, sets, read_documents(sets, options.documents))
    by_fold = fitted_values(unseen.judged(scorer, labelled) for labelled in sets)
    curves = fit_curves(item for items in by_fold.values() for item in items)
    fitted = by_family(curved(item, curves) for items in by_fold.values() for item in items)
    tried = by_family(try_curves(by_fold))
    families = by_family(item for items in by_fold.values() for item in items)
    print(f"{'family':<10}{'values':>7}{'right':>7}{'raw':>7}{'brier':>8}{'fitted':>8}{'unseen':>8}  curve")
    for family, (offset, slope) in curves.items():
        judged = families[family]
        print(
            f"{family:<10}{len(judged):>7}{share_right(judged):>7.3f}{mean_confidence(judged):>7.3f}"
            f"{brier(judged):>8.4f}{brier(fitted[family]):>8.4f}{brier(tried[family]):>8.4f}"
            f"  {offset:.3f} {slope:.3f}"
        )
    if options.write:
        head = _HEAD.format(day=datetime.now(UTC).date().isoformat())
        head += "".join(
            f"#   {family}: {len(judged)}, {share_right(judged):.3f}\n" for family, judged in families.items()
        )
        rows = "".join(f"{family}\t{offset:.3f} {slope:.3f}\n" for family, (offset, slope) in curves.items())
        CURVES.write_text(head + rows, encoding="utf-8")
    return 0


def fitted_values(sets: Iterable[Mapping[int, list[Judged]]]) -> dict[int, list[Judged]]:
    """Return the values by fold: of the invented resumes only the skills, which nothing else tells."""
    by_fold: dict[int, list[Judged]] = defaultdict(list)
    for judged in sets:
        for fold, items in judged.items():
            by_fold[fold] += [
                item
                for item in items
                if not item.group.startswith(f"{INVENTED}/") or item.family == SKILLS.family
            ]
    return dict(by_fold)


def by_family(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Return the values by family, in the order of the fields."""
    families: dict[str, list[Judged]] = {field.family: [] for field in FIELDS}
    for item in judged:
        families[item.family].append(item)
    return families


def fit_curves(judged: Iterable[Judged]) -> dict[str, Curve]:
    """Return the curve of each family."""
    return {family: fit(as_unseen(family, items)) for family, items in by_family(judged).items()}


def as_unseen(family: str, judged: list[Judged]) -> list[Judged]:
    """Return the values as if some of the right ones were wrong, as they are where no rule was made.

    Each right value counts in part as a wrong one: which would be wrong nobody knows.
    """
    if not judged or family not in _RIGHT_AT_FIRST_SIGHT:
        return judged
    right = share_right(judged)
    part = _PART_WRONG * (1 - _RIGHT_AT_FIRST_SIGHT[family] / right) if right else 0.0
    if part <= 0:
        return judged
    found: list[Judged] = []
    for item in judged:
        if item.right:
            found.append(replace(item, weight=item.weight * (1 - part)))
            found.append(replace(item, weight=item.weight * part, right=False))
        else:
            found.append(item)
    return found


def curved(item: Judged, curves: Mapping[str, Curve]) -> Judged:
    """Return a value with the probability that its family's curve gives it."""
    return replace(item, confidence=probability(curves[item.family], item.confidence))


def try_curves(by_fold: Mapping[int, list[Judged]]) -> list[Judged]:
    """Return every value with the probability by curves that were fitted without its fold."""
    found: list[Judged] = []
    for fold, items in by_fold.items():
        others = [item for other, judged in by_fold.items() if other != fold for item in judged]
        curves = fit_curves(others)
        found += [curved(item, curves) for item in items]
    return found


def fit(judged: list[Judged]) -> Curve:
    """Return offset and slope, by Newton's method."""
    rights = sum(item.weight * item.right for item in judged)
    wrongs = sum(item.weight * (not item.right) for item in judged)
    high, low = (rights + 1) / (rights + 2), 1 / (wrongs + 2)
    offset, slope = 0.0, 1.0
    for _ in range(100):
        # The pull's own part of gradient and curvature.
        g0, g1 = _PULL * offset, _PULL * (slope - 1)
        h00, h01, h11 = _PULL, 0.0, _PULL
        for item in judged:
            x = logit(item.confidence)
            p = probability((offset, slope), item.confidence)
            error = item.weight * (p - (high if item.right else low))
            curve = item.weight * p * (1 - p)
            g0, g1 = g0 + error, g1 + error * x
            h00, h01, h11 = h00 + curve, h01 + curve * x, h11 + curve * x * x
        determinant = h00 * h11 - h01 * h01
        step0, step1 = (h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant
        offset, slope = offset - step0, max(slope - step1, _LEAST_SLOPE)
        if abs(step0) + abs(step1) < 1e-9:
            break
    return offset, slope


if __name__ == "__main__":
    raise SystemExit(main())
