"""What a root field was compiled to, and how it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode, GraphQLError, GraphQLField, get_argument_values
from graphql.execution.values import VariableValues
from orjson import Fragment
from strawberry.types.arguments import convert_arguments

from domain.errors import DomainError
from domain.rows import Column, JsonField
from graphql_schema.compiler.refusing import Path, Place, Refused, settled
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted


class Uncovered(Exception):
    """The query is for graphql-core; the message says at which point that was found."""


UNCOVERED = "uncovered"
BROKEN_OFF = "broken_off"

_NOTHING = Loaded([], {})


@dataclass(slots=True, eq=False)
class Load:
    """Rows to load.

    Attributes:
        request: The number of the request among the query's.
        columns: Grows as the selection is read; each place is for good.
        offset: Where the columns begin in a row: a list's rows start with the parent's key.
        parent: The number of the load whose rows are the parents; None for the root or without keys.
        key: Where the key stands in a parent's row.
        json: What is wanted as JSON, see `Wanted`.
        stands: Where its rows stand in the answer; None for the root.
    """

    source: Source[Any, Any]
    request: int
    offset: int
    parent: int | None = None
    key: int = 0
    stands: Place | None = None
    total: bool = False
    columns: dict[Column, int] = field(default_factory=dict)
    json: tuple[JsonField[Column], ...] | None = None
    frozen: tuple[Column, ...] = ()

    def place(self, column: Column) -> int:
        """Return where a column stands in a row, having it read."""
        return self.offset + self.columns.setdefault(column, len(self.columns))


Build = Callable[[list[Loaded], Any, Sequence[Any], dict[int, Any]], Any]
"""Of what was loaded, the day, the requests, and what stands for the rows of loads that were refused."""


@dataclass(frozen=True, slots=True)
class Program:
    """A root field for one type of its object: loads, parents first, and what makes JSON values of them."""

    loads: tuple[Load, ...]
    build: Build
    needs_today: bool
    field_count: int

    async def run(
        self, context: Context, requests: Sequence[Any], path: Path, errors: list[GraphQLError]
    ) -> Any:
        """Return the value of the field at a path; each place below that is refused gets an error.

        Raises:
            DomainError: What the root's own load refuses.
            Hoisted: The value would have to be null because of what is refused below it, and may not be.
        """
        loaded: list[Loaded] = []
        refused: dict[int, Any] = {}
        for number, load in enumerate(self.loads):
            keys: Sequence[Any] = ()
            if load.parent is not None:
                place = load.key
                distinct = dict.fromkeys([row[place] for row in loaded[load.parent].rows])
                distinct.pop(None, None)
                keys = list(distinct)
                if not keys:
                    loaded.append(_NOTHING)
                    continue
            wanted = Wanted(requests[load.request], load.frozen, keys, load.total, load.json)
            try:
                loaded.append(await load.source.load(context, wanted))
            except DomainError as refusal:
                if load.stands is None:
                    raise
                loaded.append(_NOTHING)
                instead = Refused(refusal, load.stands)
                refused[number] = instead if load.parent is None else dict.fromkeys(keys, instead)
        value = self.build(loaded, context.today if self.needs_today else None, requests, refused)
        return settled(value, path, errors) if refused else value


@dataclass(frozen=True, slots=True)
class RootField:
    """A root field: a program for each type of its object, or a constant where there are none."""

    key: str
    nodes: list[FieldNode]
    nullable: bool
    request: int = 0
    programs: dict[str, Program] | None = None
    constant: str | Fragment | None = None

    def program_for(self, requests: list[Any]) -> Program | None:
        """Return what makes the value, None of a constant. Raises the `DomainError` of refused arguments."""
        programs = self.programs
        if programs is None:
            return None
        request = requests[self.request]
        if isinstance(request, DomainError):
            # It may be raised many times, and must not keep the frames of each.
            raise request.with_traceback(None)
        if len(programs) > 1:
            return programs[request.kind]
        (program,) = programs.values()
        return program


class Request:
    """Makes what a field asks for of its arguments: a source's request, or what a leaf is computed of."""

    def __init__(self, graphql_field: GraphQLField, node: FieldNode, converter: Any) -> None:
        declared = graphql_field.extensions["strawberry-definition"]
        self._make: Callable[..., Any] = declared.base_resolver.wrapped_func
        self._arguments = declared.arguments
        self._field = graphql_field
        self._node = node
        self._converter = converter
        self.is_constant = not any(_has_variable(argument.value) for argument in node.arguments or ())
        self._constant = self._of(None) if self.is_constant else None

    def of(self, values: VariableValues | None) -> Any:
        """Return the request, or the `DomainError` that the arguments are refused with."""
        return self._constant if self.is_constant else self._of(values)

    def _of(self, values: VariableValues | None) -> Any:
        try:
            given = convert_arguments(
                get_argument_values(self._field, self._node, values),
                self._arguments,
                scalar_registry=self._converter.scalar_registry,
                config=self._converter.config,
            )
            return self._make(None, **given)
        except DomainError as refusal:
            return refusal
        except (GraphQLError, TypeError, ValueError) as error:
            raise Uncovered(UNCOVERED) from error


def _has_variable(value: Any) -> bool:
    if value.kind == "variable":
        return True
    if value.kind == "list_value":
        return any(map(_has_variable, value.values))
    return value.kind == "object_value" and any(_has_variable(item.value) for item in value.fields)
