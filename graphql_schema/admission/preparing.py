"""From a document's text to one that may run: parsed, measured, validated and priced."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    OperationDefinitionNode,
    OverlappingFieldsCanBeMergedRule,
    SelectionNode,
    VariableNode,
    specified_rules,
)
from graphql.validation import ASTValidationRule
from graphql.validation.specified_rules import recommended_rules
from graphql.validation.validate import ValidationAbortedError
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule

from graphql_schema.admission.cost import Cost, estimate
from graphql_schema.admission.giving_way import PacedParser, overlapping_rule, validate
from graphql_schema.admission.limits import Limits, credential_errors, depth_error, limit_error, shape_errors
from graphql_schema.admission.refusals import Refused, refused, with_code
from graphql_schema.admission.words import has_more_words

_RULES = (*specified_rules, *recommended_rules, MaybeNullValidationRule)
# Enough to work with; each further one costs a comparison with all names of the schema.
_MOST_ERRORS = 5
_INTROSPECTION = frozenset({"__schema", "__type"})
_TOKEN_BYTES = 600
"""What a word of a document takes as nodes and tokens, measured."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PreparedDocument:
    """A document that may run.

    Attributes:
        text_hash: SHA-256 of the text, in hexadecimal.
        operations: By name; None names the only operation.
        costs: By the same names.
        switches: The variables that decide which fields there are.
        introspects: Whether any operation asks for `__schema` or `__type`.
        size_bytes: What it takes in memory, as an estimate.
    """

    text_hash: str
    document: DocumentNode
    operations: dict[str | None, OperationDefinitionNode]
    costs: dict[str | None, Cost]
    switches: tuple[str, ...]
    introspects: bool
    size_bytes: int


class Preparing:
    """Prepares documents for a schema, within the limits on their shape. Any thread may ask."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self._schema = schema
        self._limits = limits
        self._rules: tuple[type[ASTValidationRule], ...] = tuple(
            overlapping_rule(limits.comparisons) if rule is OverlappingFieldsCanBeMergedRule else rule
            for rule in _RULES
        )

    def prepare(self, text: str, *, hide_suggestions: bool = False) -> PreparedDocument:
        """Return the document of a text. Raises `Refused`.

        Args:
            text: What a client sent.
            hide_suggestions: Whether errors keep names of the schema to themselves.
        """
        document = self._parse(text)
        if errors := shape_errors(document, self._limits):
            raise Refused(errors)
        self._validate(document, hide_suggestions=hide_suggestions)
        if errors := credential_errors(document, self._limits):
            raise Refused(errors)
        operations: dict[str | None, OperationDefinitionNode] = {
            node.name.value if node.name else None: node
            for node in document.definitions
            if isinstance(node, OperationDefinitionNode)
        }
        for node in operations.values():
            if self._schema.get_root_type(node.operation) is None:
                raise refused("GRAPHQL_VALIDATION_FAILED", f"There are no {node.operation.value}s here.")
        costs = {name: estimate(self._schema, document, node) for name, node in operations.items()}
        if len(operations) == 1:
            (name,) = operations
            operations[None], costs[None] = operations[name], costs[name]
        return prepared_document(text, document, operations, costs)

    def look_at(self, text: str, *, hide_suggestions: bool) -> PreparedDocument | Refused:
        """Return the document of a text, or its refusal without the frames that found it: they hold it."""
        try:
            return self.prepare(text, hide_suggestions=hide_suggestions)
        except Refused as refusal:
            for error in (refusal, *refusal.errors):
                error.__traceback__ = error.__cause__ = error.__context__ = None
            return refusal

    def _parse(self, text: str) -> DocumentNode:
        most = self._limits.tokens
        if has_more_words(text, most=most):
            raise _too_many_words(most)
        try:
            return PacedParser(text, max_lexical_tokens=most, max_comments=most).parsed()
        except RecursionError as error:
            raise Refused([depth_error(self._limits, None)]) from error
        except GraphQLSyntaxError as error:
            if "contains more than" in error.message:
                raise _too_many_words(most) from error
            raise Refused([with_code(error, "GRAPHQL_PARSE_FAILED")]) from error
        except GraphQLError as error:
            raise Refused([with_code(error, "GRAPHQL_PARSE_FAILED")]) from error

    def _validate(self, document: DocumentNode, *, hide_suggestions: bool) -> None:
        errors = validate(
            self._schema,
            document,
            self._rules,
            most_errors=_MOST_ERRORS,
            hide_suggestions=hide_suggestions,
        )
        if not errors:
            return
        last = errors[-1]
        if isinstance(last, ValidationAbortedError) and len(errors) <= _MOST_ERRORS:
            most = self._limits.comparisons
            raise Refused([limit_error("COMPARISON", limit=most, actual=None, what="次字段比较")])
        raise Refused([with_code(error, "GRAPHQL_VALIDATION_FAILED") for error in errors])


def prepared_document(
    text: str,
    document: DocumentNode,
    operations: dict[str | None, OperationDefinitionNode],
    costs: dict[str | None, Cost],
) -> PreparedDocument:
    """Return a validated document with what is known of it."""
    return PreparedDocument(
        text_hash=text_hash(text),
        document=document,
        operations=operations,
        costs=costs,
        switches=_switches(document),
        introspects=any(
            isinstance(node, FieldNode) and node.name.value in _INTROSPECTION
            for node in _selections(document)
        ),
        size_bytes=len(text) + _TOKEN_BYTES * _count_tokens(document),
    )


def _too_many_words(most: int) -> Refused:
    return Refused([limit_error("TOKEN", limit=most, actual=None, what="个词法单元")])


def text_hash(text: str) -> str:
    """Return SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _selections(document: DocumentNode) -> Iterator[SelectionNode]:
    """Yield every field, spread and inline fragment that is written in a document."""
    stack = [
        node.selection_set
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode | FragmentDefinitionNode)
    ]
    while stack:
        for selection in stack.pop().selections:
            yield selection
            if isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                stack.append(selection.selection_set)


def _switches(document: DocumentNode) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for selection in _selections(document):
        for directive in selection.directives or ():
            for argument in directive.arguments or ():
                if isinstance(argument.value, VariableNode):
                    found[argument.value.name.value] = None
    return tuple(found)


def _count_tokens(document: DocumentNode) -> int:
    count = 0
    token: Any = document.loc and document.loc.start_token
    while token is not None:
        count += 1
        token = token.next
    return count
