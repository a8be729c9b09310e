"""A pasted job description, read as a row of an imported file is: what its labels say, and its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.analyses.skill_names import names_in
from domain.candidates.models import LONGEST_DESCRIPTION
from domain.errors import InvalidInput
from domain.positions.importing.classifying import Tell, classified
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.models import Posting, SourceRow
from domain.positions.importing.places import is_city
from domain.positions.importing.postings import LONGEST_TITLE, MOST_SKILLS, read_posting
from domain.positions.importing.requirements import least_years
from domain.positions.models import Position
from domain.vocabulary.degrees import least_degree
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.pay import looks_like_pay

_SOURCE = "described"
_LABEL = re.compile(r"^\W*([^:：]{1,40})[:：]\s*(\S.*)$")
_BETWEEN = re.compile(r"\s*[|｜丨·•/，,；;、()（）\[\]【】\s]\s*")
_PIECES = re.compile(r"\s*[|｜丨·•，,；;。()（）\[\]【】\t]\s*|\s{2,}")
_YEAR = re.compile(lexicon("requirements").pattern("year"), re.IGNORECASE)
_HEAD_LINES = 6
_LONGEST_HEAD = 60
_LINES = 400

Cells = list[tuple[str, str]]


def described_position(text: str, *, tell: Tell) -> Position:
    """Return the position that a text describes.

    Its title is what a label gives, else its first line.

    Args:
        text: A job description as it is pasted, in lines.
        tell: Tells the occupation and the level of a title.

    Raises:
        InvalidInput: It is too long, or has no title.
    """
    if len(text) > LONGEST_DESCRIPTION:
        raise InvalidInput(f"职位描述不能超过{LONGEST_DESCRIPTION}个字符")
    lines = [line.strip() for line in text.splitlines() if line.strip()][:_LINES]
    columns = ColumnMap()
    cells = _labelled(lines, columns)
    cells += _sentences(lines, {columns.field(name) for name, _ in cells})
    posting = read_posting(SourceRow(1, tuple(cells)), columns)
    if not isinstance(posting, Posting):
        raise InvalidInput("职位描述中没有职位名称，请在第一行写明")
    (told,) = classified([posting], tell=tell)
    month = None if told.salary is None else told.salary.monthly_cny
    return Position(
        code=_SOURCE,
        source=_SOURCE,
        title_zh=told.title_zh or "",
        title_en=told.title_en or "",
        skills=told.skills,
        degree=told.degree,
        years_min=told.years_min,
        salary_min=None if month is None else month.low,
        salary_max=None if month is None else month.most,
        salary_text=None if told.salary is None else told.salary.printed,
        posted_pay=told.salary,
        city=told.city,
        isco=told.isco,
        level=told.level,
    )


def _labelled(lines: Sequence[str], columns: ColumnMap) -> Cells:
    """Return what stands behind labels that postings' columns are named by."""
    found: Cells = []
    for line in lines:
        for piece in _PIECES.split(line) if line.count(":") + line.count("：") > 1 else (line,):
            label = _LABEL.match(piece)
            if label is not None and columns.field(label[1].strip()) is not None:
                found.append((label[1].strip(), label[2].strip()))
    return found


def _sentences(lines: Sequence[str], labelled: set[str | None]) -> Iterator[tuple[str, str]]:
    """Yield what sentences tell of fields that no label does, under the fields' own names."""
    head = [line for line in lines[:_HEAD_LINES] if len(line) <= _LONGEST_HEAD]
    if not {"title", "title_zh", "title_en"} & labelled and lines:
        yield "title", _PIECES.split(lines[0])[0][:LONGEST_TITLE]
    pieces = [piece for line in lines for piece in _PIECES.split(line) if piece]
    for field, tells in (("salary", _is_pay), ("degree", _is_degree), ("years", _is_years)):
        told = next((piece for piece in pieces if field not in labelled and tells(piece)), None)
        if told is not None:
            yield field, told
    if "city" not in labelled:
        words = [word for line in head for word in _BETWEEN.split(line)]
        if lines and len(lines[0]) > _LONGEST_HEAD:
            words += _PIECES.split(lines[0])
        city = next((word for word in words if word and is_city(word)), None)
        if city is not None:
            yield "city", city
    # Whoever pastes one paragraph has all in its first line.
    behind_title = [" ".join(_PIECES.split(line)[1:]) for line in lines[:1]]
    skills = list(dict.fromkeys(name for line in (*behind_title, *lines[1:]) for name in names_in(line)))
    if skills:
        yield "skills", "\n".join(skills[:MOST_SKILLS])


def _is_pay(piece: str) -> bool:
    return len(piece) <= _LONGEST_HEAD and looks_like_pay(piece, bare_amounts=False)


def _is_degree(piece: str) -> bool:
    return least_degree(piece) is not None


def _is_years(piece: str) -> bool:
    return _YEAR.search(piece) is not None and least_years(piece) > 0
