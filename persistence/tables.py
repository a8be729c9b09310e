"""The tables.

Timestamps are ISO 8601 text in UTC with a fixed width, so that they sort as text, read the same on
every database and need no conversion on the way out. Lists are JSON text for the same reason.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from persistence.analyses import analysis_columns

# SQLite numbers rows by itself only where the type is INTEGER to the letter.
_Id = BigInteger().with_variant(Integer(), "sqlite")


class UserRow(SQLModel, table=True):
    """A user; `username_key` is the case-folded name.

    `content_version` is another number after each change of the user's resumes and results, by triggers.
    """

    __tablename__ = "users"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True))
    username: str = Field(sa_type=Text)
    username_key: str = Field(sa_type=Text, unique=True)
    password_hash: str = Field(sa_type=Text)
    email: str | None = Field(default=None, sa_type=Text)
    role: str = Field(sa_type=Text, index=True)
    token_version: int = 0
    content_version: int = Field(
        default=0, sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    created_at: str = Field(sa_type=Text)


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

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True))
    user_id: int = Field(sa_column=Column(_Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=False))
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
    Column(
        "resume_id",
        _Id,
        ForeignKey("resumes.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        nullable=False,
    ),
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

    resume_id: int | None = Field(
        default=None,
        sa_column=Column(
            _Id, ForeignKey("resumes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        ),
    )
    sign: str = Field(sa_column=Column(Text, primary_key=True))
    value: str = Field(sa_type=Text)
    user_id: int = Field(sa_column=Column(_Id, nullable=False))


class ReadingRow(SQLModel, table=True):
    """What was read of a resume that somebody has corrected: the columns of its analysis as they would be.

    `cells` is a JSON object; `analyses` holds what the corrections make of it.
    """

    __tablename__ = "readings"

    resume_id: int | None = Field(
        default=None,
        sa_column=Column(
            _Id, ForeignKey("resumes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        ),
    )
    cells: str = Field(sa_type=Text)


class CorrectionRow(SQLModel, table=True):
    """A field of a resume as somebody says it is; the values are JSON, as readings are packed.

    `read` is what had been read when it was corrected, `evidence` where, and `newest` what was read last. Who
    corrected it may have left since.
    """

    __tablename__ = "corrections"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    resume_id: int | None = Field(
        default=None,
        sa_column=Column(
            _Id, ForeignKey("resumes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        ),
    )
    field: str = Field(sa_column=Column(Text, primary_key=True))
    value: str = Field(sa_type=Text)
    read: str = Field(sa_type=Text)
    evidence: str = Field(sa_type=Text)
    newest: str = Field(sa_type=Text)
    actor_id: int = Field(sa_type=BigInteger)
    at: str = Field(sa_type=Text)


class MatchRow(SQLModel, table=True):
    """One position that fits a resume; `rank` counts from 1, best first.

    `position_source` is null in a match stored before it was kept.
    """

    __tablename__ = "matches"
    # Clustered by its key: a resume's matches lie side by side.
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    resume_id: int | None = Field(
        default=None,
        sa_column=Column(
            _Id, ForeignKey("resumes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        ),
    )
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

    resume_id: int | None = Field(
        default=None,
        sa_column=Column(
            _Id, ForeignKey("resumes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        ),
    )
    ends: str = Field(sa_type=Text)
    listed: bytes = Field(sa_type=LargeBinary)


class MatchReasonRow(SQLModel, table=True):
    """What a match's score is made from: a JSON array of objects, and two of texts.

    Seldom asked for and as long as the match itself, which would be read three times slower with it.
    """

    __tablename__ = "match_reasons"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    resume_id: int | None = Field(
        default=None,
        sa_column=Column(
            _Id, ForeignKey("resumes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        ),
    )
    rank: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    breakdown: str = Field(sa_type=Text)
    matched_skills: str = Field(sa_type=Text)
    missing_skills: str = Field(sa_type=Text)


class ResumeTextRow(SQLModel, table=True):
    """What a resume says, to be searched: the values read from it, and its printed text page by page.

    Where words begin is marked. Triggers keep the index of the words, `resume_words`.
    """

    __tablename__ = "resume_texts"

    resume_id: int | None = Field(
        default=None,
        sa_column=Column(
            _Id, ForeignKey("resumes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        ),
    )
    facts: str = Field(sa_type=Text)
    pages: str = Field(sa_type=Text)


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

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True))
    kind: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    count: int = Field(sa_type=BigInteger)
    total: int = Field(sa_type=BigInteger)


KEPT_BY_TRIGGERS = frozenset({"match_lists", "statistics", "statistic_changes"})
"""Tables that follow from the others: a copy of a database leaves them out, and its triggers fill them."""


class AuditRow(SQLModel, table=True):
    """What was done with the data of people; it refers to nobody's row, and so outlives them."""

    __tablename__ = "audit_log"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True))
    at: str = Field(sa_type=Text, index=True)
    action: str = Field(sa_type=Text)
    actor_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    subject_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    resume_id: int | None = Field(default=None, sa_type=BigInteger)
    address: str | None = Field(default=None, sa_type=Text)
    detail: str | None = Field(default=None, sa_type=Text)
    count: int = Field(default=1, sa_type=BigInteger)


class WebhookRow(SQLModel, table=True):
    """Who is told of resumes; one of the settings is `configured`, by its address, and has no `secret`."""

    __tablename__ = "webhooks"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True))
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

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True))
    webhook_id: int = Field(
        sa_column=Column(_Id, ForeignKey("webhooks.id", ondelete="CASCADE"), nullable=False)
    )
    event: str = Field(sa_type=Text)
    resume_id: int | None = Field(
        default=None, sa_column=Column(_Id, ForeignKey("resumes.id", ondelete="CASCADE"), nullable=True)
    )
    failure_code: str | None = Field(default=None, sa_type=Text)
    at: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    attempts: int = 0
    next_at: str | None = Field(default=None, sa_type=Text)
    tried_at: str | None = Field(default=None, sa_type=Text)
    status: int | None = None
    failure: str | None = Field(default=None, sa_type=Text)


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

    id: int | None = Field(default=None, sa_column=Column(_Id, primary_key=True))
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
