"""Which fields of an operation search: those that are given a value for what is searched by.

An argument, or a field of an input, is declared so by `SEARCHED`. What counts is a value for it, wherever
that comes from: the document, a variable, the object in a variable, or a default. A blank text counts as
none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from graphql import (
    ConstValueNode,
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLString,
    ListValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    value_from_ast_untyped,
)
from graphql.utilities.coerce_input_value import coerce_default_value

_SEARCHED = "searched"
SEARCHED: Final[Mapping[str, object]] = {_SEARCHED: True}
"""The metadata of arguments, and of fields of inputs, by whose values everything is looked through."""

_Declared = GraphQLArgument | GraphQLInputField


class Given(NamedTuple):
    """What a variable gives for an argument, or for a field of an input.

    Attributes:
        searched: Whether it is searched by itself, and not only by what is in it.
        otherwise: Whether something is searched by where the variable is not given.
    """

    variable: str
    type: GraphQLNamedType
    searched: bool
    otherwise: bool


class Searches(NamedTuple):
    """What variables may give a field to search by."""

    given: tuple[Given, ...]

    def value(self, variables: Mapping[str, Any]) -> int:
        """Return 1 where the field searches, else 0."""
        return int(
            any(
                _is_searched(variables[each.variable], each.type, each.searched)
                if each.variable in variables
                else each.otherwise
                for each in self.given
            )
        )


def searches(field: GraphQLField, node: FieldNode, defaults: Mapping[str, ConstValueNode]) -> bool | Searches:
    """Return whether a field searches, where variables tell it as what they are asked for.

    Args:
        field: What the schema says of the field.
        node: The field in a valid document.
        defaults: The default values of the operation's variables.
    """
    values = {argument.name.value: argument.value for argument in node.arguments or ()}
    found = list(_among(field.args, values, defaults))
    if True in found:
        return True
    given = tuple(each for each in found if isinstance(each, Given))
    return Searches(given) if given else False


def _among(
    declared: Mapping[str, _Declared], values: Mapping[str, ValueNode], defaults: Mapping[str, ConstValueNode]
) -> Iterator[bool | Given]:
    for name, each in declared.items():
        type_, searched = get_named_type(each.type), _searched(each)
        if not searched and not isinstance(type_, GraphQLInputObjectType):
            continue
        if name in values:
            yield from _in_literal(values[name], each, defaults)
        else:
            yield _is_searched(coerce_default_value(each), type_, searched)


def _in_literal(
    node: ValueNode, declared: _Declared, defaults: Mapping[str, ConstValueNode]
) -> Iterator[bool | Given]:
    type_, searched = get_named_type(declared.type), _searched(declared)
    if isinstance(node, VariableNode):
        name = node.name.value
        default = (
            value_from_ast_untyped(defaults[name]) if name in defaults else coerce_default_value(declared)
        )
        yield Given(name, type_, searched, _is_searched(default, type_, searched))
    elif isinstance(node, ListValueNode) and node.values:
        for item in node.values:
            yield from _in_literal(item, declared, defaults)
    elif isinstance(node, ObjectValueNode) and isinstance(type_, GraphQLInputObjectType):
        yield searched
        yield from _among(type_.fields, {each.name.value: each.value for each in node.fields}, defaults)
    else:
        yield _is_searched(value_from_ast_untyped(node), type_, searched)


def _is_searched(value: object, type_: GraphQLNamedType, searched: bool) -> bool:
    """Whether something is searched by in a value; what is no value of the type is refused elsewhere."""
    if value is None or value is Undefined:
        return False
    if isinstance(value, list):
        return (searched and not value) or any(_is_searched(item, type_, searched) for item in value)
    if type_ is GraphQLString and not (isinstance(value, str) and value.strip()):
        return False
    if isinstance(value, dict) and isinstance(type_, GraphQLInputObjectType):
        return searched or any(
            _is_searched(
                value[name] if name in value else coerce_default_value(field),
                get_named_type(field.type),
                _searched(field),
            )
            for name, field in type_.fields.items()
        )
    return searched


def _searched(declared: _Declared) -> bool:
    definition = declared.extensions.get("strawberry-definition")
    return bool((getattr(definition, "metadata", None) or {}).get(_SEARCHED))
