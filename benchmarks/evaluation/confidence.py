"""How far the confidence of values is to be trusted."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from tools.calibration import by_family
from tools.judging import Judged, brier, mean_confidence, share_right

_BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
_MANY = 300
_NEAR = 0.02
_TWO_SIDED = 1.96
"""Standard deviations that hold 95 % of a normal distribution."""


def print_confidence(title: str, judged: Iterable[Judged]) -> None:
    """Print how the confidence of values compares with how many are right, by family and by band."""
    values = list(judged)
    if not values:
        return
    print(f"\n### confidence, {title}\n\nfamily       values   right  expected   Brier")
    for family, items in {"all": values, **by_family(values)}.items():
        if items:
            print(
                f"{family:<11}{len(items):>8}{share_right(items):>8.3f}{mean_confidence(items):>10.3f}"
                f"{brier(items):>8.4f}"
            )
    print("\nconfidence   values   right  expected  may differ  holds")
    for low, high in pairwise(_BANDS):
        items = [item for item in values if low <= item.confidence < high]
        if items:
            holds = "yes" if keeps_its_word(items) else "NO"
            print(
                f"{low:.2f}–{min(high, 1):.2f} {len(items):>9}{share_right(items):>8.3f}"
                f"{mean_confidence(items):>10.3f}{_allowed(items):>12.3f}  {holds}"
            )


def keeps_its_word(items: list[Judged]) -> bool:
    """Return whether as many values are right as their confidence says, as far as so many can tell."""
    return abs(share_right(items) - mean_confidence(items)) <= _allowed(items)


def _allowed(items: list[Judged]) -> float:
    """Return by how much the share may differ: of few values, by what chance explains in 95 % of cases."""
    if len(items) >= _MANY:
        return _NEAR
    weight = sum(item.weight for item in items)
    spread = sum(item.weight**2 * item.confidence * (1 - item.confidence) for item in items)
    return max(_NEAR, _TWO_SIDED * math.sqrt(spread) / weight)
