"""What a document may ask for at most.

The shape is measured before validation, the number of selections first: what that allows bounds the work
of everything behind it. Pages and cost are measured after validation
(`graphql_schema/admission/cost.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one operation may ask for.

    Attributes:
        tokens: Words and signs of the document.
        operations: Operations of the document.
        selections: Fields and fragments of all the document's operations and fragments, each fragment
            counted wherever it is spread.
        comparisons: How often validation compares one selection with another: whether fields of the
            same name can be one.
        depth: Fields within fields.
        aliases: Fields under an alias, and objects asked for again in the same selection.
        directives: Directives, such as `@include`.
        page_size: `first` and `last` of a list.
        cost: Points, see `graphql_schema/admission/cost.py`.
        credentials: Mutations of which an operation may have one in all, since each hashes a password.
    """

    tokens: int = 2_000
    operations: int = 50
    selections: int = 10_000
    comparisons: int = 50_000
    depth: int = 15
    aliases: int = 50
    directives: int = 50
    page_size: int = 100
    cost: int = 20_000
    credentials: frozenset[str] = frozenset({"changePassword", "deleteAccount", "login", "register"})


# Fragments within fragments make numbers that JSON does not hold.
_MOST_TOLD = 2**31 - 1


def limit_error(name: str, *, limit: int, actual: int | None, what: str) -> GraphQLError:
    """Return the error for a limit that is exceeded; its code is `<NAME>_LIMIT_EXCEEDED`.

    `what` is said in Chinese, with its measure word.
    """
    extensions: dict[str, int | str] = {"code": f"{name}_LIMIT_EXCEEDED", "limit": limit}
    found = ""
    if actual is not None:
        extensions["actual"] = actual
        found = f"，实际为 {actual}"
    return GraphQLError(f"最多允许 {limit} {what}{found}", extensions=extensions)


def shape_errors(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """Return an error for each limit on the document's shape that one of its operations exceeds."""
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) > limits.operations:
        return [limit_error("OPERATION", limit=limits.operations, actual=len(operations), what="个操作")]
    measure = _Measure(fragments)
    depth = aliases = 0
    try:
        selections = _count_selections([*operations, *fragments.values()], fragments)
        if selections > limits.selections:
            what = "个展开片段后的字段与片段"
            return [
                limit_error(
                    "SELECTION", limit=limits.selections, actual=min(selections, _MOST_TOLD), what=what
                )
            ]
        for node in document.definitions:
            # A fragment that nobody spreads costs its validation too.
            if isinstance(node, OperationDefinitionNode | FragmentDefinitionNode):
                shape = measure.selections(node.selection_set)
                depth, aliases = max(depth, shape.depth), max(aliases, shape.aliases)
    except RecursionError:
        return [depth_error(limits, None)]
    directives = _count_directives(document)
    errors = []
    if depth > limits.depth:
        errors.append(depth_error(limits, depth))
    if aliases > limits.aliases:
        what = "个带别名的字段与重复的对象"
        errors.append(limit_error("ALIAS", limit=limits.aliases, actual=aliases, what=what))
    if directives > limits.directives:
        errors.append(limit_error("DIRECTIVE", limit=limits.directives, actual=directives, what="个指令"))
    return errors


def credential_errors(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """Return an error where an operation of a valid document has several mutations that take a password."""
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    credentials = _Credentials(fragments, limits.credentials)
    most = max(
        (
            credentials.count(node.selection_set)
            for node in document.definitions
            if isinstance(node, OperationDefinitionNode) and node.operation is OperationType.MUTATION
        ),
        default=0,
    )
    what = "个需要密码的变更"
    return [] if most <= 1 else [limit_error("CREDENTIAL", limit=1, actual=most, what=what)]


def depth_error(limits: Limits, depth: int | None) -> GraphQLError:
    """Return the error for fields too deep within fields; `depth` is None where nobody counted."""
    return limit_error("DEPTH", limit=limits.depth, actual=depth, what="层嵌套字段")


def _count_selections(
    roots: list[OperationDefinitionNode | FragmentDefinitionNode],
    fragments: dict[str, FragmentDefinitionNode],
) -> int:
    """Count fields and fragments with fragments put in place, without putting them there."""
    spread = _Spread(fragments)
    return sum(spread.count(root.selection_set) for root in roots)


# Functions within functions that call themselves would keep a document until the garbage collector comes.


class _Credentials:
    """Counts fields of these names among the root's."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode], names: frozenset[str]) -> None:
        self._fragments = fragments
        self._names = names
        self._known: dict[str, int] = {}

    def count(self, selection_set: SelectionSetNode) -> int:
        found = 0
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                found += selection.name.value in self._names
            elif isinstance(selection, InlineFragmentNode):
                found += self.count(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name not in self._known:
                    self._known[name] = self.count(self._fragments[name].selection_set)
                found += self._known[name]
        return found


class _Spread:
    """Counts selections with fragments put in place, each fragment once."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._known: dict[str, int] = {}

    def count(self, selection_set: SelectionSetNode) -> int:
        total = 0
        for selection in selection_set.selections:
            total += 1
            if isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name not in self._known and name in self._fragments:
                    # A fragment within itself counts nothing here: validation refuses it.
                    self._known[name] = 0
                    self._known[name] = self.count(self._fragments[name].selection_set)
                total += self._known.get(name, 0)
            elif isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                total += self.count(selection.selection_set)
        return total


@dataclass(slots=True)
class _Shape:
    depth: int = 0
    aliases: int = 0


class _Measure:
    """Measures selections with their fragments put in place, each fragment once."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._measured: dict[str, _Shape] = {}

    def selections(self, selection_set: SelectionSetNode) -> _Shape:
        keys = Counter(self._keys(selection_set, set()))
        shape = _Shape(aliases=keys.total() - len(keys))
        for selection in selection_set.selections:
            part = self._selection(selection)
            shape.depth = max(shape.depth, part.depth)
            shape.aliases += part.aliases
        return shape

    def _selection(self, selection: SelectionNode) -> _Shape:
        if isinstance(selection, FieldNode):
            shape = self.selections(selection.selection_set) if selection.selection_set else _Shape()
            return _Shape(shape.depth + 1, shape.aliases + (selection.alias is not None))
        if isinstance(selection, InlineFragmentNode):
            return self._inner(selection.selection_set)
        assert isinstance(selection, FragmentSpreadNode)
        name = selection.name.value
        if name not in self._measured and name in self._fragments:
            # A fragment within itself counts nothing here: validation refuses it.
            self._measured[name] = _Shape()
            self._measured[name] = self._inner(self._fragments[name].selection_set)
        return self._measured.get(name, _Shape())

    def _inner(self, selection_set: SelectionSetNode) -> _Shape:
        # The repeats among a fragment's fields are counted where the fragment stands.
        shape = _Shape()
        for selection in selection_set.selections:
            part = self._selection(selection)
            shape.depth = max(shape.depth, part.depth)
            shape.aliases += part.aliases
        return shape

    def _keys(self, selection_set: SelectionSetNode, seen: set[str]) -> Iterator[str]:
        """Yield the keys of objects that a selection fills, each as often as it is asked for.

        Plain values asked for again cost little, and fragments do so all the time (`id`, `__typename`).
        """
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                if selection.selection_set:
                    yield (selection.alias or selection.name).value
            elif isinstance(selection, InlineFragmentNode):
                yield from self._keys(selection.selection_set, seen)
            elif isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name not in seen and name in self._fragments:
                    seen.add(name)
                    yield from self._keys(self._fragments[name].selection_set, seen)


def _count_directives(document: DocumentNode) -> int:
    count = 0
    for definition in document.definitions:
        if not isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            continue
        count += len(definition.directives or ())
        if isinstance(definition, OperationDefinitionNode):
            count += sum(len(variable.directives or ()) for variable in definition.variable_definitions or ())
        stack = [definition.selection_set]
        while stack:
            for selection in stack.pop().selections:
                count += len(selection.directives or ())
                if isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                    stack.append(selection.selection_set)
    return count
