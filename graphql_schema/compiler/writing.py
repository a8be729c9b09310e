"""Writes a root field's selection as Python.

The function written makes dicts and lists of the loaded rows, children before their parents, in the
order in which graphql-core would have put the keys. Of `{ resume(id: 1) { id matches { score } } }`:

    def build(loaded, today, requests, refused):
        g1 = {}
        k1 = None
        for r1 in loaded[1].rows:
            if r1[0] != k1:
                k1 = r1[0]
                g1[k1] = i1 = []
            i1.append({"score": r1[1]})
        if 1 in refused: g1 = refused[1]
        r0 = loaded[0].rows[0]
        return {"id": c0(r0[0]), "matches": g1.get(r0[1], EMPTY)}

A list of nothing but texts comes from the database as JSON and is put in place as it is; one that stands with
its parent already is not even loaded. Names of the
client stand in the function as string literals of GraphQL names only, all else is ours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from graphql import (
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)
from graphql.execution.collect_fields import FieldDetailsList, FragmentDetails, collect_subfields
from graphql.execution.values import VariableValues
from orjson import Fragment, loads

from domain.rows import Column, JsonField, Key
from graphql_schema.blind import hidden_of
from graphql_schema.compiler.program import UNCOVERED, Load, Program, Request, Uncovered
from graphql_schema.compiler.refusing import Place, nullables
from graphql_schema.pages import EdgeColumn, PageColumn
from graphql_schema.reading import (
    TODAY,
    Asked,
    Edges,
    Items,
    Nested,
    Relation,
    Value,
    reads_of,
)

MOST_FIELDS = 5_000
_LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Selections:
    """The query as collected fields: graphql-core's own reading of fragments, `@skip` and `@include`."""

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    values: VariableValues
    blind: bool = False

    def of(self, graphql_type: GraphQLObjectType, details: FieldDetailsList) -> dict[str, FieldDetailsList]:
        """Return the fields to be selected on an object, by their keys in the answer."""
        return collect_subfields(
            self.schema, self.fragments, self.values, self.operation, graphql_type, details
        ).grouped_field_set


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an object's columns are found: in the row `r` of a load, or in the page `p` that holds it.

    `item` is the object itself as an expression, where it comes from a JSON array.
    """

    number: int
    load: Load
    item: str = ""


class Writer:
    """Writes one root field for one type of its object.

    Raises:
        Uncovered: The selection holds what only graphql-core can answer.
    """

    def __init__(self, selections: Selections, requests: list[Request], converter: Any) -> None:
        self._selections = selections
        self._requests = requests
        self._converter = converter
        self._loads: list[Load] = []
        self._lines: list[str] = []
        self._names: dict[str, Any] = {"EMPTY": (), "Fragment": Fragment, "parsed": loads}
        self._needs_today = False
        self._fields = 0
        self._blind = selections.blind
        # Which steps of the way to the present field may be null: fields, and items of lists.
        self._steps: list[bool] = []

    def program(
        self,
        relation: Relation,
        request: int,
        graphql_type: GraphQLObjectType,
        details: FieldDetailsList,
        *,
        nullable: bool,
    ) -> Program:
        """Return the root field, whose request is already among the requests, for that type."""
        self._steps = [nullable]
        shape = relation.source.shape
        number, scope = self._begin(relation, request)
        if shape == "object":
            row = f"r{number} = loaded[{number}].rows[0]"
            value = self._object(scope, graphql_type, details)
            self._lines += [row, f"return {value}"]
        elif shape == "pages":
            self._lines.append(f"return {self._pages(number, scope, graphql_type, details)}[None]")
        elif shape == "list":
            value = self._object(scope, graphql_type, details)
            self._lines.append(f"return [{value} for r{number} in loaded[{number}].rows]")
        else:
            raise Uncovered(UNCOVERED)
        for load in self._loads:
            load.frozen = tuple(load.columns)
        source = "\n    ".join(["def build(loaded, today, requests, refused):", *self._lines])
        exec(compile(source, "<compiled query>", "exec"), self._names)  # noqa: S102 - ours, see above  # nosec B102
        return Program(tuple(self._loads), self._names["build"], self._needs_today, self._fields)

    def _begin(self, relation: Relation, request: int, **parent: Any) -> tuple[int, Scope]:
        offset = 1 if relation.source.shape in ("list", "one") else 0
        load = Load(relation.source, request, offset, **parent)
        self._loads.append(load)
        return len(self._loads) - 1, Scope(len(self._loads) - 1, load)

    def _object(self, scope: Scope, graphql_type: GraphQLObjectType, details: FieldDetailsList) -> str:
        parts = []
        for key, field_details in self._selections.of(graphql_type, details).items():
            self._fields += 1
            if self._fields > MOST_FIELDS:
                raise Uncovered(UNCOVERED)
            name = field_details[0].node.name.value
            if name == "__typename":
                value = repr(graphql_type.name)
            else:
                field = graphql_type.fields[name]
                above = len(self._steps)
                self._steps += nullables(field.type)
                value = self._field(scope, field, field_details)
                del self._steps[above:]
            parts.append(f"{key!r}: {value}")
        return "{" + ", ".join(parts) + "}"

    def _field(self, scope: Scope, field: GraphQLField, details: FieldDetailsList) -> str:
        if self._blind and (hidden := hidden_of(field)):
            return self._constant(hidden.stand_in)
        reads = reads_of(field)
        if isinstance(reads, Value):
            return self._value(scope, field, reads)
        if isinstance(reads, Asked):
            return self._asked(scope, field, reads, details)
        inner = get_named_type(field.type)
        if reads is None or not isinstance(inner, GraphQLObjectType):
            raise Uncovered(UNCOVERED)
        if isinstance(reads, Relation):
            if scope.item:
                raise Uncovered(UNCOVERED)
            return self._relation(scope, field, reads, inner, details)
        if isinstance(reads, Edges):
            edge = self._object(scope, inner, details)
            return f"[{edge} for r{scope.number} in p{scope.number}.rows]"
        if isinstance(reads, Items):
            array, item = self._read(scope, reads.column), f"x{self._fields}"
            value = self._object(replace(scope, item=item), inner, details)
            return f"[{value} for {item} in parsed({array})]"
        return self._nested(scope, reads, inner, details)

    def _nested(
        self, scope: Scope, reads: Nested, inner: GraphQLObjectType, details: FieldDetailsList
    ) -> str:
        of = scope if reads.inside is None else replace(scope, item=self._read(scope, reads.inside))
        value = self._object(of, inner, details)
        if reads.present is None:
            return value
        return f"(None if {self._read(scope, reads.present)} is None else {value})"

    def _value(self, scope: Scope, field: GraphQLField, reads: Value) -> str:
        read = [self._read(scope, column) for column in reads.columns]
        leaf, compute = get_named_type(field.type), reads.compute
        if isinstance(leaf, GraphQLEnumType):
            # Members are equal to what a column holds, or are made of it; of several a member is computed.
            names = {enum.value: name for name, enum in leaf.values.items()}
            if is_list_type(get_nullable_type(field.type)):
                # Of a list, `compute` makes the members.
                return f"[{self._constant(names)}[x] for x in {self._constant(compute)}({', '.join(read)})]"
            if len(read) == 1:
                member = read[0]
            else:
                member = f"{self._constant(compute)}({', '.join(read)})"
                names[None] = None
            value = f"{self._constant(names)}[{member}]"
        elif compute is None:
            return read[0]
        elif getattr(compute, "__name__", "") == "__getitem__" and len(read) == 1:
            value = f"{self._constant(compute.__self__)}[{read[0]}]"  # type: ignore[attr-defined]
        else:
            value = f"{self._constant(compute)}({', '.join(read)})"
        if len(read) == 1 and not isinstance(field.type, GraphQLNonNull):
            return f"(None if {read[0]} is None else {value})"
        return value

    def _asked(self, scope: Scope, field: GraphQLField, reads: Asked, details: FieldDetailsList) -> str:
        self._requests.append(Request(field, details[0].node, self._converter))
        read, asked = self._read(scope, reads.column), f"requests[{len(self._requests) - 1}]"
        return f"(None if {read} is None else {self._constant(reads.compute)}({asked}, {read}))"

    def _relation(
        self,
        scope: Scope,
        field: GraphQLField,
        relation: Relation,
        inner: GraphQLObjectType,
        details: FieldDetailsList,
    ) -> str:
        request = Request(field, details[0].node, self._converter)
        self._requests.append(request)
        json = None
        if relation.source.shape == "list" and relation.key is not None:
            json = self._as_json(relation, inner, details)
            kept = relation.source.kept
            if kept is not None and json == kept.fields:
                read = [self._read(scope, column) for column in kept.columns]
                asked = f"requests[{len(self._requests) - 1}]"
                return f"{self._constant(kept.shown)}({', '.join([asked, *read])})"
        parent: dict[str, Any] = {}
        if relation.key is not None:
            key = self._read(scope, relation.key)
            parent = {"parent": scope.number, "key": scope.load.place(relation.key)}
        stands = self._place(field, details)
        number, child = self._begin(relation, len(self._requests) - 1, stands=stands, **parent)
        self._write_rows(relation, child, inner, details, json)
        rows = f"g{number}"
        self._lines.append(f"if {number} in refused: {rows} = refused[{number}]")
        if relation.key is None:
            return rows
        if relation.source.shape == "pages":
            return f"{rows}[{key}]"
        return f"{rows}.get({key})" if relation.source.shape == "one" else f"{rows}.get({key}, EMPTY)"

    def _place(self, field: GraphQLField, details: FieldDetailsList) -> Place:
        """Return where the present field stands."""
        way = self._steps[: len(self._steps) - len(nullables(field.type)) + 1]
        levels = next((number for number, nullable in enumerate(reversed(way)) if nullable), len(way))
        return Place([detail.node for detail in details], levels)

    def _write_rows(
        self,
        relation: Relation,
        scope: Scope,
        inner: GraphQLObjectType,
        details: FieldDetailsList,
        json: tuple[JsonField[Column], ...] | None,
    ) -> None:
        """Write what a relation's rows become, by their parents' keys where it has parents."""
        number = scope.number
        if relation.source.shape == "pages":
            self._pages(number, scope, inner, details)
            return
        if relation.source.shape not in ("one", "list"):
            raise Uncovered(UNCOVERED)
        if json is not None:
            scope.load.json = json
            self._lines.append(f"g{number} = {{key: Fragment(json) for key, json in loaded[{number}].rows}}")
            return
        value = self._object(scope, inner, details)
        if relation.source.shape == "one":
            made = f"{{r{number}[0]: {value} for r{number} in loaded[{number}].rows}}"
            self._lines.append(f"g{number} = {made}")
            return
        if relation.key is None:
            self._lines.append(f"g{number} = [{value} for r{number} in loaded[{number}].rows]")
            return
        self._lines += [
            f"g{number} = {{}}",
            f"k{number} = None",
            f"for r{number} in loaded[{number}].rows:",
            f"    if r{number}[0] != k{number}:",
            f"        k{number} = r{number}[0]",
            f"        g{number}[k{number}] = i{number} = []",
            f"    i{number}.append({value})",
        ]

    def _as_json(
        self, relation: Relation, inner: GraphQLObjectType, details: FieldDetailsList
    ) -> tuple[JsonField[Column], ...] | None:
        """Return keys and columns where the database can write the whole list, None where it cannot."""
        if not relation.source.json_columns:
            return None
        fields = []
        for key, field_details in self._selections.of(inner, details).items():
            if len(key) > _LONGEST_KEY:
                # The database's statement holds it, and is kept.
                return None
            field = inner.fields.get(field_details[0].node.name.value)
            if field is None or (self._blind and hidden_of(field)):
                return None
            reads = reads_of(field)
            if not isinstance(reads, Value) or reads.compute is not None:
                return None
            if not relation.source.json_columns.issuperset(reads.columns):
                return None
            fields.append(JsonField(key, reads.columns[0]))
        self._fields += len(fields)
        # Objects without fields are no list of texts.
        return tuple(fields) or None

    def _pages(
        self, number: int, scope: Scope, connection: GraphQLObjectType, details: FieldDetailsList
    ) -> str:
        value = self._object(scope, connection, details)
        self._lines += [
            f"g{number} = {{}}",
            f"for k{number}, p{number} in loaded[{number}].pages.items():",
            f"    g{number}[k{number}] = {value}",
        ]
        return f"g{number}"

    def _read(self, scope: Scope, column: Column) -> str:
        if column is TODAY:
            self._needs_today = True
            return "today"
        if isinstance(column, Key):
            return f"{scope.item}[{column.value!r}]"
        if isinstance(column, PageColumn):
            scope.load.total = scope.load.total or column is PageColumn.TOTAL
            return f"p{scope.number}.{column.value}"
        if isinstance(column, EdgeColumn):
            return f"p{scope.number}.{column.value}(r{scope.number})"
        return f"r{scope.number}[{scope.load.place(column)}]"

    def _constant(self, value: Any) -> str:
        name = f"c{len(self._names)}"
        self._names[name] = value
        return name


def fragments_of(definitions: Any) -> dict[str, FragmentDetails]:
    """Return a document's fragments as graphql-core's collecting wants them."""
    return {
        node.name.value: FragmentDetails(node)
        for node in definitions
        if isinstance(node, FragmentDefinitionNode)
    }
