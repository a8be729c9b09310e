"""Random valid queries over a schema, with the variables they need.

Every field of an object is as likely as any other; leaves dominate the deeper it gets. A field asked
for twice under one key gets the same arguments, so that selections always merge.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

Guess = Callable[[str, str, str], Any]
"""Returns a likely value by the names of field, argument and type; None for any."""


Taken = dict[str, tuple[str, str, Any]]
"""What stands under each key: the field's name, the name with its arguments, what is taken below it."""


class QueryGenerator:
    """Makes queries; the same seed makes the same ones."""

    def __init__(self, schema: GraphQLSchema, random: Random, guess: Guess, *, depth: int = 9) -> None:
        self._schema = schema
        self._random = random
        self._guess = guess
        self._depth = depth

    def query(self) -> tuple[str, dict[str, Any]]:
        """Return a query's text and its variables."""
        self._variables: dict[str, tuple[str, Any]] = {}
        self._values: dict[str, Any] = {}
        self._fragments: dict[str, str] = {}
        self._left = 60
        root = self._schema.query_type
        assert root is not None
        selection = self._selection(root, self._depth, {})
        declared = ", ".join(
            f"{self._description()}${name}: {kind}" for name, (kind, _) in self._variables.items()
        )
        text = f"{self._description()}query Random{f'({declared})' if declared else ''} {selection}"
        return " ".join([text, *self._fragments.values()]), self._values

    def _selection(self, parent: GraphQLNamedType, depth: int, taken: Taken) -> str:
        """Return a selection set; `taken` holds the fields that stand under each key already."""
        assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
        random, parts = self._random, []
        if random.random() < 0.03:
            return "{ }"
        fields = list(parent.fields.items())
        for _ in range(random.choice((1, 1, 2, 2, 3, 4))):
            chance = random.random()
            if chance < 0.06:
                parts.append(self._with_condition("__typename"))
            elif chance < 0.14 and depth > 1:
                parts.append(self._fragment(parent, depth, taken))
            else:
                name, field = random.choice(fields)
                if not is_leaf_type(get_named_type(field.type)) and (depth <= 1 or self._left <= 0):
                    continue
                written = self._field(name, field, depth, taken)
                if written:
                    parts.append(written)
        return "{ " + " ".join(parts or ["__typename"]) + " }"

    def _field(self, name: str, field: GraphQLField, depth: int, taken: Taken) -> str | None:
        self._left -= 1
        key, alias = name, ""
        if self._random.random() < 0.15:
            key = f"{self._random.choice('ab')}_{name}"
            alias = f"{key}: "
        inner = get_named_type(field.type)
        known = taken.get(key)
        if known is not None and known[0] != name:
            return None
        # Once more under the same key: with the same arguments and what stands below it already.
        head, below = known[1:] if known is not None else (name + self._arguments(name, field), {})
        taken[key] = (name, head, below)
        written = self._with_condition(alias + head)
        return written if is_leaf_type(inner) else f"{written} {self._selection(inner, depth - 1, below)}"

    def _fragment(self, parent: GraphQLNamedType, depth: int, taken: Taken) -> str:
        target = parent
        if isinstance(parent, GraphQLInterfaceType) and self._random.random() < 0.8:
            target = self._random.choice(self._schema.get_possible_types(parent))
        elif isinstance(parent, GraphQLObjectType) and parent.interfaces and self._random.random() < 0.3:
            target = parent.interfaces[0]
        selection = self._selection(target, depth - 1, taken)
        if self._random.random() < 0.5:
            name = f"F{len(self._fragments)}"
            self._fragments[name] = f"{self._description()}fragment {name} on {target.name} {selection}"
            return self._with_condition(f"...{name}")
        condition = f" on {target.name}" if target is not parent or self._random.random() < 0.5 else ""
        return self._with_condition(f"...{condition}") + " " + selection

    def _description(self) -> str:
        return '"What it is for." ' if self._random.random() < 0.1 else ""

    def _with_condition(self, written: str) -> str:
        if self._random.random() > 0.05:
            return written
        value = self._random.random() < 0.7
        directive = self._random.choice(("include", "skip"))
        argument = json.dumps(value)
        if self._random.random() < 0.5:
            argument = self._variable("Boolean!", value)
        return f"{written} @{directive}(if: {argument})"

    def _arguments(self, of: str, field: GraphQLField) -> str:
        chosen = {
            name: argument
            for name, argument in field.args.items()
            if is_required_argument(argument) or self._random.random() < 0.3
        }
        # `first` and `last` together are refused; that shall happen, but not all the time.
        if "first" in chosen and self._random.random() < 0.8:
            chosen.pop("last", None)
        given = [f"{name}: {self._argument(of, name, argument)}" for name, argument in chosen.items()]
        return f"({', '.join(given)})" if given else ""

    def _argument(self, of: str, name: str, argument: GraphQLArgument) -> str:
        value = self._value(of, name, argument.type)
        if self._random.random() < 0.4:
            return self._variable(str(argument.type), _plain(value))
        return _literal(value)

    def _variable(self, kind: str, value: Any) -> str:
        name = f"v{len(self._variables)}"
        self._variables[name] = (kind, value)
        if kind.endswith("!") or self._random.random() < 0.9:
            self._values[name] = value
        return f"${name}"

    def _value(self, of: str, name: str, kind: GraphQLInputType) -> Any:
        if not isinstance(kind, GraphQLNonNull) and self._random.random() < 0.05:
            return None
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        if isinstance(kind, GraphQLList):
            return [self._value(of, name, kind.of_type) for _ in range(self._random.randrange(3))]
        if isinstance(kind, GraphQLInputObjectType) and kind.extensions["strawberry-definition"].is_one_of:
            key, field = self._random.choice(list(kind.fields.items()))
            return {key: self._value(of, key, GraphQLNonNull(field.type))}
        if isinstance(kind, GraphQLInputObjectType):
            return {
                key: self._value(of, key, field.type)
                for key, field in kind.fields.items()
                if self._random.random() < 0.4
            }
        if isinstance(kind, GraphQLEnumType):
            return _Name(self._random.choice(list(kind.values)))
        assert isinstance(kind, GraphQLScalarType)
        guessed = self._guess(of, name, kind.name)
        if guessed is not None:
            return guessed
        return {"Int": 3, "Boolean": True}.get(kind.name, "text")


class _Name(str):
    """An enum's value, which stands in a document without quotes."""

    __slots__ = ()


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _literal(value: Any) -> str:
    if isinstance(value, _Name):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
