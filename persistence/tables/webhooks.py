"""Who is told of resumes, and of what."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Column, ForeignKey, Index, Text
from sqlmodel import Field, SQLModel

from persistence.tables.keys import Id


class WebhookRow(SQLModel, table=True):
    """Who is told of resumes; one of the settings is `configured`, by its address, and has no `secret`."""

    __tablename__ = "webhooks"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True))
    url: str = Field(sa_type=Text)
    configured: str | None = Field(default=None, sa_type=Text, unique=True)
    secret: str | None = Field(default=None, sa_type=Text)
    details: bool = False
    active: bool = True
    created_at: str = Field(sa_type=Text)


class DeliveryRow(SQLModel, table=True):
    """What a webhook is told, and how it went; it goes with its resume. It holds ids only.

    `next_at` is null where nothing is left to do; `status` and `failure` are the last attempt's.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__: ClassVar[Any] = (
        Index("ix_webhook_deliveries_next", "webhook_id", "state", "next_at"),
        Index("ix_webhook_deliveries_resume_id", "resume_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True))
    webhook_id: int = Field(
        sa_column=Column(Id, ForeignKey("webhooks.id", ondelete="CASCADE"), nullable=False)
    )
    event: str = Field(sa_type=Text)
    resume_id: int | None = Field(
        default=None, sa_column=Column(Id, ForeignKey("resumes.id", ondelete="CASCADE"), nullable=True)
    )
    failure_code: str | None = Field(default=None, sa_type=Text)
    at: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    attempts: int = 0
    next_at: str | None = Field(default=None, sa_type=Text)
    tried_at: str | None = Field(default=None, sa_type=Text)
    status: int | None = None
    failure: str | None = Field(default=None, sa_type=Text)
