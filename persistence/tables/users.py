"""Who has an account."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Text, false, text
from sqlmodel import Field, SQLModel

from persistence.tables.keys import Id


class UserRow(SQLModel, table=True):
    """A user; `username_key` is the case-folded name.

    `content_version` is another number after each change of the user's resumes and results, by triggers.
    """

    __tablename__ = "users"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True))
    username: str = Field(sa_type=Text)
    username_key: str = Field(sa_type=Text, unique=True)
    password_hash: str = Field(sa_type=Text)
    email: str | None = Field(default=None, sa_type=Text)
    role: str = Field(sa_type=Text, index=True)
    is_blind: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    token_version: int = 0
    content_version: int = Field(
        default=0, sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    created_at: str = Field(sa_type=Text)


class EndedSessionRow(SQLModel, table=True):
    """A session whose tokens count no more; past `until`, in seconds since the epoch, none would anyway."""

    __tablename__ = "ended_sessions"

    name: str = Field(sa_column=Column(Text, primary_key=True))
    user_id: int = Field(
        sa_column=Column(Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    until: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
