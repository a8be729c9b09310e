"""What the readers of education and experience share: rows under a header, parts of a line, prose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.analyses.labels import label_of
from domain.analyses.places import is_place, is_region
from domain.analyses.sections import Section
from domain.analyses.text import TextLine, join_wrapped
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.periods import Period, read_period
from domain.vocabulary.script import CHINESE, has_chinese

_DETAIL = re.compile(rf"^{lexicon('studies').pattern('detail')}", re.IGNORECASE)
_EMPLOYERS: Final = lexicon("employers")
_SMALL: Final = frozenset(_EMPLOYERS.words("small"))
_ABBREVIATION = re.compile(rf"{_EMPLOYERS.pattern('abbreviation', whole=True)}\.$", re.IGNORECASE)
_INSTITUTION = re.compile(
    f"{_EMPLOYERS.pattern('legal_form', whole=True)}|{lexicon('schools').pattern('word', whole=True)}",
    re.IGNORECASE,
)
_PART_GAP = re.compile(rf"\t+|\s{{2,}}|\s*[|｜¦•]\s*|\s+[·∙⋅・–—-]\s+|\s*——?\s*(?=[A-Z{CHINESE}])")
_TRIM = " \t,;:|·•-–—/、"


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell's text and its first line."""

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

    cells: Mapping[str, CellText]
    period: FoundPeriod | None = None

    @classmethod
    def read(cls, cells: dict[str, CellText]) -> Record:
        """Read the time among a row's texts."""
        time = cells.pop("period", None)
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
        keys = {column: key for column, text in cells.items() if (key := label_of(text))}
        if _is_header(keys, cells, needed):
            header = keys
            taken.update(line.index for lines in columns.values() for line in lines)
            continue
        if len(keys) >= 2 and len(keys) == len(cells):
            header = {}
            continue
        if header and len(cells) >= 2:
            told: dict[str, CellText] = {}
            for column, key in header.items():
                if column in cells:
                    told.setdefault(key, CellText(cells[column], columns[column][0]))
            if any(key in told for key in needed):
                records.append(Record.read(told))
            taken.update(line.index for lines in columns.values() for line in lines)
        elif header:
            # A row that spans the table continues the record above it.
            taken.update(line.index for lines in columns.values() for line in lines)
    _unruled_records(section, needed, records, taken)
    return records, frozenset(taken)


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
        keys = {column: key for column, text in cells.items() if (key := label_of(text))}
        if len(cells) >= 3 and _is_header(keys, cells, needed):
            header, width = keys, len(cells)
            taken.add(line.index)
        elif header and len(cells) == width:
            told = {key: CellText(cells[column], line) for column, key in header.items()}
            records.append(Record.read(told))
            taken.add(line.index)


def is_detail(text: str) -> bool:
    """Return whether a line is a detail of an entry: grades, courses, honours."""
    return _DETAIL.match(text) is not None


def is_prose(line: TextLine) -> bool:
    """Return whether a line tells what was done, rather than where, when and as what."""
    text = line.text
    if line.bullet and not line.text[:1].isupper() and not has_chinese(text):
        return True
    if len(text) > 120 or (text.endswith((".", ";", "。", "；", ":")) and not _ABBREVIATION.search(text)):
        return True
    if has_chinese(text):
        return bool(re.search(r"[。;；]|,.{6,},", text)) or (line.bullet and len(text) > 24)
    if text[:1].islower():
        return True
    words = [word for word in text.split() if word[:1].isalpha()]
    capitals = sum(word[:1].isupper() for word in words)
    small = sum(word in _SMALL for word in words)
    return len(words) > 4 and capitals + small < 0.6 * len(words)


def split_parts(text: str, *, by_space: bool = False) -> list[str]:
    """Split a line into its parts; Chinese ones also at single spaces."""
    parts = [part for raw in _PART_GAP.split(text) if (part := raw.strip(_TRIM))]
    if by_space:
        parts = [word for part in parts for word in _split_chinese(part)]
    return parts


def _split_chinese(part: str) -> list[str]:
    if not has_chinese(part) or " " not in part:
        return [part]
    words: list[str] = []
    raw = part.split()
    for before, word in zip(["", *raw], raw, strict=False):
        # Keep "Java 开发工程师" and "某 AI 公司" together, split "公司 职位".
        if words and (
            not has_chinese(word) or (not has_chinese(before) and len(before) <= 8) or len(words[-1]) == 1
        ):
            words[-1] = f"{words[-1]} {word}"
        else:
            words.append(word)
    return [stripped for word in words if (stripped := word.strip(_TRIM))]


def without_place(text: str) -> str:
    """Return an employer or school without the `, City, Region` after it."""
    parts = [part.strip() for part in text.split(",")]
    while len(parts) > 1 and (is_region(parts[-1]) or is_place(parts[-1])):
        parts.pop()
        if (
            len(parts) > 1
            and is_place(f"{parts[-1]}, XX") is False
            and len(parts) > 1
            and _is_city_like(parts[-1])
        ):
            parts.pop()
    return ", ".join(parts).strip(_TRIM)


def _is_city_like(part: str) -> bool:
    words = part.split()
    return (
        1 <= len(words) <= 3 and all(word[:1].isupper() for word in words) and not _INSTITUTION.search(part)
    )
