"""Accounts as a whole: deleting them and giving out what is held of them."""

from __future__ import annotations

from dataclasses import dataclass

from api.parts.database import Database
from domain.accounts.deleting import AccountDeletion
from domain.accounts.exporting import AccountExport
from domain.auditing import Audit
from domain.clock import Clock
from domain.limiting import Limiter
from domain.resumes.ports import FileStore
from domain.users.service import UserService
from persistence.reads.held import SqlHeldRecords


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountParts:
    """The use cases around whole accounts."""

    deletion: AccountDeletion
    export: AccountExport


def account_parts(
    database: Database, *, users: UserService, files: FileStore, clock: Clock, limiter: Limiter, audit: Audit
) -> AccountParts:
    """Return the use cases around whole accounts."""
    return AccountParts(
        deletion=AccountDeletion(unit_of_work=database.unit_of_work, users=users, files=files, audit=audit),
        export=AccountExport(
            held=SqlHeldRecords(database.engine), files=files, clock=clock, limiter=limiter, audit=audit
        ),
    )
