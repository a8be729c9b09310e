"""Which positions nobody is sent to for skills alone: research, and what needs a licence or a degree."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

_TITLE_TELLS = 0.6
_STUDIES_FROM = 0.1
_STUDIES_WHOLLY = 0.4
_KEPT = 0.3
_NUMBERS = 10_000

Values = NDArray[np.float64]


def learned_values(units: NDArray[np.integer], *, by_title: Values, by_studies: Values) -> Values:
    """Return 1.0 where the titles or the studies lead to a learned profession, and for all others; else less.

    Args:
        units: The positions' unit groups of ISCO-08; 0 for none.
        by_title: How near each position is to the wish and to the titles held.
        by_studies: How near it is to the subjects studied.
    """
    studied = (by_studies - _STUDIES_FROM) / (_STUDIES_WHOLLY - _STUDIES_FROM)
    told = np.clip(np.maximum(by_title / _TITLE_TELLS, studied), 0.0, 1.0)
    values: Values = np.where(_is_learned().take(units, mode="clip"), _KEPT + (1 - _KEPT) * told, 1.0)
    return values


@cache
def _is_learned() -> NDArray[np.bool_]:
    """Whether each number is that of a learned profession."""
    table = files("domain.matches").joinpath("data/learned.tsv").read_text(encoding="utf-8")
    rows = [line for line in table.splitlines() if line and not line.startswith("#")]
    is_learned = np.zeros(_NUMBERS, np.bool_)
    is_learned[[int(row.split("\t")[0]) for row in rows]] = True
    return is_learned
