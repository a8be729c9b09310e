"""What an import reads, takes over and rejects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

import orjson

from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.levels import Level
from domain.vocabulary.pay import Pay

Cell = str | tuple[str, ...]
"""A cell's text, or its parts where the file itself holds a list."""


class RejectionReason(StrEnum):
    """Why a row is not imported."""

    NO_TITLE = "NO_TITLE"
    TITLE_TOO_LONG = "TITLE_TOO_LONG"
    ID_TOO_LONG = "ID_TOO_LONG"
    REPEATED_ID = "REPEATED_ID"
    WRONG_OCCUPATION_CODE = "WRONG_OCCUPATION_CODE"
    UNDECODABLE = "UNDECODABLE"
    TOO_MANY_CELLS = "TOO_MANY_CELLS"
    CELL_TOO_LONG = "CELL_TOO_LONG"
    OPEN_QUOTE = "OPEN_QUOTE"
    NOT_JSON = "NOT_JSON"


REJECTION_MESSAGES: dict[RejectionReason, str] = {
    RejectionReason.NO_TITLE: "没有职位名称",
    RejectionReason.TITLE_TOO_LONG: "职位名称过长",
    RejectionReason.ID_TOO_LONG: "编号过长",
    RejectionReason.REPEATED_ID: "编号与前面的行重复，内容不同",
    RejectionReason.WRONG_OCCUPATION_CODE: "职业代码须形如 2-02-10-03",
    RejectionReason.UNDECODABLE: "含有无法解码的字节，请检查 --encoding",
    RejectionReason.TOO_MANY_CELLS: "单元格多于表头的列",
    RejectionReason.CELL_TOO_LONG: "行或单元格过长",
    RejectionReason.OPEN_QUOTE: "引号没有闭合",
    RejectionReason.NOT_JSON: "不是一个 JSON 对象",
}


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that is not imported.

    Attributes:
        line: Where the row begins in the file (in a sheet: its number), counted from 1.
        detail: A part of the row to know it by.
        external_id: The row's own id, as far as it could be read.
    """

    line: int
    reason: RejectionReason
    detail: str = ""
    external_id: str | None = None

    @property
    def message(self) -> str:
        """The reason, for people."""
        text = REJECTION_MESSAGES[self.reason]
        return f"{text}：{self.detail}" if self.detail else text


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a file: the names of its columns with their cells."""

    line: int
    cells: Iterable[tuple[str, Cell]]


@dataclass(frozen=True, kw_only=True)
class Posting:
    """A position read from a row, in the one form that all files share.

    Attributes:
        given_id: The id in its source; None where the file has none.
        title_zh, title_en: At least one of them; a title without Chinese characters counts as English.
        degree, years_min: The least asked for; `NONE` and 0 where nothing is.
        told_code, isco, level: What its title tells, where it tells that surely (`classified`). They are no
            part of what the row says, and so of no hash.
    """

    line: int = field(compare=False)
    given_id: str | None = None
    title_zh: str | None = None
    title_en: str | None = None
    aliases: tuple[str, ...] = ()
    company: str | None = None
    city: str | None = None
    skills: tuple[str, ...] = ()
    degree: DegreeLevel = DegreeLevel.NONE
    years_min: int = 0
    salary: Pay | None = None
    occupation_code: str | None = None
    url: str | None = None
    description: str | None = None
    told_code: str | None = field(default=None, compare=False)
    isco: str | None = field(default=None, compare=False)
    level: Level | None = field(default=None, compare=False)

    @cached_property
    def content_hash(self) -> str:
        """A hash of everything that the row says but the id."""
        content = [getattr(self, name) for name in _SAID]
        return sha256(orjson.dumps(content, option=orjson.OPT_SERIALIZE_DATACLASS)).hexdigest()[:32]

    @property
    def external_id(self) -> str:
        """What the position is known by in its source: the given id, else the content's hash."""
        return self.given_id or self.content_hash


_SAID = [part.name for part in fields(Posting) if part.compare and part.name != "given_id"]


@dataclass(slots=True)
class ImportCounts:
    """How far an import is.

    Attributes:
        rows: Rows read, rejected ones and repetitions among them.
        unchanged: Rows whose position was there, the same.
        repeated: Rows that say the same as an earlier row of the file.
        removed: Positions removed because the file does not have them any more.
    """

    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    removed: int = 0
    rejected: int = 0

    @property
    def accepted(self) -> int:
        """Rows that stand in the catalogue now."""
        return self.rows - self.rejected
