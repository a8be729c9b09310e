"""What is held of users, as a file."""

from __future__ import annotations

from enum import Enum

from domain import policies
from domain.rows import Column
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted


class ArchiveColumn(Column, Enum):
    """What can be read of the archive of an account."""

    ADDRESS = "address"


class ArchivesOfUsers(Source[None, ArchiveColumn]):
    """The archive of each account that the viewer may have."""

    shape = "one"
    rule = None

    async def load(self, context: Context, wanted: Wanted[None, ArchiveColumn]) -> Loaded:
        viewer = context.viewer
        if viewer is None:
            # Who registers or logs in is told of the account, and has to come back with the token for this.
            return Loaded([])
        allowed = [user_id for user_id in wanted.keys if policies.EXPORT_ACCOUNT.allows(viewer, user_id)]
        address = context.pages.account_address
        return Loaded([(user_id, *(address(viewer, user_id) for _ in wanted.columns)) for user_id in allowed])
