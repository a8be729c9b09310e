"""The audit log: who did what with the data of people, for administrators."""

from __future__ import annotations

import strawberry

from domain.auditing import EVERYTHING, AuditAction, AuditColumn, AuditConditions
from graphql_schema.ids import requested_user, resume_id, user_id
from graphql_schema.pages import Order
from graphql_schema.reading import relation, value
from graphql_schema.sources.audit import AuditLog, ResumesOfEntries, UsersOfEntries
from graphql_schema.types.enums import describe
from graphql_schema.types.paging import filtered_list
from graphql_schema.types.resumes.types import Resume
from graphql_schema.types.scalars import DateTime
from graphql_schema.types.users.types import User

_NEWEST_FIRST = Order(AuditColumn.ID, "id", descending=True)

describe(
    AuditAction,
    "An action says what was done.",
    REGISTERED="An account was made.",
    LOGGED_IN="A user logged in.",
    LOGIN_FAILED="A wrong password was given, or the name of nobody.",
    PASSWORD_CHANGED="A user changed the password.",  # noqa: S106 - no password
    SESSION_ENDED="A user signed out, and the other tokens of the user still count.",
    SIGNED_OUT="A user ended all tokens.",
    ROLE_CHANGED="An administrator gave a user another role, which `detail` tells.",
    ACCOUNT_EXPORTED="All that is held of a user was given out.",
    ACCOUNT_DELETED="An account was deleted for good.",
    USER_READ="An administrator looked at another user.",
    USERS_LISTED="An administrator listed the users.",
    RESUME_READ="An administrator looked at a resume of another user.",
    RESUMES_LISTED="An administrator listed the resumes of all users.",
    RESUME_DELETED="A resume was deleted.",
    RESUMES_REANALYZED="Several resumes were sent to be analysed again. `detail` says how many.",
    RESUME_EXPORTED="What was read from a resume was given out as a file, in the form that `detail` names.",
    RESUME_DOWNLOADED="The file of a resume was given out as it was uploaded.",
    ANALYSIS_CORRECTED="The analysis of a resume was corrected. `detail` names the fields.",
    CORRECTION_TAKEN_BACK="Corrections of an analysis were taken back. `detail` names the fields.",
    RESUMES_EXPORTED="An administrator took a list of resumes out as a file. `detail` names its form.",
    CORRECTIONS_EXPORTED="The operator has taken all corrections out as labelled data.",
    POSITIONS_IMPORTED="An administrator has imported positions. `detail` names their source.",
    POSITIONS_DELETED="An administrator deleted the positions of a source, which `detail` names.",
    WEBHOOK_CREATED="An administrator made a webhook. `detail` names it and its host, and says `details` "
    "where it is told more than ids.",
    WEBHOOK_CHANGED="An administrator changed a webhook, which `detail` tells in the same way.",
    WEBHOOK_DELETED="An administrator deleted a webhook, which `detail` tells in the same way.",
)


@strawberry.type(
    name="AuditEntry",
    description="An entry of the audit log says what was done, who did it and whose data it was. It "
    "outlives the users and resumes that it names.",
)
class AuditEntryType:
    """An entry."""

    at: DateTime = value(AuditColumn.AT, description="It was done at this moment, for the first time.")
    action: AuditAction = value(AuditColumn.ACTION, compute=AuditAction, description="This was done.")
    actor_id: strawberry.ID | None = value(
        AuditColumn.ACTOR_ID,
        compute=user_id,
        description="The user with this `id` is the one who did it. It is null where nobody was logged in.",
    )
    subject_id: strawberry.ID | None = value(
        AuditColumn.SUBJECT_ID,
        compute=user_id,
        description="It was about the account or the data of the user with this `id`. It is null where it "
        "was about nobody in particular.",
    )
    resume_id: strawberry.ID | None = value(
        AuditColumn.RESUME_ID,
        compute=resume_id,
        description="It was about the resume with this `id`. It is null where it was about none.",
    )
    address: str | None = value(
        AuditColumn.ADDRESS,
        description="This is the network address that it came from. It is null where that is not "
        "known, or where the user who did it has left.",
    )
    detail: str | None = value(
        AuditColumn.DETAIL,
        description="This is the new role, where a role was set, or the source, where positions were "
        "imported or deleted, or the form, where resumes were exported, or the fields, where an analysis "
        "was corrected. Otherwise it is null.",
    )
    count: int = value(
        AuditColumn.COUNT,
        description="It was done this many times within an hour. Only reads, exports and failed logins are "
        "counted.",
    )

    @relation(
        User | None,
        UsersOfEntries(),
        key=AuditColumn.ACTOR_ID,
        description="This is the user who did it. It is null where nobody was logged in, or the "
        "user has left.",
    )
    def actor(self) -> None:
        return None

    @relation(
        User | None,
        UsersOfEntries(),
        key=AuditColumn.SUBJECT_ID,
        description="It was about the account or the data of this user. It is null where it was about nobody "
        "in particular, or the user has left.",
    )
    def subject(self) -> None:
        return None

    @relation(
        Resume | None,
        ResumesOfEntries(),
        key=AuditColumn.RESUME_ID,
        description="It was about this resume. It is null where it was about none, or the resume is deleted.",
    )
    def resume(self) -> None:
        return None


@strawberry.input(description="Only entries that meet every given condition are listed.")
class AuditFilter:
    """Conditions on entries."""

    action: AuditAction | None = strawberry.field(
        default=None, description="Lists only entries with this action."
    )
    user: strawberry.ID | None = strawberry.field(
        default=None,
        description="Lists only what the user with this `id` or `databaseId` did, and what was about that "
        "user.",
    )
    at_from: DateTime | None = strawberry.field(
        default=None, description="Lists only what was done at this moment or later."
    )
    at_until: DateTime | None = strawberry.field(
        default=None, description="Lists only what was done before this moment."
    )

    def conditions(self) -> AuditConditions:
        """Return the conditions as reads know them. Raises `NotFound`."""
        return AuditConditions(
            action=self.action,
            user_id=None if self.user is None else requested_user(self.user),
            at_from=self.at_from,
            at_until=self.at_until,
        )


@strawberry.type
class AuditQueries:
    """Queries for the audit log."""

    audit_log = filtered_list(
        AuditEntryType,
        AuditLog(),
        filter_type=AuditFilter,
        everything=EVERYTHING,
        of="entries",
        order=_NEWEST_FIRST,
        description="Returns a page of the audit log, with the newest entries first. Only an administrator "
        "may ask. For others it is null, with an error `FORBIDDEN`.",
    )
