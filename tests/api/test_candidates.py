"""Candidates over HTTP: found in every process that serves, whichever took the upload or the correction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graphql_schema.ids import position_id
from tests.gateway import Account, Gateway, running_gateway
from tests.waiting import until

RESUME = "\n".join(
    [
        "Grace Okafor",
        "grace.okafor@example.com",
        "Objective: Registered Nurse",
        "Work Experience",
        "Northwind Hospital, Registered Nurse, March 2021 - present",
        "Education",
        "Harbour University, Bachelor of Science in Nursing, 2016 - 2020",
    ]
).encode()
CANDIDATES = """query ($id: ID!) { node(id: $id) { ... on Position { candidates(first: 5) {
  edges { node { position matchScore
    resume { databaseId matches(first: 10) { position matchScore } } } } } } } }"""
CORRECT = """mutation ($input: CorrectAnalysisInput!) { correctAnalysis(input: $input) { __typename } }"""
NURSE, ACCOUNTANT = (position_id(f"bundled:{code}") for code in ("registered-nurse", "accountant"))


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Gateway, Gateway]]:
    """Two servers on one data folder, so on one SQLite file."""
    folder = tmp_path_factory.mktemp("servers")
    # Who looks again and again until somebody is found uses up a minute's points.
    unlimited = {"GATEWAY_RATE_LIMITS": "off"}
    with running_gateway(folder, **unlimited) as one, running_gateway(folder, **unlimited) as other:
        yield one, other


def ask(gateway: Gateway, query: str, account: Account, **variables: Any) -> Any:
    body = {"query": query, "variables": variables}
    return gateway.client.post("/graphql", json=body, headers=account.headers).json()


def candidates(gateway: Gateway, account: Account, position: str) -> dict[int, dict[str, Any]] | None:
    """Return them by the numbers of their resumes; None while persons are read in."""
    answer = ask(gateway, CANDIDATES, account, id=position)
    if "errors" in answer:
        (error,) = answer["errors"]
        assert error["extensions"]["code"] == "UNAVAILABLE", error
        return None
    nodes = [edge["node"] for edge in answer["data"]["node"]["candidates"]["edges"]]
    return {node["resume"]["databaseId"]: node for node in nodes}


def test_an_upload_and_a_correction_at_one_server_are_found_at_another(
    servers: tuple[Gateway, Gateway],
) -> None:
    one, other = servers
    root = one.user("root", role="admin")
    # The other one has read in all persons there are: none.
    assert until(lambda: candidates(other, root, NURSE), lambda found: found is not None) == {}

    resume_id = one.upload(root, "grace.txt", RESUME)
    assert one.finished(root, resume_id) == "分析完成"
    found = until(lambda: candidates(other, root, NURSE))
    assert found is not None
    assert list(found) == [resume_id]
    own = {match["position"]: match["matchScore"] for match in found[resume_id]["resume"]["matches"]}
    assert own[found[resume_id]["position"]] == found[resume_id]["matchScore"]
    before = int(found[resume_id]["matchScore"].rstrip("%"))

    fields = {"careerInterest": "会计", "titles": ["会计"], "skills": ["总账", "成本核算"]}
    corrected = ask(one, CORRECT, root, input={"resume": str(resume_id), "fields": fields})
    assert corrected["data"]["correctAnalysis"]["__typename"] == "CorrectAnalysisSuccess"
    assert until(lambda: candidates(other, root, ACCOUNTANT))
    nursing = candidates(other, root, NURSE)
    assert nursing is not None
    scores = [int(node["matchScore"].rstrip("%")) for node in nursing.values()]
    assert all(score < before for score in scores)
