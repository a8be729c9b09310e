"""Operations that show nothing by which a person is known, or is told to be of an age or a gender.

    query @blind { resumes { … } }

The fields that would, name what stands in their place where they are declared; see `reading`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from graphql import OperationDefinitionNode

DIRECTIVE = "blind"


class Hidden(NamedTuple):
    """What a blind operation shows in a field's place."""

    stand_in: Any = None


NOTHING = Hidden(None)
"""Stands for a value that may be null."""

STARS = Hidden("***")
"""Stands for a text that may not."""

NO_ITEMS = Hidden(())
"""Stands for a list."""


def is_blind(operation: OperationDefinitionNode) -> bool:
    """Whether an operation asks to be shown nothing of that kind."""
    return any(directive.name.value == DIRECTIVE for directive in operation.directives or ())
