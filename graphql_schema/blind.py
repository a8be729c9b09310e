"""Operations that show nothing by which a person is known, or is told to be of an age or a gender.

    query @blind { resumes { … } }

Of a blind administrator every operation is such a one.

The fields that would, are declared with what stands in their place: `extensions=[STARS]`, or `hidden=STARS`
where `reading` declares them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import strawberry
from graphql import GraphQLField, OperationDefinitionNode
from strawberry.extensions.field_extension import FieldExtension

DIRECTIVE = "blind"


class Hidden(FieldExtension):
    """Has blind operations show a stand-in in a field's place."""

    def __init__(self, stand_in: Any) -> None:
        self.stand_in = stand_in

    # Positional only: arguments of these names are the field's.
    def resolve(  # type: ignore[override]
        self, next_: Callable[..., Any], source: Any, info: strawberry.Info, /, **kwargs: Any
    ) -> Any:
        return self.stand_in if info.context.blind else next_(source, info, **kwargs)


NOTHING = Hidden(None)
"""Stands for a value that may be null."""

STARS = Hidden("***")
"""Stands for a text that may not."""

NO_ITEMS = Hidden(())
"""Stands for a list."""


def hidden_of(field: GraphQLField) -> Hidden | None:
    """Return what blind operations show in a field's place, None where they show the field."""
    declared = field.extensions.get("strawberry-definition")
    return next((each for each in getattr(declared, "extensions", ()) if isinstance(each, Hidden)), None)


def is_blind(operation: OperationDefinitionNode) -> bool:
    """Whether an operation asks to be shown nothing of that kind."""
    return any(directive.name.value == DIRECTIVE for directive in operation.directives or ())
