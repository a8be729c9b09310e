from __future__ import annotations

import threading
from typing import Any

import pytest
from graphql import GraphQLError, execute, get_introspection_query
from sqlalchemy import text as sql

from domain.resumes.models import ResumeState
from domain.viewers import Role, Viewer
from graphql_schema.admission.preparing import PreparedDocument
from graphql_schema.compiler import Compiler, Uncovered
from graphql_schema.context import Context
from graphql_schema.schema import schema
from tests.graphql_schema.house import House, prepared

pytestmark = pytest.mark.anyio


@pytest.fixture
def anna(house: House) -> Viewer:
    """A user with a resume in each state but `ANALYSING`."""
    viewer = house.user("anna")
    for state in (ResumeState.ANALYSED, ResumeState.UPLOADED, ResumeState.FAILED):
        house.resume(viewer, state=state)
    return viewer


async def run_compiled(
    compiler: Compiler, query: PreparedDocument, variables: dict[str, Any], context: Context
) -> tuple[bytes, list[GraphQLError]]:
    call = compiler.kept_call(query, None, variables, False)
    if call is None:
        call = await compiler.call(query, None, variables, False, caller=context.caller)
    return await compiler.run(call, context)


async def test_keys_come_in_the_order_of_their_first_appearance(house: House, anna: Viewer) -> None:
    query = prepared("""
      query { me { b: username ...Tail a: role resumes(first: 1) { totalCount } } }
      fragment Tail on User { role ... on Node { id } resumes(first: 1) { edges { node { id } } totalCount }
        b: username }
    """)
    outcome = await house.compiling.execute(
        query, operation_name=None, variables={}, context=house.context(anna), allow_mutations=False
    )
    assert outcome.compiled
    assert outcome.data == (
        b'{"me":{"b":"anna","role":"job_seeker","id":"VXNlcjox","resumes":'
        b'{"edges":[{"node":{"id":"UmVzdW1lOjE="}}],"totalCount":3},"a":"job_seeker"}}'
    )


async def test_a_list_asked_for_twice_is_loaded_as_often_as_it_differs(house: House, anna: Viewer) -> None:
    answer = await house.ask(
        "{ me { resumes(first: 1) { edges { node { best: matches(first: 1) { position }"
        " scores: matches(first: 2) { score } } } } } }",
        anna,
    )
    assert answer.data["me"]["resumes"]["edges"][0]["node"] == {
        "best": [{"position": "职位0"}],
        "scores": [{"score": 0.9}, {"score": 0.8}],
    }


async def test_switched_fields_are_compiled_for_each_position_of_their_switches(
    house: House, anna: Viewer
) -> None:
    query = (
        "query ($yes: Boolean!, $no: Boolean = false) { me { username @include(if: $yes)"
        " ... @skip(if: $no) { role } databaseId } }"
    )
    for yes in (True, False):
        for no in (True, False):
            answer = await house.ask(query, anna, yes=yes, no=no)
            assert list(answer.data["me"]) == ["username"] * yes + ["role"] * (not no) + ["databaseId"]
    assert house.compiling.counters == {"compiled": 4}


async def test_variables_and_their_defaults_reach_the_sources(house: House, anna: Viewer) -> None:
    query = (
        "query ($n: Int = 2, $m: Int) { me { resumes(first: $n) { edges { node {"
        " matches(first: $m) { score } } } } } }"
    )

    async def shape(**variables: Any) -> list[int]:
        answer = await house.ask(query, anna, **variables)
        return [len(edge["node"]["matches"]) for edge in answer.data["me"]["resumes"]["edges"]]

    assert await shape() == [3, 0]
    assert await shape(n=1, m=1) == [1]
    assert await shape(n=None, m=None) == [3, 0, 0]
    assert house.compiling.counters["uncovered"] == 0


async def test_a_remembered_call_is_not_taken_for_one_that_only_equals_it(house: House, anna: Viewer) -> None:
    query = "query ($n: Int) { me { resumes(first: $n) { edges { node { id } } } } }"
    assert len((await house.ask(query, anna, n=1)).data["me"]["resumes"]["edges"]) == 1
    assert (await house.ask(query, anna, n=True)).codes == ["BAD_USER_INPUT"]
    assert len((await house.ask(query, anna, n=1.0)).data["me"]["resumes"]["edges"]) == 1
    assert len((await house.ask(query, anna, n=2)).data["me"]["resumes"]["edges"]) == 2
    assert len((await house.ask(query, anna)).data["me"]["resumes"]["edges"]) == 3


async def test_a_refused_argument_is_refused_every_time(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    for _ in range(3):
        answer = await house.ask('{ users(first: 101) { totalCount } resume(id: "?") { id } }', root)
        assert answer.compiled
        assert answer.data == {"users": None, "resume": None}
        assert answer.codes == ["BAD_USER_INPUT", "NOT_FOUND"]


async def test_one_compiled_query_serves_every_viewer(house: House, anna: Viewer) -> None:
    ben = house.user("ben")
    query = "{ me { username resumes { totalCount } } }"
    assert (await house.ask(query, anna)).data["me"] == {"username": "anna", "resumes": {"totalCount": 3}}
    assert (await house.ask(query, ben)).data["me"] == {"username": "ben", "resumes": {"totalCount": 0}}
    assert (await house.ask(query)).codes == ["UNAUTHENTICATED"]


@pytest.mark.parametrize(
    "query",
    [
        'query ($n: String! = "User") { __type(name: $n) { name } me { id } }',
        "query ($n: Int) { __schema { queryType { name } } me { resumes(first: $n) { totalCount } } }",
        "{ me { resumes(first: 1000) { totalCount } } }",
        "{ me { resumes { edges { node { matches(first: -1) { score } } } } } }",
        'query ($id: ID! = "1") { resume(id: $id) { id } me { resumes(after: "?") { totalCount } } }',
    ],
)
async def test_what_is_not_covered_is_found_before_anything_is_read(
    house: House, anna: Viewer, query: str
) -> None:
    with house.statements() as run, pytest.raises(Uncovered):
        await run_compiled(Compiler(schema), prepared(query), {}, house.context(anna))
    assert run == []
    answer = await house.ask(query, anna)
    assert not answer.compiled
    assert house.compiling.counters == {"uncovered": 1}


async def test_wrong_variables_are_the_engines_to_refuse(house: House, anna: Viewer) -> None:
    answer = await house.ask("query ($n: Int!) { me { resumes(first: $n) { totalCount } } }", anna, n="many")
    assert (answer.data, answer.codes) == (None, ["BAD_USER_INPUT"])


async def test_a_value_that_no_field_can_be_made_of_is_an_error_in_its_place(
    house: House, anna: Viewer, caplog: pytest.LogCaptureFixture
) -> None:
    with house.engine.begin() as connection:
        connection.execute(sql("UPDATE resumes SET state = 'eaten' WHERE id = 2"))
    answer = await house.ask("{ me { username resumes { edges { node { databaseId status } } } } }", anna)
    assert (answer.data, answer.codes) == (None, ["INTERNAL"])
    assert answer.errors[0]["path"] == ["me", "resumes", "edges", 1, "node", "status"]
    assert answer.errors[0]["extensions"]["requestId"] == "request-1"
    assert "eaten" not in str(answer.errors)
    assert house.compiling.counters == {"broken_off": 1}
    masked = [record for record in caplog.records if record.name == "graphql_schema.errors"]
    assert [record.levelname for record in masked] == ["ERROR", "ERROR"]  # once by each executor


async def test_an_error_in_a_nullable_place_leaves_the_rest(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    ids = [house.resume(root) for _ in range(2)]
    with house.engine.begin() as connection:
        connection.execute(sql(f"UPDATE analyses SET birth_date = 'May' WHERE resume_id = {ids[0]}"))
    answer = await house.ask(
        "{ resumes { edges { node { databaseId analysis { basicInfo { age name } } } } } }", root
    )
    assert answer.data["resumes"]["edges"] == [
        {"node": {"databaseId": ids[0], "analysis": {"basicInfo": {"age": None, "name": "周敏"}}}},
        {"node": {"databaseId": ids[1], "analysis": {"basicInfo": {"age": 28, "name": "周敏"}}}},
    ]
    assert answer.errors[0]["path"] == ["resumes", "edges", 0, "node", "analysis", "basicInfo", "age"]


async def test_a_database_that_fails_is_told_where_it_failed(house: House, anna: Viewer) -> None:
    async def pages(query: object, **arguments: object) -> Any:
        raise OSError("the disk is gone")

    house.graph.resumes.pages = pages  # type: ignore[method-assign]
    answer = await house.ask('{ first: user(id: "1") { email } me { resumes { totalCount } } }', anna)
    assert (answer.data, answer.codes) == (None, ["INTERNAL"])
    assert answer.errors[0]["path"] == ["me", "resumes"]


async def test_a_query_is_kept_when_it_is_seen_again(
    house: House, anna: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def compiling(source: str, name: str, mode: str) -> Any:
        threads.append(threading.get_ident())
        return compile(source, name, mode)

    monkeypatch.setattr("graphql_schema.compiler.writing.compile", compiling, raising=False)
    compiler = Compiler(schema)
    query = prepared("{ me { username } }")
    for kept in (0, 1, 1, 1):
        assert (await run_compiled(compiler, query, {}, house.context(anna)))[
            0
        ] == b'{"me":{"username":"anna"}}'
        assert compiler.kept_queries == kept
    assert len(threads) == 2
    assert threading.get_ident() not in threads


async def test_queries_sent_once_take_no_room(house: House, anna: Viewer) -> None:
    compiler = Compiler(schema)
    for number in range(100):
        await run_compiled(compiler, prepared(f"{{ me {{ x{number}: username }} }}"), {}, house.context(anna))
    assert compiler.kept_queries == 0
    assert compiler.kept_bytes < 100 * 1_000


async def test_queries_kept_are_bounded_in_bytes(house: House, anna: Viewer) -> None:
    compiler = Compiler(schema, kept_bytes=200_000)
    for number in range(30):
        query = prepared(f"query ($yes: Boolean!) {{ me {{ username x{number}: role @include(if: $yes) }} }}")
        for yes in (True, False, True, False):
            await run_compiled(compiler, query, {"yes": yes}, house.context(anna))
    assert 0 < compiler.kept_queries < 20
    assert compiler._queries.size_bytes <= 200_000


async def test_a_call_whose_query_is_forgotten_is_compiled_anew(house: House, anna: Viewer) -> None:
    compiler = Compiler(schema, kept_bytes=100_000)
    first = prepared("{ me { username } }")
    expected = await run_compiled(compiler, first, {}, house.context(anna))
    for number in range(20):
        query = prepared(f"{{ me {{ x{number}: role }} }}")
        for _ in range(3):
            await run_compiled(compiler, query, {}, house.context(anna))
        assert await run_compiled(compiler, first, {}, house.context(anna)) == expected


INTROSPECTION = [
    get_introspection_query(schema_description=True, input_value_deprecation=True),
    "{ __schema { queryType { name } } me { id } b: __schema { types { name } } __typename }",
    '{ a: __type(name: "User") { ...T } b: __type(name: "User") { name } c: __type(name: "No") { name } }'
    " fragment T on __Type { name fields(includeDeprecated: true) { name args { name } } }",
    "{ ...Q __schema { description } } fragment Q on Query { __schema { queryType { name } } me { id } }",
    '{ __type(name: "User") @include(if: true) { name kind @skip(if: true) } }',
]


@pytest.mark.parametrize("query", INTROSPECTION)
async def test_the_schema_is_told_as_graphql_core_tells_it(house: House, anna: Viewer, query: str) -> None:
    for _ in range(3):
        answer = await house.ask(query, anna)
        assert answer.compiled
        assert not answer.errors


async def test_the_schema_is_read_once_for_a_query_that_is_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def executing(*arguments: Any, **options: Any) -> Any:
        threads.append(threading.get_ident())
        return execute(*arguments, **options)

    monkeypatch.setattr("graphql_schema.compiler.planning.execute", executing)
    compiler = Compiler(schema)
    query = prepared(INTROSPECTION[0])
    answers = {(await run_compiled(compiler, query, {}, house.context(None)))[0] for _ in range(5)}
    assert len(answers) == 1
    assert len(threads) == 2
    assert threading.get_ident() not in threads
    # What it answers is counted with what it takes.
    assert compiler.kept_bytes > len(answers.pop())


async def test_a_deep_query_is_compiled_as_any(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    house.resume(root)
    depth = 25
    query = "{ me " + "{ resumes { edges { node { owner " * depth + "{ id }" + " } } } }" * depth + " }"
    outcome = await house.compiling.execute(
        prepared(query), operation_name=None, variables={}, context=house.context(root), allow_mutations=False
    )
    assert outcome.compiled
    assert outcome.data is not None
    assert outcome.data.endswith(b'{"id":"VXNlcjox"}' + b"}}]}}" * depth + b"}")


async def test_what_is_refused_below_the_root_is_an_error_in_each_place_after_one_run(
    house: House, anna: Viewer
) -> None:
    query = (
        """{ positions(first: 3) { edges { node { title candidates { totalCount } } } } me { username } }"""
    )
    answer = await house.ask(query, anna)
    assert answer.compiled
    assert house.compiling.counters == {"compiled": 1}
    nodes = [edge["node"] for edge in answer.data["positions"]["edges"]]
    assert [node["candidates"] for node in nodes] == [None] * 3
    assert answer.data["me"] == {"username": "anna"}
    assert [error["path"] for error in answer.errors] == [
        ["positions", "edges", index, "node", "candidates"] for index in range(3)
    ]
    assert set(answer.codes) == {"FORBIDDEN"}


async def test_where_the_refused_may_not_be_null_what_holds_it_is(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    house.resume(root)
    by_name = "resumes(orderBy: FILE_NAME_ASC) { totalCount }"
    answer = await house.ask(
        f"query @blind {{ user(id: {root.id}) {{ role {by_name} }} positions {{ totalCount }} }}", root
    )
    assert answer.compiled
    assert answer.data["user"] is None
    assert answer.data["positions"]["totalCount"] > 0
    answer = await house.ask(f"query @blind {{ me {{ role {by_name} }} }}", root)
    assert answer.compiled
    assert answer.data is None
    assert [error["path"] for error in answer.errors] == [["me", "resumes"]]


async def test_a_refusal_in_many_rows_that_may_not_be_null_is_told_once(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    house.user("anna")
    answer = await house.ask(
        "query @blind { users { edges { node { resumes(orderBy: FILE_NAME_ASC) { totalCount } } } } }", root
    )
    assert answer.compiled
    assert answer.data == {"users": None}
    assert len(answer.errors) == 1
