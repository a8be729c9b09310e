"""Node: what has a global id."""

from __future__ import annotations

from typing import Any

import strawberry


@strawberry.interface(description="A node is any object that can be fetched alone, by the query `node`.")
class Node:
    """Relay's node; each type tells what its id is made of."""

    id: strawberry.ID = strawberry.field(
        description="This id is unique among all objects, and never changes."
    )

    @classmethod
    def is_type_of(cls, obj: Any, _info: Any) -> bool:
        """Whether a record is of this type: fields of concrete types hold no others."""
        return obj.kind in ("", cls.__name__)

    @classmethod
    def resolve_type(cls, obj: Any, _info: Any, _abstract_type: Any) -> str:
        """Return the name of a record's type."""
        kind: str = obj.kind
        return kind
