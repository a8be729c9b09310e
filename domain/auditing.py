"""Who did what with the data of people: the port of what keeps it, and how administrators read it.

An entry names people by their ids only; its address goes with the person who acted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Protocol

from domain.rows import Column, ListReads


class AuditAction(StrEnum):
    """What was done."""

    REGISTERED = "registered"
    LOGGED_IN = "logged_in"
    LOGIN_FAILED = "login_failed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - no password
    SESSION_ENDED = "session_ended"
    SIGNED_OUT = "signed_out"
    ROLE_CHANGED = "role_changed"
    ACCOUNT_EXPORTED = "account_exported"
    ACCOUNT_DELETED = "account_deleted"
    USER_READ = "user_read"
    USERS_LISTED = "users_listed"
    RESUME_READ = "resume_read"
    RESUMES_LISTED = "resumes_listed"
    RESUME_DELETED = "resume_deleted"
    RESUMES_REANALYZED = "resumes_reanalyzed"
    RESUME_EXPORTED = "resume_exported"
    RESUME_DOWNLOADED = "resume_downloaded"
    ANALYSIS_CORRECTED = "analysis_corrected"
    CORRECTION_TAKEN_BACK = "correction_taken_back"
    RESUMES_EXPORTED = "resumes_exported"
    CORRECTIONS_EXPORTED = "corrections_exported"
    POSITIONS_IMPORTED = "positions_imported"
    POSITIONS_DELETED = "positions_deleted"
    WEBHOOK_CREATED = "webhook_created"
    WEBHOOK_CHANGED = "webhook_changed"
    WEBHOOK_DELETED = "webhook_deleted"

    @property
    def is_counted(self) -> bool:
        """Whether what is done again within an hour is the same entry, with a higher count."""
        return self in _COUNTED


_COUNTED = frozenset(
    {
        AuditAction.LOGIN_FAILED,
        AuditAction.USER_READ,
        AuditAction.USERS_LISTED,
        AuditAction.RESUME_READ,
        AuditAction.RESUMES_LISTED,
        AuditAction.RESUME_EXPORTED,
        AuditAction.RESUME_DOWNLOADED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """What was done, by whom and with whose data.

    Attributes:
        actor_id: The user who did it; None where nobody was logged in.
        subject_id: The user whose account or data it was about.
        resume_id: The resume that it was about.
        address: From which address of the network, where that is known.
        detail: The new role, where one was set; the source, where positions were imported or deleted; the
            form, where resumes were exported; how many, where several were analysed anew; the fields, where
            an analysis was corrected.
    """

    action: AuditAction
    actor_id: int | None = None
    subject_id: int | None = None
    resume_id: int | None = None
    address: str | None = None
    detail: str | None = None


class Audit(Protocol):
    """Keeps what was done."""

    def note(self, entry: AuditEntry) -> None:
        """Take an entry; it is written just after, without waiting for it here."""

    async def flush(self) -> None:
        """Write what waits."""


class NoAudit:
    """Keeps nothing."""

    def note(self, entry: AuditEntry) -> None:
        """Forget it."""

    async def flush(self) -> None:
        """Nothing waits."""


class AuditColumn(Column, Enum):
    """What can be read of an entry; `count` is how often it was done in an hour."""

    ID = "id"
    AT = "at"
    ACTION = "action"
    ACTOR_ID = "actor_id"
    SUBJECT_ID = "subject_id"
    RESUME_ID = "resume_id"
    ADDRESS = "address"
    DETAIL = "detail"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditConditions:
    """Which entries are meant: those that meet every condition given.

    Attributes:
        user_id: Who did it, or about whom it was.
        at_from, at_until: Moments in the form of `at`; the first is included.
    """

    action: AuditAction | None = None
    user_id: int | None = None
    at_from: str | None = None
    at_until: str | None = None


EVERYTHING = AuditConditions()


AuditReads = ListReads[AuditColumn, AuditConditions]
