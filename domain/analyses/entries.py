"""What the readers of education and experience share: rows under a header, and the times beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.analyses.labels import column_of, label_of
from domain.analyses.marks import Mark
from domain.analyses.sections import Section
from domain.analyses.text import TextLine, join_wrapped
from domain.vocabulary.periods import Period, read_period


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text and the line that it begins on."""

    text: str
    line: TextLine


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A printed time and its first line; `period` is empty but for its print where it tells no dates."""

    period: Period
    line: TextLine

    @classmethod
    def read(cls, text: str, line: TextLine) -> FoundPeriod:
        """Read a text that is known to hold a time."""
        return cls(read_period(text) or Period(printed=text), line)

    @classmethod
    def of(cls, mark: Mark) -> FoundPeriod:
        """Return the time that a line is known to hold."""
        return cls(mark.period or Period(printed=mark.text), mark.line)

    @property
    def is_told(self) -> bool:
        """Whether the text tells dates."""
        return self.period != Period()

    @property
    def key(self) -> object:
        """What two equal times share: their dates, without any their print."""
        return self.period if self.is_told else self.period.printed


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table: the texts by the families of their labels, and the time."""

    cells: Mapping[str, PlacedText]
    period: FoundPeriod | None = None

    @classmethod
    def read(cls, cells: dict[str, PlacedText]) -> Record:
        """Read the time among a row's texts."""
        time = cells.pop("period", None)
        start, end = cells.pop("start", None), cells.pop("end", None)
        if time is None and start is not None:
            time = PlacedText(f"{start.text} - {end.text}" if end else start.text, start.line)
        return cls(cells, FoundPeriod.read(time.text, time.line) if time else None)


def header_records(section: Section, *needed: str) -> tuple[list[Record], frozenset[int]]:
    """Return the rows of a table below a row of labels, and the lines they took.

    Args:
        section: Its lines know their cells.
        needed: One of these families must be among the labels (`company`, `school`).
    """
    rows: dict[tuple[int, int], dict[int, list[TextLine]]] = {}
    for line in section.lines:
        if line.cell is not None:
            block, row, column = line.cell
            rows.setdefault((block, row), {}).setdefault(column, []).append(line)
    records: list[Record] = []
    taken: set[int] = set()
    header: dict[int, str] = {}
    for columns in rows.values():
        cells = {column: join_wrapped([line.text for line in lines]) for column, lines in columns.items()}
        keys = _keys_of(cells)
        if _is_header(keys, cells, needed):
            header = keys
            taken.update(line.index for lines in columns.values() for line in lines)
            continue
        if len(keys) >= 2 and len(keys) == len(cells):
            header = {}
            continue
        if not header:
            continue
        # A row that spans the table continues the record above it.
        taken.update(line.index for lines in columns.values() for line in lines)
        if len(cells) >= 2 and label_of(cells[min(cells)]) is None:
            told: dict[str, PlacedText] = {}
            for column, key in header.items():
                if column in cells:
                    told.setdefault(key, PlacedText(cells[column], columns[column][0]))
            if any(key in told for key in needed):
                records.append(Record.read(told))
    _unruled_records(section, needed, records, taken)
    return records, frozenset(taken)


def _keys_of(cells: dict[int, str]) -> dict[int, str]:
    """Return the families of the labels among a row's texts.

    Who examines is the school only where no other column names it.
    """
    keys = {column: key for column, text in cells.items() if (key := column_of(text))}
    if "board" in keys.values():
        only = "school" not in keys.values()
        keys = {column: "school" if key == "board" and only else key for column, key in keys.items()}
    return keys


def _is_header(keys: dict[int, str], cells: dict[int, str], needed: tuple[str, ...]) -> bool:
    """Return whether most cells of a row are labels; few may be unknown (离职原因)."""
    known = len(keys) >= 2 and 5 * len(keys) >= 3 * len(cells) and any(key in keys.values() for key in needed)
    return known and all(len(text) <= 20 and not any(map(str.isdigit, text)) for text in cells.values())


def _unruled_records(
    section: Section, needed: tuple[str, ...], records: list[Record], taken: set[int]
) -> None:
    """Read rows whose columns are only set apart by gaps, below a row of labels."""
    header: dict[int, str] = {}
    width = 0
    for line in section.lines:
        if line.cell is not None or len(line.pieces) < 2:
            header = header if line.bullet else {}
            continue
        cells = dict(enumerate(line.pieces))
        keys = _keys_of(cells)
        if len(cells) >= 3 and _is_header(keys, cells, needed):
            header, width = keys, len(cells)
            taken.add(line.index)
        elif header and len(cells) == width:
            told = {key: PlacedText(cells[column], line) for column, key in reversed(header.items())}
            records.append(Record.read(told))
            taken.add(line.index)
