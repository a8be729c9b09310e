"""Resumes, what was read from them, and what people say in its place."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Table, Text, text
from sqlmodel import Field, SQLModel

from persistence.analyses import analysis_columns
from persistence.tables.keys import Id, key_of_resume


class ResumeRow(SQLModel, table=True):
    """An uploaded file and how far the work on it is; its matches were made with `catalogue_version`.

    `review_weight` tells how much of its analysis deserves a look.
    """

    __tablename__ = "resumes"
    __table_args__: ClassVar[Any] = (
        Index("ix_resumes_user_id_id", "user_id", "id"),
        Index("ix_resumes_state_id", "state", "id"),
        Index("ix_resumes_upload_time_id", "upload_time", "id"),
        Index("ix_resumes_review_weight_id", "review_weight", "id"),
        Index("ix_resumes_sha256_user_id", "sha256", "user_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(Id, primary_key=True))
    user_id: int = Field(sa_column=Column(Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=False))
    storage_key: str = Field(sa_type=Text, unique=True)
    file_name: str = Field(sa_type=Text)
    media_type: str = Field(sa_type=Text)
    size_bytes: int = Field(sa_type=BigInteger)
    sha256: str = Field(sa_type=Text)
    upload_time: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    failure_code: str | None = Field(default=None, sa_type=Text)
    page_count: int | None = None
    attempts: int = 0
    catalogue_version: int = Field(
        default=0, sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    review_weight: float = Field(
        default=0.0, sa_column=Column(Float, nullable=False, server_default=text("0"))
    )


ANALYSES = Table(
    "analyses",
    SQLModel.metadata,
    key_of_resume(),
    *analysis_columns(),
    Index("ix_analyses_analysed_at", "analysed_at", "resume_id"),
)
"""The facts read from a resume, a row each. Its columns follow from the declared fields."""


class IdentityRow(SQLModel, table=True):
    """What a resume's person is known by, in the form that is compared; see `domain.resumes.duplicates`.

    `user_id` is the resume's, for one owner's to be found alone.
    """

    __tablename__ = "identities"
    __table_args__: ClassVar[Any] = (
        Index("ix_identities_sign_value", "sign", "value", "resume_id"),
        Index("ix_identities_user_id_sign_value", "user_id", "sign", "value", "resume_id"),
        {"sqlite_with_rowid": False},
    )

    resume_id: int | None = Field(default=None, sa_column=key_of_resume())
    sign: str = Field(sa_column=Column(Text, primary_key=True))
    value: str = Field(sa_type=Text)
    user_id: int = Field(sa_column=Column(Id, nullable=False))


class ReadingRow(SQLModel, table=True):
    """What was read of a resume that somebody has corrected: the columns of its analysis as they would be.

    `cells` is a JSON object; `analyses` holds what the corrections make of it.
    """

    __tablename__ = "readings"

    resume_id: int | None = Field(default=None, sa_column=key_of_resume())
    cells: str = Field(sa_type=Text)


class CorrectionRow(SQLModel, table=True):
    """A field of a resume as somebody says it is; the values are JSON, as readings are packed.

    `read` is what had been read when it was corrected, `evidence` where, and `newest` what was read last. Who
    corrected it may have left since.
    """

    __tablename__ = "corrections"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    resume_id: int | None = Field(default=None, sa_column=key_of_resume())
    field: str = Field(sa_column=Column(Text, primary_key=True))
    value: str = Field(sa_type=Text)
    read: str = Field(sa_type=Text)
    evidence: str = Field(sa_type=Text)
    newest: str = Field(sa_type=Text)
    actor_id: int = Field(sa_type=BigInteger)
    at: str = Field(sa_type=Text)


class ResumeTextRow(SQLModel, table=True):
    """What a resume says, to be searched: the values read from it, and its printed text page by page.

    Where words begin is marked. Triggers keep the index of the words, `resume_words`.
    """

    __tablename__ = "resume_texts"

    resume_id: int | None = Field(default=None, sa_column=key_of_resume())
    facts: str = Field(sa_type=Text)
    pages: str = Field(sa_type=Text)


class ResumeLayoutRow(SQLModel, table=True):
    """The sizes of a resume's pages and where their lines stand, as JSON; the text is in `resume_texts`."""

    __tablename__ = "resume_layouts"

    resume_id: int | None = Field(default=None, sa_column=key_of_resume())
    pages: str = Field(sa_type=Text)
