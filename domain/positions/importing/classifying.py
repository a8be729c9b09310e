"""What the titles of postings tell of their occupation and level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from domain.positions.importing.models import Posting
from domain.positions.occupations import Told, shared_occupations

Tell = Callable[[Sequence[str]], Sequence[Told]]
"""Tells what each title names, like `OccupationIndex.tell`."""


def teller(folders: Sequence[Path]) -> Tell:
    """Return what tells by all the product knows; its first call makes that ready.

    Args:
        folders: Where what takes seconds to make may be kept for other processes, the best place first.
    """

    def tell(titles: Sequence[str]) -> Sequence[Told]:
        return shared_occupations(tuple(folders)).tell(titles)

    return tell


def classified(postings: Sequence[Posting], *, tell: Tell) -> list[Posting]:
    """Return the postings with what their titles tell, of two titles the Chinese one."""
    told = tell([posting.title_zh or posting.title_en or "" for posting in postings])
    return [
        replace(posting, told_code=one.code, isco=one.isco, level=one.level or posting.level)
        for posting, one in zip(postings, told, strict=True)
    ]
