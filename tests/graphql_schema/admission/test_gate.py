from __future__ import annotations

import pytest
from graphql import GraphQLError, build_schema

from domain.policies import Audience
from domain.viewers import Viewer
from graphql_schema.admission.budget import Budget
from graphql_schema.admission.documents import Documents
from graphql_schema.admission.gate import Admission, Admitted
from graphql_schema.admission.limits import Limits
from graphql_schema.admission.params import params_from_json
from graphql_schema.admission.refusals import Refused
from tests.graphql_schema.small import SDL, Small, codes

pytestmark = pytest.mark.anyio

ANN = Viewer(1, "ann", "job_seeker")
COUNTED = "subscription { counted(to: 2) }"
RENAME = 'mutation { rename(name: "x") }'


def gate(*, cost: int = 20_000, introspection: Audience = Audience.EVERYONE) -> Admission:
    limits = Limits(cost=cost)
    documents = Documents(build_schema(SDL), limits=limits)
    budget = Budget(10_000, clock=lambda: 0.0)
    return Admission(documents, limits=limits, introspection=introspection, budget=budget)


async def admit(
    text: str,
    viewer: Viewer | None = ANN,
    *,
    of: Admission | None = None,
    read_only: bool = False,
    spent: int = 0,
) -> Admitted:
    return await (of or gate()).admit(
        params_from_json({"query": text}), viewer, caller="ann", read_only=read_only, spent=spent
    )


async def refusal(text: str, viewer: Viewer | None = ANN, **how: object) -> Refused:
    with pytest.raises(Refused) as raised:
        await admit(text, viewer, **how)  # type: ignore[arg-type]
    return raised.value


async def test_an_operation_within_every_limit_is_admitted_with_its_cost() -> None:
    admitted = await admit("{ hello }")
    assert (admitted.points, admitted.operation_name, admitted.is_subscription) == (1, None, False)
    assert (await admit(COUNTED)).is_subscription


async def test_a_mutation_is_not_admitted_where_only_reading_is_allowed() -> None:
    assert (await refusal(RENAME, read_only=True)).status == 405
    assert (await admit(RENAME)).operation.operation.value == "mutation"


async def test_a_subscription_is_for_those_who_are_known() -> None:
    assert (await refusal(COUNTED, None)).status == 401


async def test_the_operations_of_a_batch_share_the_limit_of_cost() -> None:
    admission = gate(cost=2)
    assert (await admit("{ hello }", of=admission, spent=1)).points == 1
    assert "COST_LIMIT_EXCEEDED" in str(
        (await refusal("{ hello }", of=admission, spent=2)).errors[0].extensions
    )


async def test_an_answer_tells_what_was_spent_and_what_is_left() -> None:
    admission = gate(cost=100)
    assert admission.extensions(await admit("{ hello }", of=admission)) == {
        "cost": {
            "estimated": 1,
            "limit": 100,
            "remaining": 99,
            "budget": {"limit": 10_000, "remaining": 9_999, "resetSeconds": 1},
        }
    }
    assert admission.extensions(await admit(COUNTED, of=admission)) == {}


def test_suggestions_are_taken_out_of_the_errors_of_those_who_may_not_know_the_schema() -> None:
    for who, message in (
        (Audience.NOBODY, "Unknown field."),
        (Audience.EVERYONE, "Unknown field. Did you mean 'name'?"),
    ):
        errors = [GraphQLError("Unknown field. Did you mean 'name'?")]
        gate(introspection=who).without_suggestions(errors, ANN)
        assert errors[0].message == message


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        (Audience.EVERYONE, ["", "good", "root"]),
        (Audience.AUTHENTICATED, ["good", "root"]),
        (Audience.ADMIN, ["root"]),
        (Audience.NOBODY, []),
    ],
)
async def test_the_schema_is_told_by_role(who: Audience, allowed: list[str]) -> None:
    small = Small(introspection=who)
    for token in ("", "good", "root"):
        headers = {"authorization": f"Bearer {token}"} if token else {}
        for query in (
            "{ __schema { queryType { name } } }",
            '{ ...F } fragment F on Query { __type(name: "X") { name } }',
        ):
            response = await small.post({"query": query}, **headers)
            if token in allowed:
                assert "data" in response.json()
            else:
                assert codes(response) == ["INTROSPECTION_NOT_ALLOWED"]
        assert (await small.post({"query": "{ __typename }"}, **headers)).json()["data"]


async def test_errors_suggest_names_only_to_those_who_may_know_them() -> None:
    wrong = {"query": "{ hell }"}
    open_message = (await Small().post(wrong)).json()["errors"][0]["message"]
    hidden = (await Small(introspection=Audience.NOBODY).post(wrong)).json()["errors"][0]["message"]
    assert "Did you mean 'hello'" in open_message
    assert "hello" not in hidden


async def test_errors_of_variables_keep_the_schemas_names_too() -> None:
    content = {"query": "query ($f: Filter) { who(filter: $f) }", "variables": {"f": {"usernam": "x"}}}
    open_message = (await Small().post(content)).json()["errors"][0]["message"]
    hidden = (await Small(introspection=Audience.NOBODY).post(content)).json()["errors"][0]["message"]
    assert "Did you mean 'username'" in open_message
    assert "username" not in hidden


async def test_the_cost_is_told_with_what_is_left_of_the_limit() -> None:
    response = await Small(limits=Limits(cost=100)).post(
        {"query": "{ people(first: 30) { totalCount edges { cursor } } }"}
    )
    assert response.json()["extensions"]["cost"] == {"estimated": 33, "limit": 100, "remaining": 67}
