"""What a field declares is what graphql-core reads and what the compiler finds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
import strawberry
from graphql import GraphQLObjectType

from domain import policies
from domain.rows import Column, Key, Row
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted
from graphql_schema.reading import (
    TODAY,
    Items,
    Nested,
    Relation,
    Value,
    columns_of,
    items,
    nested,
    reads_of,
    relation,
    rule_of,
    value,
)

pytestmark = pytest.mark.anyio


class Cell(Column, Enum):
    ID = "id"
    NAME = "name"
    BORN = "born"
    TOWN = "town"
    PETS = "pets"


class PetKey(Key):
    NAME = "name"
    OWNER = "owner"


PEOPLE: dict[int, dict[Cell, Any]] = {
    1: {Cell.ID: 1, Cell.NAME: "anna", Cell.BORN: 2000, Cell.TOWN: None, Cell.PETS: "[]"},
    2: {
        Cell.ID: 2,
        Cell.NAME: None,
        Cell.BORN: 1990,
        Cell.TOWN: "Ulm",
        Cell.PETS: orjson.dumps([{"name": "Rex", "owner": {"name": "carl"}}, {"name": "Tom", "owner": None}]),
    },
}
FRIENDS: Mapping[int, list[int]] = {1: [2, 1], 2: []}


class People(Source[int, Cell]):
    """Everybody, or the friends of somebody; keeps what it was asked for."""

    shape = "list"
    rule = policies.SEE_STATISTICS

    def __init__(self) -> None:
        self.wanted: list[Wanted[int, Cell]] = []

    async def load(self, context: Context, wanted: Wanted[int, Cell]) -> Loaded:
        self.wanted.append(wanted)
        found = {key: FRIENDS[key] for key in wanted.keys} if wanted.keys else {None: list(PEOPLE)}
        rows: list[Row] = [
            (key, *(PEOPLE[one][column] for column in wanted.columns))
            for key, ids in found.items()
            for one in ids[: wanted.request]
        ]
        return Loaded(rows)


ALL, BEFRIENDED = People(), People()


def greeting() -> str:
    return "hello"


@strawberry.type
class Owner:
    """Whom a pet belongs to."""

    name: str = value(PetKey.NAME, description="The name.")


@strawberry.type
class Pet:
    """An animal, of a JSON array."""

    name: str = value(PetKey.NAME, compute=str.upper, description="The name.")
    owner: Owner | None = nested(inside=PetKey.OWNER, present=PetKey.OWNER, description="The owner.")


@strawberry.type
class Town:
    """Where somebody lives, of the same row."""

    name: str = value(Cell.TOWN, description="The name.")


@strawberry.type
class Person:
    """Somebody."""

    name: str | None = value(Cell.NAME, compute=str.upper, description="The name.")
    age: int = value(
        Cell.BORN, TODAY, compute=lambda born, today: today.year - born, description="The age in years."
    )
    town: Town | None = nested(present=Cell.TOWN, rule=policies.SEE_RESUME, description="The town.")
    pets: list[Pet] = items(Cell.PETS, description="The pets.")
    greeting: str = strawberry.field(resolver=greeting, description="What only a resolver knows.")

    @relation(list["Person"], BEFRIENDED, key=Cell.ID, description="The friends.")
    def friends(self, first: int = 9) -> int:
        return first


@strawberry.type
class Query:
    """What is asked."""

    @relation(list[Person], ALL, description="Everybody.")
    def people(self) -> int:
        return 9


SCHEMA = strawberry.Schema(Query)
FIELDS = SCHEMA._schema.type_map["Person"].fields  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _nothing_asked_yet() -> None:
    ALL.wanted.clear()
    BEFRIENDED.wanted.clear()


async def people(selection: str) -> Any:
    context = SimpleNamespace(batches={}, today=date(2026, 11, 22))
    answer = await SCHEMA.execute(f"{{ people {{ {selection} }} }}", context_value=context)
    assert answer.errors is None
    assert answer.data is not None
    return answer.data["people"]


async def test_a_lone_column_that_is_null_is_not_computed() -> None:
    assert await people("name") == [{"name": "ANNA"}, {"name": None}]


async def test_a_value_may_be_made_of_columns_and_of_the_present_day() -> None:
    assert await people("age") == [{"age": 26}, {"age": 36}]


async def test_an_object_of_the_same_row_is_null_where_its_column_is() -> None:
    assert await people("town { name }") == [{"town": None}, {"town": {"name": "Ulm"}}]


async def test_the_objects_of_a_json_array_are_read_by_their_keys() -> None:
    assert await people("pets { name owner { name } }") == [
        {"pets": []},
        {"pets": [{"name": "REX", "owner": {"name": "carl"}}, {"name": "TOM", "owner": None}]},
    ]


async def test_related_rows_are_loaded_once_for_all_parents() -> None:
    assert await people("friends { name }") == [
        {"friends": [{"name": None}, {"name": "ANNA"}]},
        {"friends": []},
    ]
    (wanted,) = BEFRIENDED.wanted
    assert list(wanted.keys) == [1, 2]


async def test_what_is_asked_for_with_other_arguments_is_loaded_by_itself() -> None:
    found = await people("one: friends(first: 1) { age } all: friends { age }")
    assert found[0] == {"one": [{"age": 36}], "all": [{"age": 36}, {"age": 26}]}
    assert [wanted.request for wanted in BEFRIENDED.wanted] == [1, 9]


async def test_whose_key_is_null_has_no_related_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PEOPLE[1], Cell.ID, None)
    assert [len(person["friends"]) for person in await people("friends { age }")] == [0, 0]
    assert [list(wanted.keys) for wanted in BEFRIENDED.wanted] == [[2]]


def test_the_compiler_finds_what_was_declared() -> None:
    kinds = {name: type(reads_of(field)) for name, field in FIELDS.items()}
    assert kinds == {
        "name": Value,
        "age": Value,
        "town": Nested,
        "pets": Items,
        "greeting": type(None),
        "friends": Relation,
    }
    age = reads_of(FIELDS["age"])
    assert isinstance(age, Value)
    assert age.columns == (Cell.BORN, TODAY)


def test_a_field_has_the_rule_of_its_source_or_its_own() -> None:
    assert rule_of(FIELDS["friends"]) is policies.SEE_STATISTICS
    assert rule_of(FIELDS["town"]) is policies.SEE_RESUME
    assert rule_of(FIELDS["name"]) is None


def test_all_columns_of_a_type_are_read_each_once_and_the_day_is_none_of_them() -> None:
    person = SCHEMA._schema.type_map["Person"]
    assert isinstance(person, GraphQLObjectType)
    assert columns_of(person) == (Cell.NAME, Cell.BORN, Cell.TOWN, Cell.PETS, Cell.ID)
