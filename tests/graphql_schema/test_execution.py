from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest
from graphql import execute as core_execute
from graphql import get_introspection_query

from graphql_schema.admission.documents import Documents
from graphql_schema.admission.limits import Limits
from graphql_schema.context import Context
from graphql_schema.execution import Executor, Outcome
from tests.graphql_schema.house import House
from tests.graphql_schema.small import Root, SmallContext, small_schema

pytestmark = pytest.mark.anyio

SCHEMA = small_schema(Root())
DOCUMENTS = Documents(SCHEMA, limits=Limits())


async def execute(text: str, *, allow_mutations: bool = False, **variables: object) -> Outcome:
    context: Context = SmallContext(None, "request-1")  # type: ignore[assignment]
    return await Executor(SCHEMA).execute(
        await DOCUMENTS.by_text(text),
        operation_name=None,
        variables=variables,
        context=context,
        allow_mutations=allow_mutations,
    )


async def test_an_executor_without_a_compiler_has_graphql_core_answer_everything() -> None:
    assert await execute("{ hello }") == (b'{"hello":"hello world"}', [], False, None, False)


async def test_an_executor_with_a_compiler_compiles_what_that_covers(house: House) -> None:
    ask = "{ positions(first: 1) { totalCount } }"
    compiled = await house.run(house.compiling, ask, None, {})
    interpreted = await house.run(house.interpreting, ask, None, {})
    assert (compiled.compiled, interpreted.compiled) == (True, False)
    assert compiled.data == interpreted.data
    text = 'query ($n: String! = "User") { __type(name: $n) { name } }'
    introspection = await house.run(house.compiling, text, None, {})
    assert not introspection.compiled
    assert house.compiling.counters == {"compiled": 1, "uncovered": 1}


async def test_a_large_query_that_is_not_covered_is_refused_before_anything_is_read(house: House) -> None:
    anna = house.user("anna")
    pages = " ".join(
        f"p{number}: positions(first: 100) {{ edges {{ node {{ id title }} }} }}" for number in range(20)
    )
    large = f"{{ me {{ resumes(first: -1) {{ totalCount }} }} {pages} }}"
    with house.statements() as run:
        refused = await house.run(house.compiling, large, anna, {})
    assert run == []
    assert refused.data is None
    assert refused.errors[0].extensions == {"code": "COST_LIMIT_EXCEEDED", "limit": 5_000, "actual": 6_043}
    covered = await house.run(house.compiling, f"{{ {pages} }}", anna, {})
    assert covered.compiled


async def test_introspection_with_variables_runs_in_a_thread_however_large(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def executing(*arguments: Any, **named: Any) -> Any:
        threads.append(threading.get_ident())
        return core_execute(*arguments, **named)

    monkeypatch.setattr("graphql_schema.execution.execute", executing)
    text = (
        get_introspection_query()
        .replace("query IntrospectionQuery", "query ($d: Boolean = true)")
        .replace("includeDeprecated: true", "includeDeprecated: $d")
    )
    outcome = await house.run(house.compiling, text, None, {"d": False})
    assert outcome.data is not None
    assert not outcome.errors
    assert len(threads) == 1
    assert threading.get_ident() not in threads


@pytest.mark.parametrize("text", ['mutation { rename(name: "x") }', "subscription { counted(to: 1) }"])
async def test_what_may_not_run_here_is_refused_before_it_does(text: str) -> None:
    outcome = await execute(text)
    assert outcome.data is None
    assert outcome.errors[0].extensions == {"code": "OPERATION_NOT_ALLOWED"}


async def test_a_mutation_runs_where_it_may() -> None:
    outcome = await execute('mutation { rename(name: "x") }', allow_mutations=True)
    assert outcome.data == b'{"rename":"x"}'


async def test_nothing_ran_is_told_apart_from_data_that_is_null() -> None:
    assert (await execute("query ($n: Int!) { people(first: $n) { totalCount } }", n="x")).data is None
    assert (await execute("{ fails }")).data == b"null"


async def test_a_fault_in_a_stream_is_its_last_event() -> None:
    context: Context = SmallContext(None, "request-1")  # type: ignore[assignment]
    begun = await Executor(SCHEMA).subscribe(
        await DOCUMENTS.by_text("subscription { broken }"),
        operation_name=None,
        variables={},
        context=context,
    )
    assert isinstance(begun, AsyncIterator)
    (event,) = [event async for event in begun]
    assert event.data is None
    assert event.errors[0].extensions == {"code": "INTERNAL", "requestId": "request-1"}
