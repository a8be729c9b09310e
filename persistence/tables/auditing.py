"""Who did what with whose data."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Text
from sqlmodel import Field, SQLModel

from persistence.tables.keys import Id


class AuditRow(SQLModel, table=True):
    """What was done with the data of people; it refers to nobody's row, and so outlives them."""

    __tablename__ = "audit_log"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True))
    at: str = Field(sa_type=Text, index=True)
    action: str = Field(sa_type=Text)
    actor_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    subject_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    resume_id: int | None = Field(default=None, sa_type=BigInteger)
    address: str | None = Field(default=None, sa_type=Text)
    detail: str | None = Field(default=None, sa_type=Text)
    count: int = Field(default=1, sa_type=BigInteger)
