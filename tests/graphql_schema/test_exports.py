"""What was read from resumes, given out as files."""

from __future__ import annotations

import json
from base64 import b64decode

import pytest
from graphql import OperationDefinitionNode, parse

from domain.exports.forms import ExportFormat
from domain.resumes.models import ResumeState
from domain.viewers import Role
from graphql_schema.admission.cost import estimate
from graphql_schema.schema import schema
from graphql_schema.types.exports import EXPORT_POINTS
from tests.graphql_schema.house import House, resume_gid

pytestmark = pytest.mark.anyio

EXPORT = "query ($id: ID!) { resume(id: $id) { export { fileName mediaType sizeBytes text base64 } } }"


async def test_the_owner_gets_a_resume_as_a_file(house: House) -> None:
    anna = house.user("anna")
    answer = await house.ask(EXPORT, anna, id=resume_gid(house.resume(anna)))
    assert answer.errors == []
    assert answer.compiled
    file = answer.data["resume"]["export"]
    assert (file["fileName"], file["mediaType"]) == ("简历.resume.json", "application/json")
    assert json.loads(file["text"])["basics"]["name"] == "周敏"
    assert b64decode(file["base64"]).decode() == file["text"]
    assert len(file["text"].encode()) == file["sizeBytes"]


async def test_another_user_gets_none_and_an_administrator_does(house: House) -> None:
    anna, ben, root = house.user("anna"), house.user("ben"), house.user("root", Role.ADMIN)
    resume = resume_gid(house.resume(anna))
    assert (await house.ask(EXPORT, ben, id=resume)).codes == ["FORBIDDEN"]
    assert (await house.ask(EXPORT, root, id=resume)).data["resume"]["export"]["text"]


async def test_a_resume_without_an_analysis_has_no_export(house: House) -> None:
    anna = house.user("anna")
    waiting = house.resume(anna, state=ResumeState.UPLOADED)
    assert (await house.ask(EXPORT, anna, id=resume_gid(waiting))).data == {"resume": {"export": None}}


async def test_an_administrator_exports_a_page_by_one_read(house: House) -> None:
    anna, root = house.user("anna"), house.user("root", Role.ADMIN)
    for name in ("周敏", "钱一", "孙二"):
        house.resume(anna, name=name)
    with house.statements() as run:
        answer = await house.run(
            house.compiling, "{ resumes { edges { node { export { text } } } } }", root, {}
        )
    assert len(run) == 2
    assert answer.data is not None
    edges = json.loads(answer.data)["resumes"]["edges"]
    names = [json.loads(edge["node"]["export"]["text"])["basics"]["name"] for edge in edges]
    assert names == ["周敏", "钱一", "孙二"]


async def test_every_export_is_in_the_audit_log(house: House) -> None:
    anna, root = house.user("anna"), house.user("root", Role.ADMIN)
    resume = resume_gid(house.resume(anna))
    await house.run(house.compiling, EXPORT, root, {"id": resume})
    await house.audit.flush()
    told = await house.ask(
        "{ auditLog(filter: {action: RESUME_EXPORTED}) { edges { node { resumeId detail count } } } }", root
    )
    assert [edge["node"] for edge in told.data["auditLog"]["edges"]] == [
        {"resumeId": resume, "detail": "json-resume", "count": 1}
    ]


@pytest.mark.parametrize("form", ExportFormat)
async def test_every_form_can_be_asked_for(house: House, form: ExportFormat) -> None:
    anna = house.user("anna")
    answer = await house.ask(
        "query ($id: ID!, $form: ExportFormat!) { resume(id: $id) { export(format: $form) "
        "{ fileName text base64 } } }",
        anna,
        id=resume_gid(house.resume(anna)),
        form=form.name,
    )
    file = answer.data["resume"]["export"]
    assert file["fileName"].endswith(form.suffix)
    assert (file["text"] is not None) is form.is_text
    assert b64decode(file["base64"])


def test_an_export_counts_what_it_takes() -> None:
    document = parse("{ resume(id: 1) { export { text } } }")
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert estimate(schema._schema, document, operation).points({}) == 2 + EXPORT_POINTS
