"""Imported positions."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Index, Integer, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from persistence.tables.keys import Id


class PositionRow(SQLModel, table=True):
    """An imported position.

    `external_id` is the source's own id, or the content's hash where it has none; `version` is the
    catalogue's at the row's last change. `salary_low` and `salary_high` are as printed, in their
    currency and period; `salary_min` and `salary_max` the same a month, where it is paid in CNY.
    A removed position leaves its row behind without content, for running servers to learn of it.
    """

    __tablename__ = "positions"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("source", "external_id"),
        Index("ix_positions_version", "version"),
        Index("ix_positions_place", "removed", "source", "external_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True))
    source: str = Field(sa_type=Text)
    external_id: str = Field(sa_type=Text)
    content_hash: str = Field(sa_type=Text)
    title_zh: str | None = Field(default=None, sa_type=Text)
    title_en: str | None = Field(default=None, sa_type=Text)
    aliases: str = Field(default="[]", sa_type=Text)
    company: str | None = Field(default=None, sa_type=Text)
    city: str | None = Field(default=None, sa_type=Text)
    skills: str = Field(default="[]", sa_type=Text)
    degree: int = 0
    years_min: int = 0
    salary_text: str | None = Field(default=None, sa_type=Text)
    salary_low: float | None = None
    salary_high: float | None = None
    salary_currency: str | None = Field(default=None, sa_type=Text)
    salary_period: str | None = Field(default=None, sa_type=Text)
    salary_months: float | None = None
    salary_min: int | None = None
    salary_max: int | None = None
    occupation_code: str | None = Field(default=None, sa_type=Text)
    isco: str | None = Field(default=None, sa_type=Text)
    level: int | None = None
    url: str | None = Field(default=None, sa_type=Text)
    description: str | None = Field(default=None, sa_type=Text)
    removed: bool = False
    version: int = Field(sa_type=BigInteger)
    updated_at: str = Field(sa_type=Text)


class CatalogueRow(SQLModel, table=True):
    """The catalogue's one row: a version that each change raises, and which bundled positions it counted."""

    __tablename__ = "catalogue"

    id: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=False))
    version: int = Field(sa_type=BigInteger)
    bundled_hash: str = Field(default="", sa_type=Text)
