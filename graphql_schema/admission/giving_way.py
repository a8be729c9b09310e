"""graphql-core's parser and validation in small steps, between which the event loop goes first.

What they make refers to itself: words to the words before them, visitors to their own methods. Only the
garbage collector would free it, which stops everything for a tenth of a second where documents come in rows.
So it is taken apart here as soon as it has served.

`validate` and `get_variable_usages` are written after those of graphql-core 3.3.2; a test tells when the
library has others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OverlappingFieldsCanBeMergedRule,
    ParallelVisitor,
    Token,
    TypeInfo,
    TypeInfoVisitor,
    ValidationContext,
    Visitor,
    visit,
)
from graphql.language.parser import Parser
from graphql.validation import ASTValidationRule
from graphql.validation.rules.overlapping_fields_can_be_merged import RuleContext
from graphql.validation.validate import (
    FragmentNestingVisitor,
    ValidationAbortedError,
    query_document_keys_to_validate,
)
from graphql.validation.validation_context import NodeWithSelectionSet, VariableUsage, VariableUsageVisitor

from domain.turns import give_way

ABORTED = "Validation aborted."


class PacedParser(Parser):
    """Gives way at each word."""

    def advance_lexer(self) -> None:
        """Go on to the next word."""
        give_way()
        super().advance_lexer()

    def parsed(self) -> DocumentNode:
        """Return the document. Raises `GraphQLSyntaxError`, `RecursionError`."""
        word: Token | None = self._lexer.token
        try:
            return self.parse_document()
        finally:
            while word is not None:
                word.prev = None
                word = word.next


def validate(
    schema: GraphQLSchema,
    document: DocumentNode,
    rules: Sequence[type[ASTValidationRule]],
    *,
    most_errors: int,
    hide_suggestions: bool,
) -> list[GraphQLError]:
    """Return what graphql-core's own `validate` returns; the last error tells where it did not go to the end.

    This is the same but for the end, and for the way that is given at each node.
    """
    errors: list[GraphQLError] = []

    def found(error: GraphQLError) -> None:
        if len(errors) >= most_errors:
            raise ValidationAbortedError("Too many validation errors, error limit reached. " + ABORTED)
        errors.append(error)

    type_info = TypeInfo(schema)
    context = _Context(schema, document, type_info, found, hide_suggestions)
    visitors: list[Visitor] = [_PacedRule(context), *(rule(context) for rule in rules)]
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    if fragments:
        visitors.insert(0, FragmentNestingVisitor(fragments))
    together = ParallelVisitor(visitors)
    typed = TypeInfoVisitor(type_info, together)
    try:
        visit(document, typed, query_document_keys_to_validate)
    except ValidationAbortedError as error:
        # The frames of what was handled would hold the document.
        error.__context__ = None
        errors.append(error.with_traceback(None))
    except RecursionError:
        errors.append(ValidationAbortedError(ABORTED))
    finally:
        _take_apart(typed, together, *visitors, context, type_info)
    return errors


def overlapping_rule(most: int) -> type[ASTValidationRule]:
    """Return graphql-core's rule with our bound: its work may grow with the square of the document."""

    class BoundedRule(OverlappingFieldsCanBeMergedRule):
        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            self.rule_context = _PacedContext()
            self.rule_context.remaining_complexity_budget = most

    return BoundedRule


def give_way_first(resolve: Any, *args: Any, **kwargs: Any) -> Any:
    """Resolve a field, giving way before it; a middleware for `execute`."""
    give_way()
    return resolve(*args, **kwargs)


def _take_apart(*parts: object) -> None:
    for part in parts:
        vars(part).clear()


class _Context(ValidationContext):
    """Takes the visitors apart that look for variables."""

    def get_variable_usages(self, node: NodeWithSelectionSet) -> list[VariableUsage]:
        """Return the variables that are used directly within a definition."""
        usages = self._variable_usages.get(node)
        if usages is None:
            fragment = node if isinstance(node, FragmentDefinitionNode) else None
            looking = VariableUsageVisitor(self._type_info, fragment)
            typed = TypeInfoVisitor(self._type_info, looking)
            visit(node, typed)
            usages = self._variable_usages[node] = looking.usages
            _take_apart(typed, looking)
        return usages


class _PacedRule(ASTValidationRule):
    """Finds no mistake; gives way at each node, on behalf of the rules beside it."""

    def enter(self, *_args: Any) -> None:
        give_way()


class _PacedContext(RuleContext):
    """Gives way at each comparison, which is told to it by what is left of its budget."""

    __slots__ = ("_left",)

    @property
    def remaining_complexity_budget(self) -> int:
        return self._left

    @remaining_complexity_budget.setter
    def remaining_complexity_budget(self, left: int) -> None:
        give_way()
        self._left = left
