"""The positions that fit resumes."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Column, Integer, LargeBinary, Text
from sqlmodel import Field, SQLModel

from persistence.tables.keys import key_of_resume


class MatchRow(SQLModel, table=True):
    """One position that fits a resume; `rank` counts from 1, best first.

    `position_source` is null in a match stored before it was kept.
    """

    __tablename__ = "matches"
    # Clustered by its key: a resume's matches lie side by side.
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    resume_id: int | None = Field(default=None, sa_column=key_of_resume())
    rank: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    position_source: str | None = Field(default=None, sa_type=Text)
    position_code: str = Field(sa_type=Text)
    position: str = Field(sa_type=Text)
    salary_range: str = Field(sa_type=Text)
    score: float
    analysis: str = Field(sa_type=Text)


class MatchListRow(SQLModel, table=True):
    """A resume's matches as the JSON array that most clients ask for, best first; triggers keep it.

    `ends` tells for each match, in eight digits, after how many bytes of `listed` it ends.
    """

    __tablename__ = "match_lists"

    resume_id: int | None = Field(default=None, sa_column=key_of_resume())
    ends: str = Field(sa_type=Text)
    listed: bytes = Field(sa_type=LargeBinary)


class MatchReasonRow(SQLModel, table=True):
    """What a match's score is made from: a JSON array of objects, and two of texts.

    Seldom asked for and as long as the match itself, which would be read three times slower with it.
    """

    __tablename__ = "match_reasons"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    resume_id: int | None = Field(default=None, sa_column=key_of_resume())
    rank: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    breakdown: str = Field(sa_type=Text)
    matched_skills: str = Field(sa_type=Text)
    missing_skills: str = Field(sa_type=Text)
