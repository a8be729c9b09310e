"""The audit log of a running server."""

from __future__ import annotations

import json
from typing import Any

from domain.auditing import AuditAction
from tests.gateway import PASSWORD, Account, Gateway

LOG = """query ($user: ID!) { auditLog(first: 100, filter: { user: $user }) {
  edges { node { action actorId subjectId detail count } } } }"""


def asked(gateway: Gateway, account: Account, query: str, **variables: object) -> Any:
    body = {"query": query, "variables": variables}
    answer = gateway.client.post("/graphql", json=body, headers=account.headers).json()
    assert "errors" not in answer, answer
    return answer["data"]


def bring_and_take_back(gateway: Gateway, account: Account) -> None:
    text = """mutation ($file: Upload!) {
      importPositions(file: $file, input: { source: "watched" }) { __typename } }"""
    operations = json.dumps({"query": text, "variables": {"file": None}})
    answer = gateway.client.post(
        "/graphql",
        data={"operations": operations, "map": '{"0": ["variables.file"]}'},
        files={"0": ("jobs.csv", "职位名称\n会计\n".encode())},
        headers=account.headers | {"GraphQL-Require-Preflight": "1"},
    ).json()
    assert answer["data"]["importPositions"]["__typename"] == "ImportPositionsSuccess", answer
    taken_back = 'mutation { deletePositions(input: { source: "watched" }) { __typename } }'
    assert asked(gateway, account, taken_back)["deletePositions"]["__typename"] == "DeletePositionsSuccess"


def tell_another_system_for_a_while(gateway: Gateway, account: Account) -> None:
    new = """mutation { createWebhook(input: { url: "https://watched.example/" }) {
      ... on SaveWebhookSuccess { webhook { id } } } }"""
    webhook_id = asked(gateway, account, new)["createWebhook"]["webhook"]["id"]
    for text in (
        "mutation ($id: ID!) { updateWebhook(input: { webhook: $id, active: false }) { __typename } }",
        "mutation ($id: ID!) { deleteWebhook(id: $id) { __typename } }",
    ):
        asked(gateway, account, text, id=webhook_id)


def correct_and_take_out(gateway: Gateway, account: Account, resume_id: int) -> None:
    assert gateway.finished(account, resume_id) == "分析完成"
    fields = '{ fields: { name: "周敏敏" }, resume: $id }'
    for text in (
        f"mutation ($id: ID!) {{ correctAnalysis(input: {fields}) {{ __typename }} }}",
        "mutation ($id: ID!) { takeBackCorrections(input: { fields: [NAME], resume: $id }) { __typename } }",
        "query ($id: ID!) { resume(id: $id) { export { sizeBytes } } }",
        "mutation ($id: ID!) { reanalyzeResumes(input: { ids: [$id] }) { resumeIds } }",
    ):
        asked(gateway, account, text, id=str(resume_id))
    asked(gateway, account, "{ exportResumes(columns: [ID]) { rowCount } }")


def test_every_action_that_the_log_knows_is_told_of_and_nothing_of_what_was_said(gateway: Gateway) -> None:
    root = gateway.login("root")
    person = gateway.user("is-watched")
    user = asked(gateway, person, "{ me { id databaseId } }")["me"]
    number = user["databaseId"]
    resume_ids = [gateway.upload(person, "resume.txt", "姓名：周敏\n".encode()) for _ in range(2)]
    wrong = {"username": "is-watched", "password": "wrong-password"}
    assert gateway.client.post("/api/login", json=wrong).status_code == 401
    asked(
        gateway,
        person,
        "mutation ($new: ChangePasswordInput!) { changePassword(input: $new) { __typename } }",
        new={"currentPassword": PASSWORD, "newPassword": "another-horse"},
    )
    person = gateway.login("is-watched", "another-horse")
    # By REST and by GraphQL.
    for path in (f"/api/resumes/{resume_ids[0]}", f"/files/{resume_ids[0]}/original"):
        assert gateway.get(root, path).status_code == 200
    for path in ("/api/admin/users", "/api/admin/resumes"):
        assert gateway.get(root, path).status_code == 200
    asked(gateway, root, f'{{ user(id: "{number}") {{ email }} }}')
    role = "mutation ($input: SetUserRoleInput!) { setUserRole(input: $input) { __typename } }"
    for given in ("ADMIN", "JOB_SEEKER"):
        asked(gateway, root, role, input={"user": user["id"], "role": given})
    asked(gateway, root, f'mutation {{ deleteResume(id: "{resume_ids[0]}") {{ __typename }} }}')
    assert gateway.get(root, f"/accounts/{number}/export").status_code == 200
    bring_and_take_back(gateway, root)
    tell_another_system_for_a_while(gateway, root)
    correct_and_take_out(gateway, root, resume_ids[1])
    for text in ("mutation { signOut { __typename } }", "mutation { signOutEverywhere { __typename } }"):
        person = gateway.login("is-watched", "another-horse")
        asked(gateway, person, text)
        assert gateway.get(person, "/api/resumes").status_code == 401
    asked(
        gateway,
        root,
        "mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename } }",
        input={"user": user["id"]},
    )
    # Whoever is given all that is held is given what was done just now, so all is written then.
    assert gateway.get(root, "/account/export").status_code == 200
    found = asked(gateway, root, LOG, user=user["id"])["auditLog"]["edges"]
    of_everybody = asked(gateway, root, LOG, user="1")["auditLog"]["edges"]
    actions = {edge["node"]["action"] for edge in found}
    of_nobody = {"WEBHOOK_CREATED", "WEBHOOK_CHANGED", "WEBHOOK_DELETED"}
    of_nobody |= {"USERS_LISTED", "RESUMES_LISTED", "POSITIONS_IMPORTED", "POSITIONS_DELETED"}
    of_nobody |= {"RESUMES_EXPORTED", "RESUMES_REANALYZED"}
    of_the_operator = {"CORRECTIONS_EXPORTED"}
    assert actions == {action.name for action in AuditAction} - of_nobody - of_the_operator
    assert of_nobody <= {edge["node"]["action"] for edge in of_everybody}
    told = repr(found)
    assert not [word for word in (PASSWORD, "another-horse", "wrong-password", "周敏") if word in told]
