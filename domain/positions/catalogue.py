"""The positions that resumes are matched with, bundled as a table that people can read and edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TypeVar

import orjson

from domain.positions.models import BUNDLED, Position
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.levels import Level

COLUMNS = (
    "code",
    "occupation_code",
    "isco",
    "level",
    "title_zh",
    "title_en",
    "aliases",
    "skills",
    "degree",
    "years_min",
    "salary_min",
    "salary_max",
    "salary_basis",
)

_Item = TypeVar("_Item")


class CatalogueError(ValueError):
    """The catalogue holds a position that cannot be right."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Positions in a stable order, each reachable by its source and code.

    Raises:
        CatalogueError: A code is used twice in a source, or a position cannot be right: a title is missing,
            a range is upside down, or a bundled one has no skills or one end of a range only.
    """

    positions: tuple[Position, ...]
    _by_key: dict[tuple[str, str], Position] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for position in self.positions:
            _check(position)
        by_key = {(position.source, position.code): position for position in self.positions}
        if len(by_key) < len(self.positions):
            _, twice = _repeated((position.source, position.code) for position in self.positions) or ("", "")
            raise CatalogueError(f"The position code {twice!r} is used more than once.")
        object.__setattr__(self, "_by_key", by_key)

    def __iter__(self) -> Iterator[Position]:
        return iter(self.positions)

    def __len__(self) -> int:
        return len(self.positions)

    def find(self, code: str, *, source: str = BUNDLED) -> Position | None:
        """Return the source's position of that code, or None."""
        return self._by_key.get((source, code))


def positions_hash(positions: Iterable[Position]) -> str:
    """Return a hash by which one set of bundled positions is told from another."""
    return sha256(orjson.dumps(list(positions))).hexdigest()


@cache
def load_catalogue() -> Catalogue:
    """Return the bundled catalogue, the same each time.

    Raises:
        CatalogueError: The table is damaged.
    """
    table = files("domain.positions").joinpath("data/positions.tsv").read_text(encoding="utf-8")
    return parse_catalogue(table)


def parse_catalogue(table: str) -> Catalogue:
    """Read a tab-separated table of positions: `#` comments, then a header row, then one row a position.

    Aliases and skills are separated by `; `, degrees and levels are the names of `DegreeLevel` and `Level`
    in lower case.

    Raises:
        CatalogueError: The header or a row is not of this form, or a position cannot be right.
    """
    rows = [line.split("\t") for line in table.splitlines() if line.strip() and not line.startswith("#")]
    if not rows or tuple(rows[0]) != COLUMNS:
        raise CatalogueError("The table of positions does not start with the expected header row.")
    return Catalogue(tuple(_position(row) for row in rows[1:]))


def _position(row: list[str]) -> Position:
    if len(row) != len(COLUMNS):
        raise CatalogueError(f"The row of {row[0]!r} has {len(row)} columns instead of {len(COLUMNS)}.")
    cells = dict(zip(COLUMNS, row, strict=True))
    try:
        return Position(
            code=cells["code"],
            title_zh=cells["title_zh"],
            title_en=cells["title_en"],
            aliases=_listed(cells["aliases"]),
            skills=_listed(cells["skills"]),
            degree=DegreeLevel[cells["degree"].upper()],
            years_min=int(cells["years_min"]),
            salary_min=int(cells["salary_min"]) if cells["salary_min"] else None,
            salary_max=int(cells["salary_max"]) if cells["salary_max"] else None,
            salary_basis=cells["salary_basis"],
            occupation_code=cells["occupation_code"] or None,
            isco=cells["isco"] or None,
            level=Level[cells["level"].upper()] if cells["level"] else None,
        )
    except (KeyError, ValueError) as error:
        raise CatalogueError(f"The row of {row[0]!r} cannot be read: {error}.") from error


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _check(position: Position) -> None:
    bundled = position.source == BUNDLED
    titled = position.title_zh and position.title_en if bundled else position.title_zh or position.title_en
    if not (position.code and titled and (position.skills or not bundled)):
        raise CatalogueError(f"The position {position.code!r} lacks a code, a title or skills.")
    if position.years_min < 0:
        raise CatalogueError(f"The position {position.code!r} asks for less than no experience.")
    low, high = position.salary_min, position.salary_max
    if bundled and (low is None) != (high is None):
        raise CatalogueError(f"The position {position.code!r} has only one end of a salary range.")
    if low is not None and high is not None and not 0 < low <= high:
        raise CatalogueError(f"The position {position.code!r} has a salary range upside down.")


def _repeated(items: Iterable[_Item]) -> _Item | None:
    seen: set[_Item] = set()
    for item in items:
        if item in seen:
            return item
        seen.add(item)
    return None
