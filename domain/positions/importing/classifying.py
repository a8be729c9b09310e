"""What the titles of postings tell of their occupation and level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.positions.importing.models import Posting
from domain.positions.occupations import Told, shared_occupations

Tell = Callable[[Sequence[str]], Sequence[Told]]
"""Tells what each title names, like `OccupationIndex.tell`."""


def tell(titles: Sequence[str]) -> list[Told]:
    """Tell by all the product knows; the first call makes that ready, which takes about a second."""
    return shared_occupations().tell(titles)


def classified(postings: Sequence[Posting], *, tell: Tell) -> list[Posting]:
    """Return the postings with what their titles tell, of two titles the Chinese one."""
    told = tell([posting.title_zh or posting.title_en or "" for posting in postings])
    return [
        replace(posting, told_code=one.code, isco=one.isco, level=one.level or posting.level)
        for posting, one in zip(postings, told, strict=True)
    ]
