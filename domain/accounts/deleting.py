"""Deleting an account for good."""

from __future__ import annotations

import logging

import anyio

from domain import policies
from domain.accounts.ports import AccountWorkFactory
from domain.auditing import Audit, AuditAction, AuditEntry, NoAudit
from domain.errors import InvalidInput, NotFound, WrongPassword
from domain.input_rules import InputRule
from domain.resumes.ports import FileStore
from domain.resumes.sweeping import delete_files
from domain.users.service import UserService
from domain.viewers import Viewer

logger = logging.getLogger(__name__)


class AccountDeletion:
    """Deletes accounts with all that hangs on them: resumes, files, analyses, evidence and matches."""

    def __init__(
        self,
        *,
        unit_of_work: AccountWorkFactory,
        users: UserService,
        files: FileStore,
        audit: Audit | None = None,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._users = users
        self._files = files
        self._audit = audit or NoAudit()

    async def delete_account(self, viewer: Viewer, user_id: int, *, password: str | None = None) -> None:
        """Delete an account. One's own needs the password; every token of it ends.

        Raises:
            NotTheOwner: It is another user's, and the viewer is no administrator.
            WrongPassword: It is the viewer's own, and `password` is not his.
            NotFound: There is no such user.
            InvalidInput: It is the only administrator's.
            TooManyRequests: Too many wrong passwords were given of late.
        """
        policies.DELETE_ACCOUNT.require(viewer, user_id)
        if viewer.id == user_id:
            if password is None:
                raise WrongPassword
            await self._users.confirm_password(viewer, password)
        keys = await anyio.to_thread.run_sync(self._delete, viewer, user_id)
        self._audit.note(
            AuditEntry(action=AuditAction.ACCOUNT_DELETED, actor_id=viewer.id, subject_id=user_id)
        )
        # The rows first: a file left over is swept later.
        await delete_files(self._files, keys)

    def _delete(self, viewer: Viewer, user_id: int) -> list[str]:
        with self._unit_of_work() as work:
            # Two administrators who delete each other at once: asked in turn, the second is the last.
            work.users.lock_admins()
            actor, user = work.users.get(viewer.id), work.users.get(user_id)
            if user is None:
                raise NotFound
            policies.DELETE_ACCOUNT.require(actor.viewer if actor else None, user_id)
            if policies.is_last_admin(user.viewer, others=work.users.others_who_see(user.role, than=user_id)):
                raise InvalidInput("不能删除唯一的管理员", rule=InputRule.LAST_ADMIN)
            keys = [key for _, key in work.resumes.of_user(user_id)]
            work.users.delete(user_id)
            work.commit()
            return keys
