"""Random queries give the same data, errors and order of keys, compiled or by graphql-core.

They are the same each time, and new ones when tests roam (`make fuzz`).
"""

from __future__ import annotations

import json
from collections import Counter
from functools import partial
from random import Random
from typing import Any

import pytest
from graphql import parse, validate
from sqlalchemy import Engine

from domain.positions.importing.models import Posting
from domain.resumes.models import ResumeState
from domain.viewers import Role, Viewer
from graphql_schema.execution import Outcome
from graphql_schema.ids import NodeKind, global_id
from graphql_schema.pages import encode_cursor
from graphql_schema.schema import schema
from graphql_schema.types.candidates import RANKING as CANDIDATES
from graphql_schema.types.positions.queries import CATALOGUE_ORDER, RANKING
from graphql_schema.types.resumes.types import ResumeOrder
from tests.graphql_schema.generator import QueryGenerator
from tests.graphql_schema.house import House, prepared
from tests.roaming import seed

pytestmark = [pytest.mark.anyio, pytest.mark.roams]

KINDS = (NodeKind.USER, NodeKind.RESUME, NodeKind.RESUME, NodeKind.POSITION)
QUERIES = 2000
STATES = (ResumeState.ANALYSED, ResumeState.ANALYSED, ResumeState.UPLOADED, ResumeState.FAILED)


def fill(house: House) -> list[Viewer | None]:
    """Fill the database and return who asks: an administrator, a blind one, two users, nobody."""
    root = house.user("root", Role.ADMIN)
    people = [house.user(name) for name in ("anna", "ben", "carl")]
    for number in range(18):
        house.resume(
            people[number % 2],
            state=STATES[number % 4],
            file_name=f"{number % 5}.pdf",
            days_ago=number % 7,
            matches=number % 6,
        )
    house.bring("own", *(Posting(line=1, given_id=str(code), title_zh=f"护士{code}") for code in range(4)))
    blind = house.user("blind", Role.ADMIN, is_blind=True)
    return [root, root, root, root, blind, people[0], people[0], people[1], None]


def guess(random: Random, field: str, name: str, kind: str) -> Any:
    """Return a value that such an argument often has, or sometimes has by mistake."""
    if name in ("first", "last", "days"):
        return random.choice((1, 2, 3, 5, 20, 100)) if random.random() < 0.98 else random.choice((-1, 0, 367))
    if name in ("after", "before"):
        key = random.randrange(1, 20)
        if field == "candidates":
            return encode_cursor(CANDIDATES, 0.5, key)
        if field == "positions":
            place = f"bundled:position-{key % 5}" if key % 2 else f"own:{key % 5}"
            in_order = CATALOGUE_ORDER, "", place
            return encode_cursor(*random.choice((in_order, in_order, (RANKING, 0.5, place))))
        # Of another order, where the query has one: refused, like nonsense.
        return encode_cursor(ResumeOrder.ID_ASC.value, key, key) if random.random() < 0.98 else "nonsense"
    if name == "owner":
        return random.choice(("2", "3", global_id(NodeKind.USER, 3), "999"))
    if kind == "ID":
        if name == "position":
            return global_id(NodeKind.POSITION, f"bundled:position-{random.randrange(5)}")
        named = {"user": NodeKind.USER, "resume": NodeKind.RESUME}.get(field) or random.choice(KINDS)
        number = random.randrange(1, 6 if named == NodeKind.USER else 20)
        if named == NodeKind.POSITION:
            return global_id(named, random.choice((f"bundled:position-{number % 6}", f"own:{number % 6}")))
        return str(number) if field != "node" and random.random() < 0.5 else global_id(named, number)
    if kind == "DateTime":
        return f"2026-11-{random.randrange(10, 25)}T00:00:00Z"
    if kind in ("Int", "Float"):
        return random.choice((0, 1, 3, 20, 30, 10_000))
    if field == "positions":
        return random.choice(("bundled", "own") if name == "source" else ("护士", "职位 3", " "))
    return random.choice(("简历", "pdf", "Excel", "周", "a", "%"))


def agree(compiled: Outcome, interpreted: Outcome) -> bool:
    """Whether a client is told the same; fields side by side may fail in any order.

    Where one error takes all data with it, it is chance how many others graphql-core has met before.
    """
    ours, theirs = ([error.formatted for error in outcome.errors] for outcome in (compiled, interpreted))
    if compiled.data == interpreted.data == b"null":
        return ours[-1] in theirs
    same = compiled.data == interpreted.data or _ordered(compiled.data) == _ordered(interpreted.data)
    return same and sorted(ours, key=repr) == sorted(theirs, key=repr)


def _ordered(data: bytes | None) -> Any:
    """Return JSON whose objects are pairs in their order, since PostgreSQL writes it with other blanks."""
    return None if data is None else json.loads(data, object_pairs_hook=tuple)


async def compare(house: House, count: int) -> Counter[str]:
    """Execute so many random queries both ways and return what was seen."""
    viewers = fill(house)
    seeded = seed(20261122)
    random = Random(seeded)
    generator = QueryGenerator(schema._schema, random, partial(guess, random))
    seen: Counter[str] = Counter()
    for _ in range(count):
        text, variables = generator.query()
        document = prepared(text)
        viewer = random.choice(viewers)
        outcomes = [
            await executor.execute(
                document,
                operation_name=None,
                variables=variables,
                context=house.context(viewer),
                allow_mutations=False,
            )
            for executor in (house.compiling, house.interpreting)
        ]
        compiled, interpreted = outcomes
        assert agree(compiled, interpreted), (text, variables, viewer, outcomes, seeded)
        seen["compiled"] += compiled.compiled
        seen["with errors"] += bool(compiled.errors)
        beneath = any(len(error.path or ()) > 1 for error in compiled.errors)
        seen["compiled, refused beneath a root field"] += compiled.compiled and beneath
        seen["compiled, with errors"] += compiled.compiled and bool(compiled.errors)
        seen["with data"] += compiled.data not in (None, b"null")
        seen["of more than 500 bytes"] += len(compiled.data or b"") > 500
    return seen


async def test_compiled_queries_agree_with_graphql_core(
    house: House, record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = await compare(house, QUERIES)
    share = seen["compiled"] / QUERIES
    record_property("compiled_share", share)
    with capsys.disabled():
        print(f"\n{QUERIES} queries, {share:.1%} compiled to the end: {dict(seen)}")  # noqa: T201
    assert share > 0.95
    assert house.compiling.counters["broken_off"] == 0
    assert seen["with data"] > QUERIES / 2


async def test_they_agree_on_postgresql_too(postgres_engine: Engine) -> None:
    seen = await compare(House(postgres_engine), QUERIES // 10)
    assert seen["compiled"] > 0.9 * (QUERIES // 10)


def test_the_generator_makes_valid_queries_that_use_every_field() -> None:
    seeded = seed(7)
    random = Random(seeded)
    generator = QueryGenerator(schema._schema, random, partial(guess, random))
    texts = [generator.query()[0] for _ in range(300)]
    for text in texts:
        assert validate(schema._schema, parse(text)) == [], (text, seeded)
    whole = " ".join(texts)
    for word in (
        "@skip",
        "@include",
        "...",
        "fragment",
        "__typename",
        "{ }",
        "What it",
        "node(",
        "statistics",
        "a_",
        "$v",
    ):
        assert word in whole, seeded
