"""Fits the curves of `domain/analyses/evidence.py` to the development resumes.

    python -m tools.calibration            # print how it is and how it would be
    python -m tools.calibration --write    # and write domain/analyses/data/calibration.tsv

Each family has two numbers: of a value that its reader has confidence c in, 1 / (1 + exp(-(offset +
slope * logit c))) is the probability. They minimise the logarithmic loss, with Platt's targets and a pull
towards (0, 1), which leaves c as it is: there are few wrong values to learn from, and the readers' rules
were made with the same resumes, so that the plain fit would promise too much.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from domain.analyses.declaring import plain
from domain.analyses.evidence import is_filler, raw_confidence
from domain.analyses.extraction import find
from domain.analyses.fields import AGE, FIELDS
from domain.documents.errors import NeedsRecognition, ReadFailure
from domain.documents.formats import media_type_of
from domain.documents.models import Document, Recognition
from domain.documents.reader import read_document
from tools.judging import (
    FITTED_SETS,
    RESUMES,
    SCORER,
    Judged,
    LabelledSet,
    Value,
    brier,
    judge,
    load_scorer,
    mean_confidence,
    resume_files,
    share_right,
)

CURVES = Path(__file__).parents[1] / "domain" / "analyses" / "data" / "calibration.tsv"
_PULL = 10.0
_LEAST_SLOPE = 0.25
_FOLDS = 5
_HEAD = """\
# How likely a value is right: 1 / (1 + exp(-(offset + slope * logit(confidence)))). See evidence.py.
# Made by `python -m tools.calibration --write` on {day} from the development resumes.
# Columns: family, offset and slope. Values it was fitted to, and the share of them that is right:
"""


def main() -> int:
    """Measure, fit and perhaps write; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the curves")
    options = parser.parse_args()
    if not SCORER.exists():
        print(f"There is no {SCORER}: the development resumes are not here, so nothing is fitted.")
        return 0
    scorer = load_scorer()
    families: dict[str, list[Judged]] = defaultdict(list)
    for name in FITTED_SETS:
        labelled = LabelledSet.load(scorer, name)
        for item in judge(scorer, labelled, _read(name)):
            families[item.family].append(item)
    print(f"{'family':<10}{'values':>7}{'right':>7}{'raw':>7}{'brier':>8}{'fitted':>8}{'held out':>9}  curve")
    lines = []
    for family in dict.fromkeys(field.family for field in FIELDS):
        judged = families[family]
        offset, slope = fit(judged)
        fitted = brier([_curved(item, offset, slope) for item in judged])
        print(
            f"{family:<10}{len(judged):>7}{share_right(judged):>7.3f}{mean_confidence(judged):>7.3f}"
            f"{brier(judged):>8.4f}{fitted:>8.4f}{held_out(judged):>9.4f}  {offset:.3f} {slope:.3f}"
        )
        lines.append((family, offset, slope, len(judged), share_right(judged)))
    if options.write:
        day = datetime.now(UTC).date().isoformat()
        head = _HEAD.format(day=day)
        head += "".join(f"#   {family}: {count}, {right:.3f}\n" for family, _, _, count, right in lines)
        rows = "".join(f"{family}\t{offset:.3f} {slope:.3f}\n" for family, offset, slope, _, _ in lines)
        CURVES.write_text(head + rows, encoding="utf-8")
    return 0


def fit(judged: list[Judged]) -> tuple[float, float]:
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
            x = _logit(item.confidence)
            p = 1 / (1 + math.exp(-(offset + slope * x)))
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


def held_out(judged: list[Judged]) -> float:
    """Return the Brier score of texts that the curve was not fitted to, a fifth at a time."""
    texts = sorted({item.group for item in judged})
    fold = {text: number % _FOLDS for number, text in enumerate(texts)}
    curved = []
    for number in range(_FOLDS):
        offset, slope = fit([item for item in judged if fold[item.group] != number])
        curved += [_curved(item, offset, slope) for item in judged if fold[item.group] == number]
    return brier(curved)


def _curved(item: Judged, offset: float, slope: float) -> Judged:
    probability = 1 / (1 + math.exp(-(offset + slope * _logit(item.confidence))))
    return Judged(item.family, probability, item.right, item.weight, item.group)


def _logit(confidence: float) -> float:
    confidence = min(max(confidence, 0.01), 0.99)
    return math.log(confidence / (1 - confidence))


def _read(name: str) -> dict[str, list[Value]]:
    """Return the values read from each file of a set, with the readers' own confidence."""
    folder = RESUMES / name
    values: dict[str, list[Value]] = {}
    for file in resume_files(folder):
        document = _document(folder / file)
        if document is not None:
            found = find(document)
            values[file] = [
                (field, plain(candidate.value), raw_confidence(candidate))
                for field, _, candidate in found.candidates()
                # An age that is made of the birth date is judged by that.
                if not is_filler(field, candidate.value) and not (field is AGE and found[AGE] is None)
            ]
    return values


def _document(path: Path) -> Document | None:
    media_type = media_type_of(path)
    if media_type is None:
        return None
    try:
        try:
            return read_document(path.read_bytes(), media_type)
        except NeedsRecognition:
            return read_document(path.read_bytes(), media_type, recognition=Recognition.DONE)
    except ReadFailure:
        return None


if __name__ == "__main__":
    raise SystemExit(main())
