"""What mutations and subscriptions are declared with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import strawberry
from strawberry.extensions.field_extension import FieldExtension

from domain.policies import Permission, check_entry
from domain.viewers import Viewer
from graphql_schema.admission.cost import MUTATION_POINTS, POINTS
from graphql_schema.context import Context
from graphql_schema.ids import NodeRequest
from graphql_schema.reading import RULE, record_of
from graphql_schema.sources.nodes import AnyNode

Info = strawberry.Info[Context, None]

Declared = Callable[[Callable[..., Any]], Any]

BULK_POINTS = 5_000
"""What a mutation counts that writes hundreds of objects."""

_NODES = AnyNode()


class _Entry(FieldExtension):
    """Refuses whoever may not do this with anything; the rest is the service's to say."""

    def __init__(self, permission: Permission) -> None:
        self._permission = permission

    # Positional only: arguments of these names are the field's.
    async def resolve_async(  # type: ignore[override]
        self, next_: Callable[..., Any], source: Any, info: Info, /, **kwargs: Any
    ) -> Any:
        check_entry(self._permission, info.context.viewer)
        return await next_(source, info, **kwargs)


def mutation(*, permission: Permission, description: str, points: int = MUTATION_POINTS) -> Declared:
    """Declare a mutation, who may ask for it, and what it counts among an operation's cost."""
    declared: Declared = strawberry.mutation(
        description=description, extensions=[_Entry(permission)], metadata={RULE: permission, POINTS: points}
    )
    return declared


def subscription(*, permission: Permission, graphql_type: Any, description: str) -> Declared:
    """Declare a subscription and who may ask for it; its resolver refuses before the first event."""
    declared: Declared = strawberry.subscription(
        graphql_type=graphql_type, description=description, metadata={RULE: permission}
    )
    return declared


async def object_of(info: Info, request: NodeRequest, *, viewer: Viewer | None = None) -> Any:
    """Return an object as it is now, for its fields to be read; as `viewer` sees it where given."""
    return await record_of(_NODES, request, info, viewer=viewer)
