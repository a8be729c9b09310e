"""Users."""

from __future__ import annotations

from collections.abc import Collection
from operator import attrgetter

from domain import policies
from domain.auditing import AuditAction, AuditEntry
from domain.rows import Column, Row
from domain.users.columns import UserColumn, UserColumnReads, UserConditions
from domain.viewers import Viewer
from graphql_schema.context import Context
from graphql_schema.ids import UserRequest
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.sources.shared import WholeList, owned

_OF_VIEWER = {
    UserColumn.ID: attrgetter("id"),
    UserColumn.USERNAME: attrgetter("username"),
    UserColumn.ROLE: attrgetter("role"),
    UserColumn.IS_BLIND: attrgetter("is_blind"),
}


class OneUser(Source[UserRequest, UserColumn]):
    """A user."""

    shape = "object"
    rule = policies.SEE_USER

    def follows(self, request: UserRequest, _columns: Collection[Column], viewer: Viewer) -> bool:
        return request.id is None or request.id == viewer.id

    async def load(self, context: Context, wanted: Wanted[UserRequest, UserColumn]) -> Loaded:
        viewer = context.require_viewer()
        user_id = wanted.request.id
        if user_id is None or user_id == viewer.id:
            row = _viewer_row(viewer, wanted.columns)
            if row is not None:
                return Loaded([row])
            user_id = viewer.id
        rows = await context.graph.users.found((*wanted.columns, UserColumn.ID), ids=[user_id])
        loaded = owned(rows, policies.SEE_USER, viewer)
        if user_id != viewer.id:
            context.audit.note(
                AuditEntry(action=AuditAction.USER_READ, actor_id=viewer.id, subject_id=user_id)
            )
        return loaded


class AllUsers(WholeList[UserConditions, UserColumn]):
    """Pages of all users."""

    rule = policies.LIST_USERS
    _key = UserColumn.ID
    _hidden = frozenset({UserColumn.USERNAME_KEY})
    _noted = AuditAction.USERS_LISTED

    def _reads(self, context: Context) -> UserColumnReads:
        return context.graph.users


def _viewer_row(viewer: Viewer, columns: tuple[UserColumn, ...]) -> Row | None:
    """Return what is asked of the viewer where it is known without the database."""
    try:
        return tuple([_OF_VIEWER[column](viewer) for column in columns])
    except KeyError:
        return None
