"""Where the read models' columns are in the tables: the one place that says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, exists, func, literal_column

from domain.analyses.columns import AnalysisColumn
from domain.matches.columns import MatchColumn, MatchListColumn
from domain.resumes.columns import JoinedColumn, ResumeColumn
from domain.resumes.models import ResumeState
from domain.users.columns import UserColumn
from persistence.tables import UserRow

_TABLES = UserRow.metadata.tables
USERS, RESUMES, ANALYSES = _TABLES["users"], _TABLES["resumes"], _TABLES["analyses"]
MATCHES, REASONS, LISTS = _TABLES["matches"], _TABLES["match_reasons"], _TABLES["match_lists"]

# Constants are written into the statement, so that its parameters are those of the caller alone.
ANALYSED: ColumnElement[bool] = RESUMES.c.state == literal_column(f"'{ResumeState.ANALYSED.value}'")
"""A result counts as long as its resume is analysed: one that is being analysed anew has none."""

USER_COLUMNS: dict[UserColumn, ColumnElement[Any]] = {column: USERS.c[column.value] for column in UserColumn}
ANALYSIS_COLUMNS: dict[AnalysisColumn, ColumnElement[Any]] = {
    column: ANALYSES.c[column.value] for column in AnalysisColumn
}
RESUME_COLUMNS: dict[ResumeColumn, ColumnElement[Any]] = {
    **{column: RESUMES.c[column.value] for column in ResumeColumn if column.value in RESUMES.c},
    ResumeColumn.RESULT_ID: case((ANALYSED, RESUMES.c.id)),
    ResumeColumn.UNMATCHED_ID: case(
        (ANALYSED & ~exists().where(MATCHES.c.resume_id == RESUMES.c.id), RESUMES.c.id)
    ),
}
JOINED_COLUMNS: dict[JoinedColumn, ColumnElement[Any]] = dict(
    [
        *RESUME_COLUMNS.items(),
        *USER_COLUMNS.items(),
        *ANALYSIS_COLUMNS.items(),
        *((column, LISTS.c[column.value]) for column in MatchListColumn),
    ]
)
REASON_COLUMNS: dict[MatchColumn, ColumnElement[Any]] = {
    column: func.coalesce(REASONS.c[column.value], literal_column("'[]'"))
    for column in (MatchColumn.BREAKDOWN, MatchColumn.MATCHED_SKILLS, MatchColumn.MISSING_SKILLS)
}
# How a score is printed depends on the database, see `persistence.reads.matches`.
MATCH_COLUMNS: dict[MatchColumn, ColumnElement[Any]] = {
    column: MATCHES.c[column.value]
    for column in (
        MatchColumn.POSITION,
        MatchColumn.SALARY_RANGE,
        MatchColumn.SCORE,
        MatchColumn.ANALYSIS,
    )
} | {
    MatchColumn.POSITION_KEY: MATCHES.c.position_source + literal_column("':'") + MATCHES.c.position_code,
    **REASON_COLUMNS,
}


def resumes_with(columns: Iterable[JoinedColumn], *, analyses: bool = False) -> FromClause:
    """Return the resumes joined with what the columns are of, and with analyses in any case if told so."""
    rows: FromClause = RESUMES
    of = {type(column) for column in columns}
    if analyses or AnalysisColumn in of:
        rows = rows.outerjoin(ANALYSES, (ANALYSES.c.resume_id == RESUMES.c.id) & ANALYSED)
    if MatchListColumn in of:
        rows = rows.outerjoin(LISTS, (LISTS.c.resume_id == RESUMES.c.id) & ANALYSED)
    if UserColumn in of:
        rows = rows.join(USERS, USERS.c.id == RESUMES.c.user_id)
    return rows
