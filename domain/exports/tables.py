"""The columns that lists of resumes can have: those of a resume, and those that the declared fields make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

import orjson

from domain.analyses.columns import AnalysisColumn
from domain.analyses.declaring import Entries, Field, Many, One, Part
from domain.analyses.fields import FIELDS
from domain.documents.errors import FAILURE_MESSAGES, FailureCode
from domain.matches.columns import MatchListColumn
from domain.resumes.columns import JoinedColumn, ResumeColumn
from domain.resumes.models import STATUS_TEXTS, ResumeState
from domain.rows import Row
from domain.users.columns import UserColumn

TableCell = str | int | float | None
MOST_ROWS: Final = 5_000
_BETWEEN: Final = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a column tells.

    Attributes:
        cell: Given the values of the columns that it reads, and the present day.
        tells_who: Whether it tells who somebody is, or of which age or gender.
    """

    name: str
    reads: tuple[JoinedColumn, ...]
    cell: Callable[..., TableCell]
    description: str
    tells_who: bool = False


def _of_resumes() -> Iterator[Told]:
    plain = (
        ("id", ResumeColumn.ID, "This is the number of the resume, as over REST."),
        ("file_name", ResumeColumn.FILE_NAME, "The file had this name when it was uploaded."),
        ("media_type", ResumeColumn.MEDIA_TYPE, "This is the type of the file."),
        ("size_bytes", ResumeColumn.SIZE_BYTES, "The file has this size, in bytes."),
        ("page_count", ResumeColumn.PAGE_COUNT, "The file has this many pages."),
        ("upload_time", ResumeColumn.UPLOAD_TIME, "The file was uploaded at this moment."),
        ("owner", UserColumn.USERNAME, "This is the name of the user who uploaded it."),
    )
    for name, column, description in plain:
        tells_who = column in (ResumeColumn.FILE_NAME, UserColumn.USERNAME)
        yield Told(name=name, reads=(column,), cell=_itself, description=description, tells_who=tells_who)
    yield Told(
        name="status",
        reads=(ResumeColumn.STATE,),
        cell=lambda state, _: STATUS_TEXTS[ResumeState(state)],
        description="This says in Chinese how far the work is.",
    )
    yield Told(
        name="failure",
        reads=(ResumeColumn.FAILURE_CODE,),
        cell=lambda code, _: None if code is None else FAILURE_MESSAGES[FailureCode(code)],
        description="This says in Chinese why the analysis failed.",
    )


def _of_matches() -> Iterator[Told]:
    for name, key, description in (
        ("best_position", "position", "This is the title of the position that fits best."),
        ("best_salary_range", "salaryRange", "This is the pay of the position that fits best."),
        ("best_score", "matchScore", "This says how well that position fits, in per cent."),
    ):
        yield Told(
            name=name,
            reads=(MatchListColumn.LISTED,),
            cell=lambda listed, _, key=key: _first(listed, key),
            description=description,
        )


def _of_analyses(fields: Iterable[Field[Any]]) -> Iterator[Told]:
    for field in fields:
        if isinstance(field, Many):
            yield Told(
                name=field.name,
                reads=(AnalysisColumn(field.name),),
                cell=lambda listed, _: _BETWEEN.join(orjson.loads(listed or "[]")) or None,
                description=field.description,
                tells_who=field.tells_who,
            )
        elif isinstance(field, Entries):
            yield Told(
                name=field.name,
                reads=(AnalysisColumn(field.name),),
                cell=lambda listed, _, names=field.printed: _lines(listed, names),
                description=field.description,
                tells_who=field.tells_who,
            )
        elif isinstance(field, One) and field.derived is not None:
            derived = field.derived
            yield Told(
                name=field.name,
                reads=tuple(AnalysisColumn(part.name) for part in derived.columns),
                cell=derived.compute,
                description=derived.description,
                tells_who=field.tells_who,
            )
        else:
            tells_who = field.tells_who
            yield from (_of_part(part, tells_who) for part in field.columns if part.description)


def _of_part(part: Part, tells_who: bool) -> Told:
    members = part.members
    return Told(
        name=part.name,
        reads=(AnalysisColumn(part.name),),
        cell=_itself if members is None else lambda cell, _: None if cell is None else members(cell).name,
        description=part.description,
        tells_who=tells_who,
    )


def _itself(cell: TableCell, _today: date) -> TableCell:
    return cell


def _first(listed: bytes | None, key: str) -> TableCell:
    best: list[dict[str, str]] = [] if listed is None else orjson.loads(listed)
    return best[0][key] if best else None


def _lines(listed: str | None, names: Sequence[str]) -> str | None:
    """Return a line for each entry; that it lasts is told by its missing end."""
    entries: list[dict[str, TableCell]] = orjson.loads(listed or "[]")
    told = (
        " | ".join(str(entry[name]) for name in names if entry[name] not in (None, "", True, False))
        for entry in entries
    )
    return "\n".join(told) or None


_ALL: Final = (*_of_resumes(), *_of_analyses(FIELDS), *_of_matches())


class ResumeTableColumn(StrEnum):
    """A column of a list, by the name that stands above it."""

    vars().update({told.name.upper(): told.name for told in _ALL})


TOLD: Final = {ResumeTableColumn(told.name): told for told in _ALL}


def read_columns(columns: Sequence[ResumeTableColumn]) -> tuple[JoinedColumn, ...]:
    """Return what is read for those columns, each once."""
    return tuple(dict.fromkeys(read for column in columns for read in TOLD[column].reads))


def table_rows(
    rows: Iterable[Row], columns: Sequence[ResumeTableColumn], read: Sequence[JoinedColumn], *, today: date
) -> Iterator[list[TableCell]]:
    """Return the cells of rows that hold what was read, in that order."""
    places = {column: number for number, column in enumerate(read)}
    made = [(TOLD[column].cell, [places[of] for of in TOLD[column].reads]) for column in columns]
    for row in rows:
        yield [cell(*(row[place] for place in at), today) for cell, at in made]
