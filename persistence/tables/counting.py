"""Figures over all resumes, which triggers keep."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Index, Text
from sqlmodel import Field, SQLModel

from persistence.tables.keys import Id


class StatisticRow(SQLModel, table=True):
    """How many resumes, or results of analysed ones, are of a kind and key; triggers keep it.

    The kinds are `state`, `day`, `position`, `skill` and `score`, a tenth; `total` is the sum of a position's
    scores in billionths.
    """

    __tablename__ = "statistics"
    __table_args__: ClassVar[Any] = (
        Index("ix_statistics_kind_count", "kind", "count"),
        {"sqlite_with_rowid": False},
    )

    kind: str = Field(sa_column=Column(Text, primary_key=True))
    key: str = Field(sa_column=Column(Text, primary_key=True))
    count: int = Field(sa_type=BigInteger)
    total: int = Field(sa_type=BigInteger)


class StatisticChangeRow(SQLModel, table=True):
    """What is still to be added to `StatisticRow`; on PostgreSQL, so that writers need not wait there."""

    __tablename__ = "statistic_changes"
    __table_args__: ClassVar[Any] = (Index("ix_statistic_changes_kind", "kind", "key"),)

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True))
    kind: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    count: int = Field(sa_type=BigInteger)
    total: int = Field(sa_type=BigInteger)
