"""What an operation may cost, estimated before it runs.

The unit is a point: one field of the answer, at most. A field counts as often as the lists around it
may be long: as `first` or `last` say, `ASSUMED_PAGE` where a list has such arguments and none is
given, `ASSUMED_LENGTH` where it has none. A field that is declared with points counts those, since it
holds long texts. A mutation counts `MUTATION_POINTS`, since it hashes or
writes, or what it is declared with. A field that searches (`graphql_schema/admission/searches.py`) counts
`SEARCH_POINTS` besides, however much it searches by, since that looks through all that there is.
Introspection is scaled so that the query that tools send counts `INTROSPECTION_POINTS`.

Fields are counted as if every `@include` held and every fragment applied. Page sizes given by
variables are kept as variables, and so is what is searched by, so one estimate is made per document and
is a few multiplications per request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_introspection_query,
    get_named_type,
    is_composite_type,
    parse,
)
from graphql.utilities import type_from_ast
from graphql.utilities.coerce_input_value import coerce_default_value

from graphql_schema.admission.searches import Searches, searches

ASSUMED_PAGE = 20
ASSUMED_LENGTH = 10
MUTATION_POINTS = 1_000
SEARCH_POINTS = 2_000
INTROSPECTION_POINTS = 10_000

POINTS = "points"
"""Where a field keeps what it counts, among its metadata."""

_PAGE_ARGUMENTS = ("first", "last")
_INTROSPECTION = frozenset({"__schema", "__type"})


class PageSize(NamedTuple):
    """A page size that a variable gives; `otherwise` holds where it gives none."""

    variable: str
    otherwise: int

    def value(self, variables: Mapping[str, Any]) -> int:
        """Return the size. What is no whole number is refused elsewhere, as a wrong variable."""
        given = variables.get(self.variable)
        return max(0, given) if type(given) is int else self.otherwise


Factor = PageSize | Searches


@dataclass(frozen=True, slots=True)
class Cost:
    """Points of an operation: a sum of products of page sizes, and of whether fields search.

    Attributes:
        fixed: The points that no variable changes.
        terms: Points by the factors that they are multiplied with.
        pages: Every page size a variable gives.
        largest_page: The largest page size written in the document.
        fields: The fields of the schema that the operation asks for, as `Type.field`.
    """

    fixed: int
    terms: tuple[tuple[tuple[Factor, ...], int], ...]
    pages: tuple[PageSize, ...]
    largest_page: int
    fields: frozenset[str]

    def points(self, variables: Mapping[str, Any]) -> int:
        """Return the estimate for a request."""
        total = self.fixed
        for sizes, factor in self.terms:
            for size in sizes:
                factor *= size.value(variables)
            total += factor
        return total

    def largest(self, variables: Mapping[str, Any]) -> int:
        """Return the largest page asked for."""
        largest = self.largest_page
        for page in self.pages:
            largest = max(largest, page.value(variables))
        return largest


def estimate(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) -> Cost:
    """Return the cost of a validated operation."""
    return _Estimator(schema, document, operation, introspection=_introspection_points(schema)).cost()


# Points as a polynomial: factors that are multiplied with each other -> points.
_Points = Counter[tuple[Factor, ...]]
# The sizes a list is asked with, to be added up: a client may name both `first` and `last`.
_Sizes = tuple[int | PageSize, ...]


class _Estimator:
    """Adds up an operation; `introspection` are the raw points that count `INTROSPECTION_POINTS`."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        *,
        introspection: int,
    ) -> None:
        self._schema = schema
        self._operation = operation
        self._introspection = introspection
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        variables = {node.variable.name.value: node for node in operation.variable_definitions or ()}
        self._defaults = {
            name: int(node.default_value.value)
            for name, node in variables.items()
            if isinstance(node.default_value, IntValueNode)
        }
        self._default_values = {
            name: node.default_value for name, node in variables.items() if node.default_value is not None
        }
        self._pages: dict[PageSize, None] = {}
        self._largest_page = 0
        self._known: dict[tuple[str, _Sizes | None], _Points] = {}
        self._fields: set[str] = set()

    def cost(self) -> Cost:
        root = self._schema.get_root_type(self._operation.operation)
        assert root is not None
        points = self._selections(self._operation.selection_set, root, None)
        fixed = points.pop((), 0)
        return Cost(
            fixed, tuple(points.items()), tuple(self._pages), self._largest_page, frozenset(self._fields)
        )

    def _selections(
        self, selection_set: SelectionSetNode, parent: GraphQLCompositeType, page: _Sizes | None
    ) -> _Points:
        """Return the points of a selection; `page` is the size of the lists of a connection's page."""
        total: _Points = Counter()
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                total.update(self._field(selection, parent, page))
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                inner = type_from_ast(self._schema, condition) if condition else parent
                assert is_composite_type(inner)
                total.update(self._selections(selection.selection_set, inner, page))
            elif isinstance(selection, FragmentSpreadNode):
                total.update(self._fragment(selection.name.value, page))
        return total

    def _fragment(self, name: str, page: _Sizes | None) -> _Points:
        if (name, page) not in self._known:
            node = self._fragments[name]
            inner = type_from_ast(self._schema, node.type_condition)
            assert is_composite_type(inner)
            self._known[name, page] = self._selections(node.selection_set, inner, page)
        return self._known[name, page]

    def _field(self, node: FieldNode, parent: GraphQLCompositeType, page: _Sizes | None) -> _Points:
        field = self._schema.get_field(parent, node.name.value)
        assert field is not None
        self._fields.add(f"{parent.name}.{node.name.value}")
        own = _own_points(field, MUTATION_POINTS if parent is self._schema.mutation_type else 1)
        total: _Points = Counter({(): own})
        searching = searches(field, node, self._default_values)
        if searching:
            total[(searching,) if isinstance(searching, Searches) else ()] += SEARCH_POINTS
        inner = get_named_type(field.type)
        if node.selection_set is None or not is_composite_type(inner):
            return total
        sizes = self._page_of(node, field)
        lists = _list_depth(field.type)
        below = self._selections(node.selection_set, inner, None if lists else sizes)
        for depth in range(lists):
            below = _times(below, (sizes or page or (ASSUMED_LENGTH,)) if depth == 0 else (ASSUMED_LENGTH,))
        if parent is self._schema.query_type and node.name.value in _INTROSPECTION:
            below = Counter({(): -(-below[()] * INTROSPECTION_POINTS // self._introspection)})
        total.update(below)
        return total

    def _page_of(self, node: FieldNode, field: GraphQLField) -> _Sizes | None:
        """Return the page size a field is asked with; None where it has no such arguments."""
        names = [name for name in _PAGE_ARGUMENTS if name in field.args]
        if not names:
            return None
        defaults = (coerce_default_value(field.args[name]) for name in names)
        otherwise = next((value for value in defaults if type(value) is int), ASSUMED_PAGE)
        given: list[int | PageSize] = []
        for argument in node.arguments or ():
            if argument.name.value not in names:
                continue
            if isinstance(argument.value, IntValueNode):
                size = max(0, int(argument.value.value))
                self._largest_page = max(self._largest_page, size)
                given.append(size)
            elif isinstance(argument.value, VariableNode):
                variable = argument.value.name.value
                page = PageSize(variable, self._defaults.get(variable, 0 if given else otherwise))
                self._pages[page] = None
                given.append(page)
        return tuple(given) or (otherwise,)


def _own_points(field: GraphQLField, otherwise: int) -> int:
    declared = field.extensions.get("strawberry-definition")
    found: int = (getattr(declared, "metadata", None) or {}).get(POINTS, otherwise)
    return found


def _list_depth(type_: GraphQLOutputType) -> int:
    depth = 0
    inner: Any = type_
    while isinstance(inner, GraphQLNonNull | GraphQLList):
        depth += isinstance(inner, GraphQLList)
        inner = inner.of_type
    return depth


def _times(points: _Points, sizes: _Sizes) -> _Points:
    total: _Points = Counter()
    for size in sizes:
        for factors, points_each in points.items():
            if isinstance(size, int):
                total[factors] += points_each * size
            else:
                total[tuple(sorted((*factors, size), key=repr))] += points_each
    return total


@lru_cache(maxsize=4)
def _introspection_points(schema: GraphQLSchema) -> int:
    document = parse(get_introspection_query(schema_description=True, input_value_deprecation=True))
    (operation,) = (node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    unscaled = _Estimator(schema, document, operation, introspection=INTROSPECTION_POINTS)
    # `__schema` itself is a field like others.
    return unscaled.cost().fixed - 1
