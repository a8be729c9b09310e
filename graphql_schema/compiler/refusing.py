"""Refusals below a root field: an error where each parent's rows would be, and null there or above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLNonNull,
    GraphQLOutputType,
    get_nullable_type,
    located_error,
)
from graphql.type import is_list_type

from domain.errors import DomainError

Path = list[str | int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands in the answer.

    Attributes:
        nodes: The field in the document.
        levels: So many steps above it is what becomes null where it is refused: 0 for itself.
    """

    nodes: list[FieldNode]
    levels: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Stands in a value for rows that were refused."""

    error: DomainError
    place: Place


class Hoisted(Exception):
    """Something must be null that must not; what stands `levels` steps above may be."""

    def __init__(self, levels: int) -> None:
        self.levels = levels


def nullables(graphql_type: GraphQLOutputType) -> list[bool]:
    """Return whether a field may be null, and, if it is a list, its items, and theirs."""
    found = [not isinstance(graphql_type, GraphQLNonNull)]
    inner = get_nullable_type(graphql_type)
    return [*found, *nullables(inner.of_type)] if is_list_type(inner) else found


def settled(value: Any, path: Path, errors: list[GraphQLError]) -> Any:
    """Return the value at a path with null where something was refused, and add an error for each such place.

    Raises:
        Hoisted: Nothing in the value may be null instead, nor the value.
    """
    try:
        if isinstance(value, Refused):
            errors.append(located_error(value.error, value.place.nodes, path))
            raise Hoisted(value.place.levels)
        if isinstance(value, dict):
            return {key: settled(inner, [*path, key], errors) for key, inner in value.items()}
        if isinstance(value, list):
            return [settled(inner, [*path, index], errors) for index, inner in enumerate(value)]
    except Hoisted as refusal:
        if refusal.levels:
            refusal.levels -= 1
            raise
        return None
    return value
