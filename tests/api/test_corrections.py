"""Corrections over HTTP: made by GraphQL, shown by REST, found by search, taken out by the operator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import programs
from tests.gateway import Account, Gateway, environment, running_gateway
from tests.postgres_server import fresh_database

RESUME = "\n".join(
    [
        "Grace Okafor",
        "grace.okafor@example.com",
        "Objective: Registered Nurse",
        "Born: May 1998",
        "Work Experience",
        "Northwind Hospital, Registered Nurse, March 2021 - present",
        "Education",
        "Harbour University, Bachelor of Science in Nursing, 2016 - 2020",
    ]
).encode()
CORRECT = """mutation ($input: CorrectAnalysisInput!) { correctAnalysis(input: $input) { __typename } }"""
TAKE_BACK = """mutation ($input: TakeBackCorrectionsInput!) {
  takeBackCorrections(input: $input) { __typename } }"""
FOUND = "query ($text: String!) { resumes(filter: { text: $text }) { edges { node { databaseId } } } }"


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def gateway(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    folder = tmp_path_factory.mktemp("gateway")
    if request.param == "sqlite":
        with running_gateway(folder) as running:
            running.user("root", role="admin")
            yield running
        return
    with (
        fresh_database(request.getfixturevalue("postgres_url"), "corrections") as url,
        running_gateway(folder, GATEWAY_DATABASE_URL=url) as running,
    ):
        running.user("root", role="admin")
        yield running


def ask(gateway: Gateway, query: str, account: Account | None, **variables: Any) -> Any:
    body = {"query": query, "variables": variables}
    return gateway.client.post("/graphql", json=body, headers=account.headers if account else None).json()


def correct(gateway: Gateway, account: Account | None, resume_id: int, **fields: Any) -> Any:
    return ask(gateway, CORRECT, account, input={"resume": str(resume_id), "fields": fields})


def analysed(gateway: Gateway, account: Account) -> int:
    resume_id = gateway.upload(account, "grace.txt", RESUME)
    assert gateway.finished(account, resume_id) == "分析完成"
    return resume_id


def shown(gateway: Gateway, account: Account, resume_id: int) -> tuple[Any, list[str]]:
    analysis = gateway.get(account, f"/api/resumes/{resume_id}/analysis").json()
    matches = gateway.get(account, f"/api/resumes/{resume_id}/matches").json()
    return analysis, [match["position"] for match in matches]


def found(gateway: Gateway, account: Account, text: str) -> list[int]:
    edges = ask(gateway, FOUND, account, text=text)["data"]["resumes"]["edges"]
    return [edge["node"]["databaseId"] for edge in edges]


def test_a_correction_is_shown_matched_and_found_until_it_is_taken_back(gateway: Gateway) -> None:
    ann, root = gateway.user("ann"), gateway.login("root")
    resume_id = analysed(gateway, ann)
    read, nursing = shown(gateway, ann, resume_id)
    fields = {
        "name": "Grace Abernathy",
        "careerInterest": "Pastry Chef",
        "experience": [{"title": "Pastry Chef", "company": "Juniper Bakery", "start": "2021"}],
    }
    assert correct(gateway, ann, resume_id, **fields)["data"]["correctAnalysis"] == {
        "__typename": "CorrectAnalysisSuccess"
    }
    analysis, baking = shown(gateway, ann, resume_id)
    assert analysis == json.loads(
        json.dumps(read).replace("Grace Okafor", "Grace Abernathy").replace("Registered Nurse", "Pastry Chef")
    )
    assert set(baking).isdisjoint(nursing)
    assert found(gateway, root, "Abernathy") == found(gateway, root, "Juniper Bakery") == [resume_id]

    again = gateway.client.post(
        "/graphql",
        json={"query": f'mutation {{ reanalyzeResume(id: "{resume_id}") {{ resume {{ state }} }} }}'},
        headers=ann.headers,
    )
    assert "errors" not in again.json()
    assert gateway.finished(ann, resume_id) == "分析完成"
    assert shown(gateway, ann, resume_id) == (analysis, baking)

    taken = {"resume": str(resume_id), "fields": ["NAME", "CAREER_INTEREST", "EXPERIENCE"]}
    ask(gateway, TAKE_BACK, ann, input=taken)
    assert shown(gateway, ann, resume_id) == (read, nursing)
    assert found(gateway, root, "Abernathy") == []


def test_others_neither_correct_nor_take_back(gateway: Gateway) -> None:
    bob, eve, root = gateway.user("bob"), gateway.user("eve"), gateway.login("root")
    resume_id = analysed(gateway, bob)
    taken = {"resume": str(resume_id), "fields": ["NAME"]}
    for account, code in ((None, "UNAUTHENTICATED"), (eve, "FORBIDDEN")):
        for refused in (
            correct(gateway, account, resume_id, name="Eve"),
            ask(gateway, TAKE_BACK, account, input=taken),
        ):
            assert refused["errors"][0]["extensions"]["code"] == code
    assert "errors" not in correct(gateway, root, resume_id, name="Grace Abernathy")
    assert shown(gateway, bob, resume_id)[0]["basic_info"]["name"] == "Grace Abernathy"


def test_the_operator_takes_corrections_out_as_labelled_data(gateway: Gateway, tmp_path: Path) -> None:
    cay, root = gateway.user("cay"), gateway.login("root")
    resume_id = analysed(gateway, cay)
    studies = [{"entry": 0, "major": "Midwifery"}]
    correct(gateway, root, resume_id, birthDate=None, education=studies, skills=["Triage"])
    out = tmp_path / "labels.jsonl"
    done = programs.run(["export-corrections", str(out)], environment(gateway.data_dir, **gateway._settings))
    assert done.returncode == 0, done.stderr
    assert out.stat().st_mode & 0o777 == 0o600
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    own = [line for line in lines if line["resume"] == resume_id]
    assert f"{len(lines)} corrections were written." in done.stderr
    labels = {line["field"]: (line["label"], line["read"]) for line in own}
    study = {
        "school": "Harbour University",
        "degree": "Bachelor of Science",
        "major": "Nursing",
        "start": "2016",
        "end": "2020",
    }
    assert labels == {
        "birth": (None, "1998-05"),
        "education": ([study | {"major": "Midwifery"}], [study]),
        "skills": (["Triage"], []),
    }
    (birth,) = (line for line in own if line["field"] == "birth")
    assert (birth["language"], birth["media_type"], birth["newest"]) == ("en", "text/plain", "1998-05")
    assert birth["evidence"][0]["text"] == "Born: May 1998"
    log = "{ auditLog(filter: { action: CORRECTIONS_EXPORTED }) { edges { node { actorId count } } } }"
    assert ask(gateway, log, root)["data"]["auditLog"]["edges"] == [{"node": {"actorId": None, "count": 1}}]
