"""What an index holds: named things, told by texts and numbers alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


class IndexColumn(NamedTuple):
    """A number that every entry of an index has.

    Attributes:
        kind: The type of numpy's as which it is kept.
        sought: Whether entries are looked up by it.
    """

    name: str
    kind: type[np.number]
    sought: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """A named thing.

    Attributes:
        key: What it is known by within its source.
        names: Distinct ones, none empty; names proper stand before aliases.
        proper: How many of the names are names proper.
        skills: The skills it asks for, most telling first, each in all its wordings.
        numbers: In the order of the index's columns.
        payload: Anything; it comes back as it was given.
    """

    key: str
    names: tuple[str, ...]
    proper: int
    skills: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[float, ...] = ()
    payload: bytes = b""
