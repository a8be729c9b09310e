"""Where a value was read, and how likely it is right.

A reader's own confidence only ranks its candidates. Here it becomes a probability: for each family of
fields a logistic curve over it, fitted to how often values of that confidence were right in development
resumes (`python -m tools.calibration`, whose result is `data/calibration.tsv`). A line recognised in
a picture brings its own confidence in. Filler (XXX, 某某, 13800000000) is read as printed but never trusted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from domain.analyses.candidates import Candidate
from domain.analyses.declaring import Field
from domain.analyses.facts import Evidence
from domain.analyses.filler import is_filler
from domain.analyses.text import MAX_LINE_LENGTH, key_of
from domain.documents.models import Box, Link

FILLER_CONFIDENCE: Final = 0.3
"""No value that is plainly filler has more."""


CURVES: Final = Path(__file__).with_name("data") / "calibration.tsv"

Curve = tuple[float, float]
"""Offset and slope."""


def _read_curves() -> dict[str, Curve]:
    rows = [
        line.split() for line in CURVES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    return {family: (float(offset), float(slope)) for family, offset, slope in rows}


_CURVES: Final = _read_curves()
_LONGEST_TEXT = 240
_EDGE = 0.01


def raw_confidence(candidate: Candidate[Any]) -> float:
    """Return the reader's confidence, lowered by that of the line if it was recognised in a picture."""
    recognised = candidate.source.source.confidence if candidate.source else None
    return candidate.confidence * (1.0 if recognised is None else recognised)


def calibrated(field: Field[Any], raw: float) -> float:
    """Return how likely a value is right that a reader of the field has this confidence in."""
    return probability(_CURVES[field.family], raw)


def probability(curve: Curve, raw: float) -> float:
    """Return what a curve makes of a reader's confidence."""
    offset, slope = curve
    return 1 / (1 + math.exp(-(offset + slope * logit(raw))))


def logit(raw: float) -> float:
    """Return a confidence as the logarithm of its odds, none of them without end."""
    raw = min(max(raw, _EDGE), 1 - _EDGE)
    return math.log(raw / (1 - raw))


def confidence_of(field: Field[Any], candidate: Candidate[Any]) -> float:
    """Return the probability that a candidate is right, to two digits."""
    probability = calibrated(field, raw_confidence(candidate))
    if is_filler(field, candidate.value):
        probability = min(probability, FILLER_CONFIDENCE)
    return round(probability, 2)


def evidence_of(
    field: Field[Any],
    candidate: Candidate[Any],
    *,
    index: int | None = None,
    links: Iterable[tuple[Link, int]] = (),
) -> Evidence | None:
    """Return where a candidate was read.

    Args:
        field: What it is a value of.
        candidate: One without a line was read from a link.
        index: Its place in a list field.
        links: The document's, with their pages.

    Returns:
        None where neither a line nor a link is known.
    """
    confidence = confidence_of(field, candidate)
    if line := candidate.source:
        return _evidence(field, index, line.page, line.source.box, line.text, confidence)
    key = key_of(str(candidate.value))
    for link, page in links:
        if key and key in key_of((link.uri + link.text)[:MAX_LINE_LENGTH]):
            return _evidence(field, index, page, link.box, link.text.strip() or link.uri, confidence)
    return None


def _evidence(
    field: Field[Any], index: int | None, page: int, box: Box | None, text: str, confidence: float
) -> Evidence:
    return Evidence(
        field=field.name,
        index=index,
        page=page,
        box=box and box.rounded(),
        text=text[:_LONGEST_TEXT],
        confidence=confidence,
    )
