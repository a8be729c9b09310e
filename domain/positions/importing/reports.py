"""What an import tells of the file that it read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from domain.positions.importing.models import ImportCounts, Posting, Rejection

MOST_SHOWN = 10
"""How many of the first rows a report shows as they are imported."""


class Resemblance(StrEnum):
    """What a column that is not imported looks like."""

    PAY = "PAY"
    PLACE = "PLACE"
    DATE = "DATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnUse:
    """What became of a column.

    Attributes:
        field: The field that it was taken as; None where it was left.
        looks_like: What one that was left looks like.
    """

    name: str
    field: str | None = None
    looks_like: Resemblance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlace:
    """Where in a file its rows are.

    Attributes:
        head_line: The line, or the sheet's row, that names the columns; 0 where each row names its own.
        sheet: The name of the sheet; None in a file without sheets.
        other_sheets: The visible sheets that are not read.
    """

    head_line: int = 1
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What an import did, or would do.

    Attributes:
        columns: What became of each column, in the order of the file.
        first: The first rows as they are imported.
        is_whole: Whether all rows of the file were read.
    """

    counts: ImportCounts
    place: TablePlace
    columns: tuple[ColumnUse, ...] = ()
    first: list[Posting] = field(default_factory=list)
    is_whole: bool = True

    @property
    def taken(self) -> tuple[ColumnUse, ...]:
        """The columns that hold fields."""
        return tuple(column for column in self.columns if column.field is not None)

    @property
    def left(self) -> tuple[ColumnUse, ...]:
        """The columns that are not imported."""
        return tuple(column for column in self.columns if column.field is None)


def rejected_csv(rejected: Iterable[Rejection]) -> str:
    """Return rejected rows as CSV that spreadsheets know for UTF-8; no cell of it is a formula."""
    text = io.StringIO(newline="")
    text.write("\ufeff")
    table = csv.writer(text)
    table.writerow(("line", "reason", "message"))
    # A message begins with our own words, whatever of the row it goes on with.
    table.writerows((row.line, row.reason.value, row.message) for row in rejected)
    return text.getvalue()
