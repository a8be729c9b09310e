"""What was read from resumes, given out as files."""

from __future__ import annotations

import json
from base64 import b64decode

import pytest
from graphql import OperationDefinitionNode, parse
from sqlalchemy import Engine

from domain.exports import service
from domain.exports.forms import ExportFormat
from domain.resumes.models import ResumeState
from domain.viewers import Role
from graphql_schema.admission.cost import estimate
from graphql_schema.schema import schema
from graphql_schema.types.exports import EXPORT_POINTS
from tests.factories import stated
from tests.graphql_schema.house import House, resume_gid

pytestmark = pytest.mark.anyio


@pytest.fixture
def house(engine: Engine) -> House:
    """The domain over an empty database of either kind."""
    return House(engine)


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


async def test_an_analysis_tells_the_codes_of_its_occupations(house: House) -> None:
    anna = house.user("anna")
    house.resume(anna)
    house.resume(anna, state=ResumeState.UPLOADED)
    house.resume(anna, analysis=stated(titles=["侠客"]))
    with house.statements() as run:
        answer = await house.run(
            house.compiling,
            "{ me { resumes { edges { node { analysis { occupations { title code isco escoUri } } } } } } }",
            anna,
            {},
        )
    assert answer.compiled
    assert len(run) <= 3
    assert answer.data is not None
    nodes = [edge["node"]["analysis"] for edge in json.loads(answer.data)["me"]["resumes"]["edges"]]
    assert nodes == [
        {
            "occupations": [
                {
                    "title": "会计",
                    "code": "2-06-03-00",
                    "isco": "2411",
                    "escoUri": "http://data.europa.eu/esco/isco/C2411",
                }
            ]
        },
        None,
        {"occupations": []},
    ]


async def test_exports_carry_what_somebody_has_corrected(house: House) -> None:
    anna = house.user("anna")
    resume = resume_gid(house.resume(anna))
    corrected = await house.change(
        "mutation ($id: ID!) { correctAnalysis("
        'input: {resume: $id, fields: {name: "周敏敏"}}) { __typename } }',
        anna,
        id=resume,
    )
    assert corrected.errors == []
    text = (await house.ask(EXPORT, anna, id=resume)).data["resume"]["export"]["text"]
    assert json.loads(text)["basics"]["name"] == "周敏敏"


LIST = """query (
    $columns: [ResumeTableColumn!]!, $format: SheetFormat! = CSV, $filter: ResumeFilter, $after: String
) {
  exportResumes(columns: $columns, format: $format, filter: $filter, after: $after, orderBy: ID_DESC) {
    rowCount endCursor file { fileName mediaType text base64 } } }"""


async def test_an_administrator_takes_a_list_out_with_exactly_the_columns_asked_for(house: House) -> None:
    anna, root = house.user("anna"), house.user("root", Role.ADMIN)
    house.resume(anna, name="=1+1")
    house.resume(anna, state=ResumeState.FAILED)
    columns = ["OWNER", "NAME", "AGE", "SKILLS", "STATUS", "BEST_POSITION"]
    answer = await house.ask(LIST, root, columns=columns)
    assert answer.errors == []
    assert answer.compiled
    table = answer.data["exportResumes"]
    assert (table["rowCount"], table["endCursor"], table["file"]["fileName"]) == (2, None, "resumes.csv")
    assert table["file"]["text"].splitlines() == [
        "\ufeffowner,name,age,skills,status,best_position",
        "anna,,,,分析失败,",
        "anna,'=1+1,28,Excel; 成本核算,分析完成,职位0",
    ]


async def test_a_list_follows_filter_order_and_form(house: House) -> None:
    anna, root = house.user("anna"), house.user("root", Role.ADMIN)
    wanted = [house.resume(anna), house.resume(anna)]
    house.resume(anna, state=ResumeState.FAILED)
    asked = {"columns": ["ID"], "filter": {"states": ["ANALYSED"]}}
    text = (await house.ask(LIST, root, **asked)).data["exportResumes"]["file"]["text"]
    assert text.split() == ["\ufeffid", *map(str, reversed(wanted))]
    file = (await house.run(house.compiling, LIST, root, {**asked, "format": "XLSX"})).data
    assert file is not None
    made = json.loads(file)["exportResumes"]["file"]
    assert made["text"] is None
    assert b64decode(made["base64"]).startswith(b"PK")


async def test_a_long_list_goes_on_in_the_next_file(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_ROWS", 2)
    anna, root = house.user("anna"), house.user("root", Role.ADMIN)
    ids = [house.resume(anna) for _ in range(5)]
    found: list[str] = []
    after = None
    while True:
        table = (await house.ask(LIST, root, columns=["ID"], after=after)).data["exportResumes"]
        found += table["file"]["text"].split()[1:]
        after = table["endCursor"]
        if after is None:
            break
    assert found == list(map(str, reversed(ids)))


@pytest.mark.parametrize("columns", [[], ["ID"] * 51])
async def test_a_list_has_some_columns_and_not_too_many(house: House, columns: list[str]) -> None:
    answer = await house.ask(LIST, house.user("root", Role.ADMIN), columns=columns)
    assert answer.codes == ["BAD_USER_INPUT"]


async def test_lists_are_for_administrators_and_in_the_audit_log(house: House) -> None:
    anna, root = house.user("anna"), house.user("root", Role.ADMIN)
    assert (await house.ask(LIST, anna, columns=["ID"])).codes == ["FORBIDDEN"]
    await house.run(house.compiling, LIST, root, {"columns": ["ID"]})
    await house.audit.flush()
    told = await house.ask(
        "{ auditLog(filter: {action: RESUMES_EXPORTED}) { edges { node { detail count } } } }", root
    )
    assert [edge["node"] for edge in told.data["auditLog"]["edges"]] == [{"detail": "csv", "count": 1}]


def test_an_export_counts_what_it_takes() -> None:
    document = parse("{ resume(id: 1) { export { text } } }")
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert estimate(schema._schema, document, operation).points({}) == 2 + EXPORT_POINTS
