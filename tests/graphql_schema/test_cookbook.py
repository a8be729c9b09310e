"""Every recipe of the cookbook is of this schema, is not too dear, and does what it says."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from graphql import OperationDefinitionNode, OperationType, parse, print_ast, validate
from sqlalchemy import Engine

from domain.viewers import Role
from domain.webhooks.signing import new_secret, signed_headers
from graphql_schema.admission.cost import estimate
from graphql_schema.admission.limits import Limits
from graphql_schema.schema import schema
from tests.factories import NOW
from tests.graphql_schema.house import House, resume_gid, upload

pytestmark = pytest.mark.anyio

PAGE = (Path(__file__).parents[2] / "docs" / "graphql.md").read_text(encoding="utf-8")
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
BLOCK = re.compile(r"^```(\w+)\n(.+?)^```", re.DOTALL | re.MULTILINE)


class Recipe(NamedTuple):
    """An operation of the page, under its heading."""

    title: str
    kind: OperationType
    text: str


def blocks(language: str, text: str = PAGE) -> list[str]:
    return [block for of, block in BLOCK.findall(text) if of == language]


def recipes() -> Iterator[Recipe]:
    _, *parts = HEADING.split(PAGE)
    for title, text in zip(parts[::2], parts[1::2], strict=True):
        for block in blocks("graphql", text):
            for operation in parse(block).definitions:
                assert isinstance(operation, OperationDefinitionNode), title
                yield Recipe(title, operation.operation, print_ast(operation))


RECIPES = list(recipes())
NAMES = [f"{recipe.title} {number}" for number, recipe in enumerate(RECIPES)]


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def variables(recipe: Recipe) -> dict[str, Any]:
    postings = upload("职位名称,薪资\n会计,8k-10k\n".encode(), "jobs.csv")
    resume = upload("周敏\n求职意向：会计\n".encode())
    known: dict[str, Any] = {"file": postings if "importPositions" in recipe.text else resume}
    known["files"] = [resume]
    return {name: value for name, value in known.items() if f"${name}:" in recipe.text}


@pytest.mark.parametrize("recipe", RECIPES, ids=NAMES)
def test_a_recipe_is_of_this_schema_and_is_not_too_dear(recipe: Recipe) -> None:
    document = parse(recipe.text)
    assert validate(schema._schema, document) == []
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert estimate(schema._schema, document, operation).points({}) <= Limits().cost


@pytest.mark.parametrize("recipe", RECIPES, ids=NAMES)
async def test_a_recipe_is_answered_without_errors(recipe: Recipe, house: House) -> None:
    root = house.user("root", Role.ADMIN)
    house.user("boss", Role.ADMIN)
    text = recipe.text.replace("…", resume_gid(house.resume(root)))
    given = variables(recipe)
    if recipe.kind is OperationType.SUBSCRIPTION:
        followed = await house.follow(text, root, **given)
        assert isinstance(followed, AsyncIterator)
        assert (await anext(followed)).errors == []
        await followed.aclose()  # type: ignore[attr-defined]
        return
    ask = house.ask if recipe.kind is OperationType.QUERY else house.change
    answer = await ask(text, root, **given)
    assert answer.errors == []
    for outcome in answer.data.values():
        # What there is to see is seen: the resume, and whatever else is named, is there.
        assert outcome is not None
        if "InvalidInputError" in recipe.text:
            assert "message" not in outcome


def test_the_receiver_of_the_cookbook_knows_genuine_messages_from_others() -> None:
    (program,) = blocks("python")
    made: dict[str, Any] = {}
    exec(compile(program, "docs/graphql.md", "exec"), made)
    secret, body, now = new_secret(), b'{"type":"ping"}', NOW.timestamp()
    headers = signed_headers(secret, message_id="msg_1", at=NOW, body=body)
    genuine = made["is_genuine"]
    assert genuine(headers, body, secret, now)
    assert not genuine(headers, body + b" ", secret, now)
    assert not genuine(headers, body, new_secret(), now)
    assert not genuine(headers | {"webhook-id": "msg_2"}, body, secret, now)
    assert not genuine(headers, body, secret, now + 3600)
