"""Whatever has a global id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from domain import policies
from domain.policies import Permission
from graphql_schema.context import Context
from graphql_schema.ids import (
    NodeKind,
    NodeRequest,
)
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.sources.positions import OnePosition
from graphql_schema.sources.resumes import OneResume
from graphql_schema.sources.users import OneUser


class AnyNode(Source[NodeRequest, Any]):
    """A user, resume or position."""

    shape = "object"
    rule: ClassVar[Mapping[str, Permission]] = {
        NodeKind.USER: policies.SEE_USER,
        NodeKind.RESUME: policies.SEE_RESUME,
        NodeKind.POSITION: policies.SEE_POSITIONS,
    }
    _sources: ClassVar[Mapping[NodeKind, Source[Any, Any]]] = {
        NodeKind.USER: OneUser(),
        NodeKind.RESUME: OneResume(),
        NodeKind.POSITION: OnePosition(),
    }

    async def load(self, context: Context, wanted: Wanted[NodeRequest, Any]) -> Loaded:
        return await self._sources[wanted.request.kind].load(context, wanted)
